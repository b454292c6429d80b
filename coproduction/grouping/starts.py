"""Groupings to begin with: dealt out like cards, or filled seat by seat."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from coproduction.grouping.fields import circle
from coproduction.grouping.room import Room
from coproduction.people import Perspective


def dealt(room: Room, chance: random.Random) -> Iterator[list[int]]:
    """One grouping for each way to deal columns around the circle of groups.

    Two people of one column never meet, however it is dealt, so sectors are kept within columns where they
    fit; and two of different columns meet in one deal at most, as far as the number of groups allows (see
    fields). The same seed gives the same columns, so the deals of several rounds fit together.
    """
    groups = len(room.sizes)
    columns, around = _columns(room, chance), circle(groups)
    for slope in range(groups):
        where = [0] * len(room.guests)
        for place, column in enumerate(columns):
            seats = around.turned(around.times(slope, place % groups))
            for one, seat in zip(column, seats, strict=False):
                where[one] = seat
        yield where


def _columns(room: Room, chance: random.Random) -> list[list[int]]:
    """As few columns as hold everybody, none longer than there are groups, sectors together in them."""
    groups, people = len(room.sizes), len(room.guests)
    lengths = [groups] * (people // groups) + ([people % groups] if people % groups else [])
    columns: list[list[int]] = [[] for _ in lengths]
    left: list[int] = []
    for chunk in sorted(_chunks(room, chance), key=len, reverse=True):
        fitting = (
            column
            for column, length in zip(columns, lengths, strict=True)
            if len(column) + len(chunk) <= length
        )
        next(fitting, left).extend(chunk)
    for column, length in zip(columns, lengths, strict=True):
        while len(column) < length:
            column.append(left.pop())
    return columns


def _chunks(room: Room, chance: random.Random) -> list[list[int]]:
    """The people of each sector, in lots that fit into a column; who has no known sector is a lot alone."""
    order = chance.sample(range(len(room.guests)), len(room.guests))
    sectors: dict[str, list[int]] = {}
    for one in order:
        sectors.setdefault(room.guests[one].sector or f"{one}", []).append(one)
    groups = len(room.sizes)
    return [
        people[start : start + groups]
        for people in sectors.values()
        for start in range(0, len(people), groups)
    ]


def filled(room: Room, chance: random.Random) -> list[int]:
    """One grouping filled band by band, the largest bands first, each where it costs least.

    Lived experience comes first and only to as many groups as it can sit in by twos, so that nobody is alone.
    """
    groups = len(room.sizes)
    voiced = range(max(1, min(groups, room.crowd.lived // 2)))
    filling = _Filling(room)
    bands = sorted(chance.sample(room.bands, len(room.bands)), key=_urgency(room))
    for band in bands:
        has_voice = any(room.guests[one].perspective is Perspective.LIVED for one in band)
        filling.seat(band, voiced if has_voice else range(groups))
    return filling.where


def _urgency(room: Room) -> Callable[[Sequence[int]], tuple[int, int]]:
    """Bands before single people; then lived experience, governing bodies, the front line, and unknown."""
    first = [Perspective.LIVED, Perspective.GOVERNING, Perspective.FRONT_LINE, None]

    def rank(band: Sequence[int]) -> tuple[int, int]:
        return -len(band), min(first.index(room.guests[one].perspective) for one in band)

    return rank


class _Filling:
    """Groups that fill up."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.where = [0] * len(room.guests)
        self.free = list(room.sizes)
        self.link = [[0] * len(room.guests) for _ in room.sizes]

    def seat(self, band: Sequence[int], allowed: Sequence[int]) -> None:
        """Seat the whole band where there is room for it, else one by one."""
        fitting = [group for group in allowed if self.free[group] >= len(band)]
        fitting = fitting or [group for group, free in enumerate(self.free) if free >= len(band)]
        if fitting:
            self._sit(band, min(fitting, key=lambda group: self._cost(band, group)))
        else:
            for one in band:
                self.seat([one], allowed)

    def _cost(self, band: Sequence[int], group: int) -> tuple[int, int]:
        return sum(self.link[group][one] for one in band), -self.free[group]

    def _sit(self, band: Sequence[int], group: int) -> None:
        self.free[group] -= len(band)
        for one in band:
            self.where[one] = group
            row = self.room.pair[one]
            self.link[group] = [old + new for old, new in zip(self.link[group], row, strict=True)]
