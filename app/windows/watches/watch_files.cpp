// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_files.h"

#include "widgets/detached_call.h"
#include "wording/format.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>

#include <utility>

namespace shmlab::ui {
namespace {

/// Whatever else stands under the path is not opened: a FIFO waits for a writer, and some devices act when opened.
std::expected<std::vector<Watch>, QString> readWatchFile(const QString &path)
{
    constexpr qint64 largest = 16 << 20;
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return std::unexpected(WatchFiles::tr("it is not a regular file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(file.errorString());
    return readWatches(file.read(largest));
}

} // namespace

void WatchFiles::open()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open watches"), {}, tr("Watches (*.json)"));
    if (!path.isEmpty())
        load(path);
}

bool WatchFiles::save()
{
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Save watches"), QStringLiteral("watches.json"),
                                                      tr("Watches (*.json)"));
    return !path.isEmpty() && save(path);
}

void WatchFiles::load(const QString &path)
{
    if (std::exchange(m_isLoading, true)) {
        Q_EMIT failed(tr("Cannot read %1: %2.").arg(format::escaped(path), tr("another file is still being read")));
        return;
    }
    callDetached(this, [this, path] {
        return [this, path, watches = readWatchFile(path)] {
            const bool isLoaded = take(path, watches);
            m_isLoading = false;
            Q_EMIT loadEnded(isLoaded);
        };
    });
}

bool WatchFiles::take(const QString &path, const std::expected<std::vector<Watch>, QString> &watches)
{
    if (!watches) {
        Q_EMIT failed(tr("Cannot read %1: %2.").arg(format::escaped(path), watches.error()));
        return false;
    }
    const OpenMode opening = hasUnsaved() ? askHowToOpen(path) : OpenMode::Replace;
    if (opening == OpenMode::Cancel)
        return false;
    if (opening == OpenMode::Add)
        return addAll(path, *watches);
    m_saved = *watches;
    m_model.setWatches(*watches);
    return true;
}

WatchFiles::OpenMode WatchFiles::askHowToOpen(const QString &path)
{
    QMessageBox box(QMessageBox::Question, tr("Open watches"),
                    tr("The watches have changed since they were last saved or opened. Replace them with the watches "
                       "of %1, or add those?")
                        .arg(safeText(QFileInfo(path).fileName())),
                    QMessageBox::Cancel, m_window);
    box.setTextFormat(Qt::PlainText);
    QPushButton *replace = box.addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    replace->setObjectName(QStringLiteral("replace"));
    QPushButton *add = box.addButton(tr("&Add"), QMessageBox::AcceptRole);
    add->setObjectName(QStringLiteral("add"));
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == replace ? OpenMode::Replace
        : box.clickedButton() == add      ? OpenMode::Add
                                          : OpenMode::Cancel;
}

bool WatchFiles::addAll(const QString &path, const std::vector<Watch> &watches)
{
    if (watches.size() + static_cast<std::size_t>(m_model.rowCount()) > maxWatches) {
        Q_EMIT failed(tr("Cannot add the watches of %1: more than %2 in all.")
                          .arg(format::escaped(path), QString::number(maxWatches)));
        return false;
    }
    m_model.addAll(watches);
    return true;
}

bool WatchFiles::save(const QString &path)
{
    QSaveFile file(path);
    const std::vector<Watch> watches = m_model.watches();
    const QByteArray json = writeWatches(watches);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (isSaved)
        m_saved = watches;
    else
        Q_EMIT failed(tr("Cannot write %1: %2.").arg(format::escaped(path), file.errorString()));
    return isSaved;
}

} // namespace shmlab::ui
