"""Yes and no answer the question that somebody was asked last, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduction.askings import AskingState, Wish
from coproduction.emoji import is_alone
from coproduction.followups import NUDGE, PLEDGE, Reply
from coproduction.messages import sent
from coproduction.notes import KEPT_WORDS, Told
from coproduction.questioning import Question
from coproduction.service import askings, belongings, helprequests, kinds, outbox, pledges, talk
from coproduction.talk import (
    ASKED_WHICH,
    TOLD_ANSWER,
    TOLD_ASKING,
    TOLD_GO_ON,
    TOLD_HELP,
    TOLD_NO,
    TOLD_PLACED,
    agrees_in,
)
from handlers.blocks import home
from handlers.sending.showing import DRAWINGS
from handlers.understood import heard_in
from tests.coproduction.service.test_talk import (
    FIRST,
    SECOND,
    ask,
    hears,
    look,
    notes_of,
    pledge,
    said,
    two_at_once,
)
from tests.coproduction.town import BO, CY, HOUR, Town
from tests.speaking import SAY


@pytest.fixture
def town(town: Town) -> Town:
    town.start()
    return town


NAMES = {"ana": "Ana", "ada": "Ada", "bo": "Bo", "cy": "Cy"}


def arrives(town: Town, now: datetime = SECOND + HOUR) -> None:
    """Slack takes all that is owed now."""
    for number, message in enumerate(town.do(outbox.claim_to_send, now, 9)):
        town.do(outbox.settle, now, message, sent(f"{now.timestamp() + number + 1:.6f}", channel="D-BO"))


@pytest.mark.parametrize("words", ["yes", "Yes please!", "sí", "Sí, por favor", "claro que sí"])
def test_yes_marks_the_pledge_as_done_when_that_was_asked_last(town: Town, words: str) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    arrives(town)

    assert hears(town, words, origin="D-BO:2") == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": Reply.DONE}


@pytest.mark.parametrize("words", ["no", "Not yet", "todavía no", "no, thank you", "aún no"])
def test_no_leaves_the_pledge_open_and_the_words_as_they_were(town: Town, words: str) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    arrives(town)

    assert hears(town, words, origin="D-BO:2") == (TOLD_NO, asked)
    assert said(town) == {"Call the school": None}
    assert notes_of(town) == [("Call the school", Told.TYPED, "They were closed")]


def test_after_a_no_what_is_true_was_asked_last_so_yes_marks_nothing_as_done(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    arrives(town)
    hears(town, "no", origin="D-BO:2")
    arrives(town, SECOND + 2 * HOUR)

    assert hears(town, "yes", origin="D-BO:3") == (ASKED_WHICH, asked)
    assert said(town) == {"Call the school": None}


NODS = ["yes", "ok", "OK!", "vale", "sí", "yep", "👍", "👍🏽", ":+1::skin-tone-4:", "👌"]
NOES = ["no", "not yet", "👎", "todavía no"]
OTHERS = ["🎉", ":tada:", "🤷🏽"]


@pytest.mark.parametrize("words", [*NODS, *NOES, *OTHERS])
def test_to_how_a_pledge_goes_these_are_kept_as_words_and_answered_with_what_can_be_pressed(
    town: Town, words: str
) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == KEPT_WORDS
    assert (said(town), notes_of(town)) == (
        {"Call the school": None},
        [("Call the school", Told.TYPED, words)],
    )
    asks = "What is true of it?" if words in NOES else "Shall I mark it as done?"
    kept = "I have kept your words with this pledge. Only you see them."
    if is_alone(words):
        kept = f"You answered with {words}. I have kept it with this pledge, and only you see it."
    assert {kept, asks} <= set(look(town))


@pytest.mark.parametrize(
    "words", ["✅", ":heavy_check_mark:", "👍🏽 done!", ":+1::skin-tone-4: done!", "yep, done"]
)
@pytest.mark.parametrize("beside", ["", " 🎉", " :tada:"])
def test_done_with_or_as_an_emoji_is_done(town: Town, words: str, beside: str) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words + beside) == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": Reply.DONE}


def test_a_thumb_to_shall_i_mark_it_as_done_is_a_yes(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "👍")
    arrives(town)

    assert hears(town, "👍", origin="D-BO:2") == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": Reply.DONE}


def test_after_a_no_that_was_kept_yes_marks_nothing_as_done(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "no")
    arrives(town)

    assert hears(town, "yes", origin="D-BO:2") == (ASKED_WHICH, asked)
    assert said(town) == {"Call the school": None}


def test_an_ok_below_what_was_done_is_not_kept_as_the_difference_it_made(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "done")

    assert hears(town, "ok", origin="D-BO:2")[0] == TOLD_HELP
    assert notes_of(town) == []


@pytest.mark.parametrize("unsure", ["When I called, they were closed", "slow"])
@pytest.mark.parametrize(("words", "told"), [("yes", Told.TYPED), ("no", Told.QUESTION)])
def test_whether_words_are_about_a_pledge_is_answered_by_yes_and_no(
    town: Town, words: str, told: Told, unsure: str
) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, unsure)
    arrives(town)

    assert hears(town, words, origin="D-BO:2") == (TOLD_PLACED, "D-BO:1")
    assert [about for _, about, _ in notes_of(town)] == [told]


def test_which_of_two_is_not_answered_by_yes_and_is_asked_again(town: Town) -> None:
    two_at_once(town)
    hears(town, "They were closed")
    arrives(town)

    assert hears(town, "yes", origin="D-BO:2") == (TOLD_PLACED, "D-BO:1")
    assert [about for _, about, _ in notes_of(town)] == [Told.UNPLACED]


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("yes", AskingState.AGREED),
        ("I take it over", AskingState.AGREED),
        ("No, not now", AskingState.DECLINED),
        ("no", AskingState.DECLINED),
    ],
)
def test_what_another_person_asks_is_answered_by_yes_and_no(
    town: Town, wish: Wish, words: str, state: AskingState
) -> None:
    [session] = town.memory.sessions.of("C-HALL")
    town.arrive(session, BO, CY)
    pledge(town, "Call the school", "2026-10-30")
    ask(town, FIRST)
    asking = town.do(askings.ask, FIRST, CY, town.pledge(CY).id, wish, "bo")
    arrives(town)

    assert hears(town, words) == (TOLD_ASKING, asking.id)
    found = town.memory.askings.get(asking.id)
    assert found
    assert found.state is state
    assert said(town)["Call the school"] is None


def test_nothing_waits_so_yes_changes_nothing(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.WORKING)

    assert hears(town, "yes")[0] == TOLD_HELP
    assert said(town) == {"Call the school": Reply.WORKING}


@pytest.mark.parametrize("words", ["yes and no", "no more", "yes?", "no sé", "I said yes to her", "non"])
def test_what_only_holds_a_yes_or_a_no_is_none(words: str) -> None:
    assert agrees_in(words) is None


def test_several_answers_in_own_words_are_all_kept_and_shown_where_the_pledge_stands(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    hears(town, "I go again on Monday", origin="D-BO:2")

    assert "I have added your words to what you wrote about this pledge before." in look(town, "D-BO:2")[0]
    mine = home.mine(SAY, town.do(belongings.of, BO), SECOND + HOUR, wants_reminders=True).text
    assert "You wrote: “They were closed”\nYou wrote: “I go again on Monday”\n" in mine
    assert "You answered in your own words. You can still say how it goes." in mine


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("go on", datetime(2027, 2, 3, 10, tzinfo=UTC)),
        ("yes", datetime(2027, 2, 3, 10, tzinfo=UTC)),
        ("no", None),
        ("ok", None),
        ("vale", None),
        ("👍", None),
    ],
)
def test_where_i_would_stop_asking_yes_goes_on_and_no_or_a_nod_does_not(
    town: Town, words: str, comes: datetime | None
) -> None:
    asked = pledge(town, "Read more")
    last = datetime(2027, 1, 14, 10, tzinfo=UTC)
    for at in (datetime(2026, 11, 5, 10, tzinfo=UTC), datetime(2026, 12, 3, 10, tzinfo=UTC), last):
        ask(town, at)
    heard = heard_in(words, Question.NO, "D-BO:1", "", keeps=True)
    assert town.do(talk.hear, datetime(2027, 1, 20, 15, tzinfo=UTC), BO, heard, "D-BO")

    [message] = [each for each in town.messages() if each.subject == "D-BO:1"]
    found = kinds.kind_of(TOLD_GO_ON).content(town.memory, message)
    assert (message.kind, found.pledge.id, found.comes and found.comes.at) == (TOLD_GO_ON, asked, comes)


def test_who_asked_somebody_for_help_is_not_told_that_nobody_knows(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "stuck")
    [message] = [each for each in town.messages() if each.subject == "D-BO:1"]
    nobody, told = "Nobody else knows", []
    for _ in range(2):
        for card in (message, *(each for each in town.messages() if each.kind == NUDGE)):
            content, _ = town.do(kinds.shown, card)
            told.append(nobody in DRAWINGS[card.kind].draw(SAY, content, NAMES).text)
        follow_up = town.memory.follow_ups.of(PLEDGE, asked)[0].id
        if not town.memory.help_requests.get(follow_up):
            town.do(helprequests.ask, SECOND, BO, follow_up, "The school is closed")

    assert told == [True, True, False, False]
