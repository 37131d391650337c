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

#include <cerrno>
#include <system_error>
#include <utility>

namespace shmlab::ui {

SearchBar::SearchBar(InspectCalls calls, QWidget *parent)
    : QWidget(parent),
      m_calls(calls),
      m_form(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_previous(new QToolButton(this)),
      m_next(new QToolButton(this)),
      m_state(new QLabel(this))
{
    m_form->addItems({tr("Text"), tr("Hex")});
    nameComboBox(*m_form, tr("Search for"));
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
    connect(m_text, &QLineEdit::returnPressed, this, [this] { search(SearchRun::Direction::Forwards); });
    connect(m_next, &QToolButton::clicked, this, [this] { search(SearchRun::Direction::Forwards); });
    connect(m_previous, &QToolButton::clicked, this, [this] { search(SearchRun::Direction::Backwards); });
}

SearchBar::~SearchBar()
{
    stop(); // requests all to stop before waiting for each
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
    if (event->key() == Qt::Key_Escape && m_run) {
        stop();
        m_state->setText(tr("stopped"));
        return;
    }
    QWidget::keyPressEvent(event);
}

void SearchBar::search(SearchRun::Direction direction)
{
    stop();
    const bool isHex = m_form->currentIndex() == 1;
    const auto needle = isHex ? parseHex(m_text->text()) : std::optional(m_text->text().toUtf8());
    if (!needle || needle->isEmpty()) {
        m_state->setText(m_text->text().isEmpty() ? QString() : tr("not hex like de ad be ef"));
        return;
    }
    const auto object = m_source();
    if (!object)
        return;
    const bool isBehindHit = direction == SearchRun::Direction::Forwards && m_isAtHit;
    try {
        m_run = std::make_unique<SearchRun>(SearchRun::Job{.calls = m_calls,
                                                           .object = *object,
                                                           .needle = *needle,
                                                           .from = isBehindHit ? m_position + 1 : m_position,
                                                           .direction = direction});
        m_state->setText(tr("searching…"));
        m_timer.start();
    } catch (const std::system_error &) {
        m_state->setText(tr("could not start a thread"));
    }
}

/// Does not wait: it may be opening an object.
void SearchBar::stop()
{
    if (!m_run)
        return;
    m_run->stop();
    m_stopped.push_back(std::move(m_run));
}

void SearchBar::poll()
{
    std::erase_if(m_stopped, [](const auto &run) { return run->isDone(); });
    if (m_run && m_run->isDone())
        show(*std::exchange(m_run, nullptr));
    else if (m_run)
        m_state->setText(tr("searching… at %1").arg(format::bytes(m_run->position())));
    if (!m_run && m_stopped.empty())
        m_timer.stop();
}

void SearchBar::show(const SearchRun &run)
{
    const auto &[error, place, hasWrapped] = run.outcome();
    const bool isForwards = run.job().direction == SearchRun::Direction::Forwards;
    if (error) {
        const bool isGone = error->isCallFailure(ENOENT) || error->problem == Problem::Replaced;
        m_state->setText(isGone ? tr("the object is gone") : format::errnoText(error->errorNumber));
    } else if (!place) {
        m_state->setText(tr("not found"));
    } else {
        m_state->setText(!hasWrapped ? QString() : isForwards ? tr("from the beginning") : tr("from the end"));
        Q_EMIT found(*place, run.job().needle.size());
        m_position = *place; // not the position to which a receiver moved the cursor
        m_isAtHit = true;
    }
}

} // namespace shmlab::ui
