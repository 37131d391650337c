// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/kernel_users_text.h"

#include "wording/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::KernelUsersText)
};

} // namespace

QString kernelUserText(const KernelUser &user)
{
    const QString place = format::escaped(user.place);
    switch (user.use) {
    case KernelUser::Use::LoopDevice: return Text::tr("The kernel uses it as the loop device %1.").arg(place);
    case KernelUser::Use::SwapFile: return Text::tr("The kernel swaps to it: %1.").arg(place);
    case KernelUser::Use::Mount: return Text::tr("It is mounted at %1.").arg(place);
    }
    return {};
}

QString unseenUsersText(const std::vector<KernelUser> &users)
{
    QStringList sentences;
    for (const KernelUser &user : users)
        sentences += kernelUserText(user);
    if (sentences.isEmpty()) {
        sentences += Text::tr("No process is seen that has it. What cannot be seen, not even by root: process "
                              "accounting (acct), files and "
                              "buffers that are registered with an io_uring, descriptors on their way through a "
                              "socket. Processes of other "
                              "users and in other namespaces are hidden from an ordinary user.");
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace shmlab::ui
