// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"

#include "widgets/hex_view.h"
#include "widgets/log_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <map>

namespace shmlab::test {
namespace {

using ui::HexView;
using ui::LogView;

QString describe(const QWidget &widget)
{
    QString text = QString::fromLatin1(widget.metaObject()->className()) + QLatin1Char(' ') + widget.objectName();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        text += QStringLiteral(" “%1”").arg(label->text());
    else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        text += QStringLiteral(" “%1”").arg(button->text());
    return text + QStringLiteral(" (%1 × %2)").arg(widget.width()).arg(widget.height());
}

/// In a dock behind another tab.
bool isBehindTab(const QWidget &widget)
{
    for (const QWidget *each = &widget; each != nullptr; each = each->parentWidget()) {
        if (const auto *dock = qobject_cast<const QDockWidget *>(each))
            return dock->visibleRegion().isEmpty() && dock->isVisible();
    }
    return false;
}

bool isCut(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->text().isEmpty())
            return false;
        if (label->wordWrap())
            return label->height() < label->heightForWidth(label->width());
        if (label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            return label->width() < label->fontMetrics().horizontalAdvance(label->text());
        return label->width() < label->minimumSizeHint().width() || label->height() < label->minimumSizeHint().height();
    }
    if (qobject_cast<const QAbstractButton *>(&widget) != nullptr)
        return widget.width() < widget.minimumSizeHint().width() || widget.height() < widget.minimumSizeHint().height();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.subControls = QStyle::SC_All;
        const QRect field =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        return field.width() < box->fontMetrics().horizontalAdvance(box->currentText());
    }
    if (const auto *spin = qobject_cast<const QAbstractSpinBox *>(&widget)) {
        const auto *field = spin->findChild<QLineEdit *>();
        return field->width() < spin->fontMetrics().horizontalAdvance(spin->text());
    }
    return false;
}

/// Not wholly visible in its window, though it is shown.
bool isCovered(const QWidget &widget)
{
    const bool isControl = qobject_cast<const QAbstractButton *>(&widget) != nullptr
        || qobject_cast<const QLabel *>(&widget) != nullptr || qobject_cast<const QComboBox *>(&widget) != nullptr
        || qobject_cast<const QAbstractSpinBox *>(&widget) != nullptr;
    return isControl && widget.visibleRegion().boundingRect() != widget.rect();
}

void findTableFaults(const QWidget &widget, QStringList &faults)
{
    if (const auto *hex = qobject_cast<const HexView *>(&widget); hex != nullptr
        && (hex->horizontalScrollBar()->maximum() > 0 || hex->viewport()->height() < hex->fontMetrics().height() * 3))
        faults += QStringLiteral("too small for the bytes: ") + describe(widget);
    const auto *log = qobject_cast<const LogView *>(&widget);
    if (log == nullptr)
        return;
    if (log->viewport()->height() < 2 * log->verticalHeader()->defaultSectionSize())
        faults += QStringLiteral("too few rows: ") + describe(widget);
    for (int column = 0; column < log->model()->columnCount(); ++column) {
        const QString title = log->model()->headerData(column, Qt::Horizontal).toString();
        if (log->columnWidth(column) < log->fontMetrics().horizontalAdvance(title))
            faults += QStringLiteral("title cut: %1 of ").arg(title) + describe(widget);
    }
}

QString mnemonicOf(const QString &text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    return key.toString();
}

void addMnemonic(std::map<QString, QStringList> &owners, const QString &text)
{
    if (const QString key = mnemonicOf(text); !key.isEmpty() && !owners[key].contains(text))
        owners[key] += text;
}

QStringList sharedIn(const std::map<QString, QStringList> &owners)
{
    QStringList shared;
    for (const auto &[key, texts] : owners) {
        if (texts.size() > 1)
            shared += key + QStringLiteral(": ") + texts.join(QStringLiteral(", "));
    }
    return shared;
}

} // namespace

QStringList layoutFaults(const QWidget &window, const QScreen &screen)
{
    QStringList faults;
    if (!screen.availableGeometry().contains(window.frameGeometry())) {
        QString text;
        QDebug(&text) << "outside of the screen:" << window.frameGeometry() << "in" << screen.availableGeometry();
        faults += text;
    }
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->window() != &window || isBehindTab(*widget))
            continue;
        if (widget->objectName() == QLatin1String("qt_toolbar_ext_button"))
            faults += QStringLiteral("a tool bar hides tools: %1 of %2 pixels, in a window of %3")
                          .arg(widget->parentWidget()->width())
                          .arg(widget->parentWidget()->sizeHint().width())
                          .arg(window.width());
        else if (qobject_cast<QTabBar *>(widget->parentWidget()) != nullptr
                 && qobject_cast<const QToolButton *>(widget) != nullptr)
            faults += QStringLiteral("a tab bar must be scrolled");
        else if (widget->objectName().startsWith(QLatin1String("qt_"))) // Qt's own
            continue;
        else if (isCut(*widget))
            faults += QStringLiteral("cut: ") + describe(*widget);
        else if (isCovered(*widget))
            faults += QStringLiteral("covered: ") + describe(*widget);
        findTableFaults(*widget, faults);
    }
    return faults;
}

QString colourDifference(QWidget &one, QWidget &other)
{
    other.resize(one.size());
    const QImage first = one.grab().toImage();
    const QImage second = other.grab().toImage();
    if (first.size() != second.size())
        return QStringLiteral("different sizes");
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            if (first.pixel(x, y) != second.pixel(x, y)) {
                const QWidget *at = one.childAt(x, y);
                if (at != nullptr && at->objectName() == QLatin1String("summary")) // how long the scan took
                    continue;
                return QStringLiteral("%1 at %2, %3: %4 instead of %5")
                    .arg(describe(at != nullptr ? *at : one))
                    .arg(x)
                    .arg(y)
                    .arg(first.pixelColor(x, y).name(), second.pixelColor(x, y).name());
            }
        }
    }
    return {};
}

QStringList sharedMnemonics(const QWidget &window)
{
    QStringList shared;
    std::map<QString, QStringList> owners;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
            std::map<QString, QStringList> entries;
            for (const QAction *action : menu->actions())
                addMnemonic(entries, action->text());
            shared += sharedIn(entries);
        } else if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
            for (const QAction *action : bar->actions())
                addMnemonic(owners, action->text());
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            addMnemonic(owners, button->text());
        } else if (const auto *label = qobject_cast<const QLabel *>(widget);
                   label != nullptr && label->buddy() != nullptr) {
            addMnemonic(owners, label->text());
        } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                addMnemonic(owners, tabs->tabText(tab));
        }
    }
    return shared + sharedIn(owners);
}

} // namespace shmlab::test
