"""Whom a poll asks: everybody, those who have checked in, or one perspective of them; others are told so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.levels import Level
from coproduction.people import UNSAID, Actor, Perspective
from coproduction.polls import DOTS, OPEN_TEXT, RANKING, SCALE, SEVERAL, YES_NO, Invited, Poll
from coproduction.service import answers, checkins, people, polls, tencards
from coproduction.sessions import Session
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, NOW, Town, again

FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1", invited=Invited.CHECKED_IN)
CAME = "This poll asks those who have checked in."
LIVED = "This poll asks those who have checked in and have lived experience."
CHECK_IN = "Please check in first with /checkin. Then you can answer."
BOTH = (
    "Please check in first with /checkin, and tell me in /copro profile how you know the service. "
    "Then you may be asked, too."
)
AS_OTHER = (
    "You have not checked in. And you told me that you know the service in another way. "
    "If that is wrong, change it in /copro profile, and check in with /checkin."
)
TELL = "Please tell me in /copro profile how you know the service. Then you may be asked, too."
OTHER = "You told me that you know the service in another way. If that is wrong, change it in /copro profile."


def opened(town: Town, **fields: object) -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, **fields))  # type: ignore[arg-type]


def comes(town: Town, session: Session, actor: Actor, perspective: Perspective | None) -> None:
    """Somebody checks in who has told this of themselves, if anything."""
    if perspective:
        town.do(people.describe, actor, "council", perspective)
    else:
        town.memory.sessions.attend(session.id, actor.id)
        return
    town.do(checkins.arrive, actor, session.id, again())


@pytest.mark.parametrize("level", list(Level))
def test_only_who_has_checked_in_can_answer_a_poll_that_asks_those(any_town: Town, level: Level) -> None:
    session = any_town.start()
    poll = opened(any_town, level=level)
    unnamed = poll.is_anonymous
    before = any_town.rows()
    no = (f"{CAME} {CHECK_IN}", None)
    assert any_town.refusal(polls.vote, BO, poll.id, "0", unnamed=unnamed) == no
    assert any_town.rows() == before

    any_town.arrive(session, BO)
    assert any_town.do(polls.vote, BO, poll.id, "0", unnamed=unnamed)
    assert any_town.refusal(polls.vote, CY, poll.id, "0", unnamed=unnamed) == no
    assert any_town.memory.polls.votes(poll.id) == {"0": 1}


@pytest.mark.parametrize("level", list(Level))
def test_of_those_who_came_a_poll_can_ask_one_perspective(any_town: Town, level: Level) -> None:
    session = any_town.start()
    comes(any_town, session, BO, Perspective.LIVED)
    comes(any_town, session, CY, Perspective.GOVERNING)
    comes(any_town, session, DEE, None)
    any_town.do(people.describe, ANA, "council", Perspective.LIVED)  # who has not checked in
    poll = opened(any_town, level=level, invited=Invited.LIVED)
    unnamed = poll.is_anonymous

    assert any_town.do(polls.vote, BO, poll.id, "1", unnamed=unnamed)
    told = {
        actor.id: any_town.refusal(polls.vote, actor, poll.id, "1", unnamed=unnamed)
        for actor in (CY, DEE, ANA)
    }
    assert told == {
        "cy": (f"{LIVED} {OTHER}", None),
        "dee": (f"{LIVED} {TELL}", None),
        "ana": (f"{LIVED} {CHECK_IN}", None),
    }
    for known, words in ((UNSAID, BOTH), (Perspective.GOVERNING, AS_OTHER)):
        any_town.do(people.describe, ANA, "council", known)
        assert any_town.refusal(polls.vote, ANA, poll.id, "1", unnamed=unnamed) == (f"{LIVED} {words}", None)
    assert any_town.memory.polls.votes(poll.id) == {"1": 1}


@pytest.mark.parametrize(
    ("perspective", "invited"),
    [
        (Perspective.LIVED, Invited.LIVED),
        (Perspective.FRONT_LINE, Invited.FRONT_LINE),
        (Perspective.GOVERNING, Invited.GOVERNING),
    ],
)
def test_each_perspective_can_be_asked(any_town: Town, perspective: Perspective, invited: Invited) -> None:
    session = any_town.start()
    comes(any_town, session, BO, perspective)
    poll = opened(any_town, invited=invited)
    assert any_town.do(polls.vote, BO, poll.id, "0")
    others = [other for other in Perspective if other is not perspective]
    for other in others:
        any_town.do(people.describe, BO, "council", other)
        assert any_town.refusal(polls.vote, BO, poll.id, "1")[0].endswith(OTHER)


@pytest.mark.parametrize(
    ("kind", "options", "most", "given"),
    [
        (SEVERAL, ["A", "B", "C"], 2, "0 1"),
        (YES_NO, [], None, "0"),
        (SCALE, [], None, "3"),
        (DOTS, ["A", "B"], 3, "2 1"),
        (RANKING, ["A", "B", "C"], None, "2 0 1"),
        (OPEN_TEXT, [], None, "More time"),
    ],
)
def test_every_kind_of_question_asks_whom_it_asks(
    any_town: Town, kind: str, options: list[str], most: int | None, given: str
) -> None:
    session = any_town.start()
    poll = opened(any_town, kind=kind, options=options, most=most)
    no = (f"{CAME} {CHECK_IN}", None)
    assert any_town.refusal(answers.answering, BO, poll.id) == no
    assert any_town.refusal(polls.vote, BO, poll.id, given) == no
    any_town.arrive(session, BO)
    assert any_town.do(answers.answering, BO, poll.id) == answers.Sheet(poll, (poll,), (None,))
    assert any_town.do(polls.vote, BO, poll.id, given)


def test_ten_cards_ask_whom_they_ask(town: Town) -> None:
    session = town.start()
    town.idea()
    poll = opened(town, kind="cards", options=[])
    assert town.refusal(tencards.see, CY, poll.id) == (f"{CAME} {CHECK_IN}", None)
    town.arrive(session, CY)
    assert town.do(tencards.see, CY, poll.id).poll == poll


def test_who_is_not_asked_any_more_can_still_take_their_answer_back(town: Town) -> None:
    session = town.start()
    comes(town, session, BO, Perspective.LIVED)
    poll = opened(town, invited=Invited.LIVED)
    town.do(polls.vote, BO, poll.id, "0")
    town.do(people.describe, BO, "council", Perspective.GOVERNING)
    assert not town.do(answers.may_answer, BO, poll.id)
    assert town.do(polls.withdraw, BO, poll.id)
    assert town.memory.polls.votes(poll.id) == {}


def test_who_came_to_another_session_has_not_come_to_this_one(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO)
    any_town.end()
    any_town.start()
    poll = opened(any_town)
    assert any_town.refusal(polls.vote, BO, poll.id, "0") == (f"{CAME} {CHECK_IN}", None)
