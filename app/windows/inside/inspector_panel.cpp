// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/inspector_panel.h"

#include "widgets/appearance.h"
#include "widgets/combo_box_name.h"
#include "widgets/table_style.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace shmlab::ui {
namespace {

constexpr qint64 maxCopiedBytes = qint64{16} << 20;
constexpr int defaultRefreshRate = 60;

} // namespace

InspectorPanel::InspectorPanel(Acquisition &acquisition, QWidget *parent)
    : QWidget(parent),
      m_hex(new HexView(this)),
      m_valueModel(new ValueModel(this)),
      m_values(new QTableView(this)),
      m_bar(new QToolBar(this)),
      m_notice(new QLabel(this)),
      m_position(new QLabel(this)),
      m_search(new SearchBar(acquisition.calls(), this)),
      m_live(new LiveBytes(acquisition, *m_hex, *m_notice, *m_valueModel, this))
{
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->setObjectName(QStringLiteral("insideNotice"));
    m_notice->hide();
    m_position->setTextFormat(Qt::PlainText);
    m_position->setIndent(4);
    m_position->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long input does not widen the window
    m_position->setObjectName(QStringLiteral("place"));
    m_values->setModel(m_valueModel);
    m_values->setAccessibleName(tr("Value at the cursor"));
    applyTableStyle(*m_values);
    m_values->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_values->horizontalHeader()->setSectionResizeMode(ValueModel::TypeColumn, QHeaderView::ResizeToContents);
    makeActions();
    makeBar();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_bar);
    layout->addWidget(m_search);
    layout->addWidget(m_notice);
    layout->addWidget(m_hex, 1);
    layout->addWidget(m_position);
    connect(m_hex, &HexView::cursorMoved, this, [this](qint64 offset) {
        m_search->setPosition(offset);
        showPosition();
    });
    connect(m_search, &SearchBar::found, this, [this](qint64 offset, qint64 length) { m_hex->select(offset, length); });
    m_search->setSource([this] { return m_live->object(); });
    connect(m_live, &LiveBytes::objectChanged, this, &InspectorPanel::takeObject);
    m_live->setRate(defaultRefreshRate);
    takeObject();
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::makeActions()
{
    const auto make = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    const auto makeSwitch = [&](const QString &text, const QKeySequence &key, auto slot) {
        QAction *action = make(text, key, slot);
        action->setCheckable(true);
        return action;
    };
    m_freeze = makeSwitch(tr("Free&ze"), QKeySequence(Qt::CTRL | Qt::Key_Space),
                          [this](bool isOn) { m_live->setFrozen(isOn); });
    m_onlyChanged = makeSwitch(tr("Only rows that c&hange"), QKeySequence(Qt::CTRL | Qt::Key_R),
                               [this](bool isOn) { m_hex->setOnlyChangedRows(isOn); });
    m_follow = makeSwitch(tr("Follow the &writer"), QKeySequence(Qt::CTRL | Qt::Key_L),
                          [this](bool isOn) { m_live->setFollowing(isOn); });
    m_goToAction = make(tr("&Go to offset…"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] {
        Q_EMIT activationRequested();
        m_goTo->setFocus();
        m_goTo->selectAll();
    });
    m_findAction = make(tr("&Find…"), QKeySequence::Find, [this] {
        Q_EMIT activationRequested();
        m_search->activate();
    });
    m_watch = make(tr("Watch th&is"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { addWatch(); });
    m_copies = {
        make(tr("&Copy as hex"), QKeySequence::Copy, [this] { copy(CopyForm::Hex); }),
        make(tr("Copy as C &array"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
             [this] { copy(CopyForm::CArray); }),
        make(tr("Copy as &text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), [this] { copy(CopyForm::Text); })};
    for (QAction *copy : m_copies) // tables have their own copy actions
        copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_hex->addActions(m_copies + QList<QAction *>{m_watch});
    m_hex->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QList<QAction *> InspectorPanel::actions() const
{
    return QList<QAction *>{m_freeze, m_onlyChanged, m_follow, m_goToAction, m_findAction, m_watch} + m_copies;
}

void InspectorPanel::makeBar()
{
    m_bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_bar->addActions({m_freeze, m_onlyChanged, m_follow, m_watch});
    m_bar->addSeparator();
    m_goTo = new QLineEdit(m_bar);
    m_goTo->setPlaceholderText(tr("Go to: 0x40+8*3, 2M, end-16"));
    m_goTo->setAccessibleName(tr("Go to offset"));
    m_goTo->setMinimumWidth(64);
    m_bar->addWidget(m_goTo);
    connect(m_goTo, &QLineEdit::returnPressed, this, &InspectorPanel::goToExpression);
    auto *rate = new QComboBox(m_bar);
    nameComboBox(*rate, tr("Refreshes per second"));
    for (const int perSecond : {60, 30, 10, 2})
        rate->addItem(tr("%1 Hz").arg(perSecond), perSecond);
    connect(rate, &QComboBox::currentIndexChanged, this,
            [this, rate] { m_live->setRate(rate->currentData().toInt()); });
    m_bar->addWidget(rate);
}

void InspectorPanel::show(const ObjectReportPtr &report)
{
    m_live->show(report);
}

void InspectorPanel::takeObject()
{
    m_search->reset();
    m_bar->setEnabled(m_live->isOpened());
    m_search->setEnabled(m_live->isOpened());
    showPosition();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_live->updateColors();
    setErrorColor(*m_position, m_isPositionError);
}

/// Shows where the cursor is and how much is selected, or why it could not go to an offset.
void InspectorPanel::showPosition(const QString &problem)
{
    const bool hasNoPosition = m_hex->size() == 0;
    const auto selected = m_hex->selection();
    QString text = problem;
    if (problem.isEmpty() && !hasNoPosition)
        text = QStringLiteral("0x%1 (%2)").arg(selected.begin, 0, 16).arg(QLocale().toString(selected.begin));
    if (problem.isEmpty() && selected.length() > 1)
        text += QStringLiteral(" – ") + tr("%1 selected").arg(format::bytes(selected.length()));
    m_position->setText(text);
    if (m_isPositionError != !problem.isEmpty()) {
        m_isPositionError = !problem.isEmpty();
        setErrorColor(*m_position, m_isPositionError);
    }
}

void InspectorPanel::goToExpression()
{
    const auto offset = evaluateOffset(m_goTo->text().toStdString(), {.here = m_hex->cursor(), .end = m_hex->size()});
    if (!offset) {
        showPosition(QStringLiteral("%1: %2").arg(m_goTo->text(), expressionErrorText(offset.error())));
        return;
    }
    if (*offset > m_hex->size()) {
        showPosition(tr("%1 is beyond the end, which is at %2.").arg(m_goTo->text(), format::bytes(m_hex->size())));
        return;
    }
    m_hex->goTo(std::min<qint64>(*offset, m_hex->size() - 1)); // the end means the last byte
    m_hex->setFocus();
}

void InspectorPanel::copy(CopyForm form)
{
    HexView::Range selected = m_hex->selection();
    if (selected.length() > maxCopiedBytes)
        Q_EMIT failed(tr("Only the first %1 of the selection were copied.").arg(format::bytes(maxCopiedBytes)));
    selected.end = std::min(selected.end, selected.begin + maxCopiedBytes);
    m_live->convert(
        selected, [form](std::span<const std::byte> bytes) { return selectionText(bytes, form); },
        [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
}

void InspectorPanel::addWatch()
{
    const ObjectReportPtr report = m_live->report();
    if (!report || m_hex->size() == 0)
        return;
    if (!nameOf(*report)) {
        Q_EMIT failed(
            tr("Only an object with a name in /dev/shm can be watched: another one would not be found again."));
        return;
    }
    const qint64 length = m_hex->selection().length();
    // A selection gives the width of the value; a single byte only its offset, except for the last bytes of the object.
    const qint64 left = m_hex->size() - m_hex->selection().begin;
    ValueType type = ValueType::Int32;
    if (length == 8)
        type = ValueType::Int64;
    else if (left == 1)
        type = ValueType::Int8;
    else if (length == 2 || left < 4)
        type = ValueType::Int16;
    const qint64 count = std::max<qint64>(1, length / static_cast<qint64>(rowOf(type).sizeBytes));
    Q_EMIT watchRequested(*nameOf(*report), m_hex->selection().begin, type, count);
}

} // namespace shmlab::ui
