// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QProxyStyle>
#include <QSettings>
#include <QStyle>
#include <QStyleOption>
#include <QToolTip>

namespace shmlab::ui {
namespace {

constexpr QLatin1String appearanceKey("appearance");

Appearance current = Appearance::System;

QPalette lightPalette()
{
    QPalette palette(QColor(0xef, 0xf0, 0xf1), QColor(0xef, 0xf0, 0xf1));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xf5, 0xf6, 0xf7));
    palette.setColor(QPalette::Highlight, QColor(0x1f, 0x6f, 0xc4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x31, 0x34, 0x38), QColor(0x2a, 0x2d, 0x31));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText})
        palette.setColor(role, QColor(0xec, 0xee, 0xf0));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x20, 0x23));
    palette.setColor(QPalette::AlternateBase, QColor(0x25, 0x28, 0x2b));
    palette.setColor(QPalette::ToolTipBase, QColor(0x3a, 0x3e, 0x43));
    palette.setColor(QPalette::ToolTipText, QColor(0xec, 0xee, 0xf0));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x7f, 0xd6));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x6c, 0xb2, 0xf2));
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9f, 0xa5));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x84, 0x89));
    return palette;
}

QPainterPath symbolPath(Symbol symbol)
{
    QPainterPath path; // in a square of 16
    switch (symbol) {
    case Symbol::Start: path.addPolygon(QPolygonF{QPointF(4, 2), QPointF(14, 8), QPointF(4, 14), QPointF(4, 2)}); break;
    case Symbol::Pause:
        path.addRect(3.5, 2, 3.5, 12);
        path.addRect(9, 2, 3.5, 12);
        break;
    case Symbol::Step:
        path.addPolygon(QPolygonF{QPointF(2, 2), QPointF(10.5, 8), QPointF(2, 14), QPointF(2, 2)});
        path.addRect(11.5, 2, 3, 12);
        break;
    case Symbol::Stop: path.addRect(3, 3, 10, 10); break;
    }
    return path;
}

class IndicatorStyle : public QProxyStyle {
public:
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool isRound = element == PE_IndicatorRadioButton;
        const bool isBox = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        if ((!isRound && !isBox) || !isDark(option->palette))
            return;
        painter->save();
        painter->setPen(option->palette.color(QPalette::PlaceholderText));
        painter->setBrush(Qt::NoBrush);
        const QRect outline = option->rect.adjusted(1, 1, -2, -2);
        if (isRound) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->drawEllipse(outline);
        } else {
            painter->drawRect(outline);
        }
        painter->restore();
    }
};

} // namespace

void installIndicatorStyle()
{
    QApplication::setStyle(new IndicatorStyle); // the application owns it
}

void setAppearance(Appearance appearance)
{
    static const QPalette fromSystem = QApplication::palette();
    current = appearance;
    const QPalette palette = appearance == Appearance::Dark ? darkPalette()
        : appearance == Appearance::Light                   ? lightPalette()
                                                            : fromSystem;
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

Appearance appearance()
{
    return current;
}

Appearance savedAppearance()
{
    switch (QSettings().value(appearanceKey).toInt()) {
    case static_cast<int>(Appearance::Light): return Appearance::Light;
    case static_cast<int>(Appearance::Dark): return Appearance::Dark;
    default: return Appearance::System;
    }
}

void saveAppearance(Appearance appearance)
{
    QSettings().setValue(appearanceKey, static_cast<int>(appearance));
}

void followSavedAppearance(QObject *parent)
{
    const QString file = QSettings().fileName();
    const QString folder = QFileInfo(file).path();
    QDir().mkpath(folder);
    auto *watcher = new QFileSystemWatcher({folder}, parent); // not the file, which each change replaces
    QObject::connect(watcher, &QFileSystemWatcher::directoryChanged, watcher, [] {
        QSettings().sync();
        if (savedAppearance() != appearance())
            setAppearance(savedAppearance());
    });
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor roleColor(Role role, const QPalette &palette)
{
    if (isDark(palette))
        return role == Role::Server ? QColor(0x6c, 0xb2, 0xf2) : QColor(0xf0, 0xa3, 0x5a);
    return role == Role::Server ? QColor(0x1a, 0x62, 0xa8) : QColor(0xb5, 0x57, 0x06);
}

QColor attentionColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xe8, 0xbf, 0x4f) : QColor(0x8a, 0x64, 0x00);
}

QColor errorColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf2, 0x82, 0x7a) : QColor(0xb0, 0x22, 0x1c);
}

QColor goodColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x7c, 0xcf, 0x8a) : QColor(0x1f, 0x76, 0x34);
}

void setTextColor(QWidget &widget, const QColor &color)
{
    // A child of a widget on Base takes Text, others WindowText.
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color);
    widget.setPalette(palette);
}

void setErrorColor(QWidget &widget, bool isError)
{
    widget.setPalette({});
    if (isError)
        setTextColor(widget, errorColor(widget.palette()));
}

QIcon symbolIcon(Symbol symbol, const QPalette &palette)
{
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Disabled}) {
        const auto group = mode == QIcon::Normal ? QPalette::Active : QPalette::Disabled;
        for (const int size : {16, 24, 32, 48}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.scale(size / 16.0, size / 16.0);
            painter.fillPath(symbolPath(symbol), palette.color(group, QPalette::ButtonText));
            icon.addPixmap(pixmap, mode);
        }
    }
    return icon;
}

} // namespace shmlab::ui
