"""Words below a message that asks something else, too: they are told where that is answered, and until when
they put off what it asks.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from coproduction.followups import NUDGE, Reply
from coproduction.laterdays import later_in
from coproduction.leadoffers import COLEADING, OfferState
from coproduction.messages import sent
from coproduction.notes import KEPT_WORDS
from coproduction.service import (
    beside,
    followups,
    leadoffers,
    outbox,
    people,
    sessions,
    worked,
)
from coproduction.service.kinds import shown
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP
from coproduction.worked import DID_IT_WORK
from handlers.sending.showing import DRAWINGS, answered
from tests.coproduction.service.test_talk import SECOND, ask, hears, notes_of, pledge, said
from tests.coproduction.town import ANA, BO, DAY, HALL, HOUR, MINUTE, NOW, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    pass

WHAT = "whether idea 1 worked: “A buddy for every new parent” and whether you would like to help lead"
TOO = f"In the same message I also asked {WHAT}. To answer that, press a button there."
ASKED = (
    f"I asked you {WHAT}. Is that what you mean? Then please press a button in that message: "
    "I cannot read the answer in your words."
)
NAMES = {each: each.title() for each in ("ana", "bo", "ada")}


@pytest.fixture
def both(town: Town) -> Town:
    """Bo came twice, and an idea of his is done: both are to be asked about."""
    for day in (0, 1):
        session = town.do(sessions.start, NOW + day * DAY, ANA, HALL, "New parents")
        town.do(people.meet, BO)
        town.memory.sessions.attend(session.id, "bo")
        if day:
            town.do(worked.ask, NOW + DAY, town.idea())
        town.do(sessions.end, NOW + day * DAY + MINUTE, ANA, HALL)
    town.do(leadoffers.ask, NOW + DAY + HOUR, ANA, HALL)
    return town


def joined(town: Town) -> str:
    """Bo is asked about a pledge, and all else in the same message; Slack's time of that."""
    pledge(town, "Visit Cy", "2026-11-06", at=NOW + DAY)
    for when in (NOW + 2 * DAY, SECOND):
        town.passes(when)
        while town.do(outbox.is_anything_due, when):
            for each in town.do(outbox.claim_to_send, when, 60):
                assert town.do(outbox.settle, when, each, sent(f"{when.timestamp():.6f}", channel="D-BO"))
    [nudge] = [each for each in town.messages() if each.kind == NUDGE]
    assert [each.kind for each in town.memory.messages.told_in(nudge.id)] == [DID_IT_WORK, COLEADING]
    return nudge.ts or ""


def reply(town: Town, origin: str = "D-BO:1") -> list[str]:
    """The answer to words as it is read."""
    [message] = [each for each in town.messages() if each.subject == origin]
    content, waits = town.do(shown, message)[0], town.do(beside.named, message)
    if waits:
        return answered(SAY, message.kind, content, NAMES, waits).text.splitlines()
    return DRAWINGS[message.kind].draw(SAY, content, NAMES).text.splitlines()


def test_what_asks_and_is_answered_by_buttons_says_what_it_asks() -> None:
    assert {kind for kind, drawing in DRAWINGS.items() if drawing.asks} == {*beside.ALONG}


@pytest.mark.parametrize("is_below", [True, False])
@pytest.mark.parametrize(
    ("words", "kind"),
    [("yes", KEPT_WORDS), ("It helped a lot of parents", KEPT_WORDS), ("done", TOLD_ANSWER)],
)
def test_words_stay_with_the_pledge_and_what_else_was_asked_there_is_named(
    both: Town, words: str, kind: str, *, is_below: bool
) -> None:
    ts = joined(both)
    assert hears(both, words, under=ts if is_below else "")[0] == kind
    assert reply(both)[-1] == TOO


def test_what_was_answered_by_a_button_is_not_named_any_more(both: Town) -> None:
    joined(both)
    hears(both, "It helped a lot of parents")
    [offer], [idea] = both.memory.lead_offers.of(HALL), both.memory.ideas.of(HALL)
    both.do(leadoffers.answer, SECOND + HOUR, BO, offer.id, OfferState.DECLINED)
    assert reply(both)[-1] == (
        "In the same message I also asked whether idea 1 worked: “A buddy for every new parent”. "
        "To answer that, press a button there."
    )
    both.do(worked.say, BO, idea.id, "helped")
    assert not any("In the same message" in line for line in reply(both))


@pytest.mark.parametrize("words", ["yes I would", "yes", "👍", "hello"])
def test_in_the_thread_of_open_questions_nobody_reads_that_nothing_was_done(both: Town, words: str) -> None:
    ts = joined(both)
    [asked] = both.memory.follow_ups.of_person("bo")
    both.do(followups.reply, BO, asked.id, Reply.WORKING)
    assert hears(both, words, under=ts)[0] == TOLD_HELP
    assert reply(both)[:2] == ["Hello. I am an app, and nobody reads what you write here.", ASKED]
    assert said(both) == {"Visit Cy": Reply.WORKING}


@pytest.mark.parametrize("is_below", [True, False])
def test_a_yes_to_what_was_asked_last_and_has_buttons_answers_no_older_question(
    both: Town, *, is_below: bool
) -> None:
    joined(both)
    hears(both, "I was there twice")
    later, at = SECOND + 2 * HOUR, ""
    both.do(leadoffers.hand_over, later, ANA, HALL, "bo", "command:1")
    while both.do(outbox.is_anything_due, later):
        for each in both.do(outbox.claim_to_send, later, 60):
            later, at = later + MINUTE, f"{later.timestamp():.6f}"
            assert both.do(outbox.settle, later, each, sent(at, channel="D-BO"))
    assert hears(both, "yes", under=at if is_below else "", origin="D-BO:2")[0] == TOLD_HELP
    assert said(both) == {"Visit Cy": None}
    assert reply(both, "D-BO:2")[1].startswith("I asked you whether you would lead a programme from now on.")


LATER = [
    ("next month", "2026-12-04"),
    ("in 3 days", "2026-11-07"),
    ("Ask me again in two weeks, please.", "2026-11-18"),
    ("next week", "2026-11-11"),
    ("not now, maybe next Tuesday", "2026-11-10"),
    ("on 24 November", "2026-11-24"),
    ("el mes que viene", "2026-12-04"),
    ("la semana que viene", "2026-11-11"),
    ("en 3 días", "2026-11-07"),
    ("dentro de dos semanas, por favor", "2026-11-18"),
    ("mejor el próximo martes", "2026-11-10"),
]


@pytest.mark.parametrize(("words", "day"), LATER)
def test_a_day_that_is_written_is_offered_to_put_the_question_off_to(
    town: Town, words: str, day: str
) -> None:
    town.start()
    pledge(town, "Visit Cy", "2026-11-06", at=NOW + DAY)
    ask(town, SECOND)
    assert hears(town, words)[0] == ASKED_WHICH
    assert notes_of(town) == []
    read = reply(town)
    shown_day = date.fromisoformat(day).strftime("%A %-d %B %Y")
    assert (read[0], read[2]) == (
        f"I changed nothing yet. Shall I ask you about it again on {shown_day}?",
        f"Buttons: Ask me again on {shown_day}, Done, Working on it, Stuck, Not now: in 3 days, "
        "Not now: in 1 week, Let it go",
    )


@pytest.mark.parametrize("words", ["not now", "later", "ahora no", "luego", "más tarde"])
def test_not_now_without_a_day_is_answered_with_the_buttons_that_put_it_off(town: Town, words: str) -> None:
    town.start()
    pledge(town, "Visit Cy", "2026-11-06", at=NOW + DAY)
    ask(town, SECOND)
    assert hears(town, words)[0] == ASKED_WHICH
    assert reply(town)[2] == (
        "Buttons: Done, Working on it, Stuck, Not now: in 3 days, Not now: in 1 week, Let it go"
    )


def test_a_day_is_no_postponement_where_nothing_waits_nor_beside_other_words(town: Town) -> None:
    town.start()
    assert hears(town, "next month")[0] == TOLD_HELP
    pledge(town, "Visit Cy", "2026-11-06", at=NOW + DAY)
    ask(town, SECOND)
    assert hears(town, "I will see her next month", origin="D-BO:2")[0] == KEPT_WORDS


@pytest.mark.parametrize(
    "typed", ["3", "yesterday", "today", "2 November 2026", "next month?", "in a year", ""]
)
def test_what_is_no_day_to_come_puts_nothing_off(typed: str) -> None:
    assert later_in(typed, date(2026, 11, 4)) is None
