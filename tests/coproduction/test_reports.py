"""The evidence: each figure counts whom it says it counts, out of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduction.breakouts.encounters import Encounters
from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import MessageState
from coproduction.people import Person, Perspective
from coproduction.pledges import Pledge
from coproduction.polls import NO, NOT_YET, YES
from coproduction.reports.document import document_of
from coproduction.reports.figures import Attended, Closing, Figures, SessionFigures, counted
from coproduction.reports.mattering import that_matters
from coproduction.reports.releasing import everything
from coproduction.reports.standing import FOLLOW_THROUGH, STOPPED, Promises, follow_through
from coproduction.sessions import Session, SessionState
from coproduction.shares import Share, adds_up
from coproduction.words import Text
from tests.speaking import SAY

NOW = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)
LATER = NOW + timedelta(weeks=2)
ONE = Session("s1", "C1", "One", SessionState.ENDED, "ana", NOW, NOW)
TWO = Session("s2", "C1", "Two", SessionState.ENDED, "ana", LATER, LATER)
PEOPLE = {person: Person(person) for person in ("ana", "bo", "cy", "dee", "eli")}
IDEA = Idea("i1", "C1", "s1", 1, IdeaKind.CHANGE, "A buddy", "bo", "form:1")
SILENT = {"no_reply": 0, "missed": 0, "not_asked": 0}
NOTHING = dict.fromkeys(FOLLOW_THROUGH, 0)
NO_PROMISES = Promises([], [], {})

answers = st.dictionaries(st.sampled_from(sorted(PEOPLE)), st.sampled_from([YES, NOT_YET, NO]))
rooms = st.frozensets(st.sampled_from(sorted(PEOPLE)))


def pledge(number: int, person: str = "bo") -> Pledge:
    return Pledge(f"g{number}", "C1", "s1", person, "Call", None, None, NOW, f"form:{number}")


def asked(
    pledge: int, occurrence: int, state: FollowUpState = FollowUpState.DUE, reply: Reply | None = None
) -> FollowUp:
    return FollowUp(f"f{pledge}.{occurrence}", f"g{pledge}", "bo", occurrence, NOW, state, reply)


def said(pledge: int, occurrence: int, reply: Reply) -> FollowUp:
    return asked(pledge, occurrence, FollowUpState.ANSWERED, reply)


def report_of(*sessions: Attended, people: dict[str, Person] | None = None) -> Figures:
    """Of sessions in which nothing else happened."""
    everybody = PEOPLE if people is None else people
    return counted(sessions, everybody, [], NO_PROMISES, release=everything)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(34, 40, 85), (0, 7, 0), (7, 7, 100), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (199, 200, 100)],
)
def test_a_share_is_rounded_half_up_to_whole_percent(part: int, whole: int, percent: int) -> None:
    assert Share(part, whole).percent == percent


@pytest.mark.parametrize(
    ("parts", "makes"),
    [
        ((1, 1, 1), False),
        ((1, 1), True),
        ((1, 1, 1, 1, 1, 1), False),
        ((34, 6), True),
        ((0, 0), True),
        ((), True),
    ],
)
def test_shares_that_are_rounded_may_not_make_a_hundred(parts: tuple[int, ...], makes: bool) -> None:
    assert adds_up(Share(part, sum(parts)) for part in parts) is makes


def test_a_share_of_nobody_is_no_number() -> None:
    assert Share(0, 0).percent is None


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percentage_is_never_more_than_half_a_point_off(share: tuple[int, int]) -> None:
    part, whole = share
    percent = Share(part, whole).percent
    assert percent is not None
    assert abs(percent * whole - 100 * part) * 2 <= whole


def test_a_programme_without_sessions_reports_zeroes() -> None:
    nobody = Closing(Share(0, 0), Share(0, 0))
    assert report_of() == Figures((), 0, 0, {}, 0, 0, 0, nobody, 0, 0, SILENT)


def test_a_session_reports_who_answered_and_who_attended() -> None:
    told = report_of(Attended(ONE, frozenset({"bo", "cy", "dee"}), {"bo": YES, "cy": NOT_YET, "eli": YES}))
    [figures] = told.sessions
    closing = Closing(of_answered=Share(2, 3), of_attended=Share(1, 3))
    assert figures == SessionFigures("One", NOW, 3, 0, 0, closing)
    assert told.closing == closing


def test_over_the_programme_each_person_counts_once_with_the_latest_answer() -> None:
    told = report_of(
        Attended(ONE, frozenset({"bo", "cy"}), {"bo": YES, "cy": NO}),
        Attended(TWO, frozenset({"bo", "dee"}), {"bo": NO, "dee": YES}),
    )
    assert [figures.closing.of_answered for figures in told.sessions] == [Share(1, 2), Share(1, 2)]
    assert told.closing == Closing(Share(1, 3), Share(1, 3))
    assert told.champions == 3


def test_those_who_facilitate_are_left_out_of_every_figure_about_champions() -> None:
    everybody, yes = frozenset(PEOPLE), dict.fromkeys(PEOPLE, YES)
    people = PEOPLE | {
        "eli": Person("eli", sector="parents", perspective=Perspective.LIVED, is_facilitator=True)
    }
    told = report_of(Attended(ONE, everybody, yes), people=people)
    assert told.champions == 3  # neither Ana, who started it, nor Eli, who is marked
    assert told.closing == Closing(Share(3, 3), Share(3, 3))
    assert (told.sectors, told.perspectives) == (0, {})


def test_who_started_one_session_is_no_champion_of_another() -> None:
    by_bo = replace(TWO, started_by="bo")
    told = report_of(
        Attended(ONE, frozenset({"ana", "bo", "cy"}), {"bo": YES, "cy": NO}),
        Attended(by_bo, frozenset({"ana", "bo", "dee"}), {"ana": YES, "dee": NO}),
    )
    assert [figures.attended for figures in told.sessions] == [1, 1]
    assert told.champions == 2
    assert told.closing == Closing(Share(0, 2), Share(0, 2))


def test_sectors_and_perspectives_are_those_of_champions_who_told_them() -> None:
    people = {
        "bo": Person("bo", sector="parents", perspective=Perspective.LIVED),
        "cy": Person("cy", sector="parents", perspective=Perspective.GOVERNING),
        "dee": Person("dee", sector="schools"),
        "away": Person("away", sector="churches", perspective=Perspective.FRONT_LINE),
    }
    told = report_of(Attended(ONE, frozenset({"bo", "cy", "dee", "unknown"}), {}), people=people)
    assert (told.champions, told.sectors) == (4, 2)
    assert told.perspectives == {"lived": 1, "governing": 1}


def test_ideas_count_where_they_were_formed_and_not_when_taken_back() -> None:
    ideas = [
        IDEA,
        replace(IDEA, id="i2", kind=IdeaKind.COLLABORATION),
        replace(IDEA, id="i3", session="s2"),
        replace(IDEA, id="i4", session=None),
        replace(IDEA, id="i5", session=None, kind=IdeaKind.COLLABORATION),
        replace(IDEA, id="i6", is_withdrawn=True),
    ]
    rooms = [Attended(ONE, frozenset(), {}), Attended(TWO, frozenset(), {})]
    told = counted(rooms, {}, ideas, NO_PROMISES, release=everything)
    assert [(figures.ideas, figures.collaborations) for figures in told.sessions] == [(1, 1), (1, 0)]
    assert (told.ideas, told.collaborations, told.between_sessions) == (3, 2, 2)


def test_pledges_and_those_who_made_them_are_counted_apart() -> None:
    promises = Promises([pledge(1), pledge(2), pledge(3, "cy")], [], {})
    told = counted([], {}, [], promises, release=everything)
    assert (told.pledges, told.pledgers) == (3, 2)
    assert told.follow_through == SILENT | {"not_asked": 3}


SENT, MISSED = MessageState.SENT, MessageState.FAILED


@pytest.mark.parametrize(
    ("history", "nudges", "line"),
    [
        ([], {}, "not_asked"),
        ([asked(1, 1, FollowUpState.PLANNED)], {}, "not_asked"),
        ([asked(1, 1, FollowUpState.CANCELLED)], {}, "not_asked"),
        ([asked(1, 1)], {}, "not_asked"),
        ([asked(1, 1)], {1: MessageState.SENDING}, "not_asked"),
        ([asked(1, 1)], {1: MessageState.CANCELLED}, "not_asked"),
        ([asked(1, 1)], {1: SENT}, "no_reply"),
        ([asked(1, 1, FollowUpState.PUT_OFF)], {1: SENT}, "put_off"),
        ([asked(1, 1, FollowUpState.PUT_OFF), asked(1, 2, FollowUpState.PLANNED)], {1: SENT}, "put_off"),
        ([asked(1, 1, FollowUpState.PUT_OFF), asked(1, 2)], {1: SENT, 2: MISSED}, "put_off"),
        ([asked(1, 1, FollowUpState.PUT_OFF), asked(1, 2)], {1: SENT, 2: SENT}, "no_reply"),
        ([said(1, 1, Reply.STUCK), asked(1, 2, FollowUpState.PUT_OFF)], {1: SENT, 2: SENT}, "stuck"),
        ([asked(1, 1), asked(1, 2, FollowUpState.PLANNED)], {1: SENT}, "no_reply"),
        ([asked(1, 1)], {1: MISSED}, "missed"),
        ([asked(1, 1)], {1: MessageState.EXPIRED}, "missed"),
        ([asked(1, 1)], {1: MessageState.UNCONFIRMED}, "missed"),
        ([asked(1, 1), asked(1, 2, FollowUpState.CANCELLED)], {1: MISSED}, "missed"),
        ([asked(1, 1), asked(1, 2, FollowUpState.PLANNED)], {1: MISSED}, "not_asked"),
        ([asked(1, 1), asked(1, 2)], {1: MISSED, 2: SENT}, "no_reply"),
        ([asked(1, 1), asked(1, 2)], {1: SENT, 2: MISSED}, "no_reply"),
        ([said(1, 1, Reply.STUCK), asked(1, 2)], {1: SENT, 2: MISSED}, "stuck"),
        ([said(1, 1, Reply.STUCK)], {1: SENT}, "stuck"),
        ([said(1, 1, Reply.STUCK), said(1, 2, Reply.DONE)], {1: SENT, 2: SENT}, "done"),
        ([said(1, 2, Reply.DONE), said(1, 1, Reply.STUCK)], {1: SENT, 2: SENT}, "done"),
        ([said(1, 1, Reply.WORKING), asked(1, 2)], {1: SENT, 2: SENT}, "working"),
        ([asked(1, 1), said(1, 2, Reply.WORKING)], {1: SENT, 2: SENT}, "working"),
        ([asked(1, 1, FollowUpState.PUT_OFF, Reply.STUCK)], {1: SENT}, "stuck"),
        ([said(2, 1, Reply.DONE)], {}, "not_asked"),
    ],
)
def test_a_pledge_stands_where_its_latest_reply_left_it(
    history: list[FollowUp], nudges: dict[int, MessageState], line: str
) -> None:
    stand = {f"f1.{occurrence}": state for occurrence, state in nudges.items()}
    told = follow_through(Promises([pledge(1)], history, stand), frozenset(), everything)
    assert {name: number for name, number in told.items() if number} == {line: 1}


def test_who_stopped_reminders_before_the_first_question_is_not_waiting_for_one() -> None:
    pledges = [pledge(1), pledge(2), pledge(3, "cy")]
    told = follow_through(Promises(pledges, [asked(2, 1)], {"f2.1": SENT}), frozenset({"bo"}), everything)
    assert told == NOTHING | {STOPPED: 1, "no_reply": 1, "not_asked": 1}


@given(
    st.lists(
        st.builds(
            asked,
            st.integers(1, 9),
            st.integers(1, 5),
            st.sampled_from(FollowUpState),
            st.none() | st.sampled_from(Reply),
        )
    ),
    st.dictionaries(
        st.builds("f{}.{}".format, st.integers(1, 9), st.integers(1, 5)), st.sampled_from(MessageState)
    ),
    st.integers(0, 9),
)
def test_every_pledge_stands_on_exactly_one_line(
    history: list[FollowUp], nudges: dict[str, MessageState], pledges: int
) -> None:
    promised = [pledge(number) for number in range(1, pledges + 1)]
    lines = follow_through(Promises(promised, history, nudges), frozenset(), everything)
    assert list(lines) in (list(NOTHING), list(SILENT))
    assert sum(lines.values()) == pledges


@given(st.lists(st.tuples(rooms, answers), max_size=4))
def test_no_part_is_larger_than_its_whole_and_no_whole_than_the_room(
    held: list[tuple[frozenset[str], dict[str, str]]],
) -> None:
    told = report_of(*(Attended(ONE, room, given) for room, given in held))
    for closing in [told.closing, *(figures.closing for figures in told.sessions)]:
        assert closing.of_answered.part <= closing.of_answered.whole
        assert closing.of_attended.part <= closing.of_attended.whole
        assert closing.of_attended.part <= closing.of_answered.part
    assert told.closing.of_attended.whole == told.champions
    assert [figures.closing.of_attended.whole for figures in told.sessions] == [
        figures.attended for figures in told.sessions
    ]
    assert told.champions == len(frozenset[str]().union(*(room for room, _ in held)) - {"ana"})


BY_THEN = "By what people had told me by the end of the session,"


@pytest.mark.parametrize(
    ("alone", "unheard", "told"),
    [
        (
            0,
            0,
            [
                f"{BY_THEN} nobody with lived experience sat alone among professionals.",
                "All who work in the service or run it sat with somebody who lives with it at least once.",
            ],
        ),
        *(
            (
                few,
                few,
                [
                    f"{BY_THEN} one person with lived experience sat alone among professionals in fewer "
                    "than 5 groups.",
                    "Not all who work in the service or run it sat with somebody who lives with it. "
                    "Fewer than 5 did not.",
                ],
            )
            for few in (1, 4)
        ),
        (
            5,
            6,
            [
                f"{BY_THEN} one person with lived experience sat alone among professionals in 5 groups.",
                "6 people who work in the service or run it never sat with somebody who lives with it.",
            ],
        ),
    ],
)
def test_who_sat_alone_or_unheard_is_said_of_the_end_and_few_are_not_counted(
    alone: int, unheard: int, told: list[str]
) -> None:
    """Everybody sees who sat with whom: a number so small would point to somebody."""
    met = Encounters(rounds=1, groups=9, pairs=90, again=1, lone_voices=alone, unheard=unheard)
    chapters = document_of(replace(report_of(), encounters=met)).chapters
    (chapter,) = (each for each in chapters if SAY(each.heading) == "Who met whom")
    assert [SAY(line) for line in chapter.lines[1:] if isinstance(line, Text)] == told


def test_what_matters_without_an_idea_is_told_in_peoples_own_words() -> None:
    steep, late, gone = (
        replace(IDEA, id=f"m{number}", number=number, kind=IdeaKind.MATTERS, text=words)
        for number, words in enumerate(("The way in is steep", "The last bus is early", "No crèche"), 2)
    )
    ramp = replace(IDEA, id="i5", number=5, text="A ramp", serves=steep.id)
    bus = replace(IDEA, id="i6", number=6, text="A late bus", serves=late.id, is_withdrawn=True)
    ideas = [steep, late, replace(gone, is_withdrawn=True), ramp, bus]
    told = counted([], {}, ideas, NO_PROMISES, release=everything).mattering
    assert (told.number, told.open) == (2, (late.text,))
    [chapter] = that_matters(told)
    said = " ".join(SAY(line) if isinstance(line, Text) else str(line) for line in chapter.lines)
    assert "Without an idea so far: 1." in said
    assert late.text in said
    assert steep.text not in said
    assert list(that_matters(counted([], {}, [ramp], NO_PROMISES, release=everything).mattering)) == []
