"""A year of a programme on a simulated clock: people promise, answer, put off, stop, move and go away.

It is played through the real services over a real database; Slack takes everything, but for its outages.
Every message that goes out is held against what must never happen, by rules that are written anew here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.followups import NUDGE, PLEDGE, FollowUp, FollowUpState, Reply
from coproduction.hours import local_day
from coproduction.messages import Message, MessageState, sent
from coproduction.people import Actor, Rhythm
from coproduction.recurring import Every, Recurrence
from coproduction.service import advance, followups, nudging, outbox, people, pledges, reminders
from coproduction.service.kinds import shown

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from typing import Any

    from coproduction.ports import Memory
    from coproduction.service.nudgecards import NudgeNote

HALL = "C-HALL"
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
HOLIDAYS = frozenset(
    {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
    | {date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30)}
)
LATEST = timedelta(days=14)  # a week of the budget, four days of an outage, a weekend with holidays
GRACE = timedelta(days=20)  # a week of the budget, what it moves to, holidays and an outage


@dataclass
class Year:
    """One programme: `do` runs one unit of work, `dice` decides what people do, and `now` is its clock."""

    do: Callable[..., Any]
    memory: Callable[[], Memory]
    dice: random.Random
    now: datetime
    people: tuple[str, ...]
    is_away: bool = False  # Slack, which then takes nothing
    counts: Counter[str] = field(default_factory=Counter)
    got: defaultdict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)

    def tick(self, until: datetime) -> None:
        """Time has come to this moment: what is due is done, and what may go out goes out."""
        self.now = until
        while due := advance.due(self.memory(), self.now):
            for step, subject in due:
                self.do(step.take, self.now, subject)
        if self.is_away:
            return
        while outbox.is_anything_due(self.memory(), self.now):
            for message in self._claimed():
                self._arrives(message)

    def _claimed(self) -> list[Message]:
        return list(self.do(outbox.claim_to_send, self.now, 200))

    def _arrives(self, message: Message) -> None:
        if message.kind == NUDGE:
            self._hold(message)
        stamp = f"{self.now.timestamp() + sum(self.counts.values()) / 1e6:.6f}"
        self.do(outbox.settle, self.now, message, sent(stamp, channel=f"D-{message.recipient}"))

    def _hold(self, message: Message) -> None:
        """What must never happen: out of hours, after stop, while away, over the budget, twice, too late."""
        memory = self.memory()
        person = memory.people.get(message.recipient)
        assert person
        note, _ = shown(memory, message)
        zone = ZoneInfo(person.zone)
        local = self.now.astimezone(zone)
        assert time(9) <= local.time() < time(18), f"at {local}"
        assert local.weekday() < 5, f"on {local:%A}"
        assert local.date() not in HOLIDAYS, f"on a holiday, {local}"
        assert person.wants_reminders, "after stop"
        notes = (note, *note.others)
        open_ones = [each for each in notes if each.follow_up.state is FollowUpState.DUE]
        assert open_ones, "about nothing that is open"
        for each in open_ones:
            self.asked[each.follow_up.id] += 1
            assert self.asked[each.follow_up.id] == 1, "the same question twice"
            wanted_from = max(local_day(each.follow_up.due_at, zone), person.back_on or date.min)
            assert local.date() <= wanted_from + LATEST, f"too late, on {local}: {each.follow_up}"
        if not note.follow_up.is_asked_for:
            self._hold_budget(person.id, local.date(), person.back_on, notes)

    def _hold_budget(
        self, person: str, day: date, back_on: date | None, notes: tuple[NudgeNote, ...]
    ) -> None:
        assert back_on is None or back_on <= day, "while away"
        if self.got[person]:
            assert day - self.got[person][-1] >= timedelta(days=7), f"over budget: {self.got[person]}, {day}"
        assert len({each.pledge.id for each in notes}) == len(notes), "one pledge twice in a message"
        self.got[person].append(day)
        self.counts["messages"] += 1
        self.counts["joined"] += len(notes) > 1
        self.counts["farewells"] += any(each.follow_up.is_farewell for each in notes)

    def nothing_was_missed(self) -> None:
        """What must have happened: no question waits in the past, and each one's message ended."""
        memory = self.memory()
        for each in self.people:
            for asked in memory.follow_ups.of_person(each):
                if asked.state is FollowUpState.PLANNED:
                    assert asked.due_at > self.now - GRACE, f"never asked: {asked}"
                if asked.state is FollowUpState.DUE:
                    self._has_ended(memory, asked)

    def _has_ended(self, memory: Memory, asked: FollowUp) -> None:
        state = followups.nudges_of(memory, [asked]).get(asked.id)
        ends = {MessageState.SENT, MessageState.EXPIRED, MessageState.CANCELLED}
        assert state in ends or asked.due_at > self.now - GRACE, f"never sent: {asked}, {state}"

    def live(self) -> None:
        """Somebody does something, or nobody does."""
        person = self.dice.choice(self.people)
        act = self.dice.choice(
            [self.promise] * 6
            + [self.answer] * 12
            + [self.put_off] * 3
            + [self.choose, self.move, self.go_away, self.change, self.let_go, self.go_on, self.stop]
        )
        try:
            act(person)
        except Refusal:
            self.counts["refused"] += 1

    def promise(self, person: str) -> None:
        """Somebody promises something: for a day, for none, or again and again."""
        kind, day = self.dice.randrange(5), self._later(90)
        number = self.counts["pledges"]
        form = pledges.PledgeForm(f"Do {number}", day if kind < 3 else None, f"form:{number}")
        made = self.do(pledges.make, self.now, Actor(person), HALL, form)
        self.counts["pledges"] += 1
        if kind == 0:
            pledge = made.pledge
            rule = Recurrence(pledge.id, self.dice.choice(list(Every)), date.fromisoformat(day))
            self.do(lambda memory: memory.recurrences.put(rule))

    def _later(self, most: int) -> str:
        return (self.now.date() + timedelta(days=self.dice.randrange(2, most))).isoformat()

    def _one(self, person: str, *states: FollowUpState) -> FollowUp:
        found = [each for each in self.memory().follow_ups.of_person(person) if each.state in states]
        if not found:
            raise Refusal("Nothing to do.")
        return self.dice.choice(found)

    def answer(self, person: str) -> None:
        """Somebody says how it goes."""
        asked = self._one(person, FollowUpState.DUE, FollowUpState.PUT_OFF)
        self.do(followups.reply, Actor(person), asked.id, self.dice.choice(list(Reply)))
        self.counts["answers"] += 1

    def put_off(self, person: str) -> None:
        """Not now."""
        asked = self._one(person, FollowUpState.DUE)
        self.do(followups.put_off, self.now, Actor(person), asked.id, self.dice.choice([3, 7]))
        self.counts["put off"] += 1

    def choose(self, person: str) -> None:
        """Somebody wants more or fewer."""
        rhythm = self.dice.choice([Rhythm.LIGHT, Rhythm.STANDARD])
        self.do(reminders.set_rhythm, self.now, Actor(person), rhythm)

    def stop(self, person: str) -> None:
        """Stop, or its way back."""
        self.do(people.remind, Actor(person), wanted=self.dice.random() < 0.6)
        self.counts["stops"] += 1

    def move(self, person: str) -> None:
        """Somebody lives elsewhere now."""
        self.do(people.move, person, self.dice.choice(ZONES))
        self.counts["moves"] += 1

    def go_away(self, person: str) -> None:
        """Somebody is away for a while, or back."""
        back_on = self._later(25) if self.dice.random() < 0.7 else None
        self.do(reminders.set_away, self.now, Actor(person), back_on)

    def _pledge(self, person: str) -> str:
        found = self.memory().pledges.by(person)
        if not found:
            raise Refusal("Nothing to do.")
        return self.dice.choice(found).id

    def change(self, person: str) -> None:
        """Somebody changes the date."""
        form = pledges.PledgeForm("Do it", self._later(60), "form")
        self.do(pledges.change, self.now, Actor(person), self._pledge(person), form)

    def let_go(self, person: str) -> None:
        """Somebody lets it go, and perhaps takes it up again."""
        pledge = self._pledge(person)
        self.do(pledges.withdraw, self.now, Actor(person), pledge)
        if self.dice.random() < 0.5:
            self.do(pledges.resume, self.now, Actor(person), pledge)

    def go_on(self, person: str) -> None:
        """Somebody wants to be asked after all."""
        asked = [
            each
            for each in self.memory().follow_ups.of_person(person)
            if each.is_farewell and each.about == PLEDGE
        ]
        if asked:
            self.do(nudging.go_on, self.now, Actor(person), self.dice.choice(asked).id)
            self.counts["gone on"] += 1
