"""What a process does that writes entries, some at a time, and says which ones were acknowledged.

One line on the standard output for each entry, at once.
"""

from __future__ import annotations

import asyncio
import os
import sys
from itertools import count
from operator import methodcaller
from typing import TYPE_CHECKING

from storage.engine import open_engines
from tests.storage.rows import bridge_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.bridge import Bridge
    from tests.storage.rows import Memory

AT_ONCE = 8


async def _write(bridge: Bridge[Memory], scribe: str, numbers: Iterator[int]) -> None:
    for number in numbers:
        name = f"{scribe}-{number}"
        await bridge.write(scribe, methodcaller("add", name, number))
        os.write(sys.stdout.fileno(), f"{name}\n".encode())


def main(url: str, scribe: str, limit: int) -> None:
    """Write `limit` entries (0: until killed)."""
    asyncio.run(_write_all(url, scribe, limit))


async def _write_all(url: str, scribe: str, limit: int) -> None:
    numbers = iter(range(limit)) if limit else count()
    async with bridge_over(open_engines(url)) as bridge:
        await asyncio.gather(*(_write(bridge, scribe, numbers) for _ in range(AT_ONCE)))
