// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/system_calls_panel.h"

#include "widgets/log_view.h"
#include "windows/exchange/system_call_model.h"

#include <QHBoxLayout>
#include <QIODevice>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace shmlab::ui {

SystemCallsPanel::SystemCallsPanel(SystemCallModel *model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_shown(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this))
{
    m_shown->setSourceModel(model);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view = new LogView(m_shown, this);
    m_view->setFollowing(false);
    m_view->setObjectName(QStringLiteral("callLog"));
    m_view->setAccessibleName(tr("System calls"));
    m_view->setColumnSamples({QStringLiteral("0000.000000"), QStringLiteral("posix_fallocate"),
                              QStringLiteral("\"/test.shmem\", O_RDWR|O_CREAT|O_EXCL, 0600"),
                              QStringLiteral("0x7f0000000000"), QStringLiteral("000.0 µs")});
    connect(m_view, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { m_model->toggle(m_shown->mapToSource(index).row()); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    makeBar();
}

void SystemCallsPanel::makeBar()
{
    m_filter->setObjectName(QStringLiteral("callFilter"));
    m_filter->setPlaceholderText(tr("Filter: statx, EEXIST, mapping"));
    m_filter->setAccessibleName(tr("Filter of the system calls"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, m_shown, &QSortFilterProxyModel::setFilterFixedString);
    const auto button = [this](const QString &text, const char *name, const QString &tip) {
        auto *made = new QToolButton(this);
        made->setText(text);
        made->setObjectName(QLatin1String(name));
        made->setToolTip(tip);
        made->setFocusPolicy(Qt::TabFocus);
        return made;
    };
    auto *copyButton = button(tr("Copy"), "copyCalls", tr("Copy the selected calls, or all that are shown"));
    auto *saveButton = button(tr("Save…"), "saveCalls", tr("Save the calls that are shown as CSV"));
    connect(copyButton, &QToolButton::clicked, this, &SystemCallsPanel::copy);
    connect(saveButton, &QToolButton::clicked, this, &SystemCallsPanel::saveRequested);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_filter, 1);
    bar->addWidget(copyButton);
    bar->addWidget(saveButton);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void SystemCallsPanel::copy() const
{
    if (!m_view->selectionModel()->hasSelection())
        m_view->selectAll();
    m_view->copySelection();
}

bool SystemCallsPanel::writeCsv(QIODevice &device) const
{
    QByteArray text = SystemCallModel::csvHeader();
    for (int row = 0; row < m_shown->rowCount(); ++row)
        text += m_model->csvLine(m_shown->mapToSource(m_shown->index(row, 0)).row());
    return device.write(text) == text.size();
}

} // namespace shmlab::ui
