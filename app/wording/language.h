// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace shmlab::ui {

/// The codes of the available languages; English is the language of the source.
[[nodiscard]] QStringList languages();

/// The name of a language in that language.
[[nodiscard]] QString languageName(const QString &code);

/// The saved choice of the user: a code, or empty to follow LANGUAGE and the locale.
[[nodiscard]] QString savedLanguage();
void saveLanguage(const QString &code);

/// The first of languages() in the order of `wanted`; English if none matches.
[[nodiscard]] QString preferredLanguage(const QStringList &wanted);

/// The saved language, or the one that LANGUAGE and the locale prefer.
[[nodiscard]] QString chosenLanguage();

/// Makes the program, Qt's own dialogs included, use chosenLanguage(). Call it once, right after the application object
/// was constructed.
void installLanguage();

} // namespace shmlab::ui
