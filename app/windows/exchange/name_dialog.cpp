// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/name_dialog.h"

#include "widgets/appearance.h"
#include "wording/error_text.h"
#include "wording/format.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace shmlab::ui {

NameDialog::NameDialog(const ObjectName &current, QWidget *parent)
    : QDialog(parent),
      m_name(current),
      m_text(new QLineEdit(format::text(current), this)),
      m_problem(new QLabel(this))
{
    setWindowTitle(tr("Choose another name"));
    m_text->setObjectName(QStringLiteral("otherName"));
    m_text->setAccessibleName(tr("Object name"));
    m_text->selectAll();
    auto *label = new QLabel(tr("Object &name:"), this);
    label->setBuddy(m_text);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(3 * fontMetrics().height()); // an error must not move the buttons
    setErrorColor(*m_problem, true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Start"), QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget : std::initializer_list<QWidget *>{label, m_text, m_problem, buttons})
        layout->addWidget(widget);
    setMinimumWidth(360);
    connect(m_text, &QLineEdit::textChanged, this, &NameDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void NameDialog::check()
{
    const auto name = ObjectName::parse(unescape(m_text->text().toStdString()));
    m_problem->setText(name ? QString() : nameErrorText(name.error()));
    resize(width(), std::max(height(), heightForWidth(width()))); // for a longer error
    m_start->setEnabled(name.has_value());
    if (name)
        m_name = *name;
}

} // namespace shmlab::ui
