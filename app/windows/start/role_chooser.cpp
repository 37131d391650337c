// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/start/role_chooser.h"

#include "widgets/actions.h"
#include "widgets/appearance.h"
#include "widgets/window_place.h"
#include "wording/error_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace shmlab::ui {

RoleChooser::RoleChooser(QWidget *parent)
    : QDialog(parent),
      m_name(new QLineEdit(QString::fromLatin1(ObjectName::defaultText.data()), this)),
      m_nameError(new QLabel(this))
{
    setWindowTitle(tr("Shmlab"));
    auto *layout = new QVBoxLayout(this);
    auto *intro = new QLabel(
        tr("The server creates one page of shared memory and the client joins it. Each owns one counter in it "
           "and keeps writing a number larger than the other's: “I am taller”. You see every number, byte and "
           "system call as it happens, and can stop, step and break the exchange at any time."),
        this);
    intro->setWordWrap(true);
    auto *nameLabel = new QLabel(tr("Object &name:"), this);
    nameLabel->setBuddy(m_name);
    m_name->setAccessibleName(tr("Object name"));
    m_nameError->setTextFormat(Qt::PlainText);
    m_nameError->setWordWrap(true);
    // An error must not move the buttons.
    m_nameError->setMinimumHeight(fontMetrics().height());
    setErrorColor(*m_nameError, true);

    layout->addWidget(intro);
    layout->addSpacing(8);
    layout->addWidget(nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(m_nameError);
    const QString server = QStringLiteral("server");
    const QString client = QStringLiteral("client");
    layout->addWidget(addRoleButton(tr("&Server"), tr("creates the object and removes it at the end"), {server}));
    layout->addWidget(addRoleButton(tr("&Client"), tr("joins the object that a server has created"), {client}));
    layout->addWidget(addRoleButton(tr("&Both"), tr("two windows, two processes, started at once"), {server, client}));
    QPushButton *defaultButton = m_roleButtons.last();
    layout->addSpacing(8);
    layout->addWidget(addRoleButton(tr("&Objects"), tr("lists and inspects all shared memory of this machine"),
                                    {QStringLiteral("objects")}));
    layout->addStretch();
    defaultButton->setDefault(true);
    defaultButton->setFocus();
    connect(m_name, &QLineEdit::textChanged, this, &RoleChooser::checkName);
    setMinimumWidth(460);
    addClosingActions(this);
    new WindowPlace(this, QStringLiteral("start/geometry"), sizeHint());
}

QPushButton *RoleChooser::addRoleButton(const QString &text, const QString &explanation, const QStringList &roles)
{
    auto *button = new QPushButton(text + QStringLiteral("\n") + explanation, this);
    button->setObjectName(roles.join(QLatin1Char('+')));
    button->setAccessibleDescription(explanation);
    button->setMinimumHeight(3 * fontMetrics().height() + 12);
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, this, [this, roles] { startRoles(roles); });
    m_roleButtons += button;
    return button;
}

void RoleChooser::keyPressEvent(QKeyEvent *event)
{
    // A letter presses a button unless it is typed into the name.
    const QList<int> letters{Qt::Key_S, Qt::Key_C, Qt::Key_B, Qt::Key_O};
    const auto index = letters.indexOf(event->key());
    if (index >= 0 && event->modifiers() == Qt::NoModifier && !m_name->hasFocus())
        m_roleButtons.at(index)->click();
    else
        QDialog::keyPressEvent(event);
}

void RoleChooser::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setErrorColor(*m_nameError, true);
}

void RoleChooser::checkName()
{
    const auto name = ObjectName::parse(unescape(m_name->text().toStdString()));
    m_nameError->setText(name ? QString() : nameErrorText(name.error()));
    for (QPushButton *choice : std::as_const(m_roleButtons)) // the objects need no name
        choice->setEnabled(name.has_value() || choice == m_roleButtons.last());
}

void RoleChooser::startRoles(const QStringList &roles)
{
    const auto name = ObjectName::parse(unescape(m_name->text().toStdString()));
    QList<QStringList> commands;
    if (roles.first() == QLatin1String("objects")) {
        Q_EMIT commandsChosen({roles});
        accept();
        return;
    }
    if (!name)
        return; // the buttons are disabled
    for (const QString &role : roles) {
        QStringList command{role, QString::fromStdString(name->display())};
        if (roles.size() > 1) // side by side
            command += {QStringLiteral("--start"), QStringLiteral("--half"),
                        role == roles.first() ? QStringLiteral("left") : QStringLiteral("right")};
        commands += command;
    }
    Q_EMIT commandsChosen(commands);
    accept();
}

} // namespace shmlab::ui
