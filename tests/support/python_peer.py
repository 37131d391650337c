# SPDX-License-Identifier: GPL-3.0-or-later
"""A party written with multiprocessing.shared_memory, without any code of Shmlab.

python_peer.py server|client NAME [TURNS [PERIOD_MS]]
"""

import struct
import sys
import time
from multiprocessing import shared_memory


def main() -> None:
    role, name = sys.argv[1], sys.argv[2].lstrip("/")
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    period = (int(sys.argv[4]) if len(sys.argv) > 4 else 500) / 1000
    is_server = role == "server"
    memory = shared_memory.SharedMemory(name=name, create=is_server, size=4096)
    own_at, other_at = (0, 4) if is_server else (4, 0)
    for turn in range(turns):
        (own,) = struct.unpack_from("i", memory.buf, own_at)
        (other,) = struct.unpack_from("i", memory.buf, other_at)
        if own <= other:
            own = other + 1
            struct.pack_into("i", memory.buf, own_at, own)
            print(f"I am taller. {own}, {other}")
        print(f"Checking {'client' if is_server else 'server'} {turn}", flush=True)
        time.sleep(period)
    server, client = struct.unpack_from("ii", memory.buf, 0)
    print(f"Quit {role}: {server}, {client}", flush=True)
    memory.close()
    if is_server:
        memory.unlink()


main()
