// SPDX-License-Identifier: GPL-3.0-or-later

// Made and run while the program is built: writes what is installed beside it from the program's own tables.
//
//   shmlab_describe man|bash|zsh|fish OUT
//   shmlab_describe metainfo TEMPLATE CHANGELOG OUT
//   shmlab_describe debian-changelog CHANGELOG OUT

#include "describe/completions.h"
#include "describe/man_page.h"
#include "describe/metainfo.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace {

using namespace shmlab::ui;

std::optional<QString> textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll());
}

/// What was asked for; nothing when that cannot be had.
std::optional<QString> describe(const QStringList &words)
{
    const QString &kind = words.first();
    if (kind == QLatin1String("man"))
        return manPage();
    if (kind == QLatin1String("bash"))
        return bashCompletion();
    if (kind == QLatin1String("zsh"))
        return zshCompletion();
    if (kind == QLatin1String("fish"))
        return fishCompletion();
    if (kind == QLatin1String("debian-changelog") && words.size() == 3) {
        const auto changelog = textOf(words.at(1));
        return changelog ? std::optional(debianChangelog(*changelog)) : std::nullopt;
    }
    if (kind != QLatin1String("metainfo") || words.size() != 4)
        return {};
    const auto metainfoTemplate = textOf(words.at(1));
    const auto changelog = textOf(words.at(2));
    return metainfoTemplate && changelog ? std::optional(metainfo(*metainfoTemplate, *changelog)) : std::nullopt;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(SHMLAB_VERSION));
    const QStringList words = QCoreApplication::arguments().mid(1);
    const auto text = words.size() >= 2 ? describe(words) : std::nullopt;
    QSaveFile file(words.isEmpty() ? QString() : words.last());
    if (!text || !file.open(QIODevice::WriteOnly) || file.write(text->toUtf8()) < 0 || !file.commit()) {
        std::fputs("shmlab_describe: cannot write what was asked for\n", stderr);
        return 1;
    }
    return 0;
}
