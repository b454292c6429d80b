"""Listening notes are written and read by those who lead, and nobody's words are lost unseen."""

from __future__ import annotations

import pytest

from coproduction.listeningnotes import LENGTH, ListeningNotes
from coproduction.service import listeningnotes
from handlers.blocks import listeningnotes as blocks
from tests.coproduction.town import ANA, BO, HALL, ONLY_FACILITATORS, PARK, Town
from tests.speaking import SAY

ONLY = (ONLY_FACILITATORS.format("read and write the listening notes"), None)
OVERTAKEN = (
    "Somebody has changed these notes since you opened them, so I saved nothing. "
    "Please copy your words, close this form, and open it again."
)


@pytest.fixture
def hall(any_town: Town) -> Town:
    """A programme."""
    any_town.start()
    return any_town


def writes(town: Town, seen: int = 0, **words: str) -> ListeningNotes:
    return town.do(listeningnotes.write, ANA, HALL, words, seen)


def stands(town: Town) -> ListeningNotes:
    return town.do(listeningnotes.read, ANA, HALL)


def test_they_are_kept_changed_and_forgotten_once_the_boxes_are_empty(hall: Town) -> None:
    assert stands(hall) == ListeningNotes(HALL)
    kept = writes(hall, needs=" A lift\n to the  clinic ", context="")
    assert kept == ListeningNotes(HALL, needs="A lift\nto the clinic", version=1) == stands(hall)
    changed = writes(hall, 1, strengths="They cook", listened_to="The school cook")
    assert (changed.boxes, changed.version) == (
        {"strengths": "They cook", "listened_to": "The school cook"},
        2,
    )
    assert "I have forgotten" not in blocks.shown(SAY, changed).text
    effects = hall.effects(listeningnotes.write, ANA, HALL, {"needs": " \u200b"}, 2)
    assert (effects.forgets, hall.memory.listening.get(HALL)) == (True, None)


def test_only_where_something_stood_it_is_said_that_it_is_forgotten(hall: Town) -> None:
    never = blocks.shown(SAY, writes(hall)).text
    assert never.splitlines()[:2] == ["Listening notes", "The listening notes are empty."]
    writes(hall, needs="A lift")
    assert "I have forgotten what stood there." in blocks.shown(SAY, writes(hall, 1)).text


def test_the_same_form_twice_is_once_and_who_saw_an_older_state_overwrites_nothing(hall: Town) -> None:
    kept = [writes(hall, needs="A lift") for _ in range(2)]
    assert kept == [ListeningNotes(HALL, needs="A lift", version=1)] * 2
    for words in ({"needs": "A bus"}, {}):
        assert hall.refusal(listeningnotes.write, ANA, HALL, words, 0) == (OVERTAKEN, "needs")
    assert stands(hall) == kept[0]


def test_what_is_too_long_is_refused_at_its_box(hall: Town) -> None:
    refused = hall.refusal(listeningnotes.write, ANA, HALL, {"context": "x" * (LENGTH + 1)}, 0)
    assert (refused[1], stands(hall)) == ("context", ListeningNotes(HALL))


def test_only_who_leads_reads_and_writes_them_and_only_where_a_programme_is(hall: Town) -> None:
    assert hall.refusal(listeningnotes.read, BO, HALL) == ONLY
    assert hall.refusal(listeningnotes.write, BO, HALL, {"needs": "x"}, 0) == ONLY
    assert hall.refusal(listeningnotes.read, ANA, PARK)[0].startswith("There is no programme in this channel")
