"""Each tick of a year held against the plan: what comes was to come, and what was to come has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.coproduction.promised import (
    A_WEEK,
    FEW_WEEKS,
    ONE_DAY,
    WEEKS,
    WORTH_ASKING,
    Fate,
    Letter,
    Life,
    Promise,
    Question,
    Stands,
    workday,
)

UNANSWERED = 2  # in a row; the question after them is the last


@dataclass
class Watch:
    """Hears what people do, in the words of the plan, and what reaches them."""

    lives: dict[str, Life] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    on_their_way: list[Letter] = field(default_factory=list)  # that must come in this tick

    def life(self, person: str) -> Life:
        """That of a person."""
        return self.lives.setdefault(person, Life(person))

    def question(self, promise: str, number: int) -> Question:
        """The so-manyth about a promise."""
        return self.promises[promise].questions[number - 1]

    def overdue(self, channel: str, at: datetime) -> int:
        """How many promises of a programme wait for an answer that should have come."""
        return sum(each.is_overdue(at) for each in self.promises.values() if each.channel == channel)

    def waited_for(self) -> list[str]:
        """Those for whom something waits to be sent."""
        return [life.id for life in self.lives.values() if life.letters]

    def promised(self, promise: str, person: str, now: datetime, by: date | None, channel: str) -> Promise:
        """Somebody has promised something."""
        made = self.promises[promise] = Promise(promise, self.life(person), now, by, channel=channel)
        made.life.promises.append(made)
        made.plan(*made.first_days(now))
        return made

    @staticmethod
    def kept_again(promise: Promise, every: str, until: date | None, now: datetime) -> None:
        """They keep it again and again."""
        promise.rule = (every, promise.counted_from(every, now), until)
        promise.repeat(now)

    @staticmethod
    def answered(question: Question, reply: str) -> None:
        """Somebody has said how it goes. A question that they had put off does not come a second time."""
        promise = question.promise
        promise.tells("said", reply, "of", question.number)
        if question.stands is Stands.PUT_OFF:
            for each in promise.those(Stands.PLANNED):
                if each.is_chosen and each.number > question.number:
                    each.stands = Stands.GONE
        question.stands, question.reply = Stands.ANSWERED, reply
        for each in promise.questions[question.number :] if promise.rule is None else ():
            each.reply = reply if each.reply and each.life is promise.life else each.reply
        if reply == "done" and promise.rule is None:
            promise.turn([Stands.PLANNED, Stands.ASKED, Stands.PAUSED], Stands.SHELVED)
        else:
            promise.turn([Stands.SHELVED, Stands.PAUSED], Stands.PLANNED)
        promise.acts()

    @staticmethod
    def put_off(question: Question, days: int, now: datetime) -> None:
        """Not now: what was to come before is not asked, nor on the day that was chosen before."""
        promise = question.promise
        promise.tells("put off", question.number, "for", days, "at", now)
        meant = promise.life.today(now) + timedelta(days=days)
        again = workday(meant)
        question.stands = Stands.PUT_OFF
        for each in promise.those(Stands.PLANNED):
            if each.is_chosen or each.at <= promise.life.at(again):
                each.stands = Stands.GONE
        promise.plan(again, is_chosen=True)
        promise.questions[-1].waits_for(again, meant)
        promise.acts()

    @staticmethod
    def goes_on(question: Question, now: datetime) -> None:
        """Somebody wants to be asked after all."""
        promise, today = question.promise, question.life.today(now)
        promise.tells("went on", now)
        question.stands = Stands.PUT_OFF
        paused = promise.those(Stands.PAUSED)
        for each in paused:
            each.stands = Stands.PLANNED if each.at > now else Stands.GONE
        if not any(each.at > now for each in paused) and not promise.plan_next(max(today, question.day)):
            promise.plan(workday(today + 2 * A_WEEK))
        promise.acts()

    @staticmethod
    def changed(promise: Promise, by: date, now: datetime) -> None:
        """It has another date."""
        if by == promise.by:
            return
        promise.by = by
        promise.tells("changed to", by, "at", now)
        promise.acts()
        promise.replan(now)

    @staticmethod
    def let_go(promise: Promise, *, resumed: bool) -> None:
        """Nobody asks about it; or, if they take it up again at once, as before."""
        promise.tells("let go", "and resumed" * resumed)
        promise.turn([Stands.PLANNED, Stands.ASKED, Stands.PAUSED], Stands.SHELVED)
        promise.is_gone = not resumed
        if resumed and (promise.rule or promise.reply != "done"):  # done once, it is kept the next time, too
            promise.turn([Stands.SHELVED], Stands.PLANNED)
        promise.acts()

    def handed_over(self, promise: Promise, to: str, now: datetime) -> None:
        """It is somebody else's, who is asked about it anew."""
        promise.tells("handed over", now)
        promise.turn([Stands.PLANNED, Stands.ASKED, Stands.PAUSED, Stands.SHELVED], Stands.GONE)
        promise.life.promises.remove(promise)
        promise.life = self.life(to)
        promise.life.promises.append(promise)
        promise.replan(now)

    def chose(self, life: Life, *, few: bool | None, now: datetime) -> None:
        """Somebody wants more or fewer, and with that no stop; or (None) nothing any more."""
        life.has_stopped = few is None
        is_other = few is not None and few != life.wants_few
        if few is not None:
            life.wants_few = few
        self.is_back(life, now)
        for promise in life.promises if is_other else ():
            is_over = promise.is_gone or promise.reply == "done"
            if not (promise.by or is_over or promise.rule or promise.those(Stands.PAUSED)):
                self._as_often(promise, life, now)

    @staticmethod
    def _as_often(promise: Promise, life: Life, now: datetime) -> None:
        made_on = life.today(promise.made_at)
        usual = {workday(made_on + A_WEEK * weeks) for weeks in WEEKS}
        wanted = {workday(made_on + A_WEEK * weeks) for weeks in FEW_WEEKS} if life.wants_few else usual
        unwanted = _days_near(made_on, WEEKS) - _days_near(made_on, FEW_WEEKS if life.wants_few else WEEKS)
        known = {each.day for each in promise.questions if each.stands is not Stands.GONE}
        for each in promise.those(Stands.PLANNED):
            if each.day in unwanted and not each.is_chosen:
                each.stands = Stands.GONE
        new = [day for day in wanted if all(abs(day - other) >= A_WEEK for other in known)]
        promise.plan(*sorted(day for day in new if day > life.today(now)))

    @staticmethod
    def is_back(life: Life, now: datetime) -> None:
        """What they say of anything else forgets that they were away once."""
        life.back_on = life.back_on if life.is_away(now) else None

    def moved(self, person: str, zone: str) -> None:
        """Somebody lives elsewhere: what was meant stays."""
        life = self.life(person)
        if zone == life.zone.key:
            return
        life.zone = ZoneInfo(zone)
        for each in self._to_come(life):
            each.at = each.meant.replace(tzinfo=life.zone)

    def chose_hour(self, life: Life, hour: int, now: datetime) -> None:
        """Somebody is asked at another hour."""
        is_other, life.hour = hour != life.hour, hour
        self.is_back(life, now)
        for each in self._to_come(life) if is_other else ():
            each.waits_for(each.day, each.meant.date())

    @staticmethod
    def _to_come(life: Life) -> list[Question]:
        states = (Stands.PLANNED, Stands.PAUSED, Stands.SHELVED)
        found = (each for promise in life.promises for each in promise.those(*states))
        return [each for each in found if each.life is life]

    def owes(self, now: datetime) -> None:
        """A tick begins: what is due is owed, or moves to the day on which its person may be asked."""
        for life in self.lives.values():
            for each in life.planned:
                if each.stands is Stands.PLANNED and each.at <= now:
                    self._asks(life, each, now)

    def _asks(self, life: Life, each: Question, now: datetime) -> None:
        if each.letter is None:
            each.holds(now)
        is_late = now > life.worth_until(each.at)
        if is_late and self._nobody_missed(each):
            each.stands = Stands.GONE
            if not each.promise.those(Stands.PLANNED):
                each.promise.plan_next(max(life.today(now), each.day))
        elif each.letter:
            self._asks_again(each, each.letter, now)
        elif life.has_stopped or is_late:
            self._owe(life, [each], now)
        elif self._another_is_on_its_way(each, now):
            each.waits_for(workday(life.today(now) + A_WEEK))
        elif letter := self._letter_for(life, each, now):
            letter.until = max(letter.until, life.worth_until(each.at))
            letter.questions.append(each)
            self._is_asked(each, letter, now)
        else:
            self._asks_first(life, each, now)

    def _asks_first(self, life: Life, each: Question, now: datetime) -> None:
        if each.is_chosen and life.back_on and life.is_away(now):
            each.waits_for(workday(life.back_on), each.meant.date())
        elif not each.is_chosen and not life.is_free(now):
            each.waits_for(life.free_on(now))
        else:
            self._owe(life, [each, *self._soon(life, each, now)], now)

    @staticmethod
    def _nobody_missed(question: Question) -> bool:
        """Its day passed while nobody wanted it, or after the farewell."""
        is_dropped = question.letter is not None and question.letter.fate is Fate.DROPPED
        before = question.promise.questions[: question.number - 1]
        return is_dropped or any(each.is_farewell for each in before)

    @staticmethod
    def _asks_again(question: Question, letter: Letter, now: datetime) -> None:
        question.stands = Stands.ASKED
        if letter.fate is Fate.DROPPED:
            letter.fate, letter.next_at = Fate.WAITS, now
            letter.life.letters.append(letter)

    @staticmethod
    def _another_is_on_its_way(question: Question, now: datetime) -> bool:
        letters = (each.letter for each in question.promise.those(Stands.ASKED))
        return any(each and each.fate is Fate.WAITS and now <= each.until for each in letters)

    @staticmethod
    def _letter_for(life: Life, question: Question, now: datetime) -> Letter | None:
        """One that waits, and takes it in."""
        until, is_free = life.worth_until(question.at), life.is_free(now)
        for letter in sorted(life.letters, key=lambda each: each.due):
            first = letter.questions[0]
            if first.stands is not Stands.ASKED or first.promise is question.promise or now > letter.until:
                continue
            if question.is_chosen:
                is_for_it = letter.next_at <= now and not life.is_away(now)
            else:
                is_for_it = is_free or not first.is_chosen
            if is_for_it and max(letter.until, until) <= life.worth_until(first.at, 2 * WORTH_ASKING):
                return letter
        return None

    @staticmethod
    def _soon(life: Life, first: Question, now: datetime) -> list[Question]:
        """What they will be asked within a week, of each other promise the next; none of today. Of what they
        chose a day for only what is due; and only that where they have had a message this week, or where
        nothing else is due.
        """
        today = life.today(now)
        old = [each for each in life.planned if each.is_chosen or life.today(each.promise.made_at) < today]
        on = {each: each.held_until(now) or each.day for each in old}
        at = {each: each.at if on[each] == each.day else life.at(on[each]) for each in old}
        worth = [each for each in old if now <= life.worth_until(at[each])]
        begins = not all(each.is_chosen for each in (first, *(one for one in worth if on[one] <= today)))
        before = today + A_WEEK if begins and life.is_free(now) else today
        found = {first.promise.id: first}
        for each in worth:
            if on[each] <= today if each.is_chosen else on[each] < before:
                found.setdefault(each.promise.id, each)
        return [each for each in found.values() if each is not first and each.letter is None]

    def _owe(self, life: Life, together: list[Question], now: datetime) -> None:
        for each in together[1:]:
            each.holds(now)
        until = max(life.worth_until(each.at) for each in together)
        letter = Letter(life, together, together[0].at, until, now)
        life.letters.append(letter)
        for each in together:
            self._is_asked(each, letter, now)

    @staticmethod
    def _is_asked(question: Question, letter: Letter, now: datetime) -> None:
        """After two without an answer it is the last, and what was to come pauses."""
        promise, life = question.promise, question.life
        promise.tells("owed", question.number, question.at, "at", now)
        before = [each for each in promise.questions if each is not question and each.life is life]
        question.is_farewell = sum(each.is_unanswered for each in before) >= UNANSWERED
        question.stands, question.letter = Stands.ASKED, letter
        if not promise.those(Stands.PLANNED):
            promise.plan_next(max(life.today(now), question.day))
        if question.is_farewell:
            promise.turn([Stands.PLANNED], Stands.PAUSED)

    def goes(self, now: datetime) -> None:
        """Slack takes what there is: what must come now is on its way."""
        for life in self.lives.values():
            for letter in sorted(life.letters, key=lambda each: each.due):
                if letter.next_at <= now:
                    self._goes_or_waits(life, letter, now)

    def _goes_or_waits(self, life: Life, letter: Letter, now: datetime) -> None:
        if not letter.open or life.has_stopped:
            self._ends(letter, Fate.DROPPED)
        elif letter.is_late(now):
            self._ends(letter, Fate.EXPIRED)
        else:
            letter.looked_at = now
            week = None if letter.is_asked_for else life.week_until(letter)
            letter.next_at = life.free_at(now, life.back_on, week)
            if letter.next_at > now:
                life.gives_back(letter)
            else:
                self._takes_week(life, letter, now)
                self.on_their_way.append(letter)

    @staticmethod
    def _takes_week(life: Life, letter: Letter, now: datetime) -> None:
        is_over = life.asked_on is None or life.asked_on + A_WEEK <= life.today(now)
        if (is_over or life.asked_in is letter) and not all(each.is_chosen for each in letter.open):
            life.asked_on, life.asked_in = life.today(now), letter

    def _ends(self, letter: Letter, fate: Fate) -> None:
        letter.fate = fate
        letter.life.letters.remove(letter)
        letter.life.gives_back(letter)
        self.counts[fate] += 1

    def comes(self, letter: Letter, asked: dict[tuple[str, int], bool]) -> None:
        """A message asks these questions, each of which may be the last about its promise."""
        meant = {(each.promise.id, each.number): each.is_farewell for each in letter.open}
        stories = [each.promise.story for each in letter.questions]
        assert asked == meant, f"asked {asked}, meant {meant}; {stories}"
        assert letter in self.on_their_way, f"nobody was to be asked now: {letter}; {stories}"
        self.on_their_way.remove(letter)
        letter.fate = Fate.SENT
        letter.life.letters.remove(letter)
        self.counts["as planned"] += len(asked)

    def is_stopped(self, letter: Letter, now: datetime) -> bool:
        """It was taken up, and something has happened before it went: whether it does not go after all."""
        life = letter.life
        if not letter.open or life.has_stopped:
            self._ends(letter, Fate.DROPPED)
        elif life.back_on and life.is_away(now):
            is_unasked = not letter.is_asked_for
            letter.next_at = life.at(workday(life.back_on) if is_unasked else life.back_on, 10)
            life.gives_back(letter)
        else:
            return False
        self.on_their_way.remove(letter)
        self.counts["stopped at the last moment"] += 1
        self._turn_of_others(letter, now)
        return True

    def _turn_of_others(self, stopped: Letter, now: datetime) -> None:
        """What waited behind it has its turn in this very tick, and may have the week that it gave back."""
        for each in sorted(stopped.life.letters, key=lambda each: each.due):
            if each is not stopped and each.looked_at == now and each not in self.on_their_way:
                self._goes_or_waits(stopped.life, each, now)

    def has_ticked(self) -> None:
        """A tick has ended: whatever was to come has come."""
        late = [(each, [one.promise.story for one in each.questions]) for each in self.on_their_way]
        assert not late, f"nobody was asked: {late}"


def _days_near(made_on: date, weeks: Iterable[int]) -> set[date]:
    """The days so many weeks after a promise, wherever its person lived then: it may have been a day earlier
    or later there.
    """
    return {workday(made_on + each * ONE_DAY + A_WEEK * many) for each in (-1, 0, 1) for many in weeks}
