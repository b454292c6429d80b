"""An order to the control API: a JSON object, or the query of an address, read with care."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.model import Json
from rehearsal.refusals import BadDeed

LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Order:
    """Whatever is missing or of the wrong kind is refused with words."""

    whole: Json

    def string(self, name: str) -> str:
        """A string that must be there."""
        value = self.whole.get(name)
        if not isinstance(value, str) or not value:
            raise BadDeed(f"{name} must be a string")
        return value

    def maybe(self, name: str) -> str | None:
        """A string, or nothing."""
        value = self.whole.get(name)
        if value is not None and not isinstance(value, str):
            raise BadDeed(f"{name} must be a string")
        return value

    def number(self, name: str, default: float) -> float:
        """A number; in the query of an address it is written out."""
        value = self.whole.get(name, default)
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise BadDeed(f"{name} must be a number") from None
        if number != number or abs(number) == float("inf"):  # noqa: PLR0124 - only NaN differs from itself
            raise BadDeed(f"{name} must be a number")
        return number

    def wait(self, name: str, default: float) -> float:
        """How long to wait, in seconds, within reason."""
        return min(self.number(name, default), LONGEST_WAIT)

    def flag(self, name: str) -> bool:
        """True or false, false when absent."""
        value = self.whole.get(name, False)
        if not isinstance(value, bool):
            raise BadDeed(f"{name} must be true or false")
        return value

    def mapping(self, name: str) -> Json:
        """An object that must be there."""
        value = self.whole.get(name)
        if not isinstance(value, dict):
            raise BadDeed(f"{name} must be an object")
        return value

    def items(self, name: str) -> list[object]:
        """A list, empty when absent."""
        value = self.whole.get(name, [])
        if not isinstance(value, list):
            raise BadDeed(f"{name} must be a list")
        return value

    def objects(self, name: str) -> list[Json]:
        """A list of objects."""
        found = self.items(name)
        objects = [each for each in found if isinstance(each, dict)]
        if len(objects) != len(found):
            raise BadDeed(f"{name} must be a list of objects")
        return objects
