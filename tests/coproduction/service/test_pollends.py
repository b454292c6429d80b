"""How polls end by themselves: at a time, or when all have answered; once, whoever looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coproduction.levels import Level
from coproduction.polls import CARDS, DOTS, SCALE, YES_NO, Invited, Poll
from coproduction.service import polls
from tests.coproduction.town import ANA, DAY, HALL, MINUTE, NOW, Town

FORM = polls.PollForm("When to meet?", ["Morning", "Evening"], "form:1")


def opened(town: Town, now: datetime = NOW, **fields: object) -> Poll:
    form = replace(FORM, **fields)  # type: ignore[arg-type]
    return town.do(polls.open_poll, now, ANA, HALL, form)


def refused(town: Town, **fields: object) -> tuple[str, str | None]:
    """What is said of a poll that cannot be asked so; nothing of it is stored."""
    form, before = replace(FORM, **fields), town.rows()  # type: ignore[arg-type]
    words, field = town.refusal(polls.open_poll, NOW, ANA, HALL, form)
    assert town.rows() == before
    return words.partition(".")[0], field


@pytest.mark.parametrize(
    ("minutes", "remind_after"),
    [
        (1, None),
        (2, None),
        (3, timedelta(minutes=2, seconds=15)),
        (10, timedelta(minutes=7, seconds=30)),
        (120, timedelta(minutes=90)),
        (3 * 24 * 60, timedelta(hours=54)),
        (30 * 24 * 60, timedelta(days=29)),
    ],
)
def test_a_poll_knows_when_it_closes_and_when_to_remind(
    any_town: Town, minutes: int, remind_after: timedelta | None
) -> None:
    any_town.start()
    poll = opened(any_town, minutes=minutes)
    assert poll.closes_at == NOW + minutes * MINUTE
    assert poll.remind_at == (None if remind_after is None else NOW + remind_after)
    assert any_town.memory.polls.get(poll.id) == poll


@pytest.mark.parametrize("minutes", [0, -5, 30 * 24 * 60 + 1, 10**9])
def test_a_poll_cannot_last_no_time_or_for_ever(town: Town, minutes: int) -> None:
    town.start()
    assert refused(town, minutes=minutes) == (
        "A poll can last from 1 minute to 30 days",
        "minutes",
    )


def test_how_it_ends_who_is_asked_and_whether_it_grows_is_stored(any_town: Town) -> None:
    any_town.start()
    poll = opened(any_town, closes_when_all=True, invited=Invited.LIVED, may_add=True)
    stored = any_town.memory.polls.get(poll.id)
    assert stored
    assert (stored.closes_when_all, stored.invited, stored.may_add) == (True, Invited.LIVED, True)


@pytest.mark.parametrize(
    ("fields", "words", "field"),
    [
        (
            {"closes_when_all": True},
            "I cannot know when all of a channel have answered",
            "invited",
        ),
        (
            {"closes_when_all": True, "invited": Invited.CHECKED_IN, "level": Level.ANONYMOUS},
            "An anonymous poll cannot close when all have answered",
            "closes_when_all",
        ),
        (
            {"may_add": True, "level": Level.ANONYMOUS},
            "People cannot add options to an anonymous poll",
            "may_add",
        ),
        *(
            (
                {"may_add": True, "kind": kind, "options": options, "most": most},
                "People can add options where they choose one or several",
                "may_add",
            )
            for kind, options, most in ((YES_NO, [], None), (SCALE, [], None), (DOTS, ["A", "B"], 3))
        ),
    ],
)
def test_what_cannot_be_asked_so_is_refused_with_what_can_be_done(
    town: Town, fields: dict[str, object], words: str, field: str
) -> None:
    town.start()
    assert refused(town, **fields) == (words, field)


def test_between_sessions_nobody_has_checked_in_who_could_be_asked(town: Town) -> None:
    town.start()
    town.idea()
    town.end()
    cards = {"kind": CARDS, "options": []}
    assert refused(town, **cards, invited=Invited.CHECKED_IN) == (
        "No session is live here, so nobody has checked in",
        "invited",
    )


def test_between_sessions_a_poll_closes_by_itself_in_any_case(town: Town) -> None:
    town.start()
    town.end()
    assert opened(town).closes_at == NOW + 30 * DAY
    hidden = opened(town, origin="form:2", level=Level.ANONYMOUS)
    assert hidden.closes_at == NOW + 14 * DAY
    soon = opened(town, origin="form:3", level=Level.ANONYMOUS, minutes=10)
    assert soon.closes_at == NOW + 10 * MINUTE
    assert refused(town, origin="form:4", level=Level.ANONYMOUS, minutes=15 * 24 * 60) == (
        "Between sessions an anonymous poll can be open for 14 days at most",
        "minutes",
    )
