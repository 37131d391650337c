// SPDX-License-Identifier: GPL-3.0-or-later

// Runs while the program is built: writes the files that are installed with it, from the program's own tables.
//
//   shmlab_describe man|bash|zsh|fish TEMPLATE OUT
//   shmlab_describe metainfo TEMPLATE CHANGELOG OUT
//   shmlab_describe debian-changelog CHANGELOG OUT

#include "describe/completions.h"
#include "describe/man_page.h"
#include "describe/metainfo.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <cstdio>
#include <optional>

namespace {

using namespace shmlab::ui;

std::optional<QString> textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

/// The requested output, made from the texts of the files named between its kind and OUT; empty for wrong usage.
std::optional<QString> describe(const QString &kind, const QStringList &inputs)
{
    if (inputs.size() == 1 && kind == QLatin1String("man"))
        return manPage(inputs.first());
    if (inputs.size() == 1 && kind == QLatin1String("bash"))
        return bashCompletion(inputs.first());
    if (inputs.size() == 1 && kind == QLatin1String("zsh"))
        return zshCompletion(inputs.first());
    if (inputs.size() == 1 && kind == QLatin1String("fish"))
        return fishCompletion(inputs.first());
    if (inputs.size() == 1 && kind == QLatin1String("debian-changelog"))
        return debianChangelog(inputs.first());
    if (inputs.size() == 2 && kind == QLatin1String("metainfo"))
        return metainfo(inputs.first(), inputs.last());
    return {};
}

std::optional<QString> describe(const QStringList &words)
{
    if (words.size() < 2)
        return {};
    QStringList inputs;
    for (const QString &path : words.mid(1, words.size() - 2)) {
        const auto text = textOf(path);
        if (!text)
            return {};
        inputs += *text;
    }
    return describe(words.first(), inputs);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(SHMLAB_VERSION));
    const QStringList words = QCoreApplication::arguments().mid(1);
    const auto text = describe(words);
    QSaveFile file(words.isEmpty() ? QString() : words.last());
    if (!text || !file.open(QIODevice::WriteOnly) || file.write(text->toUtf8()) < 0 || !file.commit()) {
        std::fputs("shmlab_describe: cannot write what was asked for\n", stderr);
        return 1;
    }
    return 0;
}
