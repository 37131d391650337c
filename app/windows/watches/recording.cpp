// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/recording.h"

#include "widgets/combo_box_name.h"
#include "windows/watches/watch_model.h"
#include "wording/format.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QToolBar>

namespace shmlab::ui {
namespace {

/// A path that may be long, for a label: it can break after a slash.
QString breakable(const QString &path)
{
    return safeText(path).replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

} // namespace

Recording::Recording(WatchModel &model, InspectCalls calls, QWidget *window)
    : QObject(window),
      m_model(model),
      m_window(window),
      m_recorder(calls),
      m_action(new QAction(tr("R&ecord…"), this)),
      m_rate(new QComboBox(window)),
      m_figures(new QLabel(window))
{
    m_figures->setTextFormat(Qt::PlainText);
    m_figures->setWordWrap(true);
    m_figures->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long words do not widen the window
    m_figures->setObjectName(QStringLiteral("recording"));
    m_figures->hide();
    nameComboBox(*m_rate, tr("Samples per second"));
    using std::chrono::nanoseconds;
    for (const int perSecond : {10, 100, 1000, 10'000})
        m_rate->addItem(tr("%1 per second").arg(perSecond), qint64{1'000'000'000 / perSecond});
    m_rate->addItem(tr("as fast as possible"), qint64{0});
    m_rate->setCurrentIndex(2);
    connect(m_action, &QAction::triggered, this, &Recording::toggle);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_isActive) { // the statistics of other watches
            m_figures->clear();
            m_figures->hide();
        }
    });
}

void Recording::addTo(QToolBar &bar)
{
    bar.addAction(m_action);
    bar.addWidget(m_rate);
}

void Recording::toggle()
{
    if (m_isActive) {
        stop(); // update() sees the end
        return;
    }
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Record watches"), QStringLiteral("watches.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        start(path);
}

void Recording::start(const QString &path)
{
    m_path = path;
    m_isActive = true;
    m_hasBegun = false;
    m_recorder.start(path, m_model.watches(), std::chrono::nanoseconds(m_rate->currentData().toLongLong()));
    m_rate->setEnabled(false);
}

void Recording::update()
{
    if (!m_isActive)
        return;
    const WatchRecorder::State state = m_recorder.state();
    const QString failure = m_recorder.startFailure();
    const bool hasBegun = state != WatchRecorder::State::Starting && failure.isEmpty();
    if (hasBegun) {
        m_figures->setText(m_recorder.report());
        m_figures->show();
    }
    if (hasBegun && !m_hasBegun) {
        m_hasBegun = true;
        m_action->setText(tr("End r&ecording"));
        Q_EMIT changed(true);
    }
    if (state != WatchRecorder::State::Ended)
        return;
    m_isActive = false;
    m_rate->setEnabled(true);
    if (hasBegun)
        showEnd();
    else
        Q_EMIT failed(failure);
    Q_EMIT ended();
}

void Recording::showEnd()
{
    const int error = m_recorder.errorNumber();
    const QString file = breakable(m_path);
    m_figures->setText(error == 0 ? tr("Recorded to %1: %2").arg(file, m_recorder.report())
                                  : tr("Recorded to %1, which is incomplete (%2): %3")
                                        .arg(file, format::errnoText(error), m_recorder.report()));
    if (error != 0)
        Q_EMIT failed(tr("The recording ended: %1.").arg(format::errnoText(error)));
    m_action->setText(tr("R&ecord…"));
    Q_EMIT changed(false);
}

} // namespace shmlab::ui
