"""What people write about a question is kept for them, in their own words, and for nobody else."""

from __future__ import annotations

import pytest

from coproduction.followups import NUDGE, PLEDGE, FollowUpState
from coproduction.messages import Card
from coproduction.notes import NOTE_LENGTH, Note, Told, kept_of
from coproduction.service import followups, notes
from tests.coproduction.town import BO, CY, NOW, Town


@pytest.fixture
def note(town: Town) -> Note:
    """What Bo wrote about the first question on their pledge."""
    town.start()
    first = town.memory.follow_ups.of(PLEDGE, town.pledge().id)[0]
    written = Note("message:1", first.id, BO.id, Told.TYPED, "They were closed", NOW)
    changed = town.effects(notes.keep, first, written)
    assert set(changed.cards) == nudges_of(town, first.subject)
    return written


def nudges_of(town: Town, pledge: str) -> set[Card]:
    """The reminders of a pledge, each of which shows where it stands."""
    return {Card(NUDGE, each.id, BO.id) for each in town.memory.follow_ups.of(PLEDGE, pledge)}


def test_ones_own_words_can_be_deleted_and_a_second_time_changes_nothing(town: Town, note: Note) -> None:
    assert town.memory.notes.of(note.follow_up) == [note]
    [pledge] = town.memory.pledges.by(BO.id)
    assert set(town.effects(notes.forget, BO, note.origin).cards) == nudges_of(town, pledge.id)
    assert not town.do(notes.forget, BO, note.origin)
    assert town.memory.notes.of(note.follow_up) == []


def test_nobody_deletes_for_another(town: Town, note: Note) -> None:
    no = "These are somebody else's words, so nothing was changed."
    assert town.refusal(notes.forget, CY, note.origin) == (no, None)
    assert town.memory.notes.of(note.follow_up) == [note]


@pytest.mark.parametrize("length", [1, NOTE_LENGTH, NOTE_LENGTH + 1, 40_000])
def test_typed_words_of_any_length_are_kept_as_far_as_they_fit(length: int) -> None:
    kept = kept_of("a" * length)
    assert len(kept) == min(length, NOTE_LENGTH)
    assert kept.endswith("…") == (length > NOTE_LENGTH)


def test_a_question_that_was_put_off_can_be_put_off_to_another_day(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first = town.memory.follow_ups.of(PLEDGE, pledge.id)[0].id
    town.do(followups.put_off, NOW, BO, first, 3)
    again = town.do(followups.put_off, NOW, BO, first, "2026-11-06")
    assert town.do(followups.put_off, NOW, BO, first, "2026-11-06") == again
    planned = [
        each.due_at
        for each in town.memory.follow_ups.of(PLEDGE, pledge.id)
        if each.occurrence > 3 and each.state is FollowUpState.PLANNED
    ]
    assert planned == [again]
