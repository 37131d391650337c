// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/value.h>

#include <QAbstractTableModel>

#include <vector>

namespace shmlab::ui {

/// The bytes at an offset, decoded as every type in both byte orders: a row per type.
class ValueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TypeColumn, LittleColumn, BigColumn, ColumnCount };
    /// The number of bytes that setBytes() needs; the row of text needs most.
    static constexpr std::size_t requiredBytes = 48;

    using QAbstractTableModel::QAbstractTableModel;

    void setBytes(std::span<const std::byte> bytes);
    [[nodiscard]] static ValueType type(int row) { return valueTypes.at(static_cast<std::size_t>(row)).type; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<std::byte> m_bytes;
};

} // namespace shmlab::ui
