// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QByteArray>

#include <string_view>
#include <vector>

namespace shmlab::ui {

class JsonWriter;

/// The fields that every object has, as a JSON object.
void writeObject(JsonWriter &json, const ObjectReport &report);
/// The holders alone, as a JSON array.
void writeHolders(JsonWriter &json, const std::vector<Holder> &holders);
/// An array of texts.
void writeTexts(JsonWriter &json, const std::vector<std::string> &texts);

/// One object with `schema`, and with counters, presence and evidence also; without a newline. `kernelAnswer`: of
/// kernelAnswerName(), empty where the kernel was not to be asked.
[[nodiscard]] QByteArray detailedJson(const ObjectReport &report, std::string_view kernelAnswer = {});

} // namespace shmlab::ui
