"""What menus that ask the app have shown: nobody can choose what was never offered to them."""

from __future__ import annotations

from collections import OrderedDict

from rehearsal.model import Json

REMEMBERED_MENUS, REMEMBERED_OPTIONS = 1_000, 500

Key = tuple[str, str, str, str]  # whose, in which message or view, block_id, action_id


class Offers:
    """The options of each menu by their values. The oldest are forgotten."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Key, OrderedDict[str, Json]] = OrderedDict()

    def add(self, key: Key, options: list[Json]) -> None:
        """A menu showed these."""
        seen = self._seen.setdefault(key, OrderedDict())
        self._seen.move_to_end(key)
        for option in options:
            seen[option["value"]] = option
            seen.move_to_end(option["value"])
        while len(seen) > REMEMBERED_OPTIONS:
            seen.popitem(last=False)
        if len(self._seen) > REMEMBERED_MENUS:
            self._seen.popitem(last=False)

    def of(self, key: Key) -> list[Json]:
        """Everything a menu has shown so far."""
        return list(self._seen.get(key, {}).values())
