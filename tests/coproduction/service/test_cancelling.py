"""Polls that are cancelled although people have answered: with a reason, and no trace of the answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.levels import Level
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import CARDS, POLL_CARD, SEVERAL, Poll, Tally
from coproduction.service import adding, answers, cancelling, members, polls, sessions, tencards
from coproduction.service.kinds import kind_of
from coproduction.sessions import SUMMARY
from coproduction.usage import Event, Use
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, ONLY_FACILITATORS, PARK, Town

FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1")
WHY = "We asked the wrong people"
GONE = (f"This poll was cancelled, and its answers are deleted. The reason: {WHY}", None)


def opened(town: Town, **fields: object) -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, replace(FORM, **fields))  # type: ignore[arg-type]


def answered(town: Town, **fields: object) -> Poll:
    """A poll that seven people have answered."""
    poll = opened(town, **fields)
    for number in range(7):
        town.do(polls.vote, Actor(f"voter{number}"), poll.id, str(number % 2), unnamed=poll.is_anonymous)
    return poll


@pytest.mark.parametrize("level", list(Level))
def test_a_cancelled_poll_keeps_no_answer_no_secret_and_no_total_and_its_card_says_why(
    any_town: Town, level: Level
) -> None:
    any_town.start()
    poll = answered(any_town, level=level)

    effects = any_town.effects(cancelling.cancel, ANA, poll.id, f" {WHY} ")

    assert (effects.cards, effects.forgets) == ((Card(POLL_CARD, poll.id),), True)
    assert effects.events == (Event(Use.POLL_TAKEN_BACK),)
    gone = replace(poll, is_open=False, asked_by=None, taken_back_by=ANA.id, because=WHY)
    assert any_town.memory.polls.get(poll.id) == gone
    rows = any_town.rows()
    tables = ("ballot", "unnamed_ballot", "poll_secret", "poll_result")
    assert all(not rows[name] for name in tables)
    message = any_town.memory.messages.find(Card(POLL_CARD, poll.id))
    assert message
    shown = kind_of(POLL_CARD).content(any_town.memory, message)
    assert isinstance(shown, Tally)
    assert (shown.poll, shown.answered) == (gone, 0)


def test_whoever_comes_later_is_told_that_it_was_cancelled_and_why(any_town: Town) -> None:
    any_town.start()
    poll = answered(any_town, may_add=True)
    any_town.do(cancelling.cancel, ANA, poll.id, WHY)
    before = any_town.rows()
    assert any_town.refusal(polls.vote, BO, poll.id, "0") == GONE
    assert any_town.refusal(polls.vote, Actor("voter1"), poll.id, "0") == GONE
    assert any_town.refusal(polls.vote, BO, poll.id, "0", unnamed=True) == GONE
    assert any_town.refusal(polls.withdraw, Actor("voter1"), poll.id) == GONE
    assert any_town.refusal(answers.answering, BO, poll.id) == GONE
    assert any_town.refusal(adding.add, BO, poll.id, "At night") == GONE
    assert any_town.refusal(polls.take_back, ANA, poll.id) == GONE
    assert any_town.rows() == before


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "\n\n"])
def test_a_poll_is_not_cancelled_without_a_reason(town: Town, reason: str) -> None:
    town.start()
    poll = answered(town)
    before = town.rows()
    assert town.refusal(cancelling.cancel, ANA, poll.id, reason) == (
        "Please say why. People who answered will read it.",
        "reason",
    )
    for unread in ("x" * 251, "no", "!!! ??? !!! ???"):
        assert town.refusal(cancelling.cancel, ANA, poll.id, unread)[1] == "reason"
    assert town.rows() == before


def test_only_facilitators_of_its_channel_cancel_a_poll(town: Town) -> None:
    town.start()
    poll = answered(town)
    no = (ONLY_FACILITATORS.format("cancel a poll"), None)
    assert town.refusal(cancelling.open_one, BO, poll.id) == no
    assert town.refusal(cancelling.cancel, BO, poll.id, WHY) == no
    town.do(members.read, HALL, ["bo"], is_private=True)
    assert town.refusal(cancelling.cancel, ANA, poll.id, WHY)[0].startswith("You are not in this channel")


@pytest.mark.parametrize("poll_id", ["", "p1", "'; DELETE FROM poll; --"])
def test_a_forged_poll_is_not_cancelled(town: Town, poll_id: str) -> None:
    town.start()
    assert town.refusal(cancelling.cancel, ANA, poll_id, WHY) == ("This poll is gone.", None)


def test_a_poll_is_cancelled_once_and_never_after_it_has_closed(any_town: Town) -> None:
    any_town.start()
    poll, other = answered(any_town), answered(any_town, origin="form:2")
    any_town.do(cancelling.cancel, ANA, poll.id, WHY)
    any_town.do(polls.close_one, ANA, other.id)
    before = any_town.rows()
    twice = ("This poll is cancelled already.", None)
    assert any_town.refusal(cancelling.cancel, ANA, poll.id, "Another reason") == twice
    assert any_town.refusal(cancelling.cancel, ANA, other.id, WHY) == (
        "This poll has closed, and its card shows what came of it. So it cannot be cancelled any more.",
        None,
    )
    assert any_town.rows() == before


def test_the_closing_question_cannot_be_cancelled(town: Town) -> None:
    town.start()
    town.end()
    [closing] = town.memory.polls.open_in(HALL)
    assert town.refusal(cancelling.cancel, ANA, closing.id, WHY)[0].startswith("The closing question belongs")


def test_a_cancelled_poll_is_in_no_summary_and_is_not_among_the_open_ones(town: Town) -> None:
    session = town.start()
    poll, other = answered(town), answered(town, origin="form:2")
    town.do(cancelling.cancel, ANA, poll.id, WHY)
    assert [tally.poll.id for tally in town.do(polls.open_here, ANA, HALL)] == [other.id]
    town.do(sessions.end, NOW, ANA, HALL)
    message = town.memory.messages.find(Card(SUMMARY, session.id))
    assert message
    summary = kind_of(SUMMARY).content(town.memory, message)
    assert [tally.poll.id for tally in summary.polls] == [other.id]


def test_cancelled_ten_cards_forget_who_was_shown_what_and_are_in_no_list(any_town: Town) -> None:
    any_town.start()
    idea = any_town.idea()
    poll = opened(any_town, kind=CARDS, options=[])
    any_town.do(tencards.see, CY, poll.id)
    any_town.do(tencards.judge, CY, poll.id, idea.id, "helps")
    any_town.do(cancelling.cancel, ANA, poll.id, WHY)
    rows = any_town.rows()
    assert [rows[name] for name in ("card_hand", "card_result", "card_count", "ballot")] == [[], [], [], []]
    assert any_town.refusal(tencards.see, CY, poll.id) == GONE
    assert any_town.refusal(tencards.listed, ANA, HALL)[0].startswith("No ten cards were judged")


# What cannot be loosened once somebody has answered.


@pytest.mark.parametrize("level", list(Level))
def test_once_somebody_has_answered_neither_words_nor_level_nor_what_is_hidden_change(
    any_town: Town, level: Level
) -> None:
    any_town.start()
    poll = opened(any_town, level=level)
    any_town.do(polls.vote, BO, poll.id, "0", unnamed=poll.is_anonymous)
    looser = polls.PollForm("Other?", ["A", "B"], "form:2", level=Level.NAMED, is_live=True)
    before = any_town.rows()
    for refused in (
        any_town.refusal(polls.correct, NOW, ANA, poll.id, looser),
        any_town.refusal(polls.take_back, ANA, poll.id),
    ):
        told = (
            "Nobody is told whether" if poll.is_anonymous else "People have answered this poll already, so it"
        )
        assert refused[0].startswith(told)
    assert any_town.rows() == before


@pytest.mark.parametrize("level", [Level.NAMED, Level.CONFIDENTIAL])
def test_before_that_a_changed_poll_is_no_looser_than_it_was(town: Town, level: Level) -> None:
    town.start()
    poll = opened(town, level=level)
    looser = polls.PollForm("Other?", ["A", "B"], "form:2", level=Level.NAMED, is_live=True)
    new = town.do(polls.correct, NOW, ANA, poll.id, looser)
    assert (new.level, new.is_live) == (level, False)


@pytest.mark.parametrize("kind", ["choice", SEVERAL])
def test_nothing_opens_a_poll_again(any_town: Town, kind: str) -> None:
    any_town.start()
    most = 2 if kind == SEVERAL else None
    poll = opened(any_town, kind=kind, most=most)
    any_town.do(polls.vote, BO, poll.id, "0")
    any_town.do(polls.close_one, ANA, poll.id)
    before = any_town.rows()
    assert not any_town.memory.polls.revise(poll)  # as somebody holds it who read it before
    assert any_town.refusal(polls.correct, NOW, ANA, poll.id, replace(FORM, origin="form:2"))[0] == (
        "This poll has closed, so it stays as it is."
    )
    assert any_town.refusal(polls.close_one, ANA, poll.id)[0] == "This poll has closed, so it stays as it is."
    assert any_town.do(polls.open_poll, NOW, ANA, HALL, FORM).id == poll.id  # the same form once more
    assert any_town.rows() == before


def test_polls_of_another_channel_stay_as_they_are(town: Town) -> None:
    town.start(channel=HALL)
    town.start(channel=PARK)
    here = answered(town)
    there = town.do(polls.open_poll, NOW, ANA, PARK, replace(FORM, origin="form:2"))
    town.do(polls.vote, BO, there.id, "0")
    town.do(cancelling.cancel, ANA, here.id, WHY)
    assert town.memory.polls.votes(there.id) == {"0": 1}
