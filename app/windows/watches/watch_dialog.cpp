// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_dialog.h"

#include "widgets/appearance.h"
#include "widgets/combo_box_name.h"
#include "wording/error_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace shmlab::ui {

WatchDialog::WatchDialog(const Watch &watch, Acquisition &acquisition, QWidget *parent)
    : QDialog(parent),
      m_acquisition(acquisition),
      m_here(watch.offset),
      m_watch(watch),
      m_label(new QLineEdit(watch.label, this)),
      m_object(new QLineEdit(format::text(watch.object), this)),
      m_offset(new QLineEdit(QStringLiteral("0x%1").arg(watch.offset, 0, 16), this)),
      m_type(new QComboBox(this)),
      m_count(new QSpinBox(this)),
      m_order(new QComboBox(this)),
      m_format(new QComboBox(this)),
      m_error(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Watch"));
    for (const ValueTypeRow &row : valueTypes)
        m_type->addItem(QString::fromUtf8(row.name.data()));
    m_type->setCurrentIndex(static_cast<int>(watch.type));
    m_count->setRange(1, maxWatchedElements);
    m_count->setValue(watch.count);
    m_order->addItems({tr("Little-endian"), tr("Big-endian")});
    m_order->setCurrentIndex(watch.order == std::endian::little ? 0 : 1);
    m_format->addItems({tr("Decimal"), tr("Hex")});
    m_format->setCurrentIndex(watch.isHex ? 1 : 0);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_error->setMinimumHeight(fontMetrics().height()
                              + 2 * fontMetrics().lineSpacing()); // an error does not move the buttons
    setTextColor(*m_error, errorColor(palette()));
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("&Label:"), m_label);
    layout->addRow(tr("&Object:"), m_object);
    layout->addRow(tr("O&ffset:"), m_offset);
    layout->addRow(tr("&Type:"), m_type);
    layout->addRow(tr("&Count:"), m_count);
    layout->addRow(tr("&Byte order:"), m_order);
    layout->addRow(tr("Fo&rmat:"), m_format);
    nameComboBox(*m_type, tr("&Type:"));
    nameComboBox(*m_order, tr("&Byte order:"));
    nameComboBox(*m_format, tr("Fo&rmat:"));
    layout->addRow(m_error);
    layout->addRow(m_buttons);
    connect(m_object, &QLineEdit::textChanged, this, &WatchDialog::read);
    connect(m_offset, &QLineEdit::textChanged, this, &WatchDialog::read);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        read();
        if (m_buttons->button(QDialogButtonBox::Ok)->isEnabled())
            accept();
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(380);
    (void)sizeOf(watch.object);
}

/// The size is read in the background; the expressions are evaluated again when it is known.
std::optional<qint64> WatchDialog::sizeOf(const ObjectName &object)
{
    if (m_size && m_size->object == object)
        return m_size->bytes;
    m_size = Size{.object = object, .bytes = {}};
    m_acquisition.run(
        this,
        [object](const InspectCalls &calls) {
            const auto status = statusOf(calls, object);
            return status ? status->sizeBytes : 0;
        },
        [this, object](qint64 bytes) {
            if (!(m_size->object == object))
                return;
            m_size->bytes = bytes;
            read();
        });
    return {};
}

void WatchDialog::read()
{
    const auto name = ObjectName::parsePath(unescape(m_object->text().toStdString()));
    const auto size = name ? sizeOf(*name) : 0;
    const std::string expression = m_offset->text().toStdString();
    const auto offset = evaluateOffset(expression, {.here = m_here, .end = size.value_or(0)});
    if (!size && expression.contains("end")) {
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false); // until the size is known
        return;
    }
    const bool isTooFar = offset && *offset > maxWatchedOffset;
    m_error->setText(!name          ? nameErrorText(name.error())
                         : !offset  ? expressionErrorText(offset.error())
                         : isTooFar ? tr("offsets end at 2^62")
                                    : QString());
    resize(width(), std::max(height(), heightForWidth(width()))); // for a longer error
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(name && offset && !isTooFar);
    if (!name || !offset || isTooFar)
        return;
    if (m_label->text() == defaultLabel(m_watch.object, m_watch.offset))
        m_label->setText(defaultLabel(*name, *offset));
    m_watch = {.label = m_label->text(),
               .object = *name,
               .offset = *offset,
               .type = valueTypes.at(static_cast<std::size_t>(m_type->currentIndex())).type,
               .count = m_count->value(),
               .order = m_order->currentIndex() == 0 ? std::endian::little : std::endian::big,
               .isHex = m_format->currentIndex() == 1,
               .isPlotted = m_watch.isPlotted};
}

} // namespace shmlab::ui
