"""One person of a crowd: reads the channel, does one thing she finds there, and waits a while."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from rehearsal.acts.deeds import do
from rehearsal.acts.forms import labels
from rehearsal.acts.order import Order
from rehearsal.acts.precise import Precise
from rehearsal.crowd.habits import Habits, one_of, words_for
from rehearsal.crowd.offers import Offer, Offers
from rehearsal.crowd.tally import Tally
from rehearsal.model import Channel, Json, Message, Person, View
from rehearsal.refusals import BadDeed
from rehearsal.slack import Slack

TRIES = 3
BEFORE_AGAIN = (3.0, 15.0)  # seconds that she waits before she presses again, as she was asked to
SEES_A_FORM_WITHIN = 5.0  # seconds, on the machine's clock, as everything an app must be quick at
WAITS_TO_BE_CALLED = 300.0  # such seconds, once she was told that there is no room for her form now


@dataclass
class Gathering:
    """What all members of one crowd share."""

    slack: Slack
    habits: Habits
    channel: Channel
    offers: Offers
    tally: Tally


@dataclass
class Member:
    """Her own dice make her the same person every time, whoever else is there."""

    gathering: Gathering
    person: Person
    dice: random.Random
    waits: Callable[[float], Awaitable[None]]  # so many seconds of her own
    _tries: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # by habit, message and button
    _times: Counter[str] = field(default_factory=Counter)

    async def act(self) -> None:
        """One thing, if there is one for her and nobody else acts as her."""
        if self.person.deleted or self.person.id in self.gathering.slack.workspace.played:
            return
        offer = self._choose()
        if offer is None:
            return
        key = _key(offer)
        self._tries[key] += 1
        try:
            done = await self._do(offer)
        except BadDeed as refused:
            done = False
            self._note(offer, refused)
            await self._put_form_away()
        if done:
            self._tries[key] = TRIES
            self._times[offer.habit.name] += 1
            self.gathering.tally.done(offer.habit.name, self.person.id)

    def _note(self, offer: Offer, refused: BadDeed) -> None:
        """What she could not do is counted, and who wonders finds why."""
        self.gathering.tally.refused += 1
        why, habit = str(refused), offer.habit.name
        self.gathering.slack.log.add("crowd", what="refused", person=self.person.id, habit=habit, why=why)

    def _choose(self) -> Offer | None:
        """First things first; then a habit by its weight, or none; a message, and one of its buttons."""
        open_to_her = [each for each in self.gathering.offers.now() if self._may(each)]
        first = [each for each in open_to_her if each.habit.first]
        by_habit: dict[str, list[Offer]] = {}
        for each in first or open_to_her:
            by_habit.setdefault(each.habit.name, []).append(each)
        weights = [offers[0].habit.weight for offers in by_habit.values()]
        idle = 0 if first else self.gathering.habits.idle
        of_one_habit = self.dice.choices([*by_habit.values(), []], [*weights, idle])[0]
        if not of_one_habit:
            return None
        ts = self.dice.choice(sorted({each.ts for each in of_one_habit}))
        buttons = [each for each in of_one_habit if each.ts == ts]
        return self.dice.choices(buttons, [each.weight for each in buttons])[0]

    def _may(self, offer: Offer) -> bool:
        name = offer.habit.name
        if offer.habit.named and self.person.real_name not in offer.words:
            return False
        once_more = bool(offer.habit.type) or self._tries.get(_key(offer), 0) < TRIES
        return once_more and self._times[name] < offer.habit.most

    async def _do(self, offer: Offer) -> bool:
        """Whether the app took it."""
        message = {"channel": self.gathering.channel.id, "ts": offer.ts}
        if offer.habit.type:
            pieces = [self.dice.choice(each) for each in offer.habit.texts]
            text = offer.habit.type.format(text=" ".join(pieces))
            return self._taken(await self._does("types", text=text, channel=self.gathering.channel.id))
        if offer.habit.react:
            emoji = one_of(offer.habit.react, self.dice)
            return self._taken(await self._precisely("react", message=message, emoji=emoji))
        heard = self._heard()
        pressed = await self._press(message, offer)
        rule: Json = offer.rule or {}
        return self._taken(pressed) and ("form" not in rule or await self._fill_in(rule, heard))

    async def _press(self, message: Json, offer: Offer) -> Json:
        where = {"block_id": offer.block_id, "action_id": offer.action_id}
        return await self._precisely("press", message=message, text={"text": offer.button}, **where)

    async def _fill_in(self, rule: Json, heard: int) -> bool:
        """Whether the form that opened was sent, and taken; or a button that does without it."""
        form = rule["form"]
        opened = await self._opened(rule, heard)
        if opened is None:
            return True
        there = labels(opened)
        values = {label: words_for(form[label], self.person, self.dice) for label in form if label in there}
        await self._does(
            "fills", values={label: value for label, value in values.items() if value is not None}
        )
        sent = await self._does("submits")
        if sent["acked"] and not sent["closed"]:
            raise BadDeed(f"the form came back: {' '.join(sent['errors'].values())}")
        return self._taken(sent)

    async def _opened(self, rule: Json, heard: int) -> View | None:
        """The form on her screen; None when she has pressed what does the same without one.

        Told that it was late, she presses the button that came with the words; told to wait, she waits.
        """
        within = SEES_A_FORM_WITHIN
        for _ in range(TRIES):
            form = await self._form(heard, within)
            if form is not None:
                return form
            if self._heard() == heard:
                break
            heard, within = self._heard(), SEES_A_FORM_WITHIN
            instead = self._buttons(rule.get("instead", {}))
            if instead:
                weights = [rule["instead"][each.button] for each in instead]
                if self._taken(await self._later(self.dice.choices(instead, weights)[0])):
                    return None
            elif again := self._buttons(self.gathering.habits.again):
                await self._later(again[0])
            elif self._is_to_wait():
                within = WAITS_TO_BE_CALLED
            else:
                break
        said = self._told() if self._heard() else None
        words = self.gathering.slack.workspace.read(said) if said else ""
        raise BadDeed(f"no form opened: {words}")

    async def _later(self, button: Offer) -> Json:
        """Press what came in private, after a while."""
        await self.waits(self.dice.uniform(*BEFORE_AGAIN))
        return await self._press({"channel": self.gathering.channel.id, "ts": button.ts}, button)

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

    async def _form(self, heard: int, within: float) -> View | None:
        """The form on her screen; None when she was told something instead, or nothing came."""
        slack = self.gathering.slack

        def look() -> View | bool | None:
            return slack.modals.top(self.person.id) or self._heard() > heard or None

        found = await slack.bell.until(look, within)
        return found if isinstance(found, View) else None

    def _heard(self) -> int:
        """How often she was told something that only she can see."""
        return self.gathering.slack.workspace.memory.count_alone(self.gathering.channel.id, self.person.id)

    async def _put_form_away(self) -> None:
        with suppress(BadDeed):  # it may have gone by itself
            await self._does("closes")

    def _taken(self, deed: Json) -> bool:
        self.gathering.tally.unanswered += not deed["acked"]
        return bool(deed["acked"])

    async def _does(self, deed: str, **details: object) -> Json:
        return await do(self.gathering.slack, {"person": self.person.id, "deed": deed, **details})

    async def _precisely(self, deed: str, **details: object) -> Json:
        return await Precise(self.gathering.slack).precise(
            Order({"person": self.person.id, "deed": deed, **details})
        )


def _key(offer: Offer) -> tuple[str, str, str]:
    return offer.habit.name, offer.ts, offer.button if offer.habit.each else ""
