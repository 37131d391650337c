// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/byte_search.h>
#include <shmlab/inspect/object_reader.h>

#include <QTimer>
#include <QWidget>

#include <functional>
#include <future>
#include <memory>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace shmlab::ui {

/// Searches an object for bytes or text, from the cursor on and round its end, on a thread of its own, with progress;
/// Escape ends it.
class SearchBar : public QWidget {
    Q_OBJECT
public:
    explicit SearchBar(QWidget *parent = nullptr, InspectCalls calls = {});
    ~SearchBar() override;

    /// Opens what is to be searched; it stays open while a search goes on. Null: there is nothing.
    using Source = std::function<std::shared_ptr<const ObjectReader>()>;
    void setSource(Source source) { m_source = std::move(source); }
    /// For another object; a search under way ends.
    void reset();
    /// Where the next search begins; what stands right there is found, too.
    void setPosition(qint64 offset)
    {
        m_position = offset;
        m_isAtHit = false;
    }
    void activate();

    /// "de ad be ef", "0xdeadbeef" or "1 2 3"; nothing when it is none.
    [[nodiscard]] static std::optional<QByteArray> parseHex(const QString &text);

Q_SIGNALS:
    void found(qint64 offset, qint64 length);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Direction : std::uint8_t { Forwards, Backwards };
    void search(Direction direction);
    /// From there on; false when no thread is to be had.
    [[nodiscard]] bool begin(qint64 from);
    void stop();
    void poll();

    using Outcome = Result<std::optional<off_t>>;
    InspectCalls m_calls;
    Source m_source;
    std::shared_ptr<const ObjectReader> m_object; ///< while a search goes on
    std::unique_ptr<ByteSearch> m_search;
    std::stop_source m_stop;
    std::future<Outcome> m_outcome;
    qint64 m_position = 0;
    Direction m_direction = Direction::Forwards;
    bool m_hasWrapped = false; ///< the end was reached, and it goes on from the other one
    bool m_isAtHit = false; ///< what was found last is there; the next one is behind it
    qint64 m_length = 0;
    QTimer m_timer;
    QComboBox *m_form;
    QLineEdit *m_text;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_state;
};

} // namespace shmlab::ui
