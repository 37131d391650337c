// SPDX-License-Identifier: GPL-3.0-or-later
// Replays known inputs where there is no libFuzzer: every file of the given folders, truncated at every length, and
// with every byte changed in several ways. The same inputs in the same order each time; the input at which it stopped
// is left in PROGRAM.input, which may be given instead of a folder.

#include "fuzz_target.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<char>;

std::vector<fs::path> filesOf(const fs::path &place)
{
    if (!fs::is_directory(place))
        return {place};
    std::vector<fs::path> files;
    for (const auto &entry : fs::directory_iterator(place)) {
        if (entry.is_regular_file())
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

class Replay {
public:
    explicit Replay(fs::path kept) : m_kept(std::move(kept)) { }

    [[nodiscard]] int inputs() const { return m_inputs; }

    void withVariants(const Bytes &bytes)
    {
        one(bytes);
        for (auto end = bytes.begin(); end != bytes.end(); ++end)
            one(Bytes(bytes.begin(), end));
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (const unsigned flipped : {0x01U, 0x10U, 0x20U, 0x80U, 0xffU}) {
                Bytes wrong = bytes;
                wrong[at] = static_cast<char>(static_cast<unsigned char>(wrong[at]) ^ flipped);
                one(wrong);
            }
        }
    }

private:
    /// `bytes` fill their memory, so that AddressSanitizer detects reads beyond them.
    void one(const Bytes &bytes)
    {
        std::ofstream(m_kept, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
        ++m_inputs;
    }

    fs::path m_kept;
    int m_inputs = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    const fs::path kept = fs::path(argv[0]).filename() += ".input";
    Replay replay(kept);
    for (int i = 1; i < argc; ++i) {
        const auto files = filesOf(argv[i]);
        if (files.empty()) {
            std::fprintf(stderr, "nothing to replay in %s\n", argv[i]);
            return 1;
        }
        for (const fs::path &path : files) {
            std::ifstream file(path, std::ios::binary);
            if (!file) {
                std::fprintf(stderr, "%s cannot be read\n", path.c_str());
                return 1;
            }
            replay.withVariants(Bytes(std::istreambuf_iterator<char>(file), {}));
        }
        std::printf("%zu files of %s\n", files.size(), argv[i]);
    }
    if (replay.inputs() == 0) {
        std::fprintf(stderr, "Usage: %s FOLDER...\n", argv[0]);
        return 1;
    }
    fs::remove(kept);
    std::printf("%d inputs replayed\n", replay.inputs());
    return 0;
}
