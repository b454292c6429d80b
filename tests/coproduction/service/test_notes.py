"""What people write about a question is kept for them, in their own words, and for nobody else."""

from __future__ import annotations

import pytest

from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply
from coproduction.messages import Card
from coproduction.notes import NOTE_LENGTH, Told, kept_of
from coproduction.service import followups, notes, pledges
from coproduction.service.kinds import kind_of
from tests.coproduction.town import BO, CY, NOW, Town

NOT_YOURS = "This question was for somebody else, so nothing was changed."


@pytest.fixture
def question(town: Town) -> str:
    """The first question about Bo's pledge, which is done."""
    town.start()
    pledge = town.pledge()
    first = town.memory.follow_ups.of(PLEDGE, pledge.id)[0].id
    town.do(followups.reply, BO, first, Reply.DONE)
    return first


def said(town: Town, question: str) -> list[tuple[Told, str]]:
    return [(note.about, note.words) for note in town.memory.notes.of(question)]


def test_what_has_changed_is_kept_with_the_answer_and_shown_on_the_question(
    town: Town, question: str
) -> None:
    changed = town.effects(
        notes.tell_difference, NOW, BO, question, "  They come on Tuesdays now.\n\nAll of them. ", "form:2"
    )
    assert changed.cards == (Card(NUDGE, question, BO.id),)
    assert said(town, question) == [(Told.DIFFERENCE, "They come on Tuesdays now.\n\nAll of them.")]


def test_said_again_it_takes_the_place_of_what_was_said_before_and_typed_words_stay(
    town: Town, question: str
) -> None:
    town.do(notes.tell_difference, NOW, BO, question, "One", "form:2")
    town.do(notes.tell_difference, NOW, BO, question, "Two", "form:3")
    town.do(notes.tell_difference, NOW, BO, question, "Two", "form:3")  # the same form came twice
    assert said(town, question) == [(Told.DIFFERENCE, "Two")]
    assert town.do(notes.before_telling, BO, question)[1] == "Two"


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ("", "Please write what is different now. A few words are enough."),
        (" \u200b\n", "Please write what is different now. A few words are enough."),
        ("a" * 3001, "This is 3,001 characters long and 3,000 fit. Please shorten it and send it again."),
    ],
)
def test_nothing_and_too_much_are_answered_at_the_field(
    town: Town, question: str, words: str, no: str
) -> None:
    assert town.refusal(notes.tell_difference, NOW, BO, question, words, "form:2") == (no, "words")


def test_nobody_writes_reads_or_deletes_for_another(town: Town, question: str) -> None:
    note = town.do(notes.tell_difference, NOW, BO, question, "Mine", "form:2")
    assert town.refusal(notes.tell_difference, NOW, CY, question, "Not mine", "form:3") == (NOT_YOURS, None)
    assert town.refusal(notes.before_telling, CY, question) == (NOT_YOURS, None)
    no = "These are somebody else's words, so nothing was changed."
    assert town.refusal(notes.forget, CY, note.origin) == (no, None)
    assert said(town, question) == [(Told.DIFFERENCE, "Mine")]


def test_ones_own_words_can_be_deleted_and_a_second_time_changes_nothing(town: Town, question: str) -> None:
    note = town.do(notes.tell_difference, NOW, BO, question, "Mine", "form:2")
    assert town.do(notes.forget, BO, note.origin)
    assert not town.do(notes.forget, BO, note.origin)
    assert said(town, question) == []


def test_an_old_question_shows_its_present_state_and_whoever_has_it_now(town: Town, question: str) -> None:
    town.do(notes.tell_difference, NOW, BO, question, "Mine", "form:2")
    follow_up = town.memory.follow_ups.get(question)
    assert follow_up
    town.do(pledges.withdraw, NOW, BO, follow_up.subject)
    assert town.refusal(notes.tell_difference, NOW, BO, question, "More", "form:3") == (
        "You let this pledge go, so I do not ask about it. You can make a new one with /pledge.",
        None,
    )
    assert said(town, question) == [(Told.DIFFERENCE, "Mine")]
    assert kind_of(NUDGE).keeps_changing


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
