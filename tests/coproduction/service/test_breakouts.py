"""Breakouts: everybody who checked in is in one group, and is told privately which."""

from __future__ import annotations

from collections import Counter

import pytest

from coproduction.breakouts import Round
from coproduction.messages import Card, Kind
from coproduction.people import SECTORS, Actor
from coproduction.service import breakouts, checkins
from coproduction.sessions import Session
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    NO_LIVE_SESSION,
    NOW,
    ONLY_FACILITATORS,
    Town,
    throw,
)

PROMPT = "What would help?"
TOO_FEW = "Groups need at least two people who have checked in. Ask everybody to press Check in."


def form(size: str = "5", prompt: str = PROMPT, origin: str = "form:1") -> breakouts.Form:
    return breakouts.Form(size, prompt, origin)


def split(town: Town, actor: Actor = ANA, origin: str = "form:1") -> breakouts.Split:
    return town.do(breakouts.split, NOW + HOUR, actor, HALL, form(origin=origin), throw())


def arrive_from_all_sectors(town: Town, session: Session, people: int) -> None:
    for number in range(people):
        sector = SECTORS[number % len(SECTORS)]
        given = checkins.Form("3", None, is_named=True, sector=sector, perspective="front line")
        town.do(checkins.arrive, NOW, Actor(f"p{number}"), session.id, given)


def test_forty_five_people_of_ten_sectors_make_nine_groups_of_five_sectors(town: Town) -> None:
    session = town.start()
    arrive_from_all_sectors(town, session, 45)
    made = split(town)
    assert [(group.number, len(group.members)) for group in made.groups] == [(n, 5) for n in range(1, 10)]
    placed = [member for group in made.groups for member in group.members]
    assert sorted(placed) == sorted(f"p{number}" for number in range(45))
    for group in made.groups:
        assert max(Counter(int(member[1:]) % 10 for member in group.members).values()) == 1


def test_the_room_is_told_first_then_each_member_once_in_private(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    made = split(town)
    assert made.round == Round(made.round.id, session.id, 1, PROMPT, "form:1")
    assert town.memory.breakouts.groups(made.round.id) == list(made.groups)
    breakout, *notes = [card for card in town.owed() if card.kind is not Kind.SESSION]
    assert breakout == Card(Kind.BREAKOUT, made.round.id)
    assert sorted(notes) == [Card(Kind.GROUP, made.round.id, person) for person in ("bo", "cy", "dee")]


def test_rounds_are_numbered_within_their_session(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    assert [split(town, origin=f"form:{n}").round.number for n in (1, 2)] == [1, 2]
    town.end()
    town.arrive(town.start(NOW + HOUR), BO, CY)
    assert split(town, ADA, "form:3").round.number == 1


def test_the_same_form_arriving_twice_is_one_round(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    made = split(town)
    town.arrive(session, DEE)
    before = town.rows()
    assert split(town) == made
    assert town.rows() == before


def test_unnamed_people_are_placed_like_everybody_else(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, NOW, BO, session.id, checkins.Form("1", None, False, "schools", "front line"))
    town.arrive(session, CY)
    assert sorted(split(town).groups[0].members) == ["bo", "cy"]


@pytest.mark.parametrize("present", [[], [BO]])
def test_a_room_of_fewer_than_two_makes_no_groups(town: Town, present: list[Actor]) -> None:
    town.arrive(town.start(), *present)
    before = town.rows()
    assert town.refusal(breakouts.split, NOW, ANA, HALL, form(), throw()) == (TOO_FEW, None)
    assert town.rows() == before


def test_only_facilitators_split_the_room(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    words = (ONLY_FACILITATORS.format("start a breakout"), None)
    assert town.refusal(breakouts.split, NOW, BO, HALL, form(), throw()) == words


def test_there_is_nothing_to_split_between_sessions(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    town.end()
    assert town.refusal(breakouts.split, NOW, ANA, HALL, form(), throw()) == (NO_LIVE_SESSION, None)


@pytest.mark.parametrize(("size", "prompt", "field"), [("1", PROMPT, "size"), ("5", " ", "prompt")])
def test_size_and_prompt_are_checked(town: Town, size: str, prompt: str, field: str) -> None:
    town.arrive(town.start(), BO, CY)
    assert town.refusal(breakouts.split, NOW, ANA, HALL, form(size, prompt), throw())[1] == field


def test_an_attendee_of_whom_nothing_else_is_remembered_is_placed_too(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    town.memory.sessions.attend(session.id, "ghost", NOW)
    assert sorted(split(town).groups[0].members) == ["bo", "ghost"]
