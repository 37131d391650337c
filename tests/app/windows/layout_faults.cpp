// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"

#include "plot_faults.h"
#include "widgets/hex_view.h"
#include "widgets/log_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <qcustomplot.h>

#include <functional>
#include <map>
#include <utility>

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

QDockWidget *dockOf(QWidget *widget)
{
    while (widget != nullptr && qobject_cast<QDockWidget *>(widget) == nullptr)
        widget = widget->parentWidget();
    return qobject_cast<QDockWidget *>(widget);
}

bool isBehindTab(const QDockWidget &dock)
{
    return dock.isVisible() && dock.visibleRegion().isEmpty();
}

/// Calls `check` with each dock that is behind a tab while it is raised; then those that were in front are again.
void withEachRaised(QWidget &window, const std::function<void(QDockWidget &)> &check)
{
    for (auto *area : window.findChildren<QMainWindow *>())
        area->setAnimated(false);
    if (auto *area = qobject_cast<QMainWindow *>(&window))
        area->setAnimated(false); // or each raised dock would move everything anew
    QList<QDockWidget *> inFront;
    QList<QDockWidget *> behind;
    for (auto *dock : window.findChildren<QDockWidget *>())
        (isBehindTab(*dock) ? behind : inFront) += dock;
    for (QDockWidget *dock : std::as_const(behind)) {
        dock->raise();
        QCoreApplication::sendPostedEvents(); // lays it out
        check(*dock);
    }
    for (QDockWidget *dock : std::as_const(inFront))
        dock->raise();
}

/// That the widget lies in, and that scrolls it up and down.
const QScrollArea *scrollAreaOf(const QWidget &widget)
{
    for (const QWidget *each = widget.parentWidget(); each != nullptr; each = each->parentWidget()) {
        if (const auto *area = qobject_cast<const QScrollArea *>(each))
            return area;
    }
    return nullptr;
}

/// A long text of which the box shows the beginning.
bool isWholeInToolTip(const QComboBox &box, int width)
{
    return box.toolTip().contains(box.currentText()) && width > box.fontMetrics().averageCharWidth() * 20;
}

bool isCut(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->text().isEmpty())
            return false;
        if (label->wordWrap())
            return label->height() < label->heightForWidth(label->width())
                || label->width() < label->minimumSizeHint().width();
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
        return field.width() < box->fontMetrics().horizontalAdvance(box->currentText())
            && !isWholeInToolTip(*box, field.width());
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
    if (!isControl)
        return false;
    if (const QScrollArea *area = scrollAreaOf(widget)) {
        const int left = widget.mapTo(area->viewport(), QPoint(0, 0)).x();
        return left < 0 || left + widget.width() > area->viewport()->width();
    }
    return !(QRegion(widget.rect()) - widget.visibleRegion() - widget.childrenRegion()).isEmpty();
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
        faults += QStringLiteral("too few rows: %1 of %2 pixels in ")
                      .arg(log->viewport()->height())
                      .arg(log->verticalHeader()->defaultSectionSize())
            + describe(widget);
    for (int column = 0; column < log->model()->columnCount(); ++column) {
        const QString title = log->model()->headerData(column, Qt::Horizontal).toString();
        if (log->columnWidth(column) < log->fontMetrics().horizontalAdvance(title))
            faults += QStringLiteral("title cut: %1 of ").arg(title) + describe(widget);
    }
}

void findFaults(QWidget &widget, QStringList &faults)
{
    if (auto *plot = qobject_cast<QCustomPlot *>(&widget))
        faults += plotFaults(*plot);
    const auto *area = qobject_cast<const QScrollArea *>(&widget);
    if (widget.objectName() == QLatin1String("qt_toolbar_ext_button"))
        faults += QStringLiteral("a tool bar hides tools: %1 of %2 pixels, in a window of %3")
                      .arg(widget.parentWidget()->width())
                      .arg(widget.parentWidget()->sizeHint().width())
                      .arg(widget.window()->width());
    else if (qobject_cast<QTabBar *>(widget.parentWidget()) != nullptr
             && qobject_cast<const QToolButton *>(&widget) != nullptr)
        faults += QStringLiteral("a tab bar must be scrolled");
    else if (widget.objectName().startsWith(QLatin1String("qt_"))) // Qt's own
        return;
    else if (area != nullptr && area->horizontalScrollBar()->maximum() > 0)
        faults += QStringLiteral("scrolls sideways: ") + describe(widget);
    else if (isCut(widget))
        faults += QStringLiteral("cut: ") + describe(widget);
    else if (isCovered(widget))
        faults += QStringLiteral("covered: ") + describe(widget);
    findTableFaults(widget, faults);
}

QString differenceAsShown(QWidget &one, QWidget &other)
{
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

QStringList layoutFaults(QWidget &window, const QScreen &screen)
{
    QStringList faults;
    if (!screen.availableGeometry().contains(window.frameGeometry())) {
        QString text;
        QDebug(&text) << "outside of the screen:" << window.frameGeometry() << "in" << screen.availableGeometry();
        faults += text;
    }
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const QDockWidget *dock = dockOf(widget);
        if (widget->isVisible() && widget->window() == &window && (dock == nullptr || !isBehindTab(*dock)))
            findFaults(*widget, faults);
    }
    if (!faults.isEmpty())
        return faults;
    withEachRaised(window, [&](QDockWidget &raised) {
        for (QWidget *widget : raised.findChildren<QWidget *>()) {
            if (widget->isVisible())
                findFaults(*widget, faults);
        }
    });
    return faults;
}

QString colourDifference(QWidget &one, QWidget &other)
{
    other.resize(one.size());
    QString difference = differenceAsShown(one, other);
    if (!difference.isEmpty())
        return difference;
    withEachRaised(one, [&](const QDockWidget &dock) {
        other.findChild<QDockWidget *>(dock.objectName())->raise();
        QCoreApplication::sendPostedEvents();
        if (difference.isEmpty())
            difference = differenceAsShown(one, other);
    });
    for (const auto *dock : one.findChildren<QDockWidget *>()) {
        if (!isBehindTab(*dock))
            other.findChild<QDockWidget *>(dock->objectName())->raise();
    }
    return difference;
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
