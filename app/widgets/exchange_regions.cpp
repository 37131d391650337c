// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exchange_regions.h"

#include "widgets/appearance.h"
#include "wording/format.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ExchangeDocks)
};

} // namespace

std::vector<HexView::Region> exchangeRegions(const QPalette &palette)
{
    std::vector<HexView::Region> all;
    for (const Role role : {Role::Server, Role::Client}) {
        const QColor color = roleColor(role, palette);
        all.push_back({static_cast<qint64>(counterOffset(role)), sizeof(Counter), color,
                       Text::tr("Counter of the %1: int32 in host byte order").arg(format::role(role))});
        all.push_back({static_cast<qint64>(presenceOffset(role)), sizeof(PresenceRecord), color,
                       Text::tr("Presence of the %1: who it is and what it is doing; only Shmlab writes here")
                           .arg(format::role(role))});
    }
    return all;
}

} // namespace shmlab::ui
