"""Which room those who lead are told of, when forms have to wait."""

from __future__ import annotations

from coproduction.service import slowforms
from coproduction.slowforms import JUST_OVER, SLOW_FORMS
from tests.coproduction.town import BO, CY, HALL, HOUR, NOW, PARK, Town


def test_a_form_asked_for_in_private_belongs_to_the_session_that_its_person_has_just_left(town: Town) -> None:
    town.start(channel=PARK)  # where nothing happens
    over = town.start()
    town.arrive(over, BO)
    town.end(NOW + HOUR)

    town.do(slowforms.tell, NOW + HOUR, BO, "")

    assert _told(town) == [over.id]


def test_long_after_the_end_and_where_two_may_be_meant_no_room_is_named(town: Town) -> None:
    for channel in (HALL, PARK):
        town.arrive(town.start(channel=channel), CY)
    town.do(slowforms.tell, NOW, CY, "")
    for channel in (HALL, PARK):
        town.end(NOW, channel)
    town.do(slowforms.tell, NOW + JUST_OVER, CY, "")

    assert _told(town) == []


def _told(town: Town) -> list[str]:
    """The sessions of which anybody was told."""
    return [card.subject for card in town.owed() if card.kind == SLOW_FORMS]
