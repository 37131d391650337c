// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/inside/search_run.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace shmlab::ui {

/// Searches an object for bytes or text, from the cursor to the end and then from the other end, in the background and
/// with progress; Escape stops the search.
class SearchBar : public QWidget {
    Q_OBJECT
public:
    explicit SearchBar(InspectCalls calls, QWidget *parent = nullptr);
    ~SearchBar() override;

    /// The object to be searched; empty if there is none.
    using Source = std::function<std::optional<ObjectLocation>()>;
    void setSource(Source source) { m_source = std::move(source); }
    /// Prepares for another object; a search under way is stopped.
    void reset();
    /// Where the next search begins; a match at this position is found as well.
    void setPosition(qint64 offset)
    {
        m_position = offset;
        m_isAtHit = false;
    }
    void activate();

    /// "de ad be ef", "0xdeadbeef" or "1 2 3"; empty if the text is neither.
    [[nodiscard]] static std::optional<QByteArray> parseHex(const QString &text);

Q_SIGNALS:
    void found(qint64 offset, qint64 length);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search(SearchRun::Direction direction);
    void stop();
    void poll();
    void show(const SearchRun &run);

    InspectCalls m_calls;
    Source m_source;
    std::unique_ptr<SearchRun> m_run; ///< the search under way
    std::vector<std::unique_ptr<SearchRun>> m_stopped; ///< earlier ones that have not ended yet
    qint64 m_position = 0;
    bool m_isAtHit = false; ///< the last match is at the position; the next search begins after it
    QTimer m_timer;
    QComboBox *m_form;
    QLineEdit *m_text;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_state;
};

} // namespace shmlab::ui
