"""What there is to do in a channel, as everybody in a crowd finds it; worked out once for each change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rehearsal.acts.finding import label_of
from rehearsal.crowd.habits import Habit, Habits
from rehearsal.model import Channel, Json, Message
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.slack import Slack

NEWEST = 1_000  # messages of a channel that a crowd looks through
KNOWN = 5_000


@dataclass(frozen=True)
class Offer:
    """One thing that may be done with one message."""

    habit: Habit
    ts: str
    words: str  # what its message reads
    block_id: str = ""
    action_id: str = ""
    button: str = ""
    value: str = ""  # what the button stands for, however it is labelled
    rule: Json | None = None  # what the habit says about the button

    @property
    def weight(self) -> float:
        """How likely it is among the buttons of its message."""
        return float((self.rule or {}).get("weight", 1))


class Offers:
    """People read the newest messages; what a message offers is the same for all of them."""

    def __init__(self, slack: Slack, habits: Habits, room: Channel) -> None:
        self._slack = slack
        self._habits = habits
        self._room = room
        self._known: dict[str, tuple[int, list[Offer]]] = {}

    def now(self) -> Iterator[Offer]:
        """All that stands in the channel for everybody, newest first."""
        for message in islice(self._slack.workspace.memory.newest(self._room.id), NEWEST):
            known = self._known.get(message.ts)
            if known is None or known[0] != message.changed:
                known = self._known[message.ts] = (message.changed, list(self._of(message)))
            yield from known[1]
        if len(self._known) > KNOWN:
            self._known.clear()

    def of_alone(self, message: Message, buttons: Collection[str]) -> Iterator[Offer]:
        """Those of these buttons, by what is written on them, that a message has which one person sees."""
        habit = Habit("", [], re.compile(""), press={label: {} for label in buttons})
        for block in flat(message.blocks):
            yield from self._buttons(Offer(habit, message.ts, ""), block)

    def _of(self, message: Message) -> Iterator[Offer]:
        if not message.by_bot:
            return
        words = self._slack.workspace.read(message)
        for habit in self._habits.habits:
            if not habit.on.search(words):
                continue
            if not habit.press:
                yield Offer(habit, message.ts, words)
            for block in flat(message.blocks) if habit.press else ():
                yield from self._buttons(Offer(habit, message.ts, words), block)

    @staticmethod
    def _buttons(offer: Offer, block: Json) -> Iterator[Offer]:
        for element in elements_of([block]):
            rule = offer.habit.button(label_of(element)) if element["type"] == "button" else None
            if rule is not None and rule.get("weight", 1) > 0:
                yield replace(
                    offer,
                    block_id=block["block_id"],
                    action_id=element["action_id"],
                    button=label_of(element),
                    value=element.get("value", ""),
                    rule=rule,
                )
