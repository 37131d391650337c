// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/remove_dialog.h"

#include "windows/removal/removal_history.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/removal.h>

#include <QAbstractListModel>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace shmlab::ui {
namespace {

QString consequenceOf(const ObjectReport &report, bool isReadable)
{
    QString text;
    if (isInUse(report.verdict()))
        text = RemoveDialog::tr(
            "Processes use it. They keep the object, but no other process can open it by this name any "
            "more, and programs may fail or lose data.");
    else if (report.verdict() == Verdict::Unknown)
        text = RemoveDialog::tr("It could not be examined, so whether a process uses it is unknown.");
    else if (!isOwnStaleObject(report))
        text = RemoveDialog::tr("It belongs to another user.");
    const QString undo = !RemovalHistory::canBackUp(report)
        ? RemoveDialog::tr("It is too large for a backup: this cannot be undone.")
        : !isReadable ? RemoveDialog::tr("It cannot be read, so there is no backup: this cannot be undone.")
        : isInUse(report.verdict())
        ? RemoveDialog::tr(
              "Edit > Undo creates a new object with this name and a copy of the bytes; the processes that "
              "use the present object keep using that one.")
        : RemoveDialog::tr("Edit > Undo restores it while this program runs.");
    return text.isEmpty() ? undo : text + QLatin1Char(' ') + undo;
}

/// A line per object, formatted when it is shown: there may be tens of thousands.
class StaleObjectModel : public QAbstractListModel {
public:
    StaleObjectModel(const std::vector<ObjectReportPtr> &stale, QObject *parent)
        : QAbstractListModel(parent),
          m_stale(stale)
    {
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_stale.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || role != Qt::DisplayRole)
            return {};
        const ObjectReport &report = *m_stale[static_cast<std::size_t>(index.row())];
        return RemoveDialog::tr("%1 – %2, %3, owner %4")
            .arg(titleOf(report), sizeText(report.status().allocatedBytes), kindText(report.kind),
                 ownerText(report.status().owner));
    }

private:
    std::vector<ObjectReportPtr> m_stale;
};

} // namespace

RemoveDialog::RemoveDialog(const ObjectReport &report, bool isReadable, QWidget *parent) : QDialog(parent)
{
    const QString question = tr("Remove %1, %2, kind: %3, owner %4?")
                                 .arg(titleOf(report), verdictName(report.verdict()), kindText(report.kind),
                                      ownerText(report.status().owner));
    auto *evidence = new QPlainTextEdit(objectEvidence(report).join(QLatin1Char('\n')), this);
    evidence->setReadOnly(true);
    evidence->setTabChangesFocus(true);
    build(question, evidence, consequenceOf(report, isReadable));
    if (!isOwnStaleObject(report))
        requireName(*nameOf(report));
}

RemoveDialog::RemoveDialog(const std::vector<ObjectReportPtr> &stale, int hidden, QWidget *parent) : QDialog(parent)
{
    VerdictSums sums;
    for (const ObjectReportPtr &report : stale)
        sums.add(*report);
    auto *evidence = new QListView(this);
    evidence->setModel(new StaleObjectModel(stale, evidence));
    evidence->setUniformItemSizes(true);
    evidence->setSelectionMode(QAbstractItemView::NoSelection);
    QString consequence = tr("Each is checked again before it is removed. Edit > Undo restores them, as far as their "
                             "backups fit into %1.")
                              .arg(sizeText(RemovalHistory::maxBytes));
    if (hidden > 0)
        consequence +=
            QLatin1Char(' ') + tr("Hidden by the filter and not removed: %1.").arg(QLocale().toString(hidden));
    build(tr("Remove all stale objects? %1").arg(sumsText(sums)), evidence, consequence);
    m_remove->setEnabled(!stale.empty());
}

void RemoveDialog::build(const QString &question, QWidget *evidence, const QString &consequence)
{
    setWindowTitle(tr("Remove"));
    const auto label = [this](const QString &text) {
        auto *made = new QLabel(text, this);
        made->setTextFormat(Qt::PlainText); // names come from outside
        made->setWordWrap(true);
        return made;
    };
    evidence->setObjectName(QStringLiteral("evidence"));
    evidence->setAccessibleName(tr("Evidence"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::DestructiveRole);
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
    connect(m_remove, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label(question));
    layout->addWidget(evidence, 1);
    layout->addWidget(label(consequence));
    layout->addWidget(buttons);
    resize(560, 340);
}

void RemoveDialog::requireName(const ObjectName &name)
{
    m_remove->setEnabled(false);
    auto *typed = new QLineEdit(this);
    typed->setObjectName(QStringLiteral("name"));
    typed->setAccessibleName(tr("The object's name"));
    auto *label = new QLabel(tr("Type its &name to remove it anyway:"), this);
    label->setBuddy(typed);
    auto *box = qobject_cast<QVBoxLayout *>(layout());
    box->insertWidget(box->count() - 1, label);
    box->insertWidget(box->count() - 1, typed);
    connect(typed, &QLineEdit::textChanged, this, [this, name](const QString &text) {
        const auto parsed = ObjectName::parse(unescape(text.toStdString()));
        m_remove->setEnabled(parsed && *parsed == name);
    });
}

} // namespace shmlab::ui
