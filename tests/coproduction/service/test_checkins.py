"""Checking in: attendance by name, a voice with or without it, and nothing that ties the two together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.checkins import CheckIn
from coproduction.people import Actor, Person, Perspective
from coproduction.service import checkins
from tests.coproduction.town import (
    BO,
    CY,
    HALL,
    MINUTE,
    NO_LIVE_SESSION,
    NOW,
    PARK,
    WHICH_PROGRAMME,
    Town,
    again,
    form,
)

CLOSED = ("This session has ended, so checking in is closed.", None)
RESTORED = (
    "What I remember was restored from a backup, so checking in is closed in this session. "
    "A facilitator can end it with /copro end and start a new one.",
    None,
)
NOT_NAMED = (
    "You have checked in without your name, and I will not join the two. "
    "Please choose “Without my name” to change your answer.",
    "named",
)
NOT_UNNAMED = (
    "You have checked in with your name. Please choose “With my name” to change your answer.",
    "named",
)


def arrive_unnamed(town: Town, session: str, actor: Actor, given: checkins.CheckInForm) -> None:
    """Both halves of an anonymous check-in, as the form sends them."""
    town.do(checkins.arrive, NOW, actor, session, given)
    town.do(checkins.speak_unnamed, actor, session, given)


def test_sector_and_perspective_are_asked_the_first_time_only(town: Town) -> None:
    session = town.start()
    assert town.do(checkins.prepare, BO, HALL) == checkins.Arriving(session, asks_profile=True)
    town.arrive(session, BO)
    assert town.do(checkins.prepare, BO, HALL) == checkins.Arriving(session, asks_profile=False)
    bo = Person("bo", sector="parents", perspective=Perspective.LIVED)
    assert town.memory.people.get("bo") == bo
    town.do(checkins.arrive, NOW, BO, session.id, again("2"))
    assert town.memory.people.get("bo") == bo


def test_looking_at_the_form_stores_nothing(town: Town) -> None:
    town.start()
    assert town.written(checkins.prepare, BO, HALL) == {}


def test_the_form_opens_anywhere_for_who_attends_one_session(town: Town) -> None:
    session = town.start()
    assert town.refusal(checkins.prepare, BO, "D-BO") == (WHICH_PROGRAMME, None)
    town.arrive(session, BO)
    assert town.do(checkins.prepare, BO, "D-BO").session == session
    town.arrive(town.start(channel=PARK), BO)
    assert town.refusal(checkins.prepare, BO, "D-BO") == (WHICH_PROGRAMME, None)


def test_the_form_stays_shut_between_sessions(town: Town) -> None:
    town.start()
    town.end()
    assert town.refusal(checkins.prepare, BO, HALL) == (NO_LIVE_SESSION, None)


def test_a_named_check_in_marks_attendance_and_says_who(town: Town) -> None:
    session = town.start()
    assert town.do(checkins.arrive, NOW, BO, session.id, form("5", " full of  hope ")) == session
    assert town.memory.sessions.attendees(session.id) == ["bo"]
    assert town.memory.checkins.of(session.id) == [
        CheckIn(session.id, "bo", is_named=True, mood=5, word="full of hope")
    ]


def test_checking_in_again_replaces_the_answer_and_counts_once(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, NOW, BO, session.id, form("2", "tired"))
    town.do(checkins.arrive, NOW + MINUTE, BO, session.id, again("4"))
    assert town.memory.sessions.attendees(session.id) == ["bo"]
    assert town.memory.checkins.of(session.id) == [CheckIn(session.id, "bo", is_named=True, mood=4)]


def test_an_unnamed_voice_counts_once_and_may_change_its_answer(town: Town) -> None:
    session = town.start()
    arrive_unnamed(town, session.id, BO, form("2", "tired", named=False))
    arrive_unnamed(town, session.id, BO, again("4", named=False))
    arrive_unnamed(town, session.id, CY, form("1", named=False))
    assert town.memory.sessions.attendees(session.id) == ["bo", "cy"]
    voices = town.memory.checkins.of(session.id)
    assert sorted((voice.mood, voice.word, voice.is_named) for voice in voices) == [
        (1, None, False),
        (4, None, False),
    ]
    assert {len(voice.voice) for voice in voices} == {64}


def test_attendance_and_an_unnamed_voice_are_never_written_in_one_unit_of_work(any_town: Town) -> None:
    session = any_town.start()
    given = form("2", "tired", named=False)
    arrived = any_town.written(checkins.arrive, NOW, BO, session.id, given)
    assert set(arrived) == {"person", "attendance"}
    spoken = any_town.written(checkins.speak_unnamed, BO, session.id, given)
    assert set(spoken) == {"checkin"}
    [row] = spoken["checkin"]
    assert "tired" in row
    assert "bo" not in row
    assert "tired" not in str(arrived)


def test_a_named_voice_would_have_been_found_by_the_same_look(any_town: Town) -> None:
    session = any_town.start()
    arrived = any_town.written(checkins.arrive, NOW, BO, session.id, form("2", "tired"))
    assert set(arrived) == {"person", "attendance", "checkin"}
    assert "bo" in arrived["checkin"][0]


def test_the_same_person_has_another_voice_in_every_session(town: Town) -> None:
    here, there = town.start(channel=HALL), town.start(channel=PARK)
    for session in (here, there):
        arrive_unnamed(town, session.id, BO, form(named=False))
    [one], [other] = (town.memory.checkins.of(session.id) for session in (here, there))
    assert one.voice != other.voice


@pytest.mark.parametrize("named", [True, False])
def test_a_voice_stays_named_or_unnamed_for_the_session(town: Town, named: bool) -> None:
    session = town.start()
    arrive_unnamed(town, session.id, BO, form(named=False))
    town.arrive(session, CY)
    before = town.rows()
    assert town.refusal(checkins.arrive, NOW, BO, session.id, again(named=True)) == NOT_NAMED
    assert town.refusal(checkins.arrive, NOW, CY, session.id, again(named=False)) == NOT_UNNAMED
    assert town.rows() == before


def test_a_person_with_two_open_forms_has_one_voice(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, NOW, BO, session.id, form(named=False))
    town.do(checkins.arrive, NOW, BO, session.id, form(named=True))
    assert town.refusal(checkins.speak_unnamed, BO, session.id, form(named=False)) == NOT_UNNAMED
    assert [voice.voice for voice in town.memory.checkins.of(session.id)] == ["bo"]


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({"mood": "6"}, ("Please choose how you are today, from 1 to 5.", "mood")),
        (
            {"word": "x" * 41},
            ("This is 41 characters long and 40 fit. Please shorten it and send it again.", "word"),
        ),
        ({"sector": "pirates"}, ("Please choose your sector from the list.", "sector")),
        ({"sector": None, "perspective": None}, ("Please choose your sector from the list.", "sector")),
        ({"perspective": None}, ("Please choose from where you know the service.", "perspective")),
    ],
)
def test_a_form_with_a_fault_is_refused_at_its_field_and_nobody_attended(
    town: Town, change: dict[str, str | None], no: tuple[str, str]
) -> None:
    session = town.start()
    before = town.rows()
    for named in (True, False):
        given = replace(form(named=named), **change)  # type: ignore[arg-type]  # one field at a time
        assert town.refusal(checkins.arrive, NOW, BO, session.id, given) == no
    assert town.rows() == before


def test_a_voice_with_a_fault_is_refused_too(town: Town) -> None:
    session = town.start()
    given = form("0", named=False)
    assert town.refusal(checkins.speak_unnamed, BO, session.id, given)[1] == "mood"
    assert town.memory.checkins.of(session.id) == []


def test_nobody_checks_in_to_a_session_that_has_ended_or_never_was(town: Town) -> None:
    session = town.start()
    town.end()
    for id_ in (session.id, "forged"):
        assert town.refusal(checkins.arrive, NOW, BO, id_, form()) == CLOSED
        assert town.refusal(checkins.speak_unnamed, BO, id_, form(named=False)) == CLOSED


def test_without_its_secret_a_session_takes_no_voice_even_while_live(town: Town) -> None:
    session = town.start()
    town.memory.checkins.destroy_pepper(session.id)
    assert town.refusal(checkins.arrive, NOW, BO, session.id, form(named=False)) == RESTORED
    assert town.refusal(checkins.speak_unnamed, BO, session.id, form(named=False)) == RESTORED
