"""Checking in: attendance by name, a voice with or without it, and nothing that ties the two together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from coproduction import steps
from coproduction.agendas import Step
from coproduction.checkins import CheckIn
from coproduction.people import Actor, Person, Perspective
from coproduction.running import begun
from coproduction.service import checkins, welcome
from coproduction.service.checkins import Earlier
from tests.coproduction.town import (
    BO,
    CY,
    DEE,
    HALL,
    NOT_STARTED,
    NOW,
    PARK,
    WHICH_PROGRAMME,
    Town,
    again,
    form,
)

if TYPE_CHECKING:
    from coproduction.sessions import Session

CLOSED = ("This session has ended, so checking in is closed.", None)
RESTORED = (
    "What I remember was restored from a backup, so checking in is closed in this session. "
    "A facilitator can end it with /copro end and start a new one.",
    None,
)
NOT_NAMED = (
    "You are checked in without your name. To change your answer, choose “Without my name” again.",
    "named",
)


def arrive_unnamed(town: Town, session: str, actor: Actor, given: checkins.CheckInForm) -> None:
    """Both halves of an anonymous check-in, as the form sends them."""
    spoke = town.do(checkins.speak_unnamed, actor, session, given)
    town.do(checkins.arrive, actor, session, given, spoke)


def voices_of(town: Town, session: Session) -> list[tuple[bool, int, str | None]]:
    """Every answer that is stored, without whose it is."""
    stored = town.memory.checkins.of(session.id)
    return sorted(((each.is_named, each.mood, each.word) for each in stored), key=str)


def test_sector_and_perspective_are_asked_the_first_time_only(town: Town) -> None:
    session = town.start()
    assert town.do(checkins.prepare, BO, HALL) == checkins.Arriving(
        session, asks_profile=True, asks_notice=True
    )
    town.arrive(session, BO)
    assert town.do(checkins.prepare, BO, HALL) == checkins.Arriving(
        session, asks_profile=False, is_named=True, mood=4, asks_notice=True
    )
    bo = Person("bo", sector="parents", perspective=Perspective.LIVED)
    assert town.memory.people.get("bo") == bo
    town.do(checkins.arrive, BO, session.id, again("2"))
    assert town.memory.people.get("bo") == bo


@pytest.mark.parametrize("named", [True, False])
def test_who_leaves_out_how_they_are_is_there_and_has_no_voice(each_town: Town, named: bool) -> None:
    session = each_town.start()
    silent = replace(form(named=named), mood="", word=" ", candour=None)
    arrived = each_town.do(checkins.arrive, BO, session.id, silent)
    assert (arrived.is_silent, each_town.memory.sessions.attendees(session.id)) == (True, ["bo"])
    assert voices_of(each_town, session) == []
    bo = each_town.memory.people.get("bo")
    assert bo == Person("bo", sector="parents", perspective=Perspective.LIVED)


def test_a_word_without_a_mood_is_given_back_and_what_was_said_before_stays(town: Town) -> None:
    session = town.start()
    alone = (
        "I can only keep what else you say here together with how you are today. "
        "Please choose that, too, or leave out all of it.",
        "mood",
    )
    for each in ({"word": "tired"}, {"word": None, "candour": "4"}):
        given = replace(form(named=False), mood="", **each)
        assert town.refusal(checkins.speak_unnamed, BO, session.id, given) == alone
    arrive_unnamed(town, session.id, BO, form(named=False))
    silent = replace(form(named=False), mood="", word=None, candour=None)
    before = (
        "You have said before how you are. To change it, choose it anew. To leave it as it is, close this.",
        "mood",
    )
    assert town.refusal(checkins.arrive, BO, session.id, silent) == before
    assert len(voices_of(town, session)) == 1


@pytest.mark.parametrize("sector", ["other", "unsaid"])
def test_nobody_is_forced_to_say_who_they_are_and_groups_are_mixed_without_it(
    town: Town, sector: str
) -> None:
    session = town.start()
    said = checkins.CheckInForm("4", None, True, sector, "unsaid")
    town.do(checkins.arrive, BO, session.id, said)
    town.arrive(session, CY, DEE)
    assert town.do(checkins.prepare, BO, HALL).asks_profile is False
    made = town.proposed()
    assert (made.quality.facts.sectorless, made.quality.facts.sectors) == (1, 1)
    assert (made.guests["bo"].sector, made.guests["bo"].perspective) == (None, None)


def test_looking_at_the_form_stores_nothing(town: Town) -> None:
    town.start()
    assert town.written(checkins.prepare, BO, HALL) == {}


def test_arriving_is_one_press_and_what_is_asked_then_may_stay_unsaid(town: Town) -> None:
    session = town.start()
    assert town.do(checkins.enter, BO, HALL) == checkins.Arriving(
        session, asks_profile=True, asks_notice=True
    )
    town.do(checkins.enter, BO, HALL)
    assert town.memory.sessions.attendees(session.id) == ["bo"]
    assert town.memory.checkins.of(session.id) == []


def test_who_leaves_out_who_they_are_is_never_asked_again(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, checkins.CheckInForm("4", None, True))
    assert town.memory.people.get("bo") == Person("bo", sector="unsaid")
    assert town.do(checkins.prepare, BO, HALL).asks_profile is False


def test_the_notice_is_shown_once_and_kept_with_its_version_and_day(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, replace(form(), noticed_on=date(2026, 10, 22)))
    town.end()
    town.start(channel=PARK)
    bo = town.memory.people.get("bo")
    assert bo
    assert (bo.notice, bo.noticed_on) == (welcome.NOTICE, date(2026, 10, 22))
    assert town.do(checkins.prepare, BO, PARK).asks_notice is False

    town.memory.people.put(replace(bo, notice="an older one"), "notice")
    assert town.do(checkins.prepare, BO, PARK).asks_notice is True


def test_how_far_people_can_say_what_they_think_shows_from_five_on_and_keeps_only_counts(
    each_town: Town,
) -> None:
    session = each_town.start()
    crowd = [Actor(f"p{number}") for number in range(7)]
    for actor in crowd[:4]:
        each_town.do(checkins.arrive, actor, session.id, replace(form(), candour="5"))
    each_town.arrive(session, crowd[4])
    latest = each_town.memory.checkins.latest(session.id)
    assert latest
    assert (sum(latest.moods), latest.candours) == (5, ())

    moved = [(actor, replace(again("2"), candour="5")) for actor in crowd[:4]]
    moved += [(crowd[5], replace(form("1"), candour="1"))]
    for actor, said in moved:
        each_town.do(checkins.arrive, actor, session.id, said)
    latest = each_town.memory.checkins.latest(session.id)
    assert latest
    assert latest.candours == (1, 0, 0, 0, 4)

    each_town.end()
    latest = each_town.memory.checkins.latest(session.id)
    assert latest
    assert (latest.candours, latest.candour_marks) == ((1, 0, 0, 0, 4), ())
    assert {each.candour for each in each_town.memory.checkins.of(session.id)} == {None}


def test_the_agenda_may_ask_for_a_word_about_something_else(town: Town) -> None:
    session = town.start()
    hopes = Step("1", steps.CHECK_IN, 10, "What do you hope for today?")
    town.memory.running.put(begun(session.id, (hopes,), NOW, NOW))
    assert town.do(checkins.prepare, BO, HALL).prompt == "What do you hope for today?"
    town.memory.running.put(begun(session.id, (replace(hopes, asks=steps.ENERGY),), NOW, NOW))
    assert town.do(checkins.prepare, BO, HALL).prompt == steps.ASKS[steps.ENERGY]


def test_the_form_opens_anywhere_for_who_attends_one_session(town: Town) -> None:
    session = town.start()
    assert town.refusal(checkins.prepare, BO, "D-BO") == (WHICH_PROGRAMME, None)
    town.arrive(session, BO)
    assert town.do(checkins.prepare, BO, "D-BO").session == session


def test_the_form_stays_shut_before_a_session_and_after_one_says_that_it_ended(town: Town) -> None:
    town.memory.sessions.open_programme(HALL, NOW)
    assert town.refusal(checkins.prepare, BO, HALL) == (NOT_STARTED, None)
    title = town.start().title
    town.end()
    assert town.refusal(checkins.prepare, BO, HALL) == (
        f"The session “{title}” has ended, and no other one is live in this channel. "
        "When the next one starts, you can check in.",
        None,
    )


def test_a_named_check_in_marks_attendance_and_says_who(town: Town) -> None:
    session = town.start()
    arrived = town.do(checkins.arrive, BO, session.id, form("5", " full of  hope "))
    assert arrived == checkins.Arrived(session, is_named=True)
    assert town.memory.sessions.attendees(session.id) == ["bo"]
    assert town.memory.checkins.of(session.id) == [
        CheckIn(session.id, "bo", is_named=True, mood=5, word="full of hope")
    ]


def test_checking_in_again_replaces_the_answer_and_counts_once(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, form("2", "tired"))
    town.do(checkins.arrive, BO, session.id, again("4"))
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


def test_attendance_and_an_unnamed_voice_are_never_written_in_one_unit_of_work(each_town: Town) -> None:
    session = each_town.start()
    given = form("2", "tired", named=False)
    spoken = each_town.written(checkins.speak_unnamed, BO, session.id, given)
    assert set(spoken) == {"checkin"}
    arrived = each_town.written(checkins.arrive, BO, session.id, given, Earlier.NONE)
    assert set(arrived) == {"person", "attendance"}
    [row] = spoken["checkin"]
    assert "tired" in row
    assert "bo" not in row
    assert "tired" not in str(arrived)


def test_a_named_voice_would_have_been_found_by_the_same_look(each_town: Town) -> None:
    session = each_town.start()
    arrived = each_town.written(checkins.arrive, BO, session.id, form("2", "tired"))
    assert set(arrived) == {"person", "attendance", "checkin"}
    assert "bo" in arrived["checkin"][0]


def test_the_same_person_has_another_voice_in_every_session(town: Town) -> None:
    here, there = town.start(channel=HALL), town.start(channel=PARK)
    for session in (here, there):
        arrive_unnamed(town, session.id, BO, form(named=False))
    [one], [other] = (town.memory.checkins.of(session.id) for session in (here, there))
    assert one.voice != other.voice


def test_a_voice_without_a_name_stays_so(town: Town) -> None:
    session = town.start()
    arrive_unnamed(town, session.id, BO, form(named=False))
    before = town.rows()
    assert town.refusal(checkins.arrive, BO, session.id, again(named=True)) == NOT_NAMED
    assert town.rows() == before


def test_a_name_can_be_taken_off_and_nothing_with_it_is_left(each_town: Town) -> None:
    session = each_town.start()
    each_town.arrive(session, BO, CY)
    given = again("2", "tired", named=False)
    spoken = each_town.written(checkins.speak_unnamed, BO, session.id, given)
    assert set(spoken) == {"checkin"}
    assert "bo" not in str(spoken)
    taken_off = each_town.do(checkins.arrive, BO, session.id, given, Earlier.UNNAMED_UNSEEN)
    assert taken_off == checkins.Arrived(session, Earlier.UNNAMED_UNSEEN)
    assert "bo" not in {voice.voice for voice in each_town.memory.checkins.of(session.id)}
    assert voices_of(each_town, session) == [(False, 2, "tired"), (True, 4, None)]


def test_who_takes_their_name_off_learns_whether_their_answer_was_seen(town: Town) -> None:
    session = town.start()
    crowd = [Actor(f"p{n}") for n in range(5)]
    town.arrive(session, *crowd, BO)
    for actor, told in ((crowd[0], Earlier.UNNAMED_SEEN), (BO, Earlier.UNNAMED_UNSEEN)):
        assert town.do(checkins.speak_unnamed, actor, session.id, again(named=False)) is told


def test_an_answer_that_was_seen_before_the_newest_state_of_the_card_was_seen_too(town: Town) -> None:
    session = town.start()
    crowd = [Actor(f"p{n}") for n in range(5)]
    town.arrive(session, *crowd)  # with a 4
    for mood, people in (("2", crowd), ("4", crowd[:1])):
        for actor in people:
            town.do(checkins.arrive, actor, session.id, again(mood))
    shown = [snapshot.moods for snapshot in town.memory.checkins.snapshots(session.id)]
    assert shown == [(0, 0, 0, 5, 0), (0, 5, 0, 0, 0)]
    assert town.do(checkins.speak_unnamed, crowd[0], session.id, again(named=False)) is Earlier.UNNAMED_SEEN


def test_who_answers_again_learns_that_it_takes_the_place_of_the_first(town: Town) -> None:
    session = town.start()
    for named in (True, False):
        actor = Actor(f"{named}")
        told = []
        for given in (form("2", named=named), again("2", named=named)):
            spoke = None if named else town.do(checkins.speak_unnamed, actor, session.id, given)
            told.append(town.do(checkins.arrive, actor, session.id, given, spoke).earlier)
        assert told == [Earlier.NONE, Earlier.REPLACED]


def test_the_form_offers_a_name_only_to_who_gave_it_before(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    arrive_unnamed(town, session.id, CY, form(named=False))
    offers = [town.do(checkins.prepare, actor, HALL).is_named for actor in (BO, CY, DEE)]
    assert offers == [True, False, False]


def test_a_person_with_two_open_forms_has_one_voice(town: Town) -> None:
    session = town.start()
    spoke = town.do(checkins.speak_unnamed, BO, session.id, form(named=False))
    assert town.refusal(checkins.arrive, BO, session.id, form(named=True)) == NOT_NAMED
    town.do(checkins.arrive, BO, session.id, form(named=False), spoke)
    assert voices_of(town, session) == [(False, 4, None)]


def test_an_unnamed_answer_that_was_said_is_kept_and_counted_though_the_session_ends(each_town: Town) -> None:
    session = each_town.start()
    each_town.arrive(session, *(Actor(f"p{n}") for n in range(4)))
    given = form("2", "tired", named=False)
    spoke = each_town.do(checkins.speak_unnamed, BO, session.id, given)
    ended = each_town.end()
    arrived = each_town.do(checkins.arrive, BO, session.id, given, spoke)
    assert arrived == checkins.Arrived(ended, Earlier.NONE)
    assert each_town.memory.sessions.attendees(session.id) == ["bo", "p0", "p1", "p2", "p3"]
    assert each_town.memory.people.get("bo") == Person("bo", sector="parents", perspective=Perspective.LIVED)
    [latest] = each_town.memory.checkins.snapshots(session.id)
    assert (sum(latest.moods), latest.words) == (5, ("tired",))


def test_a_name_that_was_taken_off_is_off_and_its_answer_kept_though_the_session_ends(
    each_town: Town,
) -> None:
    session = each_town.start()
    each_town.arrive(session, BO, *(Actor(f"p{n}") for n in range(9)))
    for number in range(4):
        arrive_unnamed(each_town, session.id, Actor(f"p{number}"), again(named=False))
    given = again(named=False)  # what was shown already, without the name
    spoke = each_town.do(checkins.speak_unnamed, BO, session.id, given)
    each_town.end()
    each_town.do(checkins.arrive, BO, session.id, given, spoke)
    assert voices_of(each_town, session) == [(False, 4, None)] * 5 + [(True, 4, None)] * 5
    assert "bo" not in {each.voice for each in each_town.memory.checkins.of(session.id)}


def test_between_its_two_units_of_work_an_answer_without_a_name_counts_once(town: Town) -> None:
    session = town.start()
    crowd = [Actor(f"p{n}") for n in range(4)]
    town.arrive(session, *crowd[:3], BO)
    town.do(checkins.speak_unnamed, BO, session.id, again("2", named=False))
    town.arrive(session, crowd[3])  # with Bo's first answer there would be six
    latest = town.memory.checkins.latest(session.id)
    assert latest is not None
    assert latest.moods == (0, 1, 0, 4, 0)
    assert town.do(checkins.prepare, BO, HALL).is_unnamed is True


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({"mood": "6"}, ("Please choose how you are today, from 1 to 5.", "mood")),
        (
            {"word": "x" * 41},
            ("This is 41 characters long and 40 fit. Please shorten it and send it again.", "word"),
        ),
        ({"sector": "pirates"}, ("Please choose who you are here as.", "sector")),
        ({"perspective": "captain"}, ("Please choose from where you know the service.", "perspective")),
        ({"candour": "0"}, ("Please choose a number from 1 to 5, or leave this out.", "candour")),
    ],
)
def test_a_form_with_a_fault_is_refused_at_its_field_and_nobody_attended(
    town: Town, change: dict[str, str | None], no: tuple[str, str]
) -> None:
    session = town.start()
    before = town.rows()
    for named in (True, False):
        given = replace(form(named=named), **change)  # type: ignore[arg-type]  # one field at a time
        assert town.refusal(checkins.arrive, BO, session.id, given) == no
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
        assert town.refusal(checkins.arrive, BO, id_, form()) == CLOSED
        assert town.refusal(checkins.speak_unnamed, BO, id_, form(named=False)) == CLOSED


def test_without_its_secret_a_session_takes_no_voice_even_while_live(town: Town) -> None:
    session = town.start()
    town.memory.checkins.destroy_pepper(session.id)
    assert town.refusal(checkins.arrive, BO, session.id, form(named=False)) == RESTORED
    assert town.refusal(checkins.speak_unnamed, BO, session.id, form(named=False)) == RESTORED
