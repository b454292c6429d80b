"""What takes long to find is searched for while nobody waits for the database, whose writer is one for all.

A unit of work that comes to such a search ends there, and nothing of it is stored. It is searched outside,
and the unit of work begins anew with what was found. When others have changed meanwhile what it was searched
from, it is searched once more.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class NotSearched(Exception):  # noqa: N818 (no fault: the unit of work is to begin anew)
    """A unit of work cannot go on before `search` was done."""

    def __init__(self, search: "partial[Any]") -> None:
        super().__init__("A search is to be done outside the unit of work.")
        self.search = search


class Searches:
    """What has been found so far, by what it was searched from.

    A search is a function of its arguments and of nothing else, so that what it found is what it would find.
    """

    def __init__(self, *, outside: bool = False) -> None:
        self.outside = outside  # whether somebody searches outside; else it is done where it is asked for
        self._found: list[tuple[partial[Any], object]] = []

    def find(self, search: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What this search finds. Raises NotSearched where that is to be found outside first."""
        wanted = partial(search, *args, **kwargs)
        for known, found in self._found:
            if _is_same(known, wanted):
                return cast("T", found)
        if self.outside:
            raise NotSearched(wanted)
        return wanted()

    def do(self, wanted: "partial[Any]") -> None:
        """Search, and keep what was found."""
        self._found.append((wanted, wanted()))


def _is_same(one: "partial[Any]", other: "partial[Any]") -> bool:
    return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
