// SPDX-License-Identifier: MIT
#pragma once

/// Marks what the shared libraries export. All else is compiled with hidden visibility.
#define SHMLAB_EXPORT [[gnu::visibility("default")]]
