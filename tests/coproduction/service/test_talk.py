"""What somebody writes to the bot of a pledge: of the one they were asked about last, and of no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduction.followups import NUDGE, Reply
from coproduction.messages import sent
from coproduction.service import outbox, pledges, talk
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, said_in, wish_of
from tests.coproduction.town import BO, DAY, HALL, HOUR, MINUTE, NOW, Town

FIRST, SECOND = datetime(2026, 10, 28, 10, tzinfo=UTC), datetime(2026, 11, 4, 10, tzinfo=UTC)


def pledge(town: Town, what: str, by: str | None = None) -> str:
    form = pledges.PledgeForm(what, by, f"form:{what}")
    return town.do(pledges.make, NOW, BO, HALL, form).pledge.id


def ask(town: Town, at: datetime) -> list[str]:
    """The next question that is due is asked; Slack's time of its message."""
    town.passes(at)
    asked = [each for each in town.do(outbox.claim_to_send, at, 9) if each.kind == NUDGE]
    stamps = [f"{at.timestamp() + number:.6f}" for number in range(len(asked))]
    for message, ts in zip(asked, stamps, strict=True):
        town.do(outbox.settle, at, message, sent(ts, channel="D-BO"))
    return stamps


def hears(town: Town, words: str, under: str = "", origin: str = "D-BO:1") -> tuple[str, str]:
    """The kind of the answer to these words, and the pledge it is about."""
    heard = talk.Heard(wish_of(words), origin, said_in(words), under)
    assert town.do(talk.hear, SECOND + HOUR, BO, heard, "D-BO")
    [answer] = [each for each in town.messages() if each.subject == origin]
    return answer.kind, answer.occasion


def said(town: Town) -> dict[str, Reply | None]:
    """What was said of each pledge, by its words."""
    return {each.pledge.what: each.reply for each in town.do(pledges.promised_by, BO.id)}


@pytest.fixture
def town(town: Town) -> Town:
    town.start()
    return town


@pytest.mark.parametrize(("words", "reply"), [("done", Reply.DONE), ("I'm stuck", Reply.STUCK)])
def test_of_several_pledges_the_one_last_asked_about_is_meant(town: Town, words: str, reply: Reply) -> None:
    pledge(town, "Call the school", "2026-10-30")
    asked = pledge(town, "Visit Cy", "2026-11-06")
    pledge(town, "Read more")
    ask(town, FIRST)
    ask(town, SECOND)

    assert hears(town, words) == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": None, "Visit Cy": reply, "Read more": None}


def test_in_the_thread_of_a_question_the_pledge_of_that_is_meant(town: Town) -> None:
    earlier = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    [question] = ask(town, FIRST)
    ask(town, SECOND)

    assert hears(town, "ya lo hice", under=question) == (TOLD_ANSWER, earlier)
    assert said(town) == {"Call the school": Reply.DONE, "Visit Cy": None}


def test_done_never_closes_another_pledge_than_the_one_that_was_asked_about(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Read more")
    ask(town, FIRST)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Call the school": Reply.DONE, "Read more": None}
    assert [each.pledge.what for each in talk.open_pledges(town.memory, BO.id).newest] == ["Read more"]


def test_the_only_open_pledge_is_named_and_asked_about_where_it_was_never_asked_about(town: Town) -> None:
    pledge(town, "Read more")

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Read more": None}


def test_of_two_that_were_asked_about_at_one_time_it_is_asked_which(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    pledge(town, "Visit Cy", "2026-11-06")
    assert [len(ask(town, SECOND + each * MINUTE)) for each in range(3)] == [1, 1, 0]

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Call the school": None, "Visit Cy": None}


@pytest.mark.parametrize("words", ["not now", "not yet, sorry", "done!! I saw two families"])
def test_what_is_not_clear_is_asked_of_the_pledge_last_asked_about(town: Town, words: str) -> None:
    asked = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Read more")
    ask(town, FIRST)

    assert hears(town, words) == (ASKED_WHICH, asked)
    shown = talk.open_pledges(town.memory, BO.id, asked)
    assert ([each.pledge.what for each in shown.newest], shown.more) == (["Call the school"], 1)
    assert said(town) == {"Call the school": None, "Read more": None}


def test_who_was_told_once_is_not_told_otherwise_when_the_message_comes_again(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    hears(town, "done")
    ask(town, SECOND)

    again = talk.Heard(wish_of("done"), "D-BO:1", Reply.DONE)
    assert not town.do(talk.hear, SECOND + DAY, BO, again, "D-BO")
    assert said(town) == {"Call the school": None}


def test_words_that_we_do_not_know_are_answered_with_the_buttons_of_the_question_that_waits(
    town: Town,
) -> None:
    asked = pledge(town, "Call the school", "2026-10-30")
    ask(town, FIRST)

    assert hears(town, "la llevé al grupo de los martes")[0] == TOLD_HELP
    [answer] = [each for each in town.messages() if each.kind == TOLD_HELP]
    shown = talk.helped(town.memory, answer)
    assert shown.asked is not None
    assert shown.asked.pledge.id == asked
