// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

namespace shmlab::ui {

/// The AppStream metadata: `metainfoTemplate` with its line `@RELEASES@` replaced by the releases in `changelog`. A
/// version is a line `## 1.2.3 – 2026-11-23` or `– unreleased`; its changes are the list below it.
[[nodiscard]] QString metainfo(const QString &metainfoTemplate, const QString &changelog);

/// The same in the form of a Debian package's changelog (deb-changelog(5)).
[[nodiscard]] QString debianChangelog(const QString &changelog);

/// The day that SOURCE_DATE_EPOCH names (reproducible-builds.org), else today.
[[nodiscard]] QDate sourceDate();

} // namespace shmlab::ui
