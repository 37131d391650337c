// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <expected>
#include <string_view>
#include <vector>

namespace shmlab::ui {

/// A glob of a keep list.
struct KeepRule {
    QByteArray glob; ///< as of fnmatch(3), of a name; "/" or "/dev/shm/" may stand before it; "*" matches slashes, too
    QString file; ///< that it stands in
};

/// The objects that are never removed in bulk: globs, one per line, in the configuration of the system and of the user.
/// Empty lines and lines that begin with # say nothing.
class KeepList {
public:
    /// The files that count: shmlab/keep in each folder of XDG_CONFIG_HOME and XDG_CONFIG_DIRS, by default
    /// ~/.config/shmlab/keep and /etc/xdg/shmlab/keep.
    [[nodiscard]] static QStringList files();
    /// Reads them; one that does not exist is empty. The error is a text: a list that cannot be read protects nothing.
    [[nodiscard]] static std::expected<KeepList, QString> load(const QStringList &files = KeepList::files());

    /// The first rule that keeps an object of this name, with or without its slash; null: none does.
    [[nodiscard]] const KeepRule *ruleFor(std::string_view name) const;
    [[nodiscard]] const std::vector<KeepRule> &rules() const { return m_rules; }

private:
    std::vector<KeepRule> m_rules;
};

/// Whether `glob` can stand in a keep list: not empty, on one line, without white space around it.
[[nodiscard]] bool isKeepGlob(const QByteArray &glob);
/// Adds a valid glob to the user's list, unless that has it, and returns the file; the error is a text.
[[nodiscard]] std::expected<QString, QString> addToKeepList(const QByteArray &glob);

} // namespace shmlab::ui
