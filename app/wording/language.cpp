// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

/// Q_INIT_RESOURCE links the resources of a static library; it must be used outside of any namespace, including an
/// unnamed one.
static void initTranslations() // NOLINT(misc-use-anonymous-namespace)
{
    Q_INIT_RESOURCE(translations);
}

namespace shmlab::ui {
namespace {

constexpr QLatin1String languageKey("language");

/// The language of the source.
QString source()
{
    return QStringLiteral("en");
}

void install(const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(file, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

QStringList languages()
{
    return {source(), QStringLiteral("ja")};
}

QString languageName(const QString &code)
{
    return code == QLatin1String("ja") ? QStringLiteral("日本語") : QStringLiteral("English");
}

QString savedLanguage()
{
    const QString code = QSettings().value(languageKey).toString();
    return languages().contains(code) ? code : QString();
}

void saveLanguage(const QString &code)
{
    QSettings().setValue(languageKey, code);
}

QString preferredLanguage(const QStringList &wanted)
{
    for (const QString &locale : wanted) {
        const QString code = locale.section(QLatin1Char('-'), 0, 0).section(QLatin1Char('_'), 0, 0);
        if (languages().contains(code))
            return code;
    }
    return source();
}

QString chosenLanguage()
{
    const QString saved = savedLanguage();
    return saved.isEmpty() ? preferredLanguage(QLocale::system().uiLanguages()) : saved;
}

void installLanguage()
{
    initTranslations();
    const QString code = chosenLanguage();
    if (code == source())
        return;
    QLocale::setDefault(QLocale(code)); // numbers are formatted for the same language
    install(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("shmlab_") + code, QStringLiteral(":/translations"));
}

} // namespace shmlab::ui
