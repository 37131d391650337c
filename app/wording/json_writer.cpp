// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/json_writer.h"

namespace shmlab::ui {

void JsonWriter::value(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    separate();
    m_text += '"';
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        append(text.substr(begin, at - begin));
        begin = at + 1;
        m_text += '\\';
        if (byte >= 0x20) {
            m_text += text[at];
        } else {
            m_text += "u00";
            m_text += digits[byte >> 4U];
            m_text += digits[byte & 0xfU];
        }
    }
    append(text.substr(begin));
    m_text += '"';
}

} // namespace shmlab::ui
