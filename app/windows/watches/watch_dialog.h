// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch.h"

#include <shmlab/base/inspect_calls.h>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace shmlab::ui {

/// Edits one watch: label, object, offset, type, count, byte order, format. The default label follows what it tells of.
class WatchDialog : public QDialog {
    Q_OBJECT
public:
    explicit WatchDialog(const Watch &watch, QWidget *parent = nullptr, InspectCalls calls = {});
    [[nodiscard]] Watch watch() const { return m_watch; }

private:
    void read();

    InspectCalls m_calls;
    const qint64 m_here; ///< the offset at first, "here" in expressions
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
