"""One person of a crowd: reads the channel, does one thing she finds there, and waits a while."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from rehearsal.acts.forms import labels
from rehearsal.crowd import whatever
from rehearsal.crowd.habits import Fill, one_of, words_for
from rehearsal.crowd.hands import TRIES, Before, Gathering, Hands, LeftAlone
from rehearsal.crowd.offers import Offer
from rehearsal.model import Json, Person
from rehearsal.refusals import BadDeed


@dataclass
class Member:
    """Her own dice make her the same person every time, whoever else is there."""

    gathering: Gathering
    person: Person
    dice: random.Random
    waits: Callable[[float], Awaitable[None]]  # so many seconds of her own
    _tries: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # by habit, message and button
    _times: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._hands = Hands(self.gathering, self.person, self.dice, self.waits)

    async def act(self) -> None:
        """One thing, if there is one for her and nobody else acts as her."""
        if self.person.deleted or self._hands.are_bound:
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
            with suppress(LeftAlone):
                await self._hands.puts_form_away()
        except LeftAlone:
            return
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
        habit, hands, channel = offer.habit, self._hands, self.gathering.channel.id
        if habit.type:
            pieces = [self.dice.choice(each) for each in habit.texts]
            text = habit.type.format(text=" ".join(pieces))
            return hands.taken(await hands.does("types", text=text, channel=channel))
        if habit.react:
            emoji = one_of(habit.react, self.dice)
            message = {"channel": channel, "ts": offer.ts}
            return hands.taken(await hands.precisely("react", message=message, emoji=emoji))
        before, rule = hands.now(), offer.rule or {}
        if not hands.taken(await hands.presses(offer)):
            return False
        if fill := Fill.of(rule):
            return await whatever.fill_in(hands, fill, rule, before)
        return "form" not in rule or await self._fill_in(rule, before)

    async def _fill_in(self, rule: Json, before: Before) -> bool:
        """Whether the form that opened was sent, and taken; or a button that does without it."""
        form, hands = rule["form"], self._hands
        opened = await hands.opened(rule, before)
        if opened is None:
            return True
        there = labels(opened)
        values = {label: words_for(form[label], self.person, self.dice) for label in form if label in there}
        await hands.does(
            "fills", values={label: value for label, value in values.items() if value is not None}
        )
        sent = await hands.does("submits")
        if sent["acked"] and not sent["closed"]:
            raise BadDeed(f"the form came back: {' '.join(sent['errors'].values())}")
        return hands.taken(sent)


def _key(offer: Offer) -> tuple[str, str, str]:
    return offer.habit.name, offer.ts, (offer.value or offer.button) if offer.habit.each else ""
