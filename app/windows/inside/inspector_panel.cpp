// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/inspector_panel.h"

#include "widgets/appearance.h"
#include "widgets/combo_box_name.h"
#include "widgets/exchange_regions.h"
#include "widgets/table_style.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

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
#include <cerrno>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr qint64 maxCopiedBytes = qint64{16} << 20;
constexpr qint64 maxFrozenBytes = qint64{16} << 20;
constexpr int defaultRefreshRate = 60;
constexpr qint64 sweepInterval = 100; // milliseconds

QString unlinkedText()
{
    return InspectorPanel::tr("This object has no name any more; what you see lives on only while somebody holds it.");
}

} // namespace

InspectorPanel::InspectorPanel(QWidget *parent, InspectCalls calls)
    : QWidget(parent),
      m_calls(calls),
      m_hex(new HexView(this)),
      m_valueModel(new ValueModel(this)),
      m_values(new QTableView(this)),
      m_bar(new QToolBar(this)),
      m_notice(new QLabel(this)),
      m_position(new QLabel(this)),
      m_search(new SearchBar(this, calls))
{
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->setObjectName(QStringLiteral("insideNotice"));
    m_notice->hide();
    m_position->setTextFormat(Qt::PlainText);
    m_position->setIndent(4);
    m_position->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // what was typed does not widen the window
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
    connect(&m_timer, &QTimer::timeout, this, &InspectorPanel::refresh);
    connect(m_hex, &HexView::scrolled, this, &InspectorPanel::updateVisibleRows);
    connect(m_hex, &HexView::cursorMoved, this, [this](qint64 offset) {
        m_search->setPosition(offset);
        showValues();
        showPosition();
    });
    connect(m_search, &SearchBar::found, this, [this](qint64 offset, qint64 length) { m_hex->select(offset, length); });
    m_search->setSource([this] { return open(); });
    setRate(defaultRefreshRate);
    show(nullptr);
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
    m_freeze =
        makeSwitch(tr("Free&ze"), QKeySequence(Qt::CTRL | Qt::Key_Space), [this](bool isOn) { setFrozen(isOn); });
    m_onlyChanged = makeSwitch(tr("Only rows that c&hange"), QKeySequence(Qt::CTRL | Qt::Key_R),
                               [this](bool isOn) { m_hex->setOnlyChangedRows(isOn); });
    m_follow =
        makeSwitch(tr("Follow the &writer"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_trail = WriterTracker(); });
    m_goToAction = make(tr("&Go to offset…"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] {
        Q_EMIT activationRequested();
        m_goTo->setFocus();
        m_goTo->selectAll();
    });
    m_findAction = make(tr("&Find…"), QKeySequence::Find, [this] {
        Q_EMIT activationRequested();
        m_search->activate();
    });
    m_watch = make(tr("Watch th&is"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] { addWatch(); });
    m_copies = {
        make(tr("&Copy as hex"), QKeySequence::Copy, [this] { copy(CopyForm::Hex); }),
        make(tr("Copy as C &array"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
             [this] { copy(CopyForm::CArray); }),
        make(tr("Copy as &text"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), [this] { copy(CopyForm::Text); })};
    for (QAction *copy : m_copies) // tables have copies of their own
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
    m_goTo->setMinimumWidth(120);
    m_bar->addWidget(m_goTo);
    connect(m_goTo, &QLineEdit::returnPressed, this, &InspectorPanel::goToExpression);
    auto *rate = new QComboBox(m_bar);
    nameComboBox(*rate, tr("Refreshes a second"));
    for (const int perSecond : {60, 30, 10, 2})
        rate->addItem(tr("%1 Hz").arg(perSecond), perSecond);
    connect(rate, &QComboBox::currentIndexChanged, this, [this, rate] { setRate(rate->currentData().toInt()); });
    m_bar->addWidget(rate);
}

void InspectorPanel::setRate(int perSecond)
{
    m_timer.setTimerType(perSecond > 10 ? Qt::PreciseTimer : Qt::CoarseTimer);
    m_timer.setInterval(1000 / perSecond);
}

void InspectorPanel::show(const ObjectReportPtr &report)
{
    const bool isSame = m_report && report && m_report->status().identity == report->status().identity;
    // What was frozen goes only for an object that was chosen, not for one that took its name, or for none.
    const bool isReplaced = m_report && report && !isSame && m_report->hasName && report->name == m_report->name;
    const bool keepsFrozen = m_freeze->isChecked() && m_report && (!report || isReplaced);
    m_next = keepsFrozen ? std::optional(report) : std::nullopt;
    if (keepsFrozen)
        return;
    m_report = report;
    if (isSame)
        return;
    m_hex->clear();
    m_frozen.clear();
    m_trail = WriterTracker();
    m_notice->hide();
    m_search->reset();
    if (!m_report) {
        m_hex->setPlaceholder(tr("Choose an object to look inside."));
    } else if (const auto object = tryOpen(); !object) {
        m_hex->setPlaceholder(readErrorText(titleOf(*m_report), object.error()));
        m_report.reset();
    } else {
        m_hex->setPlaceholder(tr("The object has 0 bytes."));
        m_hex->setRegions(isExchange(m_report->kind) ? exchangeRegions(palette()) : std::vector<HexView::Region>());
    }
    m_bar->setEnabled(m_report != nullptr);
    m_search->setEnabled(m_report != nullptr);
    if (m_report) {
        m_timer.start();
        rereadObject();
        setFrozen(m_freeze->isChecked());
    } else {
        m_timer.stop();
        m_valueModel->setBytes({});
    }
    showPosition();
}

/// Keeps all of the object as it is now, or what is around the bytes in sight where it is large.
void InspectorPanel::setFrozen(bool isFrozen)
{
    m_frozen.clear();
    if (!isFrozen && m_next) {
        show(ObjectReportPtr(*m_next));
        return;
    }
    const auto object = isFrozen ? open() : nullptr;
    if (!object)
        return;
    const auto visible = m_hex->requiredWindow();
    const qint64 around = std::max<qint64>(0, (maxFrozenBytes - visible.length()) / 2);
    m_frozenBegin = std::clamp<qint64>(visible.begin - around, 0, std::max<qint64>(0, m_hex->size() - maxFrozenBytes));
    m_frozen.resize(static_cast<std::size_t>(std::min(maxFrozenBytes, m_hex->size() - m_frozenBegin)));
    m_frozen.resize(object->readAt(m_frozenBegin, m_frozen).value_or(0));
    m_hex->window().overlay(m_frozenBegin, m_frozen); // what was seen is what stays
    updateVisibleRows();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_report && isExchange(m_report->kind))
        m_hex->setRegions(exchangeRegions(palette()));
    if (event->type() == QEvent::PaletteChange)
        setErrorColor(*m_position, m_isPositionError);
}

/// Where the cursor is and how much is selected, or why it could not go where it should.
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

Result<ObjectReader> InspectorPanel::tryOpen() const
{
    const auto name = nameOf(*m_report);
    auto opened = name ? ObjectReader::open(m_calls, *name)
                       : ObjectReader::openByProcPath(m_calls, m_report->procPath, m_report->status().identity);
    if (opened && opened->identity() != m_report->status().identity)
        return std::unexpected(Error{.problem = Problem::Replaced});
    return opened;
}

std::shared_ptr<const ObjectReader> InspectorPanel::open() const
{
    if (!m_report)
        return {};
    auto opened = tryOpen();
    return opened ? std::make_shared<const ObjectReader>(std::move(*opened)) : nullptr;
}

void InspectorPanel::refresh()
{
    if (!isVisible() || m_freeze->isChecked())
        return;
    const auto object = rereadObject();
    if (object && m_follow->isChecked()) // here alone: it scrolls, and that makes it look again
        followWriter(*object);
}

std::optional<ObjectReader> InspectorPanel::rereadObject()
{
    if (!m_report)
        return {};
    auto object = tryOpen();
    if (!object) { // the last bytes stay, and it is said that they are old
        const Error &error = object.error();
        const bool isGone = error.isCallFailure(ENOENT) || error.problem == Problem::Replaced;
        m_notice->setText(
            (isGone ? tr("It is gone, or its name leads to another object.") : readErrorText(titleOf(*m_report), error))
            + QLatin1Char(' ') + tr("These are the last bytes seen."));
        m_notice->show();
        return {};
    }
    m_notice->setText(unlinkedText());
    m_notice->setVisible(!m_report->hasName);
    if (const auto status = object->status())
        m_hex->setSize(status->sizeBytes);
    readWindow(*object);
    return std::move(*object);
}

/// Other rows have come into sight. While it is frozen those that were there stay as they are.
void InspectorPanel::updateVisibleRows()
{
    if (!m_freeze->isChecked()) {
        rereadObject();
        return;
    }
    if (!m_report)
        return;
    const auto wanted = m_hex->requiredWindow();
    const auto frozenEnd = m_frozenBegin + static_cast<qint64>(m_frozen.size());
    const bool isFullyFrozen = wanted.begin >= m_frozenBegin && wanted.end <= frozenEnd;
    const auto object = isFullyFrozen ? nullptr : open();
    if (!isFullyFrozen && !object)
        return; // what is known of it is all there is
    const QString beyond = tr("Frozen are %1 from 0x%2 on; what is shown beyond is as it was when it came into sight.")
                               .arg(format::bytes(static_cast<qint64>(m_frozen.size())))
                               .arg(m_frozenBegin, 0, 16);
    m_notice->setText(isFullyFrozen ? unlinkedText() : beyond);
    m_notice->setVisible(!isFullyFrozen || !m_report->hasName);
    m_hex->extendWindow(wanted.begin, bytesAt(wanted.begin, wanted.length(), object.get()));
    showValues(object.get());
}

void InspectorPanel::readWindow(const ObjectReader &object)
{
    const auto wanted = m_hex->requiredWindow();
    m_buffer.resize(static_cast<std::size_t>(std::max<qint64>(0, wanted.length())));
    const auto got = object.readAt(wanted.begin, m_buffer);
    if (!got)
        return;
    m_hex->setWindow(wanted.begin, std::span(m_buffer).first(*got));
    showValues(&object);
}

void InspectorPanel::followWriter(const ObjectReader &object)
{
    const bool sweeps = !m_sweepClock.isValid() || m_sweepClock.elapsed() >= sweepInterval;
    if (sweeps)
        m_sweepClock.start();
    const auto changed = m_trail.step(object, sweeps);
    if (changed && *changed) {
        const qint64 page = **changed / static_cast<qint64>(ChangeSweep::pageBytes);
        m_hex->reveal(**changed);
        if (page == std::exchange(m_lastChangedPage, page)) // else it is only known which page
            m_hex->markChanged(**changed);
    }
}

/// What is shown as it is shown, the rest as it is now; fewer where the object ends, or is gone. `object` is it where
/// it is open already.
std::vector<std::byte> InspectorPanel::bytesAt(qint64 offset, qint64 length, const ObjectReader *object) const
{
    const ByteWindow &shown = m_hex->window();
    length = std::clamp<qint64>(m_hex->size() - offset, 0, std::max<qint64>(0, length));
    const auto frozenEnd = m_frozenBegin + static_cast<qint64>(m_frozen.size());
    if (!m_frozen.empty() && offset >= m_frozenBegin && offset + length <= frozenEnd)
        return {m_frozen.begin() + (offset - m_frozenBegin), m_frozen.begin() + (offset + length - m_frozenBegin)};
    std::vector<std::byte> bytes(static_cast<std::size_t>(length));
    if (length > 0 && !(shown.contains(offset) && shown.contains(offset + length - 1))) {
        const auto opened = object != nullptr ? nullptr : open();
        const ObjectReader *const source = object != nullptr ? object : opened.get();
        std::size_t got = source != nullptr ? source->readAt(offset, bytes).value_or(0) : 0;
        while (got < bytes.size() && shown.contains(offset + static_cast<qint64>(got)))
            ++got;
        bytes.resize(got);
    }
    shown.overlay(offset, bytes);
    const qint64 begin = std::max(offset, m_frozenBegin);
    const qint64 end = std::min(offset + static_cast<qint64>(bytes.size()), frozenEnd);
    if (begin < end)
        std::copy_n(m_frozen.begin() + (begin - m_frozenBegin), end - begin, bytes.begin() + (begin - offset));
    return bytes;
}

void InspectorPanel::showValues(const ObjectReader *object)
{
    m_valueModel->setBytes(bytesAt(m_hex->selection().begin, qint64{ValueModel::requiredBytes}, object));
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
    m_hex->goTo(std::min<qint64>(*offset, m_hex->size() - 1)); // the end itself is the last byte
    m_hex->setFocus();
}

QString InspectorPanel::selectionText(CopyForm form) const
{
    const auto selected = m_hex->selection();
    const std::vector<std::byte> bytes = bytesAt(selected.begin, std::min(selected.length(), maxCopiedBytes));
    if (bytes.empty())
        return {};
    const QByteArray raw(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    switch (form) {
    case CopyForm::Hex: return QString::fromLatin1(raw.toHex(' '));
    case CopyForm::Text: // whatever it is, a terminal that it is pasted into must not obey it
        return QString::fromStdString(escape({raw.constData(), static_cast<std::size_t>(raw.size())}));
    case CopyForm::CArray: break;
    }
    QString text = QStringLiteral("const unsigned char bytes[%1] = {").arg(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        text += i % 12 == 0 ? QLatin1String("\n    ") : QLatin1String(" ");
        text += QStringLiteral("0x%1,").arg(static_cast<unsigned char>(raw[i]), 2, 16, QLatin1Char('0'));
    }
    return text + QLatin1String("\n};\n");
}

void InspectorPanel::copy(CopyForm form)
{
    if (m_hex->selection().length() > maxCopiedBytes)
        Q_EMIT failed(tr("Only the first %1 of the selection were copied.").arg(format::bytes(maxCopiedBytes)));
    QGuiApplication::clipboard()->setText(selectionText(form));
}

void InspectorPanel::addWatch()
{
    if (!m_report || m_hex->size() == 0)
        return;
    if (!m_report->hasName) {
        Q_EMIT failed(tr("An object without a name cannot be watched: it would not be found again."));
        return;
    }
    const qint64 length = m_hex->selection().length();
    // What was selected says how wide it is; a single byte just says where, but for the last ones.
    const qint64 left = m_hex->size() - m_hex->selection().begin;
    ValueType type = ValueType::Int32;
    if (length == 8)
        type = ValueType::Int64;
    else if (left == 1)
        type = ValueType::Int8;
    else if (length == 2 || left < 4)
        type = ValueType::Int16;
    const qint64 count = std::max<qint64>(1, length / static_cast<qint64>(rowOf(type).sizeBytes));
    Q_EMIT watchRequested(*nameOf(*m_report), m_hex->selection().begin, type, count);
}

} // namespace shmlab::ui
