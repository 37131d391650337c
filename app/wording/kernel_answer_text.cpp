// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/kernel_answer_text.h"

#include "wording/kernel_users_text.h"
#include "wording/object_errors.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::KernelAnswerText)
};

} // namespace

QString kernelAnswerText(const KernelInquiry &inquiry, bool isHolderSeen)
{
    if (!inquiry.answer)
        return Text::tr("The kernel could not be asked: %1.").arg(causeText(inquiry.answer.error()));
    switch (*inquiry.answer) {
    case KernelAnswer::NotInUse: {
        const QString answer = Text::tr("The kernel says that no process has it open or mapped. It does not count "
                                        "descriptors of the path alone (O_PATH).");
        return inquiry.users.empty() ? answer : answer + QLatin1Char(' ') + unseenUsersText(inquiry.users);
    }
    case KernelAnswer::InUse: {
        const QString answer = Text::tr("The kernel says that it is in use.");
        const bool isExplained = isHolderSeen && inquiry.users.empty();
        return isExplained ? answer : answer + QLatin1Char(' ') + unseenUsersText(inquiry.users);
    }
    case KernelAnswer::NotAsked: break;
    }
    return Text::tr("The kernel could not be asked: this program may not open the object, it belongs to another user, "
                    "or leases are disabled.");
}

std::string_view kernelAnswerName(const KernelInquiry &inquiry)
{
    switch (inquiry.answer.value_or(KernelAnswer::NotAsked)) {
    case KernelAnswer::NotInUse: return "not in use";
    case KernelAnswer::InUse: return "in use";
    case KernelAnswer::NotAsked: break;
    }
    return "not asked";
}

QString askingKernelText()
{
    return Text::tr(
        "Takes a write lease on the object (F_SETLEASE) and gives it back at once. A process that opens the "
        "object in these microseconds waits, or gets EWOULDBLOCK if it opens with O_NONBLOCK. Where another "
        "process holds a lease, the kernel is not asked: that process has the object open.");
}

} // namespace shmlab::ui
