"""A year of a programme on a simulated clock: people promise, answer, put off, stop, move and go away.

It is played through the real services over a real database; Slack takes everything, but for its outages.
Every message that goes out is held against what must never happen, by rules that are written anew here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coproduction.digests import DIGEST, OFF
from coproduction.errors import Refusal
from coproduction.followups import NUDGE, FollowUp, FollowUpState, Reply
from coproduction.hours import local_day
from coproduction.messages import Message, sent
from coproduction.people import Actor, Rhythm
from coproduction.recurring import Every
from coproduction.service import (
    advance,
    digests,
    followups,
    nudging,
    outbox,
    people,
    pledgeends,
    pledges,
    reaching,
    recurring,
    reminders,
    sharing,
)
from coproduction.service.kinds import kind_of
from tests.coproduction.promised import HOLIDAYS, Fate, Letter, Promise, Question
from tests.coproduction.watching import Watch

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from typing import Any

    from coproduction.pledges import Pledge
    from coproduction.ports import Memory

PROGRAMMES = HALL, PARK = "C-HALL", "C-PARK"
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
LATEST = timedelta(days=14)  # a week of the budget, four days of an outage, a weekend with holidays
NEWEST = 0.9  # so often people answer the newest question about something
INTERRUPTED = 0.05  # of the messages, those before which their reader does something at the last moment
WAITED_FOR = 0.2  # of what people do, what is done by somebody for whom a message waits
OWN_HOURS = (7, 8, 14, 18, 20)


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
    told: dict[str, date] = field(default_factory=dict)  # the day of each one's last summary
    wants_no_summary: set[tuple[str, str]] = field(default_factory=set)  # a person, and of which programme
    watch: Watch = field(default_factory=Watch)

    def tick(self, until: datetime) -> None:
        """Time has come to this moment: what is due is done, and what may go out goes out."""
        self.now = until
        self.watch.owes(self.now)
        if not self.is_away:
            self.watch.goes(self.now)
        while due := advance.due(self.memory(), self.now):
            for step, subject in due:
                self.do(step.take, self.now, subject)
        while not self.is_away and outbox.is_anything_due(self.memory(), self.now):
            for message in self._claimed():
                self._arrives(message)
        self.watch.has_ticked()

    def _claimed(self) -> list[Message]:
        return list(self.do(outbox.claim_to_send, self.now, 200))

    def _arrives(self, message: Message) -> None:
        if message.kind in {NUDGE, DIGEST}:
            self._hold_hours(message)
        if message.kind == DIGEST:
            self._hold_summary(message)
        if message.kind == NUDGE and not self._hold(message):
            return
        stamp = f"{self.now.timestamp() + sum(self.counts.values()) / 1e6:.6f}"
        self.do(outbox.settle, self.now, message, sent(stamp, channel=f"D-{message.recipient}"))

    def _hold_hours(self, message: Message) -> None:
        """What must never happen: out of hours, or after stop."""
        person = self.memory().people.get(message.recipient)
        assert person
        local = self.now.astimezone(ZoneInfo(person.zone))
        hour = 10 if person.ask_at is None else person.ask_at
        assert hour <= local.hour < max(18, min(hour + 2, 23)), f"at {local}"
        assert local.weekday() < 5, f"on {local:%A}"
        assert local.date() not in HOLIDAYS, f"on a holiday, {local}"
        assert person.wants_reminders, "after stop"

    def _hold_summary(self, message: Message) -> None:
        """What must never happen: to who wants none, while away, or two on a day."""
        person = self.memory().people.get(message.recipient)
        assert person
        day = self.now.astimezone(ZoneInfo(person.zone)).date()
        self._hold_contents(message)
        assert person.back_on is None or person.back_on <= day, "a summary while away"
        assert self.told.get(person.id) != day, "two summaries on a day"
        self.told[person.id] = day
        self.counts["summaries"] += 1

    def _hold_contents(self, message: Message) -> None:
        """Each programme of which its reader wants to hear that day, with what is missing there."""
        told = kind_of(DIGEST).content(self.memory(), message).digests
        overdue = {each.channel: each.overdue for each in told}
        assert overdue == {each: self.watch.overdue(each, message.due_at) for each in overdue}
        assert any(overdue.values()), "a summary of nothing"
        assert not any((message.recipient, each) in self.wants_no_summary for each in overdue), "after off"
        self.counts["two programmes"] += len(overdue) > 1

    def _hold(self, message: Message) -> bool:
        """What must never happen: while away, over the budget, twice, too late, or what nobody planned. False
        when it does not go after all.
        """
        memory = self.memory()
        asked = memory.follow_ups.asked_in(message.subject)
        letter = self._question(asked[0]).letter
        assert letter, "nobody has planned that"
        if self.dice.random() < INTERRUPTED and self._is_interrupted(message, letter):
            return False
        person = memory.people.get(message.recipient)
        assert person
        zone = ZoneInfo(person.zone)
        day = self.now.astimezone(zone).date()
        open_ones = [
            each for each in memory.follow_ups.asked_in(message.subject) if each.state is FollowUpState.DUE
        ]
        for each in open_ones:
            self.asked[each.id] += 1
            assert self.asked[each.id] == 1, "the same question twice"
            wanted_from = max(local_day(each.due_at, zone), person.back_on or date.min)
            assert day <= wanted_from + LATEST, f"too late, on {day}: {each}"
        self.watch.comes(letter, {(each.subject, each.occurrence): each.is_farewell for each in open_ones})
        assert len({each.subject for each in open_ones}) == len(open_ones), "one pledge twice in a message"
        assert person.back_on is None or person.back_on <= day, "while away"
        if not any(each.is_asked_for for each in open_ones):
            self._hold_budget(person.id, day)
        self.counts["joined"] += len(open_ones) > 1
        self.counts["farewells"] += any(each.is_farewell for each in open_ones)
        return True

    def _is_interrupted(self, message: Message, letter: Letter) -> bool:
        """Its reader does something just before it is sent: whether it does not go after all."""
        act = self.dice.choice([self.stop, self.go_away, self.let_go])
        with suppress(Refusal):
            act(message.recipient)
        kind, claimed = kind_of(message.kind), self.memory().messages.get(message.id)
        assert claimed
        against = reaching.against_after_all(self.memory(), kind, claimed, self.now)
        assert (against is not None) == self.watch.is_stopped(letter, self.now)
        if against is None:
            return False
        self.do(outbox.settle, self.now, message, against)
        self.counts["interrupted"] += 1
        return True

    def _question(self, asked: FollowUp) -> Question:
        return self.watch.question(asked.subject, asked.occurrence)

    def _hold_budget(self, person: str, day: date) -> None:
        if self.got[person]:
            assert day - self.got[person][-1] >= timedelta(days=7), f"over budget: {self.got[person]}, {day}"
        self.got[person].append(day)
        self.counts["messages"] += 1

    def stands_as_planned(self) -> None:
        """Each question stands as the plan has it, and what waits is due when the plan says."""
        memory = self.memory()
        for person in self.people:
            theirs = [
                each for each in memory.follow_ups.of_person(person) if each.state is FollowUpState.PLANNED
            ]
            stored = {(each.subject, each.occurrence): each.due_at for each in theirs}
            meant = {(each.promise.id, each.number): each.at for each in self.watch.life(person).planned}
            stories = [each.story for each in self.watch.life(person).promises]
            assert stored == meant, f"at {self.now}: {stored}, meant {meant}; {stories}"

    def live(self) -> None:
        """Somebody does something, or nobody does; at times somebody for whom a message waits."""
        waiting = self.watch.waited_for() if self.dice.random() < WAITED_FOR else []
        person = self.dice.choice(waiting or self.people)
        act = self.dice.choice(
            [self.go_away, self.stop, self.move, self.choose_hour, self.let_go]
            if waiting
            else [self.promise] * 6
            + [self.answer] * 12
            + [self.put_off] * 3
            + [self.choose, self.move, self.go_away, self.change, self.let_go, self.go_on, self.stop]
            + [self.hand_over, self.share, self.choose_hour, self.choose_summary]
        )
        try:
            act(person)
        except Refusal:
            self.counts["refused"] += 1

    def promise(self, person: str) -> None:
        """Somebody promises something: for a day, for none, or again and again."""
        kind, day = self.dice.randrange(5), self._later(90)
        form = pledges.PledgeForm(
            f"Do {self.counts['pledges']}", day if kind < 3 else None, f"form:{self.counts}"
        )
        channel = self.dice.choice(PROGRAMMES)
        pledge = self.do(pledges.make, self.now, Actor(person), channel, form).pledge
        self.counts["pledges"] += 1
        promise = self.watch.promised(pledge.id, person, self.now, pledge.by, channel)
        if kind in {0, 4}:
            self._keep_again(promise, pledge)

    def _keep_again(self, promise: Promise, pledge: Pledge) -> None:
        every = self.dice.choice(list(Every))
        until = self._later(200) if self.dice.random() < 0.5 else None

        def repeat(memory: Memory) -> None:
            person = memory.people.get(pledge.person)
            assert person
            recurring.choose(memory, self.now, person, pledge, every, until)

        self.do(repeat)
        self.watch.kept_again(promise, every, date.fromisoformat(until) if until else None, self.now)
        self.counts["again and again"] += 1

    def _later(self, most: int) -> str:
        return (self.now.date() + timedelta(days=self.dice.randrange(2, most))).isoformat()

    def _asked(self, person: str, *states: FollowUpState) -> tuple[FollowUp, Question]:
        """One that reached this person, and stands so; mostly the newest of its pledge."""
        found = [
            (each, question)
            for each in self.memory().follow_ups.of_person(person)
            if each.state in states
            and (question := self._question(each)).letter
            and question.letter.fate is Fate.SENT
            and not question.promise.is_gone
        ]
        if not found:
            raise Refusal("Nothing to do.")
        chosen = self.dice.choice(found)
        if self.dice.random() < NEWEST:
            same = (each for each in found if each[0].subject == chosen[0].subject)
            chosen = max(same, key=lambda one: one[0].occurrence)
        return chosen

    def answer(self, person: str) -> None:
        """Somebody says how it goes."""
        asked, question = self._asked(person, FollowUpState.DUE, FollowUpState.PUT_OFF)
        reply = self.dice.choice(list(Reply))
        self.do(followups.reply, Actor(person), asked.id, reply)
        self.watch.answered(question, reply)
        self.counts["answers"] += 1

    def put_off(self, person: str) -> None:
        """Not now."""
        (asked, question), days = self._asked(person, FollowUpState.DUE), self.dice.choice([3, 7])
        self.do(followups.put_off, self.now, Actor(person), asked.id, days)
        self.watch.put_off(question, days, self.now)
        self.counts["put off"] += 1

    def choose(self, person: str) -> None:
        """Somebody wants more or fewer, or none."""
        rhythm = self.dice.choice([Rhythm.LIGHT, Rhythm.STANDARD, Rhythm.LIGHT, Rhythm.STANDARD, Rhythm.NONE])
        self.do(reminders.set_rhythm, self.now, Actor(person), rhythm)
        few = None if rhythm is Rhythm.NONE else rhythm is Rhythm.LIGHT
        self.watch.chose(self.watch.life(person), few=few, now=self.now)
        self.counts["chosen how often"] += 1

    def stop(self, person: str) -> None:
        """Stop, or its way back."""
        wanted = self.dice.random() < 0.6
        self.do(people.remind, Actor(person), wanted=wanted)
        self.watch.life(person).has_stopped = not wanted
        self.counts["stops"] += 1

    def move(self, person: str) -> None:
        """Somebody lives elsewhere now."""
        zone = self.dice.choice(ZONES)
        if self.do(people.move, person, zone):
            self.watch.moved(person, zone)
            self.counts["moves"] += 1

    def choose_hour(self, person: str) -> None:
        """Somebody wants to be asked at another hour."""
        hour = self.dice.choice([*OWN_HOURS, 10, 10])
        self.do(reminders.set_hour, self.now, Actor(person), str(hour))
        self.watch.chose_hour(self.watch.life(person), hour, self.now)
        self.counts["hours"] += 1

    def choose_summary(self, person: str) -> None:
        """Who leads chooses the day of the weekly summary, or none."""
        day, channel = self.dice.choice(["0", "1", "2", "3", "4", OFF]), self.dice.choice(PROGRAMMES)
        self.do(digests.choose, self.now, Actor(person), channel, day)
        (self.wants_no_summary.add if day == OFF else self.wants_no_summary.discard)((person, channel))
        self.counts["summaries chosen"] += 1

    def go_away(self, person: str) -> None:
        """Somebody is away for a while, or back."""
        back_on = self._later(25) if self.dice.random() < 0.7 else None
        self.do(reminders.set_away, self.now, Actor(person), back_on)
        self.watch.life(person).back_on = date.fromisoformat(back_on) if back_on else None
        self.counts["absences"] += 1

    def _pledge(self, person: str) -> Pledge:
        found = self.memory().pledges.by(person)
        if not found:
            raise Refusal("Nothing to do.")
        return self.dice.choice(found)

    def change(self, person: str) -> None:
        """Somebody changes the date."""
        pledge, day = self._pledge(person), self._later(60)
        self.do(
            pledges.change, self.now, Actor(person), pledge.id, pledges.PledgeForm(pledge.what, day, "form")
        )
        self.watch.changed(self.watch.promises[pledge.id], date.fromisoformat(day), self.now)
        self.counts["changes"] += 1

    def let_go(self, person: str) -> None:
        """Somebody lets it go, and perhaps takes it up again."""
        pledge, promise = self._pledge(person).id, self.dice.random() < 0.5
        self.do(pledges.withdraw, self.now, Actor(person), pledge)
        if promise:
            self.do(pledges.resume, self.now, Actor(person), pledge)
        self.watch.let_go(self.watch.promises[pledge], resumed=promise)

    def hand_over(self, person: str) -> None:
        """Somebody takes over what another promised."""
        pledge, to = self._pledge(person), self.dice.choice(self.people)
        if to == person or not pledges.promised(self.memory(), pledge).is_open:
            raise Refusal("Nothing to do.")
        self.do(lambda memory: pledgeends.hand_over(memory, self.now, pledge, people.meet(memory, Actor(to))))
        self.watch.handed_over(self.watch.promises[pledge.id], to, self.now)
        self.counts["handed over"] += 1

    def share(self, person: str) -> None:
        """Somebody shows the group what they promised, or does not any more."""
        pledge = self._pledge(person).id
        if self.dice.random() < 0.5:
            self.do(sharing.share, self.now, Actor(person), pledge)
        else:
            self.do(sharing.keep_private, Actor(person), pledge)
        self.counts["shared"] += 1

    def go_on(self, person: str) -> None:
        """Somebody wants to be asked after all."""
        asked, question = self._asked(person, FollowUpState.DUE)
        if not asked.is_farewell:
            raise Refusal("Nothing to do.")
        self.do(nudging.go_on, self.now, Actor(person), asked.id)
        self.watch.goes_on(question, self.now)
        self.counts["gone on"] += 1
