// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace shmlab::ui {

/// The languages that the program speaks, by code; English is that of the source.
[[nodiscard]] QStringList languages();

/// What a language calls itself.
[[nodiscard]] QString languageName(const QString &code);

/// The user's choice, kept from run to run: a code, or empty to go by LANGUAGE and the locale.
[[nodiscard]] QString savedLanguage();
void saveLanguage(const QString &code);

/// The one of languages() that `wanted` asks for first; English when it asks for none.
[[nodiscard]] QString preferredLanguage(const QStringList &wanted);

/// The saved language, or the one that LANGUAGE and the locale prefer.
[[nodiscard]] QString chosenLanguage();

/// Makes the program, Qt's own dialogs included, use chosenLanguage(). Once, right after the application object.
void installLanguage();

} // namespace shmlab::ui
