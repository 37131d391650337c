// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/value_model.h"

#include "wording/value_text.h"

#include <algorithm>

namespace shmlab::ui {

void ValueModel::setBytes(std::span<const std::byte> bytes)
{
    if (std::ranges::equal(bytes, m_bytes))
        return;
    m_bytes.assign(bytes.begin(), bytes.end());
    Q_EMIT dataChanged(index(0, LittleColumn), index(rowCount() - 1, BigColumn));
}

int ValueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(valueTypes.size());
}

int ValueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ValueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const ValueType type = ValueModel::type(index.row());
    if (index.column() == TypeColumn)
        return QLatin1String(rowOf(type).name.data(), static_cast<qsizetype>(rowOf(type).name.size()));
    if (type == ValueType::Text)
        return index.column() == LittleColumn ? bytesAsText(m_bytes) : QVariant();
    const auto order = index.column() == LittleColumn ? std::endian::little : std::endian::big;
    const auto number = decode(m_bytes, type, order);
    return number ? numberText(*number, type) : QVariant();
}

QVariant ValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case TypeColumn: return tr("Type");
    case LittleColumn: return tr("Little-endian");
    case BigColumn: return tr("Big-endian");
    default: return {};
    }
}

} // namespace shmlab::ui
