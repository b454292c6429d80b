"""Whom the room has not heard yet: by kind, where three people or more are of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coproduction.people import SECTOR_NAMES, UNSAID, Person, Perspective
from coproduction.unheard import FEWEST, Counted, counted
from coproduction.words import Text


def room(**sectors: int) -> list[Person]:
    return [
        Person(f"{sector}{number}", sector=sector.replace("_", "-"), perspective=Perspective.LIVED)
        for sector, many in sectors.items()
        for number in range(many)
    ]


def test_few_people_of_a_sector_are_counted_as_others() -> None:
    here = room(parents=4, schools=2, churches=1)
    told = counted(here, {"parents0", "schools0"})
    assert (told.here, told.unheard) == (7, 5)
    assert told.sectors == (
        Counted(SECTOR_NAMES["parents"], 4, 3),
        Counted(Text("others"), 3, 2),
    )
    assert told.perspectives == (Counted(Text("lived experience"), 7, 5),)


def test_one_alone_is_counted_with_the_smallest_sector_beside() -> None:
    told = counted(room(parents=4, schools=3, churches=1), ())
    assert [(str(each.kind), each.here) for each in told.sectors] == [("parents", 4), ("others", 4)]


def test_too_few_in_all_are_in_no_kind() -> None:
    assert counted(room(parents=1, schools=1), ()).sectors == ()


@given(st.lists(st.sampled_from([*SECTOR_NAMES, UNSAID]), max_size=40))
def test_no_line_is_of_fewer_than_three_and_all_add_up(sectors: list[str]) -> None:
    here = [Person(str(number), sector=sector) for number, sector in enumerate(sectors)]
    lines = counted(here, ()).sectors
    assert all(each.here >= FEWEST for each in lines)
    assert sum(each.here for each in lines) == (len(here) if len(here) >= FEWEST else 0)
