"""What can go wrong with a poll while it is open: people who go, keys that change, more than fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from coproduction.levels import Level
from coproduction.polls import CHOICE, DOTS, OPEN_TEXT, RANKING, SCALE, SEVERAL, YES_NO, Poll
from coproduction.service import answers, drafts, members, people, pollends, polls
from coproduction.service.pollforms import Asked
from storage import SqlMemory
from storage.keys import Key
from tests.coproduction.service.test_drafts import written
from tests.coproduction.service.test_pollends import opened
from tests.coproduction.town import ADA, ANA, BO, CY, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town, refusal

BEFORE, AFTER = Key("the key of before, long enough"), Key("another key, also long enough")
FORM = (
    Asked("Heard?", [], YES_NO, is_optional=True),
    Asked("How sure?", [], SCALE, is_optional=True),
    Asked("What else?", [], OPEN_TEXT, is_optional=True),
)


def with_key(town: Town, key: Key) -> SqlMemory:
    """The memory as a process sees it that was started with this key."""
    return SqlMemory(town.connection, town.workspace, key).rehearsed()


def test_a_poll_of_somebody_whose_account_is_gone_is_closed_by_any_other_who_leads(any_town: Town) -> None:
    any_town.start()
    poll, later = opened(any_town), opened(any_town, NOW + MINUTE, origin="form:2")
    any_town.do(polls.vote, BO, poll.id, "0")
    any_town.do(people.remove_facilitator, ADA, ANA.id)
    any_town.do(members.read, HALL, ["bo", "cy", "dee", "ada"], is_private=True)
    no = (ONLY_FACILITATORS.format("close a poll"), None)
    assert any_town.refusal(polls.close_one, ANA, poll.id) == no
    assert any_town.refusal(polls.close_one, BO, poll.id) == no

    any_town.do(people.add_facilitator, ADA, CY.id)
    assert [each.poll for each in any_town.do(polls.open_here, CY, HALL)] == [poll, later]
    assert any_town.do(polls.close_one, CY, poll.id) == replace(poll, is_open=False, asked_by=None)
    assert any_town.do(polls.close_one, ADA, later.id) == replace(later, is_open=False, asked_by=None)
    assert any_town.memory.polls.votes(poll.id) == {"0": 1}


@pytest.mark.parametrize("kind", [CHOICE, SEVERAL, DOTS, RANKING])
@pytest.mark.parametrize("many", [1, 11, 12, 40])
def test_too_few_or_too_many_options_are_told_in_words_and_the_draft_keeps_them_all(
    town: Town, kind: str, many: int
) -> None:
    town.start()
    options = "\n".join(f"Option {number}" for number in range(many))
    composed = written(town, kind=kind, options=options, most="2")
    words, field = town.refusal(drafts.preview, NOW, ANA, HALL)
    few, much = (
        "A poll needs 2 options or more, and this has 1",
        "A poll takes 10 options at most, and these are",
    )
    assert (words.partition(".")[0], field) == (few if many == 1 else f"{much} {many}", "options")
    assert town.do(drafts.begin, ANA, HALL).composed == composed
    assert composed.here.options == options


def anonymous_form(town: Town) -> tuple[Poll, list[Poll]]:
    """An anonymous form of four questions, which Bo and Cy have answered with the key of before."""
    memory = with_key(town, BEFORE)
    poll = polls.open_poll(
        memory,
        NOW,
        ANA,
        HALL,
        polls.PollForm(
            "When?", ["Morning", "Evening"], "form:1", level=Level.ANONYMOUS, more=FORM, minutes=20
        ),
    )
    for who in (BO, CY):
        answers.answer_all(memory, who, poll.id, ["0", "0", "4", "The tea"])
    return poll, memory.polls.parts_of(poll.id)


def test_a_form_whose_key_changed_closes_without_results_rather_than_wrong_ones(any_town: Town) -> None:
    any_town.start()
    poll, parts = anonymous_form(any_town)
    pollends.close(with_key(any_town, AFTER), NOW + 20 * MINUTE, poll.id)
    found = [any_town.memory.polls.get(each.id) for each in (poll, *parts)]
    assert found == [replace(each, is_open=False, asked_by=None, is_lost=True) for each in (poll, *parts)]
    assert [any_town.memory.polls.votes(each.id) for each in (poll, *parts)] == [{}] * 4


@pytest.mark.parametrize("place", range(4))
def test_of_a_form_of_which_one_secret_is_lost_the_other_questions_keep_their_results(
    any_town: Town, place: int
) -> None:
    any_town.start()
    poll, parts = anonymous_form(any_town)
    questions = [poll, *parts]
    memory = with_key(any_town, BEFORE)
    memory.unnamed.take_out(questions[place].id)
    polls.close_one(memory, ANA, poll.id)
    found = [any_town.memory.polls.get(each.id) for each in questions]
    assert [each.is_lost for each in found if each] == [number == place for number in range(4)]
    votes = [{"0": 2}, {"0": 2}, {"4": 2}, {"The tea": 2}]
    votes[place] = {}
    assert [any_town.memory.polls.votes(each.id) for each in questions] == votes


def test_a_secret_that_is_gone_gives_no_result_though_a_process_has_it_in_mind(any_town: Town) -> None:
    any_town.start()
    memory = with_key(any_town, BEFORE)
    form = polls.PollForm("When?", ["Morning", "Evening"], "form:1", level=Level.ANONYMOUS)
    poll = polls.open_poll(memory, NOW, ANA, HALL, form)
    polls.vote(memory, BO, poll.id, "0", unnamed=True)
    any_town.connection.execute(text("DELETE FROM poll_secret"))  # by another process, with another key
    assert polls.close_one(memory, ANA, poll.id) == replace(poll, is_open=False, asked_by=None, is_lost=True)
    assert any_town.memory.polls.votes(poll.id) == {}


@pytest.mark.parametrize("kind", [CHOICE, YES_NO, SCALE, OPEN_TEXT])
def test_a_poll_of_any_kind_whose_key_changed_takes_no_answer_and_closes_without_a_result(
    any_town: Town, kind: str
) -> None:
    any_town.start()
    options = ["Morning", "Evening"] if kind == CHOICE else []
    form = polls.PollForm("When?", options, "form:1", kind, level=Level.ANONYMOUS)
    before = with_key(any_town, BEFORE)
    poll = polls.open_poll(before, NOW, ANA, HALL, form)
    given = "The tea" if kind == OPEN_TEXT else "1"
    polls.vote(before, BO, poll.id, given, unnamed=True)
    after = with_key(any_town, AFTER)
    told = refusal(polls.vote, after, CY, poll.id, given, unnamed=True)
    shut = polls.close_one(after, ANA, poll.id)
    assert shut == replace(poll, is_open=False, asked_by=None, is_lost=True)
    assert any_town.memory.polls.votes(poll.id) == {}
    assert told == (
        "A part of this anonymous poll is lost, so it takes no answers any more and has no result. "
        "Please ask whoever leads to close it and ask again.",
        None,
    )
