// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/watches/watch.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace shmlab::ui {

/// Edits one watch: label, object, offset, type, count, byte order, format. A default label follows object and offset.
class WatchDialog : public QDialog {
    Q_OBJECT
public:
    WatchDialog(const Watch &watch, Acquisition &acquisition, QWidget *parent = nullptr);
    [[nodiscard]] Watch watch() const { return m_watch; }

private:
    void read();
    [[nodiscard]] std::optional<qint64> sizeOf(const ObjectName &object);

    struct Size {
        ObjectName object;
        std::optional<qint64> bytes; ///< empty until it is known
    };
    Acquisition &m_acquisition;
    std::optional<Size> m_size; ///< of the object requested last, 0 if there is none
    const qint64 m_here; ///< the initial offset, "here" in expressions
    Watch m_watch;
    QLineEdit *m_label;
    QLineEdit *m_object;
    QLineEdit *m_offset;
    QComboBox *m_type;
    QSpinBox *m_count;
    QComboBox *m_order;
    QComboBox *m_format;
    QLabel *m_error;
    QDialogButtonBox *m_buttons;
};

} // namespace shmlab::ui
