// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/remove_dialog.h"

#include "windows/removal/removal_words.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/inspect/object_location.h>

#include <QAbstractListModel>
#include <QCheckBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

/// A line per object, formatted when it is shown: there may be tens of thousands.
class ItemModel : public QAbstractListModel {
public:
    ItemModel(std::vector<RemovalPlan::Item> items, QObject *parent)
        : QAbstractListModel(parent),
          m_items(std::move(items))
    {
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_items.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || role != Qt::DisplayRole)
            return {};
        const ObjectReport &report = *m_items[static_cast<std::size_t>(index.row())].report;
        return RemoveDialog::tr("%1 – %2, %3, owner %4")
            .arg(titleOf(report), sizeText(report.status().allocatedBytes), kindText(report.kind),
                 ownerText(report.status().owner));
    }

private:
    std::vector<RemovalPlan::Item> m_items;
};

QString defaultFile()
{
    static int count = 0;
    QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::TempLocation);
    return folder + QStringLiteral("/shmlab-undo-%1-%2").arg(QCoreApplication::applicationPid()).arg(++count);
}

QLabel *makeLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText); // names come from outside
    label->setWordWrap(true);
    return label;
}

} // namespace

RemoveDialog::RemoveDialog(RemovalPlan plan, QWidget *parent) : QDialog(parent), m_plan(std::move(plan))
{
    setWindowTitle(tr("Remove"));
    QWidget *evidence = makeEvidence();
    evidence->setObjectName(QStringLiteral("evidence"));
    evidence->setAccessibleName(tr("Evidence"));
    build(questionText(m_plan), evidence);
    m_remove->setEnabled(!m_plan.items.empty());
    auto *box = qobject_cast<QVBoxLayout *>(layout());
    if (m_plan.shareOf(BackupPlace::File).objects > 0)
        offerFile(box);
    if (needsTypedName(m_plan))
        requireName(box, *nameOf(*m_plan.items.front().report));
}

void RemoveDialog::showEvent(QShowEvent *event)
{
    if (!event->spontaneous())
        fitToText(); // the fonts are those of the screen
    QDialog::showEvent(event);
}

RemovalPlan RemoveDialog::plan() const
{
    RemovalPlan decided = m_plan;
    if (m_keepInFile == nullptr || !m_keepInFile->isChecked() || m_file->text().isEmpty())
        decided.keepNoFile();
    return decided;
}

QString RemoveDialog::file() const
{
    return m_file != nullptr ? m_file->text() : QString();
}

QWidget *RemoveDialog::makeEvidence()
{
    if (m_plan.scope == RemovalScope::One) {
        const QStringList lines = objectEvidence(*m_plan.items.front().report);
        auto *text = new QPlainTextEdit(lines.join(QLatin1Char('\n')), this);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        return text;
    }
    auto *list = new QListView(this);
    list->setModel(new ItemModel(m_plan.items, list));
    list->setUniformItemSizes(true);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    return list;
}

void RemoveDialog::build(const QString &question, QWidget *evidence)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::DestructiveRole);
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
    connect(m_remove, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *box = new QVBoxLayout(this);
    box->addWidget(makeLabel(question, this));
    box->addWidget(evidence, 1);
    m_consequence = makeLabel(consequenceText(m_plan), this);
    box->addWidget(m_consequence);
    box->addWidget(buttons);
}

void RemoveDialog::offerFile(QVBoxLayout *box)
{
    m_keepInFile = new QCheckBox(tr("&Keep these copies in a file:"), this);
    m_keepInFile->setObjectName(QStringLiteral("keepInFile"));
    m_keepInFile->setToolTip(
        tr("The file is new, only this user may read it, and it loses its name at once: its space is "
           "free again when all is restored, or when Shmlab ends, however it ends."));
    m_keepInFile->setChecked(true);
    m_file = new QLineEdit(defaultFile(), this);
    m_file->setObjectName(QStringLiteral("file"));
    m_file->setAccessibleName(tr("File for the copies"));
    auto *choose = new QPushButton(tr("&Choose…"), this);
    choose->setObjectName(QStringLiteral("choose"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &RemoveDialog::chooseFile);
    for (QWidget *widget : {static_cast<QWidget *>(m_file), static_cast<QWidget *>(choose)})
        connect(m_keepInFile, &QCheckBox::toggled, widget, &QWidget::setEnabled);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    box->insertWidget(box->count() - 1, m_keepInFile);
    box->insertLayout(box->count() - 1, row);
}

void RemoveDialog::chooseFile()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("File for the copies"), m_file->text(), {}, nullptr,
                                                        QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        m_file->setText(chosen);
}

void RemoveDialog::requireName(QVBoxLayout *box, const ObjectName &name)
{
    m_remove->setEnabled(false);
    auto *typed = new QLineEdit(this);
    typed->setObjectName(QStringLiteral("name"));
    typed->setAccessibleName(tr("The object's name"));
    auto *label = new QLabel(tr("Type its &name to remove it anyway:"), this);
    label->setBuddy(typed);
    box->insertWidget(box->count() - 1, label);
    box->insertWidget(box->count() - 1, typed);
    connect(typed, &QLineEdit::textChanged, this, [this, name](const QString &text) {
        const auto parsed = ObjectName::parsePath(unescape(text.toStdString()));
        m_plan.isForced = parsed && *parsed == name;
        m_remove->setEnabled(m_plan.isForced);
    });
}

/// A layout leaves out of account how the lines of a label wrap.
void RemoveDialog::fitToText()
{
    const QSize available = screen()->availableSize() - QSize(40, 60); // its frame
    int width = std::min(available.width(), 560);
    while (layout()->totalHeightForWidth(width) > available.height() && width < available.width())
        width = std::min(available.width(), width + 80);
    if (layout()->totalHeightForWidth(width) > available.height())
        makeConsequenceScroll();
    const int minimum = std::min(available.height(), layout()->totalHeightForWidth(width));
    setMinimumSize(width, minimum);
    resize(width, std::min(std::max(minimum, 340), available.height()));
}

void RemoveDialog::makeConsequenceScroll()
{
    if (m_consequence == nullptr)
        return;
    auto *text = new QPlainTextEdit(m_consequence->text(), this);
    text->setObjectName(QStringLiteral("consequence"));
    text->setAccessibleName(tr("Consequences"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    delete layout()->replaceWidget(m_consequence, text);
    delete std::exchange(m_consequence, nullptr);
    constexpr int lines = 3;
    for (QWidget *each : {static_cast<QWidget *>(text), findChild<QWidget *>(QStringLiteral("evidence"))})
        each->setMinimumHeight(lines * fontMetrics().lineSpacing());
}

} // namespace shmlab::ui
