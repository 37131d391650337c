// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/selection_text.h"

#include <shmlab/base/name.h>

#include <QByteArray>

namespace shmlab::ui {

QString selectionText(std::span<const std::byte> bytes, CopyForm form)
{
    if (bytes.empty())
        return {};
    const QByteArray raw(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    switch (form) {
    case CopyForm::Hex: return QString::fromLatin1(raw.toHex(' '));
    case CopyForm::Text: return QString::fromStdString(escape({raw.constData(), static_cast<std::size_t>(raw.size())}));
    case CopyForm::CArray: break;
    }
    QString text = QStringLiteral("const unsigned char bytes[%1] = {").arg(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        text += i % 12 == 0 ? QLatin1String("\n    ") : QLatin1String(" ");
        text += QStringLiteral("0x%1,").arg(static_cast<unsigned char>(raw[i]), 2, 16, QLatin1Char('0'));
    }
    return text + QLatin1String("\n};\n");
}

} // namespace shmlab::ui
