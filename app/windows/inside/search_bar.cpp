// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/search_bar.h"

#include "widgets/combo_box_name.h"
#include "wording/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QToolButton>

#include <limits>
#include <system_error>
#include <utility>

namespace shmlab::ui {

SearchBar::SearchBar(QWidget *parent, InspectCalls calls)
    : QWidget(parent),
      m_calls(calls),
      m_form(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_previous(new QToolButton(this)),
      m_next(new QToolButton(this)),
      m_state(new QLabel(this))
{
    m_form->addItems({tr("Text"), tr("Hex")});
    nameComboBox(*m_form, tr("What is searched for"));
    m_text->setPlaceholderText(tr("Find…"));
    m_text->setAccessibleName(tr("Find bytes or text"));
    m_text->setClearButtonEnabled(true);
    m_previous->setText(tr("Previous"));
    m_next->setText(tr("Next"));
    m_state->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_state);
    m_timer.setInterval(30);
    connect(&m_timer, &QTimer::timeout, this, &SearchBar::poll);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { search(Direction::Forwards); });
    connect(m_next, &QToolButton::clicked, this, [this] { search(Direction::Forwards); });
    connect(m_previous, &QToolButton::clicked, this, [this] { search(Direction::Backwards); });
}

SearchBar::~SearchBar()
{
    stop();
}

void SearchBar::reset()
{
    stop();
    setPosition(0);
    m_state->clear();
}

void SearchBar::activate()
{
    m_text->setFocus();
    m_text->selectAll();
}

std::optional<QByteArray> SearchBar::parseHex(const QString &text)
{
    static const QRegularExpression gaps(QStringLiteral("[\\s,]+"));
    static const QRegularExpression form(QStringLiteral("^(0[xX])?([0-9a-fA-F]|([0-9a-fA-F]{2})+)$"));
    QByteArray bytes;
    for (const QString &word : text.split(gaps, Qt::SkipEmptyParts)) {
        const auto match = form.match(word);
        if (!match.hasMatch())
            return {};
        const QByteArray digits = match.captured(2).toLatin1();
        bytes += QByteArray::fromHex(digits.size() == 1 ? '0' + digits : digits);
    }
    return bytes.isEmpty() ? std::nullopt : std::optional(bytes);
}

void SearchBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_outcome.valid()) {
        stop();
        m_state->setText(tr("stopped"));
        return;
    }
    QWidget::keyPressEvent(event);
}

void SearchBar::search(Direction direction)
{
    stop();
    const bool isHex = m_form->currentIndex() == 1;
    const auto needle = isHex ? parseHex(m_text->text()) : std::optional(m_text->text().toUtf8());
    if (!needle || needle->isEmpty()) {
        m_state->setText(m_text->text().isEmpty() ? QString() : tr("not hex like de ad be ef"));
        return;
    }
    m_object = m_source();
    if (!m_object) {
        m_state->setText(tr("it cannot be opened any more"));
        return;
    }
    m_length = needle->size();
    m_search = std::make_unique<ByteSearch>(
        *m_object, std::as_bytes(std::span(needle->constData(), static_cast<std::size_t>(m_length))));
    m_direction = direction;
    m_hasWrapped = false;
    m_stop = std::stop_source();
    if (begin(direction == Direction::Forwards && m_isAtHit ? m_position + 1 : m_position)) {
        m_state->setText(tr("searching…"));
        m_timer.start();
    }
}

bool SearchBar::begin(qint64 from)
{
    const auto job = [search = m_search.get(), object = m_object, from, direction = m_direction,
                      stop = m_stop.get_token()] {
        return direction == Direction::Forwards ? search->next(from, stop) : search->previous(from, stop);
    };
    try {
        m_outcome = std::async(std::launch::async, job);
    } catch (const std::system_error &) {
        m_state->setText(tr("no thread is to be had"));
        return false;
    }
    return true;
}

void SearchBar::stop()
{
    m_timer.stop();
    m_stop.request_stop();
    if (m_outcome.valid())
        (void)m_outcome.get(); // within the reading of one buffer
    m_search.reset();
    m_object.reset();
}

void SearchBar::poll()
{
    if (m_outcome.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
        m_state->setText(tr("searching… at %1").arg(format::bytes(m_search->position())));
        return;
    }
    const auto outcome = m_outcome.get();
    const bool isForwards = m_direction == Direction::Forwards;
    if (outcome && !*outcome && !std::exchange(m_hasWrapped, true)) {
        if (!begin(isForwards ? 0 : std::numeric_limits<qint64>::max()))
            stop();
        return;
    }
    m_timer.stop();
    m_search.reset();
    m_object.reset();
    if (!outcome) {
        m_state->setText(format::errnoText(outcome.error().errorNumber));
    } else if (!*outcome) {
        m_state->setText(tr("not found"));
    } else {
        m_state->setText(!m_hasWrapped ? QString() : isForwards ? tr("from the beginning") : tr("from the end"));
        Q_EMIT found(**outcome, m_length);
        m_position = **outcome; // and not where those who were told moved the cursor
        m_isAtHit = true;
    }
}

} // namespace shmlab::ui
