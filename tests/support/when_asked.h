// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDialog>
#include <QTimer>

#include <functional>
#include <utility>

namespace shmlab::test {

/// During its lifetime, passes every dialog of a type to `answer`, and closes it if `answer` does not.
template <typename Dialog>
class WhenAsked {
public:
    explicit WhenAsked(std::function<void(Dialog &)> answer)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, answer = std::move(answer)] {
            auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            ++m_asked;
            answer(*dialog);
            if (dialog->isVisible())
                dialog->reject();
        });
        m_timer.start(0);
    }
    [[nodiscard]] int asked() const { return m_asked; }

private:
    QTimer m_timer;
    int m_asked = 0;
};

/// Passes the next dialog of a type to `answer`, and closes it if `answer` does not.
template <typename Dialog>
void answerNext(std::function<void(Dialog &)> answer)
{
    QTimer::singleShot(0, qApp, [answer = std::move(answer)] {
        auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
        if (dialog == nullptr || !dialog->isActiveWindow()) {
            answerNext(answer);
            return;
        }
        answer(*dialog);
        if (dialog->isVisible())
            dialog->reject();
    });
}

} // namespace shmlab::test
