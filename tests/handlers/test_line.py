"""The line of those whose form Slack had no time for: called in their order, and nobody is overtaken."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from handlers.dispatch.line import LANE, Line, Wanted
from handlers.slack.rests import Rests
from handlers.slack.slack_errors import Resting

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
GAP = 0.01


@dataclass
class Queue:
    """A line of people, who was called, and a clock that says when Slack's rest is over."""

    now: datetime = NOON
    called: list[str] = field(default_factory=list)
    grown: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.rests = Rests(lambda: self.now)
        self.line = Line(self.rests, GAP)

    def joins(self, person: str, form: str = "form", where: str = "", *, first: bool = False) -> float:
        async def call() -> None:
            assert self.rests.left(LANE) <= 0
            self.called.append(person)
            self.grown.set()

        return self.line.join(Wanted(person, form, where), call, first=first).total_seconds()

    def passes(self, person: str, form: str = "form", where: str = "", *, leads: bool = False) -> bool:
        return self.line.pass_by(Wanted(person, form, where), leads=leads)

    async def calls(self, *people: str) -> None:
        """These have been called, in this order."""
        async with asyncio.timeout(5):
            while len(self.called) < len(people):
                self.grown.clear()
                await self.grown.wait()
        assert self.called == list(people)


async def test_nobody_is_called_while_slack_rests_and_then_all_in_their_order() -> None:
    queue = Queue()
    await queue.rests.begin(LANE, timedelta(minutes=1))
    waits = [queue.joins(person) for person in ("Ana", "Delroy", "Blessing")]
    assert waits == sorted(waits)
    assert all(60 - 1 < wait <= 60 + 3 * GAP for wait in waits)

    queue.now += timedelta(minutes=2)

    await queue.calls("Ana", "Delroy", "Blessing")


async def test_who_asks_again_keeps_their_place_and_who_was_refused_once_more_is_the_first() -> None:
    queue = Queue()
    await queue.rests.begin(LANE, timedelta(minutes=1))
    for person in ("Ana", "Delroy", "Ana"):
        queue.joins(person)
    queue.joins("Miriam", first=True)
    queue.now += timedelta(minutes=2)

    await queue.calls("Miriam", "Ana", "Delroy")


async def test_who_comes_new_waits_behind_the_others_and_who_was_called_or_leads_does_not() -> None:
    queue = Queue()
    assert not queue.passes("Zoë")  # nobody waits
    await queue.rests.begin(LANE, timedelta(minutes=1))
    queue.joins("Ana")
    with pytest.raises(Resting):
        queue.passes("Zoë")
    assert not queue.passes("Miriam", leads=True)
    queue.now += timedelta(minutes=2)
    await queue.calls("Ana")
    await queue.rests.begin(LANE, timedelta(minutes=1))
    queue.joins("Delroy")

    assert queue.passes("Ana")


async def test_a_turn_is_for_one_form_wherever_it_is_asked_for_and_outlives_its_opening() -> None:
    queue = Queue()
    await queue.rests.begin(LANE, timedelta(minutes=1))
    queue.joins("Ana", "pledge", "asked on the card")
    queue.now += timedelta(minutes=2)
    await queue.calls("Ana")
    await queue.rests.begin(LANE, timedelta(minutes=1))
    queue.joins("Delroy")

    assert queue.passes("Ana", "pledge", "asked on the card")
    assert queue.passes("Ana", "pledge", "typed")
    queue.line.leave(Wanted("Ana", "pledge", "typed"))
    assert queue.passes("Ana", "pledge", "asked on the card")  # it was closed by mistake
    with pytest.raises(Resting):
        queue.passes("Ana", "idea")
    with pytest.raises(Resting):
        queue.passes("Zoë", "pledge", "typed")
    queue.line.stop()


async def test_who_leads_is_called_first_though_they_waited_before_anybody_knew() -> None:
    queue = Queue()
    await queue.rests.begin(LANE, timedelta(minutes=1))
    for person in ("Ana", "Miriam"):
        queue.joins(person)
    queue.joins("Miriam", first=True)
    queue.now += timedelta(minutes=2)

    await queue.calls("Miriam", "Ana")


async def test_whose_form_is_open_is_not_called_any_more() -> None:
    queue = Queue()
    await queue.rests.begin(LANE, timedelta(minutes=1))
    queue.joins("Ana")
    queue.joins("Delroy")
    queue.line.leave(Wanted("Ana", "form", ""))
    queue.now += timedelta(minutes=2)

    await queue.calls("Delroy")
    queue.line.stop()
