"""Tables that fill themselves: each value is worked out once, and looked up a hundred thousand times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Lookup(dict[K, T]):
    """What belongs to each key, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[K], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: K) -> T:
        found = self[key] = self._work_out(key)
        return found
