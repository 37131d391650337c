// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch_model.h"

#include <QWidget>

namespace shmlab::ui {

/// Loads the watches of a model from files, and saves them.
class WatchFiles : public QObject {
    Q_OBJECT
public:
    /// Dialogs belong to `window`.
    WatchFiles(WatchModel &model, QWidget *window) : QObject(window), m_model(model), m_window(window) { }

    /// Ask for a file.
    void open();
    /// False if nothing was saved.
    bool save();
    /// Asks what to do with watches that are not in a file yet. False if nothing was loaded.
    [[nodiscard]] bool load(const QString &path);
    [[nodiscard]] bool save(const QString &path);

    /// Whether there are watches that are not in a file yet.
    [[nodiscard]] bool hasUnsaved() const { return m_model.rowCount() > 0 && m_model.watches() != m_saved; }

Q_SIGNALS:
    void failed(const QString &why);

private:
    enum class OpenMode : std::uint8_t { Replace, Add, Cancel };
    [[nodiscard]] OpenMode askHowToOpen(const QString &path);
    [[nodiscard]] bool addAll(const QString &path, const std::vector<Watch> &watches);

    WatchModel &m_model;
    QWidget *m_window;
    std::vector<Watch> m_saved; ///< the watches as they were last saved or opened
};

} // namespace shmlab::ui
