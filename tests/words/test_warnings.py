"""What people are told before they do it: that it cannot be undone, and who could still find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from coproduction.levels import Level, promise_of
from coproduction.ownquestions import CANDOUR
from coproduction.questions import tally
from coproduction.service.answers import Sheet
from coproduction.service.checkins import Arriving
from coproduction.service.pollends import Reminded
from coproduction.service.pollforms import asked_in, ready_form
from coproduction.service.worked import Question
from coproduction.sessions import Session, SessionState
from coproduction.templates import POWER, PULSE, TEMPLATES
from coproduction.tencards import Turn
from coproduction.worked import Effect
from handlers import ideaids, ids, leadids, listids
from handlers.blocks import checkins, pollreminders, tencards, together
from handlers.blocks.kit import NOBODY_WATCHES, Block
from handlers.blocks.now import panel
from handlers.blocks.polls import answer_form, card
from handlers.blocks.worked import did_it_work, effect_form
from tests.judges.drawn import NOON, goings, ideas_of, tallies_of_kinds, tallies_of_several
from tests.judges.words import voices
from tests.speaking import in_every_language
from tests.words.drawings import Drawn, forms, messages

if TYPE_CHECKING:
    from handlers.voice import Voice

SAY, WORDS = in_every_language()["en"], voices()["the story"]
ANSWERS = {ids.VOTE, ids.VOTE_UNNAMED, ids.ANSWER_POLL, ids.VOTE_CLOSING, ids.SEE_CARDS}
ASKS_FIRST = {
    *(ids.WITHDRAW, ids.WITHDRAW_MESSAGE, ids.LET_GO),
    *(ids.CANCEL, ids.CALL_BACK, ids.CLOSE_POLL, ids.TAKE_BACK_POLL, ids.DROP_CARDS),
    *(ids.COMPOSE_AFRESH, ids.DELETE_TEMPLATE, ids.DELETE_AGENDA),
    *(ids.SHARE_PLEDGE, ids.TAKE_OVER, leadids.ASK_TO_LEAD, ideaids.DROP_INITIATIVE),
    *(ids.DROP_NOTE, ideaids.DROP_MONTH),
    *(leadids.REMOVE_STAKEHOLDER, leadids.LEAVE_STAKEHOLDERS),
}


@cache
def all_messages() -> tuple[Drawn, ...]:
    """Every message that the bot can draw."""
    return tuple(messages(SAY, WORDS, "Ana Pereira"))


def buttons(part: Any) -> Iterator[Block]:
    """Every button in a message, form or Home."""
    if isinstance(part, list):
        for each in part:
            yield from buttons(each)
    elif isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        yield from buttons(list(part.values()))


def test_what_cannot_be_undone_asks_first_wherever_it_stands() -> None:
    drawn = [each.whole for each in (*all_messages(), *forms(SAY, WORDS))]
    panels = [panel(SAY, found) for found in goings(WORDS)]
    asks: dict[str, set[bool]] = {}
    for button in buttons([*drawn, *panels]):
        id_ = str(button["action_id"])
        own = ids.read_inside(id_)[1] if ids.base(id_) == listids.IN_LIST else id_
        asks.setdefault(ids.base(own), set()).add("confirm" in button)
    assert {act for act, found in asks.items() if True in found} == ASKS_FIRST
    assert {act: asks[act] for act in ASKS_FIRST} == {act: {True} for act in ASKS_FIRST}


def test_wherever_a_name_may_be_left_out_it_is_said_who_could_still_see_it() -> None:
    drawn = list(forms(SAY, WORDS))
    offers = {each.name: each.blocks for each in drawn if any(_is_offer(block) for block in each.blocks)}
    assert set(offers) == {ids.CHECK_IN_FORM, ids.CORRECTION_FORM}
    unnamed = [str(each.blocks) for each in drawn if each.name == ids.UNNAMED_IDEA_FORM]
    assert ["Slack and the people who run this app could still" in each for each in unnamed] == [True] * 3
    for blocks in offers.values():
        [hint] = [block["hint"]["text"] for block in blocks if _is_offer(block)]
        assert "Slack and the people who run this app could still" in hint


def _is_offer(block: Block) -> bool:
    return bool(block["type"] == "input" and block["label"]["text"] == SAY("Your name"))


def test_wherever_people_write_they_are_told_that_nobody_watches_it_for_emergencies() -> None:
    written_in = [each for each in forms(SAY, WORDS) if any(map(_is_box, each.blocks))]
    untold = {each.name for each in written_in if NOBODY_WATCHES.one not in str(each.blocks)}
    assert {each.name for each in written_in} >= {ids.IDEA_FORM, ids.PLEDGE_FORM, ids.CHECK_IN_FORM}
    assert {each.name for each in written_in} >= {ids.POLL_FORM, ids.TEMPLATE_FORM}  # also who facilitates
    assert untold == set()


def test_wherever_a_poll_can_be_answered_one_line_above_the_answers_says_its_level() -> None:
    """On cards, where all that is open is listed, in reminders and forms; on the closing question below."""
    told = [*tallies_of_kinds(WORDS), *tallies_of_several(WORDS)]
    reminders = [pollreminders.reminder(SAY, Reminded(each), {}).blocks for each in told if each.poll.is_open]
    drawn = [each.blocks for each in all_messages()]
    answered = [blocks for blocks in (*drawn, *reminders) if any(map(_answers, blocks))]
    assert len(answered) > len(reminders) // 2
    said = ("Named: ", "Confidential: ", "Anonymous: ", "I keep it with your name")
    assert [blocks for blocks in answered if not any(words in str(blocks) for words in said)] == []
    asking = [blocks for blocks in answered if "I keep it with your name" not in str(blocks)]
    asking += [each.blocks for each in forms(SAY, WORDS) if each.name == ids.ANSWER_FORM]
    assert [blocks for blocks in asking if not _is_first(blocks, said)] == []


def _answers(block: Block) -> bool:
    return not ANSWERS.isdisjoint(ids.base(str(button["action_id"])) for button in buttons([block]))


def _is_first(blocks: Sequence[Block], said: tuple[str, ...]) -> bool:
    """Whether one of these words stands before the first field or button that people answer with."""
    at = next(place for place, block in enumerate(blocks) if block["type"] == "input" or _answers(block))
    return any(words in str(blocks[:at]) for words in said)


def drawn_confidential(say: Voice) -> Iterator[tuple[str, object]]:
    """What people see where they answer the power check, the candour pulse, ten cards and *Did it work?*"""
    for name in (POWER, PULSE):
        asked = asked_in("C1", "s", ready_form(TEMPLATES[name]), NOON, iter("abcd").__next__)
        first, *parts = [tally(each, {}) for each in asked]
        sheet = Sheet(first.poll, tuple(asked), (None,) * len(asked))
        alone = answer_form(say, first.poll, None, "")
        yield f"the form of {name}", together.form(say, sheet, "") if parts else alone
        yield f"the card of {name}", card(say, replace(first, parts=tuple(parts)), {}).blocks
    arriving = checkins.form(say, Arriving(Session("s", "C1", "T", SessionState.LIVE, "U1", NOON), False))
    yield "the pulse in the check-in", [each for each in arriving["blocks"] if say(CANDOUR) in str(each)]
    yield "ten cards", tencards.form(say, Turn("i", 1, 10, 20), "More benches")
    worked = Question(ideas_of(WORDS)[0])
    yield "did it work", did_it_work(say, worked, {}).blocks
    yield "the form of did it work", effect_form(say, worked, Effect.HELPED)


@pytest.mark.parametrize(("language", "word"), [("en", "confidential"), ("es", "confidencial")])
def test_what_is_confidential_says_so_where_people_answer_and_is_never_called_anonymous(
    language: str, word: str
) -> None:
    say = in_every_language()[language]
    words = {name: str(shown).casefold() for name, shown in drawn_confidential(say)}
    assert [name for name in words if word not in words[name]] == []
    promises = [
        say(promise_of(level, choose=choose, write=write).whole)
        for choose, write in ((True, False), (False, True), (True, True))
        for level in (Level.NAMED, Level.CONFIDENTIAL)
    ]
    assert [each for each in (*words.values(), *promises) if "anonym" in each or "anónim" in each] == []


def _is_box(block: Block) -> bool:
    return bool(block["type"] == "input" and block["element"]["type"] == "plain_text_input")
