// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/keep_list.h"

#include "wording/format.h"

#include <shmlab/base/name.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <cerrno>
#include <string>

#include <fnmatch.h>
#include <sys/stat.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::KeepList)
};

const QString fileName = QStringLiteral("/shmlab/keep");

std::string_view withoutSlash(std::string_view name)
{
    return name.starts_with('/') ? name.substr(1) : name;
}

std::expected<QByteArray, QString> contentOf(const QString &path)
{
    struct stat status{};
    const bool isMissing =
        ::lstat(QFile::encodeName(path).constData(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
    if (isMissing)
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Text::tr("cannot read the keep list %1: %2")
                                   .arg(format::escaped(path), format::escaped(file.errorString())));
    return file.readAll();
}

/// A line that begins with # is a comment; a backslash before it makes it part of the glob.
QByteArray lineOf(const QByteArray &glob)
{
    return glob.startsWith('#') ? '\\' + glob : glob;
}

} // namespace

QStringList KeepList::files()
{
    QStringList all = QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation);
    for (QString &folder : all)
        folder += fileName;
    return all;
}

std::expected<KeepList, QString> KeepList::load(const QStringList &files)
{
    KeepList list;
    for (const QString &file : files) {
        const auto content = contentOf(file);
        if (!content)
            return std::unexpected(content.error());
        for (const QByteArray &line : content->split('\n')) {
            const QByteArray glob = line.trimmed();
            if (!glob.isEmpty() && !glob.startsWith('#'))
                list.m_rules.push_back({.glob = glob, .file = file});
        }
    }
    return list;
}

const KeepRule *KeepList::ruleFor(std::string_view name) const
{
    const std::string plain(withoutSlash(name));
    const auto rule = std::ranges::find_if(m_rules, [&](const KeepRule &each) {
        const std::string glob(
            ObjectName::withoutDirectory({each.glob.constData(), static_cast<std::size_t>(each.glob.size())}));
        return ::fnmatch(glob.c_str(), plain.c_str(), 0) == 0;
    });
    return rule == m_rules.end() ? nullptr : &*rule;
}

bool isKeepGlob(const QByteArray &glob)
{
    return !glob.isEmpty() && glob == glob.trimmed() && !glob.contains('\n') && !glob.contains('\0');
}

std::expected<QString, QString> addToKeepList(const QByteArray &glob)
{
    QString path = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + fileName;
    auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    const QByteArray line = lineOf(glob);
    if (content->split('\n').contains(line))
        return path;
    if (!content->isEmpty() && !content->endsWith('\n'))
        *content += '\n';
    *content += line + '\n';
    QSaveFile file(path);
    const bool isWritten = QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
        && file.write(*content) == content->size() && file.commit();
    if (!isWritten)
        return std::unexpected(Text::tr("cannot write the keep list %1: %2")
                                   .arg(format::escaped(path), format::escaped(file.errorString())));
    return path;
}

} // namespace shmlab::ui
