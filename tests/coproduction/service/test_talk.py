"""What somebody writes to the bot of a pledge: of the one they were asked about last, and of no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduction.followups import NUDGE, FollowUpState, Reply
from coproduction.messages import sent
from coproduction.notes import KEPT_WORDS, Told
from coproduction.service import outbox, pledges, talk
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, is_bare, said_in, wish_of
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
    kept = "" if is_bare(words) else words
    heard = talk.Heard(wish_of(words), origin, said_in(words), under, kept)
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
    pledge(town, "Read more", "2026-12-11")
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
    assert [len(ask(town, SECOND + each * MINUTE)) for each in range(3)] == [1, 0, 0]

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Call the school": None, "Visit Cy": None}


@pytest.mark.parametrize("words", ["not now", "later please", "I let it go"])
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


def notes_of(town: Town) -> list[tuple[str, Told, str]]:
    """The notes that were kept: of which pledge, what they are about, and the words."""
    return [
        (pledge.pledge.what, note.about, note.words)
        for pledge in town.do(pledges.promised_by, BO.id)
        for each in pledge.follow_ups
        for note in town.memory.notes.of(each.id)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "la llevé al grupo de los martes",
        "not yet, sorry, she is ill",
        "done!! I saw two families",
        "I can't stop thinking of her",
        "I need help with her",
    ],
)
def test_an_answer_in_own_words_is_kept_with_the_newest_question_that_waits(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    pledge(town, "Read more")
    ask(town, FIRST)
    ask(town, SECOND)

    kind, question = hears(town, words)

    asked = town.memory.follow_ups.get(question)
    assert (kind, asked and asked.state) == (KEPT_WORDS, FollowUpState.DUE)
    assert notes_of(town) == [("Visit Cy", Told.TYPED, words)]
    assert said(town) == {"Call the school": None, "Visit Cy": None, "Read more": None}


def test_in_the_thread_of_a_question_the_words_belong_to_that(town: Town) -> None:
    pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    [question] = ask(town, FIRST)
    ask(town, SECOND)

    hears(town, "They have not answered", under=question)
    hears(town, "She was in", under="1.000000", origin="D-BO:2")  # a thread of something else

    assert sorted(notes_of(town)) == [
        ("Call the school", Told.TYPED, "They have not answered"),
        ("Visit Cy", Told.TYPED, "She was in"),
    ]


def test_after_done_the_words_say_what_has_changed_once_and_for_two_weeks(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, "They come on Tuesdays now")[0] == KEPT_WORDS
    assert hears(town, "What else can I do here", origin="D-BO:2")[0] == TOLD_HELP
    assert notes_of(town) == [("Call the school", Told.DIFFERENCE, "They come on Tuesdays now")]


@pytest.mark.parametrize("words", ["hello", "thank you!", "ok", "👍", ""])
def test_a_greeting_is_not_kept(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == TOLD_HELP
    assert notes_of(town) == []


def test_where_no_question_waits_nothing_is_kept(town: Town) -> None:
    pledge(town, "Read more")

    assert hears(town, "I read a whole book about it")[0] == TOLD_HELP
    assert notes_of(town) == []


def test_words_that_come_again_are_kept_once_also_after_the_answer(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    town.do(pledges.answer, BO, asked, Reply.DONE)

    heard = talk.Heard(wish_of("They were closed"), "D-BO:1", None, "", "They were closed")
    assert not town.do(talk.hear, SECOND + DAY, BO, heard, "D-BO")
    assert notes_of(town) == [("Call the school", Told.TYPED, "They were closed")]


def test_words_in_the_thread_of_a_pledge_that_was_let_go_are_kept_and_nothing_is_asked(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    [question] = ask(town, SECOND)
    town.do(pledges.withdraw, SECOND, BO, asked)

    assert hears(town, "I could not go on", under=question)[0] == KEPT_WORDS
    assert notes_of(town) == [("Call the school", Told.TYPED, "I could not go on")]
