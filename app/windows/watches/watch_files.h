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
    /// Reads the file in the background, one at a time. Then asks what to do with watches that are not in a file yet.
    void load(const QString &path);
    [[nodiscard]] bool save(const QString &path);

    /// Whether there are watches that are not in a file yet.
    [[nodiscard]] bool hasUnsaved() const { return m_model.rowCount() > 0 && m_model.watches() != m_saved; }

Q_SIGNALS:
    void failed(const QString &why);
    /// Of a load(). False: the watches are as they were.
    void loadEnded(bool isLoaded);

private:
    enum class OpenMode : std::uint8_t { Replace, Add, Cancel };
    [[nodiscard]] OpenMode askHowToOpen(const QString &path);
    [[nodiscard]] bool take(const QString &path, const std::expected<std::vector<Watch>, QString> &watches);
    [[nodiscard]] bool addAll(const QString &path, const std::vector<Watch> &watches);

    WatchModel &m_model;
    QWidget *m_window;
    std::vector<Watch> m_saved; ///< the watches as they were last saved or opened
    bool m_isLoading = false;
};

} // namespace shmlab::ui
