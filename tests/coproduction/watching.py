"""Each tick of a year held against the plan: what comes was to come, and what was to come has come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.coproduction.promised import (
    A_WEEK,
    FEW_WEEKS,
    ONE_DAY,
    WEEKS,
    WORTH_ASKING,
    Life,
    Promise,
    Question,
    workday,
)


@dataclass
class Watch:
    """Hears what people do, in the words of the plan, and what reaches them."""

    lives: dict[str, Life] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    questions: dict[str, Question] = field(
        default_factory=dict
    )  # that were asked, by the bot's name for them
    counts: Counter[str] = field(default_factory=Counter)
    _came: list[Question] = field(default_factory=list)

    def life(self, person: str) -> Life:
        """That of a person."""
        return self.lives.setdefault(person, Life(person))

    def promised(self, promise: str, person: str, now: datetime, by: date | None) -> Promise:
        """Somebody has promised something."""
        made = self.promises[promise] = Promise(promise, self.life(person), now, by)
        made.life.promises.append(made)
        made.plan(*made.first_days(now))
        return made

    def kept_again(self, promise: Promise, every: str, until: date | None, now: datetime) -> None:
        """They keep it again and again."""
        promise.rule = (every, promise.counted_from(every, now), until)
        promise.repeat(now)

    def answered(self, question: Question, reply: str, *, was_put_off: bool) -> None:
        """Somebody has said how it goes."""
        promise = question.promise
        self._heard(question)
        question.reply = reply
        promise.tells("said", reply, "put off before" * was_put_off)
        if was_put_off:
            chosen = [each for each in promise.planned if each.is_chosen]
            promise.is_sure &= len(chosen) < 2
            promise.coming = [each for each in promise.coming if each not in chosen]
        if reply == "done" and promise.rule is None:
            promise.shelved += promise.coming + promise.paused
            promise.coming, promise.paused = [], []
        else:
            promise.coming += promise.shelved + promise.paused
            promise.shelved, promise.paused = [], []

    def put_off(self, question: Question, days: int, now: datetime) -> None:
        """Not now: what was to come before is not asked."""
        promise = question.promise
        self._heard(question)
        again = workday(promise.life.today(now) + timedelta(days=days))
        overtaken = [each for each in promise.planned if not each.is_chosen and each.day <= again]
        promise.coming = [each for each in promise.coming if each not in overtaken]
        promise.plan(again, is_chosen=True)
        promise.tells("put off until", again, "at", now)

    def _heard(self, question: Question) -> None:
        promise = question.promise
        promise.is_sure &= question is max(promise.sent, key=lambda each: each.number)
        promise.silent = 0

    def goes_on(self, question: Question, now: datetime) -> None:
        """Somebody wants to be asked after all."""
        promise, today = question.promise, question.promise.life.today(now)
        self._heard(question)
        promise.tells("went on", now)
        ahead = [each for each in promise.paused if each.moment > now]
        promise.coming, promise.paused = promise.coming + ahead, []
        if not ahead and not promise.plan_next(max(today, question.day)):
            promise.plan(workday(today + 2 * A_WEEK))

    def changed(self, promise: Promise, by: date, now: datetime) -> None:
        """It has another date."""
        if by == promise.by:
            return
        promise.is_sure &= promise.silent == 0 or bool(promise.planned)
        promise.by, promise.silent = by, 0
        promise.tells("changed to", by, "at", now)
        promise.replan(now)

    def let_go(self, promise: Promise, *, resumed: bool) -> None:
        """Nobody asks about it; or, if they take it up again at once, as before."""
        promise.tells("let go", "and resumed" * resumed)
        if not resumed:
            promise.is_gone, promise.coming, promise.paused, promise.shelved = True, [], [], []
        elif any(each.reply == "done" for each in promise.sent):
            promise.shelved += promise.coming + promise.paused
            promise.coming, promise.paused = [], []
        else:
            promise.coming += promise.paused + promise.shelved
            promise.paused, promise.shelved = [], []

    def handed_over(self, promise: Promise, to: str, now: datetime) -> None:
        """It is somebody else's, who is asked about it anew."""
        promise.tells("handed over", now)
        promise.life.promises.remove(promise)
        promise.life = self.life(to)
        promise.life.promises.append(promise)
        promise.coming, promise.paused, promise.shelved, promise.sent = [], [], [], []
        promise.silent = 0
        promise.replan(now)

    def chose(self, life: Life, *, few: bool, now: datetime) -> None:
        """Somebody wants more or fewer, and with that no stop."""
        life.has_stopped, is_other, life.wants_few = False, few != life.wants_few, few
        for promise in life.promises if is_other else ():
            is_over = promise.is_gone or promise.reply == "done"
            if not (promise.by or is_over or promise.paused or promise.rule):
                self._as_often(promise, life, now)

    @staticmethod
    def _as_often(promise: Promise, life: Life, now: datetime) -> None:
        made_on = life.today(promise.made_at)
        usual = {workday(made_on + A_WEEK * weeks) for weeks in WEEKS}
        wanted = {workday(made_on + A_WEEK * weeks) for weeks in FEW_WEEKS} if life.wants_few else usual
        there = {each.day for each in promise.planned}
        dropped = [each for each in promise.planned if each.day in usual - wanted and not each.is_chosen]
        promise.coming = [each for each in promise.coming if each not in dropped]
        known = there | {each.day for each in (*promise.sent, *promise.coming)}
        new = [day for day in wanted if all(abs(day - other) >= A_WEEK for other in known)]
        promise.plan(*sorted(day for day in new if day > life.today(now)))

    def moved(self, person: str, zone: str) -> None:
        """Somebody lives elsewhere."""
        self.life(person).zone = ZoneInfo(zone)

    def owes(self, now: datetime) -> None:
        """A tick begins: what is due is owed, or moves to the day on which its person may be asked."""
        self._came = []
        for life in self.lives.values():
            today = life.today(now)
            near = (each for one in life.promises for each in one.coming if each.day <= today)
            due = [each for each in near if each.at is None and each.moment <= now]
            for each in sorted(due, key=lambda question: question.moment):
                if each in each.promise.coming and each.at is None:
                    self._asks(life, each, now)

    def _asks(self, life: Life, first: Question, now: datetime) -> None:
        if now > life.worth_until(first.moment):
            self._is_too_late(life, first, now)
            return
        if first.is_chosen or life.has_stopped:
            self._owe([first], now, is_apart=True)
            return
        waiting = [each for each in life.owed() if not each.is_chosen and now <= each.in_time_until]
        day = life.free_on(now)
        if any(each.promise is first.promise for each in waiting):
            first.day = workday(life.today(now) + A_WEEK)
        elif waiting:
            self._owe([first], now, is_apart=min(each.moment for each in waiting) < now - WORTH_ASKING)
        elif day > life.today(now):
            first.day = day
        else:
            self._owe([first, *self._soon(life, first, now)], now, is_apart=False)

    def _is_too_late(self, life: Life, first: Question, now: datetime) -> None:
        """Nobody asks it now. After a farewell nobody missed it either."""
        promise = first.promise
        promise.is_sure &= life.back_on is None or now > life.ten(workday(life.back_on)) + WORTH_ASKING
        if any(each.is_farewell and each.number < first.number for each in promise.sent):
            promise.silent = 0
            if promise.rule and not [each for each in promise.planned if each is not first]:
                promise.plan_next(max(life.today(now), first.day))
        else:
            self._owe([first], now, is_apart=True)
        promise.coming.remove(first)
        self.counts["too late"] += 1

    @staticmethod
    def _soon(life: Life, first: Question, now: datetime) -> list[Question]:
        """What they will be asked within a week, of each other promise the next; none of today."""
        before = life.today(now) + A_WEEK
        older = [each for each in life.promises if life.today(each.made_at) < life.today(now)]
        unasked = [[each for each in one.planned if not each.is_chosen] for one in older]
        due = [each[0] for each in unasked if each and each[0].promise is not first.promise]
        return [each for each in due if each.day < before and now <= life.worth_until(each.moment)]

    @staticmethod
    def _owe(together: list[Question], now: datetime, *, is_apart: bool) -> None:
        if not together:
            return
        until = max(each.promise.life.worth_until(each.moment) for each in together)
        for each in together:
            promise = each.promise
            promise.tells("owed", each.day, "at", now)
            each.at, each.until, each.is_apart = now, until, is_apart
            each.in_time_until = until
            each.is_farewell = promise.silent >= 2
            if promise.rule and not promise.planned:
                promise.plan_next(max(promise.life.today(now), each.day))
            if each.is_farewell:
                promise.paused += promise.planned
                promise.coming = [one for one in promise.coming if one.at]

    def comes(self, person: str, asked: dict[str, tuple[str, bool]], now: datetime) -> None:
        """A message asks about these promises; each with the bot's name for its question, and whether it is
        the last one.
        """
        life = self.lives[person]
        for promise, (name, is_farewell) in asked.items():
            question = self._meant(self.promises[promise], now)
            self._says_farewell(question, says_so=is_farewell)
            question.promise.silent += 1
            question.promise.tells("asked", now)
            question.promise.sent.append(question)
            self.questions[name] = question
            self._came.append(question)
        assert all(self.promises[each].life is life for each in asked), "asked of somebody else"

    def _says_farewell(self, question: Question, *, says_so: bool) -> None:
        """The third in a row is the last, and none before it."""
        promise = question.promise
        assert question.is_farewell or not says_so or not promise.is_sure, f"too early a farewell: {question}"
        is_late = question.is_farewell and not says_so and promise.is_sure
        self.counts["late farewells"] += is_late
        promise.is_sure &= not is_late

    def _meant(self, promise: Promise, now: datetime) -> Question:
        owed = [each for each in promise.coming if each.at and each.until and now <= each.until]
        owed.sort(key=lambda each: each.moment)
        if not owed:  # of two that are due at once the other may have gone first
            soon = promise.life.today(now) + A_WEEK
            owed = [each for each in promise.planned[:1] if each.day < soon and not each.is_chosen]
            self._owe(owed, now, is_apart=False)
            self.counts["came along"] += len(owed)
        if not owed and promise.late:  # this plan gave it up a little too early, which is counted
            promise.coming.append(promise.late.pop())
            owed = promise.coming[-1:]
            self.counts["came late"] += 1
        assert owed or not promise.is_sure, f"nobody was to be asked about it: {promise}"
        if not owed:
            return Question(promise, promise.life.today(now))
        promise.coming.remove(owed[0])
        self.counts["as planned"] += promise.is_sure
        return owed[0]

    def has_ticked(self, now: datetime, *, takes: bool) -> None:
        """A tick has ended: whoever could be asked was asked; the rest waits, or is given up for a cause."""
        for life in self.lives.values():
            came = [each for each in self._came if each.promise.life is life]
            if not (came or life.owed()):
                continue
            self._comes_later(life, came, now)
            if takes:
                self._looks_after(life, came, now)
            for each in life.owed():
                self._is_given_up(life, each, now, takes=takes)
            if any(not each.is_chosen for each in came):
                life.asked_on = life.today(now)
            for each in life.owed():
                self._waits(life, each, now, takes=takes)

    def _comes_later(self, life: Life, came: list[Question], now: datetime) -> None:
        """What could have come along before its day, and did not, waits for it."""
        for each in life.owed() if came else ():
            if each.day > life.today(now) and not each.is_chosen:
                each.at = None
                if each.is_farewell:
                    each.promise.coming += each.promise.paused
                    each.promise.paused = []
                self.counts["came later"] += 1

    def _looks_after(self, life: Life, came: list[Question], now: datetime) -> None:
        """Nobody who could be asked waits for an answer from us."""
        is_taken = any(not each.is_chosen and self._takes_the_week_alone(each, now) for each in came)
        for each in life.owed():
            if not self._is_wanted(life, each, now):
                continue
            self.counts["excused"] += 1
            is_excused = is_taken or any(one.promise is each.promise or each.is_apart for one in came)
            assert is_excused or (each.until and now > each.until), (
                f"at {now} nobody was asked: {each}; {[one.story for one in life.promises]}"
            )

    @staticmethod
    def _takes_the_week_alone(each: Question, now: datetime) -> bool:
        """Whether it had a message of its own, for which whatever else is due has to wait."""
        return each.is_apart or now > each.in_time_until or not each.promise.is_sure

    @staticmethod
    def _is_wanted(life: Life, each: Question, now: datetime) -> bool:
        """Whether this must go now; what may come along only where the plan is sure of all."""
        is_there = life.back_on is None or life.back_on <= life.today(now)
        is_free = is_there if each.is_chosen else life.held_until(now) is None
        is_sure = life.is_sure or (each.promise.is_sure and each.moment <= now)
        is_due = each.at is not None and each.at <= now
        return is_due and is_sure and is_free and life.is_awake(now) and not life.has_stopped

    def _is_given_up(self, life: Life, each: Question, now: datetime, *, takes: bool) -> None:
        """What was owed, and its person said stop, or it has waited for too long."""
        held = None if each.is_chosen else life.held_until(now)
        is_over = life.has_stopped or (each.until is not None and now > each.until and not held)
        if takes and is_over and each.at and each.at <= now:
            each.promise.coming.remove(each)
            each.promise.tells("given up", now)
            each.promise.late += [] if life.has_stopped else [each]
            self.counts["stopped" if life.has_stopped else "expired"] += 1

    @staticmethod
    def _waits(life: Life, each: Question, now: datetime, *, takes: bool) -> None:
        """Until when what was owed and did not go waits."""
        held = None if each.is_chosen else life.held_until(now)
        if held and each.until:
            each.until = max(each.until, life.ten(workday(held)) + WORTH_ASKING)
        if not takes or each.at is None or each.at > now:
            return
        if held:
            each.at = life.ten(workday(held))
        elif not life.is_awake(now):
            is_over = now.astimezone(life.zone).hour >= 9
            each.at = life.ten(workday(life.today(now) + ONE_DAY * is_over))
