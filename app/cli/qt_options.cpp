// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/qt_options.h"

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

// Qt 6.4 to 6.8: QGuiApplication, QApplication and the xcb platform plugin, in this order.
constexpr std::array options{
    QtOption{"platform", true, "QT_QPA_PLATFORM"},
    QtOption{"platformpluginpath", true, "QT_QPA_PLATFORM_PLUGIN_PATH"},
    QtOption{"platformtheme", true, "QT_QPA_PLATFORMTHEME"},
    QtOption{"plugin", true, "QT_QPA_GENERIC_PLUGINS"},
    QtOption{"qwindowgeometry", true, nullptr},
    QtOption{"qwindowicon", true, nullptr},
    QtOption{"qwindowtitle", true, nullptr},
    QtOption{"reverse", false, nullptr},
    QtOption{"session", true, nullptr},
    QtOption{"testability", false, nullptr},
    QtOption{"style", true, "QT_STYLE_OVERRIDE"},
    QtOption{"stylesheet", true, nullptr},
    QtOption{"widgetcount", false, nullptr},
    QtOption{"display", true, "DISPLAY"},
    QtOption{"dograb", false, nullptr},
    QtOption{"geometry", true, nullptr},
    QtOption{"icon", true, nullptr},
    QtOption{"name", true, nullptr},
    QtOption{"nograb", false, nullptr},
    QtOption{"title", true, nullptr},
    QtOption{"visual", true, nullptr},
};

} // namespace

const QtOption *findQtOption(const QString &name)
{
    const auto *const found =
        std::ranges::find_if(options, [&](const QtOption &option) { return name == QLatin1String(option.name); });
    return found == options.end() ? nullptr : found;
}

void exportQtOptions(const QStringList &qtOptions)
{
    for (qsizetype i = 0; i < qtOptions.size(); ++i) {
        const QtOption *const option = findQtOption(qtOptions.at(i).mid(1));
        if (option != nullptr && option->takesValue && ++i < qtOptions.size() && option->variable != nullptr)
            qputenv(option->variable, qtOptions.at(i).toLocal8Bit());
    }
}

} // namespace shmlab::ui
