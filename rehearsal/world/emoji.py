"""Which emoji there are: Slack's own, and those that a workspace made for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_LINES = Path(__file__).with_name("emoji.txt").read_text("utf-8").splitlines()
OF_SLACK = frozenset(name for line in _LINES if not line.startswith("# ") for name in line.split())
_TONE = re.compile(r"::skin-tone-[2-6]$")


class Emoji:
    """The names by which people and apps know them."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._names = OF_SLACK | frozenset(own)

    def has(self, name: str) -> bool:
        """Whether there is one of this name, perhaps with a tone of skin."""
        return _TONE.sub("", name) in self._names
