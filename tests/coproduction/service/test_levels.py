"""How closely people are tied to what they answer: named, confidential or anonymous, and kept to."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from coproduction.audited import release
from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import CHOICE, OPEN_TEXT, POLL_CARD, SCALE, Poll, Tally
from coproduction.service import answers, polls, sessions
from coproduction.service.kinds import kind_of
from coproduction.service.pollforms import Asked
from coproduction.unnamed import SecretGone
from tests.coproduction.town import ANA, BO, CY, HALL, MINUTE, NOW, Town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coproduction.ports import Memory

_WRITES = re.compile(r"(?:INSERT INTO|(?<!DO )(?<!FOR )UPDATE|DELETE FROM) (\w+)")
ROSALIND = Actor("rosalind")

FORM = polls.PollForm("Do you feel heard?", ["Yes", "No"], "form:1", level=Level.ANONYMOUS)
PEOPLE = [Actor(f"voter{number}") for number in range(12)]


def in_a_form(memory: Memory, actor: Actor, poll_id: str, given: str) -> str:
    """A person answers in the form that the poll's button opens."""
    return answers.give(memory, actor, poll_id, lambda _: given)


def opened(town: Town, level: Level = Level.ANONYMOUS, *, is_live: bool = False) -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, level=level, is_live=is_live))


def answered(town: Town, poll: Poll, yes: int, no: int) -> None:
    """So many people answer so."""
    for person, given in zip(PEOPLE, ["0"] * yes + ["1"] * no, strict=False):
        town.do(polls.vote, person, poll.id, given, unnamed=poll.is_anonymous)


def shown(town: Town, poll: Poll) -> Tally:
    """What the poll's card is drawn from."""
    message = town.memory.messages.find(Card(POLL_CARD, poll.id))
    assert message
    tally = kind_of(POLL_CARD).content(town.memory, message)
    assert isinstance(tally, Tally)
    return tally


def test_an_anonymous_poll_keeps_no_names_and_counts_each_person_once(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town)
    for given in ("0", "0", "1"):
        any_town.do(polls.vote, BO, poll.id, given, unnamed=True)
    any_town.do(polls.vote, CY, poll.id, "0", unnamed=True)

    assert any_town.memory.polls.votes(poll.id) == {"0": 1, "1": 1}
    assert any_town.memory.polls.ballots(poll.id) == {}


@pytest.mark.parametrize(("kind", "given"), [(CHOICE, "0"), (SCALE, "4"), (OPEN_TEXT, "The tea")])
def test_an_anonymous_answer_is_one_row_under_a_tag_and_nothing_else_is_written_or_logged_with_it(
    any_town: Town, kind: str, given: str
) -> None:
    any_town.start()
    form = replace(FORM, kind=kind, options=FORM.options if kind == CHOICE else [])
    poll, them = any_town.do(polls.open_poll, NOW, ANA, HALL, form), ROSALIND

    written = any_town.written(polls.vote, them, poll.id, given, unnamed=True)

    assert [(table, len(rows)) for table, rows in written.items()] == [("unnamed_ballot", 1)]
    assert "rosalind" not in str(written)
    for act in (partial(polls.vote, given=given, unnamed=True), polls.withdraw):
        told = any_town.effects(partial(act, actor=them, poll_id=poll.id))
        assert (told.events, told.owes) == ((), False)
        assert "rosalind" not in str(told.cards)


@contextmanager
def writing(town: Town) -> Iterator[list[str]]:
    """The tables that statements write to meanwhile, one by one, also where nothing of it stays."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.extend(_WRITES.findall(statement))

    event.listen(town.connection, "before_cursor_execute", note)
    yield found
    event.remove(town.connection, "before_cursor_execute", note)


@pytest.mark.parametrize("act", [partial(polls.vote, unnamed=True), in_a_form])
@pytest.mark.parametrize(
    ("kind", "given", "another"), [(CHOICE, "0", "1"), (SCALE, "4", "2"), (OPEN_TEXT, "The tea", "The room")]
)
def test_to_change_an_anonymous_answer_or_to_take_it_back_touches_the_row_under_its_tag_and_no_other(
    any_town: Town, act: Any, kind: str, given: str, another: str
) -> None:
    any_town.start()
    form = replace(FORM, kind=kind, options=FORM.options if kind == CHOICE else [])
    poll = any_town.do(polls.open_poll, NOW, ANA, HALL, form)

    with writing(any_town) as tables:
        any_town.do(act, ROSALIND, poll.id, given)
        any_town.do(act, ROSALIND, poll.id, another)
        assert any_town.memory.polls.votes(poll.id) == {another: 1}
        any_town.do(polls.withdraw, ROSALIND, poll.id)
        any_town.do(polls.withdraw, ROSALIND, poll.id)  # when there is nothing left

    assert set(tables) == {"unnamed_ballot"}
    assert [table for table, rows in any_town.rows().items() if "rosalind" in str(rows)] == []
    assert any_town.memory.polls.votes(poll.id) == {}


def test_several_anonymous_answers_at_once_are_rows_under_tags_also_when_they_are_changed_or_taken_back(
    any_town: Town,
) -> None:
    any_town.start()
    more = (
        Asked("How sure?", ["Not", "Very"], SCALE, is_optional=True),
        Asked("What worked?", [], OPEN_TEXT, is_optional=True),
    )
    poll = any_town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, more=more))
    gives, kept = partial(answers.answer_all, actor=ROSALIND, poll_id=poll.id), []

    for act in (
        partial(gives, given=["0", "4", "The tea"]),
        partial(gives, given=["1", "", "The room"]),  # one is changed, one left out, one written anew
        partial(polls.withdraw, actor=ROSALIND, poll_id=poll.id),
    ):
        with writing(any_town) as tables:
            told = any_town.effects(act)
        assert (set(tables), told.events, told.owes) == ({"unnamed_ballot"}, (), False)
        assert "rosalind" not in str(told.cards)
        rows = any_town.rows()
        assert [table for table, them in rows.items() if "rosalind" in str(them)] == []
        kept.append(len(rows["unnamed_ballot"]))

    assert kept == [3, 2, 0]


def test_an_answer_to_an_anonymous_poll_is_never_stored_with_a_name_whichever_button_is_forged(
    any_town: Town,
) -> None:
    any_town.start()
    unnamed = opened(any_town)
    held = any_town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, origin="form:2", level=Level.NAMED))

    any_town.do(polls.vote, BO, unnamed.id, "0", unnamed=False)
    any_town.do(polls.vote, BO, held.id, "1", unnamed=True)

    assert any_town.memory.polls.ballots(unnamed.id) == {}
    assert any_town.memory.polls.votes(unnamed.id) == {"0": 1}
    assert any_town.memory.polls.ballots(held.id) == {"bo": "1"}


def test_while_it_is_open_nobody_sees_counts_and_the_turnout_goes_in_fives(town: Town) -> None:
    town.start()
    poll = opened(town)
    seen = []
    for person in PEOPLE:
        town.do(polls.vote, person, poll.id, "0", unnamed=True)
        seen.append(shown(town, poll))

    assert {(tally.counts, tally.released) for tally in seen} == {((), None)}
    assert [tally.answered for tally in seen] == [0] * 4 + [5] * 5 + [10] * 3


def test_when_it_closes_answers_and_secret_are_gone_and_the_result_is_what_may_be_released(
    any_town: Town,
) -> None:
    any_town.start()
    poll = opened(any_town)
    answered(any_town, poll, yes=7, no=3)

    forgets = any_town.effects(polls.close, ANA, HALL).forgets

    assert forgets  # so that no copy of the secret stays in the files
    closed = replace(poll, is_open=False, asked_by=None)
    assert shown(any_town, poll) == Tally(closed, (), 10, release((7, 3)))
    assert any_town.memory.unnamed.take_out(poll.id) is None  # no secret is left
    assert any_town.memory.polls.votes(poll.id) == {"0": 7, "1": 3}


def test_a_confidential_poll_keeps_only_totals_when_it_closes_and_a_named_one_keeps_names(
    any_town: Town,
) -> None:
    any_town.start()
    kept = {}
    for number, level in enumerate((Level.CONFIDENTIAL, Level.NAMED)):
        poll = any_town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, origin=f"f{number}", level=level))
        any_town.do(polls.vote, BO, poll.id, "1")
        any_town.do(polls.close_one, ANA, poll.id)
        kept[level] = any_town.memory.polls.votes(poll.id), any_town.memory.polls.ballots(poll.id)

    assert kept == {Level.CONFIDENTIAL: ({"1": 1}, {}), Level.NAMED: ({"1": 1}, {"bo": "1"})}


def test_the_end_of_a_session_closes_an_anonymous_poll_with_its_result(town: Town) -> None:
    town.start()
    poll = opened(town)
    answered(town, poll, yes=8, no=4)

    town.do(sessions.end, NOW + MINUTE, ANA, HALL)

    assert shown(town, poll) == Tally(replace(poll, is_open=False, asked_by=None), (), 10, release((8, 4)))


def test_an_answer_can_be_taken_back_until_the_poll_closes(any_town: Town) -> None:
    any_town.start()
    for number, level in enumerate(Level):
        poll = any_town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, origin=f"f{number}", level=level))
        any_town.do(polls.vote, BO, poll.id, "1", unnamed=poll.is_anonymous)

        assert any_town.do(polls.withdraw, BO, poll.id) is True
        assert any_town.do(polls.withdraw, BO, poll.id) is False
        assert any_town.memory.polls.votes(poll.id) == {}

        any_town.do(polls.close_one, ANA, poll.id)
        assert any_town.refusal(polls.withdraw, BO, poll.id) == (
            f"The poll “{poll.question}” has closed, so its answers stay as they are.",
            None,
        )


def test_whose_secret_is_gone_takes_no_answer_and_closes_without_a_result_rather_than_a_wrong_one(
    any_town: Town,
) -> None:
    any_town.start()
    poll = opened(any_town)
    answered(any_town, poll, yes=7, no=3)
    any_town.memory.unnamed.take_out(poll.id)  # as a new key does, or a restored backup

    assert any_town.refusal(polls.vote, BO, poll.id, "0", unnamed=True) == (str(SecretGone().words), None)
    [closed] = any_town.do(polls.close, ANA, HALL)

    assert closed == replace(poll, is_open=False, asked_by=None, is_lost=True)
    assert shown(any_town, poll) == Tally(closed, (), 0)


def test_a_poll_that_two_close_has_one_result(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, Level.CONFIDENTIAL)
    any_town.do(polls.vote, BO, poll.id, "1")
    any_town.do(polls.close_one, ANA, poll.id)

    assert any_town.refusal(polls.close_one, ANA, poll.id) == (
        "This poll has closed, so it stays as it is.",
        None,
    )
    assert any_town.memory.polls.votes(poll.id) == {"1": 1}


@pytest.mark.parametrize(
    ("options", "is_live", "words"),
    [
        (["1", "2", "3", "4", "5"], False, "An anonymous question can have 2 to 4 options."),
        (["1", "2"], True, "Anonymous answers stay hidden until the poll closes:"),
    ],
)
def test_what_cannot_be_anonymous_is_refused_with_what_can_be_done(
    town: Town, options: list[str], is_live: bool, words: str
) -> None:
    town.start()
    refused, _ = town.refusal(
        polls.open_poll, NOW, ANA, HALL, replace(FORM, options=options, is_live=is_live)
    )
    assert refused.startswith(words)
    assert "confidential" in refused
    assert town.memory.polls.open_in(HALL) == []


def test_whether_an_anonymous_poll_was_answered_is_told_by_no_way_back_from_it(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town)
    form = polls.PollForm("Do you feel heard here?", ["Yes", "No"], "form:2")

    def ways_back() -> list[object]:
        return [
            any_town.refusal(polls.correct, NOW, ANA, poll.id, form),
            any_town.refusal(polls.take_back, ANA, poll.id),
            any_town.refusal(polls.to_change, ANA, poll.id),
        ]

    before = ways_back()
    any_town.do(polls.vote, BO, poll.id, "0", unnamed=True)

    told = (
        "Nobody is told whether somebody has answered an anonymous poll. "
        "So it cannot be changed or taken back. You can cancel it with /copro polls, and ask again."
    )
    assert ways_back() == before == [(told, None)] * 3
