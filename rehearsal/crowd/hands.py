"""What one person of a crowd does and sees on her own screen: buttons, and forms that come late or never."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from rehearsal.acts.deeds import do
from rehearsal.acts.order import Order
from rehearsal.acts.precise import Precise
from rehearsal.crowd.habits import Habits
from rehearsal.crowd.offers import Offer, Offers
from rehearsal.crowd.tally import Tally
from rehearsal.model import Channel, Json, Message, Person, View
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

TRIES = 3
BEFORE_AGAIN = (3.0, 15.0)  # seconds that she waits before she presses again, as she was asked to
SEES_A_FORM_WITHIN = 5.0  # seconds, on the machine's clock, as everything an app must be quick at
WAITS_TO_BE_CALLED = 300.0  # such seconds, once she was told that there is no room for her form now


class LeftAlone(Exception):  # noqa: N818 - its words are its interface
    """Somebody plays her by hand now: whatever she was doing is theirs."""


class NoForm(BadDeed):
    """A button opened none."""


@dataclass
class Gathering:
    """What all members of one crowd share."""

    slack: Slack
    habits: Habits
    channel: Channel
    offers: Offers
    tally: Tally


@dataclass(frozen=True)
class Before:
    """What was on her screen before she pressed: only what is new came of that."""

    heard: int  # how often she had been told something alone
    form: str  # the id of what was open; empty when nothing was


@dataclass
class Hands:
    """Each deed is refused as soon as somebody plays her on a page."""

    gathering: Gathering
    person: Person
    dice: random.Random
    waits: Callable[[float], Awaitable[None]]  # so many seconds of her own

    @property
    def are_bound(self) -> bool:
        """Whether somebody else acts as her."""
        return self.person.id in self.gathering.slack.played

    async def does(self, deed: str, **details: object) -> Json:
        """By visible words."""
        self._stop_if_bound()
        return await do(self.gathering.slack, {"person": self.person.id, "deed": deed, **details})

    async def precisely(self, deed: str, **details: object) -> Json:
        """By ids."""
        self._stop_if_bound()
        order = Order({"person": self.person.id, "deed": deed, **details})
        return await Precise(self.gathering.slack).precise(order)

    def _stop_if_bound(self) -> None:
        if self.are_bound:
            raise LeftAlone

    def taken(self, deed: Json) -> bool:
        """Whether the app acknowledged it; that it did not is counted."""
        self.gathering.tally.unanswered += not deed["acked"]
        return bool(deed["acked"])

    async def presses(self, offer: Offer) -> Json:
        """A button of a message."""
        message = {"channel": self.gathering.channel.id, "ts": offer.ts}
        where = {"block_id": offer.block_id, "action_id": offer.action_id}
        return await self.precisely("press", message=message, text={"text": offer.button}, **where)

    async def pauses(self) -> None:
        """As long as people take before they press again."""
        await self.waits(self.dice.uniform(*BEFORE_AGAIN))

    # Forms

    def now(self) -> Before:
        """What is on her screen."""
        top = self.top()
        return Before(self._heard(), top.id if top else "")

    def top(self) -> View | None:
        """The form in front."""
        return self.gathering.slack.modals.top(self.person.id)

    async def opened(self, rule: Json, before: Before) -> View | None:
        """The form on her screen; None when she has pressed what does the same without one. Else NoForm.

        Told that it was late, she presses the button that came with the words; told to wait, she waits.
        """
        within: float | None = SEES_A_FORM_WITHIN
        for _ in range(TRIES):
            if within is None:
                return None
            form = await self._form(before, within)
            if form is not None:
                return form
            if self._heard() == before.heard:
                break
            before = Before(self._heard(), before.form)
            within = await self._heeds(rule)
        raise self._no_form()

    def _no_form(self) -> NoForm:
        """With what she was told last, which may say why."""
        said = self._told()
        words = self.gathering.slack.workspace.read(said) if said else ""
        return NoForm(f"no form opened: {words}")

    async def _heeds(self, rule: Json) -> float | None:
        """Do what she was told, and how long she then waits for the form; None when she need not any more."""
        instead = self._buttons(rule.get("instead", {}))
        if instead:
            weights = [rule["instead"][each.button] for each in instead]
            pressed = await self._later(self.dice.choices(instead, weights)[0])
            return None if self.taken(pressed) else SEES_A_FORM_WITHIN
        if again := self._buttons(self.gathering.habits.again):
            await self._later(again[0])
            return SEES_A_FORM_WITHIN
        if self._is_to_wait():
            return WAITS_TO_BE_CALLED
        if "fill" in rule:  # it may be of something else, and a form still come
            return SEES_A_FORM_WITHIN
        raise self._no_form()

    async def changed(self, view: View, hash_: str) -> View | None:
        """The form in front, once it is not what it was; None when it went, or stays as it is."""

        def look() -> tuple[View | None] | None:
            top = self.top()
            return (top,) if top is not view or view.hash != hash_ else None

        found = await self.gathering.slack.bell.until(look, SEES_A_FORM_WITHIN)
        return found[0] if found else None

    async def puts_form_away(self) -> None:
        """Close what is in front, if anything is."""
        with suppress(BadDeed):  # it may have gone by itself
            await self.does("closes")

    async def _later(self, button: Offer) -> Json:
        """Press what came in private, after a while."""
        await self.pauses()
        return await self.presses(button)

    async def _form(self, before: Before, within: float) -> View | None:
        """The form on her screen; None when she was told something instead, or nothing came."""

        def look() -> View | bool | None:
            top = self.top()
            is_new = top is not None and top.id != before.form
            return top if is_new else self._heard() > before.heard or None

        found = await self.gathering.slack.bell.until(look, within)
        return found if isinstance(found, View) else None

    # What she was told alone

    def _buttons(self, labels: Collection[str]) -> list[Offer]:
        """Those of these buttons that stand on what she was told last."""
        told = self._told()
        return list(self.gathering.offers.of_alone(told, labels)) if told else []

    def _is_to_wait(self) -> bool:
        """Whether she was told so last."""
        told, wait = self._told(), self.gathering.habits.wait
        return bool(told and wait and wait.search(self.gathering.slack.workspace.read(told)))

    def _told(self) -> Message | None:
        """The newest thing that only she sees."""
        seen = self.gathering.slack.workspace.newest(self.person.id, self.gathering.channel.id)
        return next((each for each in seen if each.only_for), None)

    def _heard(self) -> int:
        """How often she was told something that only she can see."""
        return self.gathering.slack.workspace.memory.count_alone(self.gathering.channel.id, self.person.id)
