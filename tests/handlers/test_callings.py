"""Ten cards are called cards wherever they are seen, and every question has a title in bold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from coproduction.polls import CARDS, OPEN_TEXT, Poll
from coproduction.questions import KINDS, tally
from coproduction.service.answers import Sheet
from coproduction.words import Text
from handlers.blocks import closings, pollends, polls, together
from handlers.blocks.callings import calling
from handlers.blocks.questions import form_of
from tests.handlers.test_together import FIRST
from tests.speaking import in_every_language

SAYS = in_every_language()
POLL = {"en": "poll", "es": "encuesta"}
ANSWERED = [name for name in KINDS if name != CARDS]


def named(thing: Any) -> Iterator[str]:
    """The words of every heading, button and question before a press in these blocks."""
    if isinstance(thing, list | tuple):
        for each in thing:
            yield from named(each)
    elif isinstance(thing, dict):
        if thing.get("type") in {"header", "button"}:
            yield thing["text"]["text"]
            yield thing.get("accessibility_label", "")
            yield from (part["text"] for part in thing.get("confirm", {}).values() if isinstance(part, dict))
        for each in thing.values():
            yield from named(each)


@pytest.mark.parametrize("language", SAYS)
def test_ten_cards_are_called_a_poll_by_no_heading_and_no_button(language: str) -> None:
    say, poll = SAYS[language], replace(FIRST, kind=CARDS, options=())
    gone = replace(poll, is_open=False, taken_back_by="miriam")
    drawn = [
        *(polls.card(say, tally(each, {}), {}).blocks for each in (poll, replace(poll, is_open=False))),
        *(polls.card(say, tally(each, {}), {}).blocks for each in (gone, replace(gone, because="Too soon"))),
        polls.open_ones(say, [tally(poll, {})]).blocks[1:],  # below the heading of all that are open
        [polls.change_form(say, [poll]), pollends.cancel_form(say, poll)],
        [closings.closing_button(say, poll, 1), pollends.cancel_button(say, poll, 1)],
    ]
    words = [each for each in named(drawn) if POLL[language] in each.casefold()]
    assert words == []
    assert POLL[language] not in say(calling(poll).has_closed, question="Which?").casefold()
    anew = str(polls.card(say, tally(gone, {}), {}).blocks)
    assert say(calling(poll).gone) in anew
    assert polls.change_form(say, [poll])["title"]["text"] == say(Text("Change the question"))


def titles(say: Any, question: Poll) -> tuple[str, ...]:
    """What the form of this question has in bold first, below its level: alone, and among others."""
    level, alone, *_ = polls.answer_form(say, question, None, "")["blocks"]
    same, among, *_ = together.form(say, Sheet(question, (question, question), (None, None)), "")["blocks"]
    assert level == same
    return tuple(map(title, (alone, among)))


def title(block: Any) -> str:
    if block["type"] == "input":
        return str(block["label"]["text"])
    [[line]] = [each["elements"] for each in block["elements"]]
    assert line["style"] == {"bold": True}
    return str(line["text"])


@pytest.mark.parametrize("language", SAYS)
@pytest.mark.parametrize("kind", ANSWERED)
def test_each_kind_of_question_has_its_words_in_bold_in_a_form(language: str, kind: str) -> None:
    options = () if kind == OPEN_TEXT else FIRST.options
    question = replace(FIRST, kind=kind, options=options, most=2)
    assert form_of(question)
    assert titles(SAYS[language], question) == (FIRST.question, f"1. {FIRST.question}")
