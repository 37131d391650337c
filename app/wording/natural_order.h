// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

/// The order of names that people expect, the same in every locale: numbers by value (a2 before a10), letters without
/// regard to case, other characters by code point, bytes that are no UTF-8 last. Names that differ only in case or in
/// leading zeros are ordered by their bytes, so that only equal names are equal.
namespace shmlab::ui {

/// The bytes of the keys of two names are in the order of the names.
[[nodiscard]] QByteArray naturalKey(std::string_view name);
[[nodiscard]] QByteArray naturalKey(const QString &name);
[[nodiscard]] bool isNaturallyLess(const QString &a, const QString &b);

} // namespace shmlab::ui
