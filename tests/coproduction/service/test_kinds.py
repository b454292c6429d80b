"""Every kind of question from its first answer to its close, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.levels import Level
from coproduction.polls import BEFORE_NOW, DOTS, OPEN_TEXT, RANKING, SCALE, SCALE_TEN, SEVERAL, YES_NO, Poll
from coproduction.questions import tally
from coproduction.service import answers, polls
from tests.coproduction.town import ADA, ANA, BO, CY, HALL, MINUTE, NOW, Town

FORM = polls.PollForm("Where to meet?", ["Park", "Hall", "School"], "form:1")
LATE = ("This poll has closed, so it takes no answers any more.", None)
CANNOT = "A question of this kind cannot be anonymous: its result could give somebody away."
# before, then now, then who moved up, stayed and went down
_BEFORE_NOW = (0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0)
# kind: its form, the first answer, another one, and what is counted of that and the first
ASKED: dict[str, tuple[polls.PollForm, str, str, tuple[int, ...]]] = {
    SEVERAL: (replace(FORM, kind=SEVERAL, most=2), "0 1", "2", (1, 1, 1)),
    YES_NO: (replace(FORM, kind=YES_NO, options=[]), "0", "3", (1, 0, 0, 1)),
    SCALE: (replace(FORM, kind=SCALE, options=[]), "1", "skip", (1, 0, 0, 0, 0, 1)),
    SCALE_TEN: (replace(FORM, kind=SCALE_TEN, options=["Low", "High"]), "10", "0", (1, *[0] * 9, 1, 0)),
    BEFORE_NOW: (replace(FORM, kind=BEFORE_NOW, options=[]), "2 4", "5 5", _BEFORE_NOW),
    DOTS: (replace(FORM, kind=DOTS, most=5), "4 1 0", "0 0 5", (4, 1, 5)),
    RANKING: (replace(FORM, kind=RANKING), "0 1 2", "2", (3, 2, 4)),
    OPEN_TEXT: (replace(FORM, kind=OPEN_TEXT, options=[]), "In the park", "Anywhere", ()),
}


def opened(town: Town, form: polls.PollForm) -> Poll:
    town.start()
    return town.do(polls.open_poll, NOW, ANA, HALL, form)


@pytest.mark.parametrize("kind", ASKED)
def test_it_is_answered_changed_counted_and_then_nobody_is_tied_to_it(any_town: Town, kind: str) -> None:
    form, first, other, counts = ASKED[kind]
    poll = opened(any_town, form)
    for person, given in ((BO, other), (BO, first), (CY, first), (CY, other)):
        assert any_town.do(polls.vote, person, poll.id, given)
    assert not any_town.do(polls.vote, CY, poll.id, other)  # a double press
    assert any_town.do(answers.answering, BO, poll.id) == answers.Sheet(poll, (poll,), (first,))

    any_town.do(polls.close_one, ANA, poll.id)

    assert any_town.memory.polls.ballots(poll.id) == {}
    assert any_town.memory.polls.votes(poll.id) == {first: 1, other: 1}
    shown = any_town.do(answers.written, BO, poll.id)
    assert (shown.counts, shown.answered, shown.written) == ((), 2, ())  # too few to show
    as_of_many = tally(replace(shown.poll, level=Level.NAMED), any_town.memory.polls.votes(poll.id))
    assert as_of_many.counts == counts
    assert sorted(as_of_many.written) == (sorted([first, other]) if kind == OPEN_TEXT else [])
    assert any_town.refusal(answers.answering, BO, poll.id) == LATE


@pytest.mark.parametrize("kind", ASKED)
def test_it_is_anonymous_without_a_trace_or_refused_before_anything_is_stored(
    any_town: Town, kind: str
) -> None:
    form, first, other, _ = ASKED[kind]
    form = replace(form, level=Level.ANONYMOUS)
    if kind in (SEVERAL, DOTS, RANKING):
        any_town.start()
        before = any_town.rows()
        assert any_town.refusal(polls.open_poll, NOW, ANA, HALL, form) == (
            f"{CANNOT} Please make it confidential.",
            "level",
        )
        assert any_town.rows() == before
        return
    poll = opened(any_town, form)
    for given in (first, other):
        any_town.do(polls.vote, BO, poll.id, given, unnamed=True)
    assert any_town.do(answers.answering, BO, poll.id) == answers.Sheet(
        poll, (poll,), (None,)
    )  # nobody can tell
    assert any_town.memory.polls.ballots(poll.id) == {}
    assert any_town.memory.polls.votes(poll.id) == {other: 1}

    any_town.do(polls.close_one, ANA, poll.id)

    shown = any_town.do(answers.written, BO, poll.id)
    assert (shown.counts, shown.written, shown.answered) == ((), (), 0)
    assert shown.released
    assert shown.released.why


def test_what_people_write_is_never_shown_before_it_closes(town: Town) -> None:
    form = ASKED[OPEN_TEXT][0]
    town.start()
    refused, field = town.refusal(polls.open_poll, NOW, ANA, HALL, replace(form, is_live=True))
    assert refused.startswith("What people write is shown when the poll closes, all at once:")
    assert field == "results"
    poll = town.do(polls.open_poll, NOW, ANA, HALL, form)
    assert town.refusal(answers.written, BO, poll.id) == (
        "This poll is open. What people write is shown when it closes.",
        None,
    )


@pytest.mark.parametrize("kind", ASKED)
def test_it_is_changed_before_anybody_has_answered_and_stays_of_its_kind(town: Town, kind: str) -> None:
    form = ASKED[kind][0]
    poll = opened(town, form)
    changed = polls.PollForm("Where next?", form.options, "form:2")
    new = town.do(polls.correct, NOW, ANA, poll.id, changed)
    assert new == replace(poll, id=new.id, question="Where next?", origin="form:2")


def test_the_same_words_asked_in_another_way_are_another_poll(town: Town) -> None:
    first = opened(town, replace(FORM, is_typed=True))
    in_another_way = replace(FORM, kind=RANKING, origin="form:2", is_typed=True)
    second = town.do(polls.open_poll, NOW + MINUTE / 6, ANA, HALL, in_another_way)
    assert second.id != first.id
    again = town.do(polls.open_poll, NOW + MINUTE / 6, ANA, HALL, replace(in_another_way, origin="form:3"))
    assert again == second
    of_another = replace(in_another_way, origin="form:4")
    assert town.do(polls.open_poll, NOW + MINUTE / 6, ADA, HALL, of_another).id not in (first.id, second.id)
    shut = town.do(polls.close_one, ANA, second.id)
    assert (second.asked_by, shut.asked_by) == (ANA.id, None)


def test_a_poll_that_is_gone_says_so(town: Town) -> None:
    town.start()
    gone = ("This poll is gone, so your answer was not counted.", None)
    assert town.refusal(answers.answering, BO, "no such poll") == gone
    assert town.refusal(answers.written, BO, "no such poll") == ("This poll is gone.", None)
