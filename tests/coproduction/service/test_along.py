"""All that nobody asked for comes in one message a week, also with a question whose day its person chose."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from coproduction.followups import NUDGE, FollowUpState
from coproduction.kinds import Cause
from coproduction.messages import sent
from coproduction.people import Person
from coproduction.progress import TRY_ENDS, Step
from coproduction.service import (
    along,
    belongings,
    followups,
    holding,
    outbox,
    people,
    progress,
    resuming,
    worked,
)
from coproduction.service.kinds import KINDS
from coproduction.telling import IDEA_NEWS
from coproduction.worked import DID_IT_WORK
from handlers.blocks import home
from handlers.blocks.coming import WAITING
from tests.coproduction.service.test_nudging import MONDAY, promise
from tests.coproduction.town import ANA, BO, DAY, HOUR, NOW, WEEK, Town
from tests.lengths import short_or_long
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coproduction.messages import Message

UNASKED = (IDEA_NEWS, DID_IT_WORK, TRY_ENDS)
SUNDAY = MONDAY - HOUR - DAY
LIVES = short_or_long((0, 5), tuple(range(120)))  # what their dice begin with


def news(town: Town, now: datetime, origin: str = "form:1") -> None:
    """Something becomes of an idea of Bo's."""
    town.do(progress.record, now, town.idea(f"Idea {origin}", origin).id, Step.SHORTLISTED, "ana")


def trial(town: Town, until: str) -> None:
    """An idea that Bo has in hand is tried until then."""
    idea = town.idea("A trial", "form:trial").id
    town.do(holding.own, NOW, ANA, idea, "bo")
    town.do(holding.try_out, NOW, ANA, idea, holding.Trial("Two buddies", until, "We count calls"))


def put_off(town: Town, now: datetime, later: int | str) -> None:
    """Bo chooses another day for what he was asked last."""
    asked = [each for each in town.memory.follow_ups.of_person("bo") if each.state is FollowUpState.DUE]
    town.do(followups.put_off, now, BO, asked[-1].id, later)


def sent_at(town: Town, now: datetime) -> Iterator[tuple[Message, list[str]]]:
    """What goes out to Bo now, each with the kinds of what goes along with it."""
    town.passes(now)
    while town.do(outbox.is_anything_due, now):
        for message in town.do(outbox.claim_to_send, now, 60):
            assert town.do(outbox.settle, now, message, sent(f"{now.timestamp():.6f}", channel="D-BO"))
            if message.recipient == "bo" and message.kind in {NUDGE, *UNASKED}:
                yield message, [kind for kind, _ in town.do(along.told, message)]


def days(town: Town, now: datetime, until: datetime) -> list[str]:
    """Day after day at ten, until then: what goes out on which, and with what."""
    found = []
    while now <= until:
        found += [f"{now:%d %b} {' + '.join([each.kind, *told])}" for each, told in sent_at(town, now)]
        now += DAY
    return found


def chosen_for_the_16th(town: Town) -> None:
    """Bo was asked on the 2nd, and chose the 16th, when his week is free."""
    town.start()
    promise(town, "Call", "2026-11-04")
    assert days(town, MONDAY, MONDAY) == ["02 Nov nudge"]
    put_off(town, MONDAY, "2026-11-16")


def test_what_waits_goes_along_with_a_question_whose_day_its_person_chose(any_town: Town) -> None:
    chosen_for_the_16th(any_town)
    news(any_town, SUNDAY + 2 * WEEK)
    any_town.do(worked.ask, SUNDAY + 2 * WEEK, any_town.memory.ideas.of("C-HALL")[0])
    told = days(any_town, MONDAY + DAY, MONDAY + 4 * WEEK)
    assert told == ["16 Nov nudge + idea_news + did_it_work"]
    assert any_town.memory.allowances.get("bo").day == date(2026, 11, 16)  # it was their one of that week


def test_the_end_of_a_trial_is_asked_about_in_the_same_message_as_a_pledge(any_town: Town) -> None:
    any_town.start()
    promise(any_town, "Call", "2026-11-04")
    trial(any_town, "2026-11-01")
    for number in range(3):
        news(any_town, SUNDAY, f"form:{number}")
        any_town.do(worked.ask, SUNDAY, any_town.memory.ideas.of("C-HALL")[-1])
    [told] = days(any_town, MONDAY, MONDAY)
    first, *along_with_it = told.split(" + ")
    assert (first, len(along_with_it)) == ("02 Nov nudge", 3)
    assert TRY_ENDS in along_with_it  # before others, which have no day


def test_the_end_of_a_trial_shares_the_one_message_of_a_week(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    trial(town, "2026-11-04")
    news_of_it = "02 Nov nudge + idea_news"  # which is Bo's own
    assert days(town, MONDAY, MONDAY + 3 * WEEK - DAY) == [news_of_it, "09 Nov try_ends"]
    assert days(town, MONDAY + 3 * WEEK, MONDAY + 6 * WEEK) == ["23 Nov try_ends"]  # once more, in two weeks


def test_who_wants_reminders_again_is_asked_about_the_trial_that_ended_meanwhile(town: Town) -> None:
    town.start()
    trial(town, "2026-11-01")
    town.do(people.remind, BO, wanted=False)
    assert days(town, MONDAY, MONDAY + WEEK) == []
    town.do(resuming.resume, MONDAY + WEEK + HOUR, BO)
    assert days(town, MONDAY + WEEK + DAY, MONDAY + 3 * WEEK) == ["10 Nov try_ends"]
    assert days(town, MONDAY + 3 * WEEK + DAY, MONDAY + 6 * WEEK) == ["24 Nov try_ends"]


def test_what_can_wait_waits_for_a_day_of_that_week_that_its_person_chose(town: Town) -> None:
    chosen_for_the_16th(town)
    news(town, SUNDAY + WEEK + 3 * DAY)  # on Wednesday, when it could go at once
    assert days(town, MONDAY + DAY, MONDAY + 4 * WEEK) == ["16 Nov nudge + idea_news"]


def test_with_a_day_that_somebody_chose_nothing_goes_along_that_would_take_the_next_question_its_day(
    town: Town,
) -> None:
    chosen_for_the_16th(town)
    news(town, SUNDAY + 2 * WEEK)
    [pledge] = town.memory.pledges.by("bo")
    person = town.memory.people.get("bo")
    assert person
    town.do(followups.plan, person, pledge.id, 9, [MONDAY + 2 * WEEK + 3 * DAY])
    told = days(town, MONDAY + DAY, MONDAY + 4 * WEEK)
    assert told == ["16 Nov nudge", "19 Nov nudge + idea_news"]


def test_what_somebody_chose_goes_out_with_what_waited_over_an_outage(town: Town) -> None:
    town.start()
    for what in ("Call", "Write"):
        promise(town, what, "2026-11-04")
    days(town, MONDAY, MONDAY)
    for asked, chosen in zip(
        town.memory.follow_ups.of_person("bo"), ("2026-11-13", "2026-11-16"), strict=True
    ):
        town.do(followups.put_off, MONDAY, BO, asked.id, chosen)
    promise(town, "Visit", "2026-11-21", now=MONDAY + WEEK)  # due on the 19th, as was shown
    town.passes(MONDAY + 11 * DAY)  # but Slack is away on the 13th
    assert days(town, MONDAY + 12 * DAY, MONDAY + 3 * WEEK) == ["16 Nov nudge", "19 Nov nudge"]


def told_to_wait(town: Town, now: datetime) -> str:
    """What stands in what is Bo's own, above his ideas."""
    held = town.do(along.held, now, "bo")
    own = home.mine(SAY, belongings.Belongings(), now, wants_reminders=True, waits=home.Waiting(held=held))
    return own.text.partition("My ideas")[0].strip()


def test_what_waits_for_somebody_is_told_among_what_is_theirs_and_why(any_town: Town) -> None:
    any_town.start()
    news(any_town, MONDAY)
    assert told_to_wait(any_town, MONDAY) == ""  # it goes out as soon as the bot comes to it
    assert days(any_town, MONDAY, MONDAY) == ["02 Nov idea_news"]
    news(any_town, MONDAY + DAY, "form:2")
    days(any_town, MONDAY + DAY, MONDAY + DAY)
    assert told_to_wait(any_town, MONDAY + 2 * DAY) == (
        "1 more message waits for you. What waits: news of ideas. "
        "I write to you once a week at most where you did not ask for it. "
        "The next can come on Monday 9 November 2026, with a question about a pledge if there is one."
    )
    any_town.memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 17)), "back_on")
    assert told_to_wait(any_town, MONDAY + 2 * DAY) == (
        "1 more message waits for you. What waits: news of ideas. "
        "You are away until then: the next can come on Tuesday 17 November 2026."
    )
    assert days(any_town, MONDAY + 2 * DAY, MONDAY + 2 * WEEK + DAY) == ["17 Nov idea_news"]
    assert told_to_wait(any_town, MONDAY + 2 * WEEK + DAY) == ""


def test_what_waits_for_a_question_of_that_week_is_told_too(town: Town) -> None:
    chosen_for_the_16th(town)
    news(town, SUNDAY + WEEK + 3 * DAY)
    days(town, MONDAY + 9 * DAY, MONDAY + 9 * DAY)
    assert told_to_wait(town, MONDAY + 10 * DAY) == (
        "1 more message waits for you. What waits: news of ideas. "
        "I ask you about a pledge on Monday 16 November 2026. "
        "The next can come then, so that you get one message and not two."
    )


def test_of_each_kind_that_may_wait_it_can_be_said_what_it_is_about() -> None:
    may_wait = {kind.name for kind in KINDS.values() if kind.cause is Cause.UNASKED and not kind.goes_first}
    assert set(WAITING) == may_wait


def test_in_any_life_nobody_gets_two_messages_on_a_day_nor_two_unasked_in_a_week(town: Town) -> None:
    town.start()
    for seed in LIVES:
        with town.connection.begin_nested() as undone:
            _Life(town, random.Random(seed)).passes()  # noqa: S311 (nothing secret)
            undone.rollback()


class _Life:
    """Seven weeks of Bo: he promises, puts off, is told of ideas by day and by night, and Slack is away."""

    def __init__(self, town: Town, dice: random.Random) -> None:
        self.town, self.dice = town, dice
        self.days: list[date] = []  # on which something went out
        self.unasked: list[date] = []  # on which something did that nobody asked for
        self.told: list[str] = []  # the kinds of what he was told, alone or along
        self.owed = 0

    def passes(self) -> None:
        now = datetime(2026, 11, 1, 10, tzinfo=UTC)
        for number in range(70):
            self._goes_out(now)
            if number < 42:
                self._happens(now + timedelta(hours=self.dice.choice([1, 9, 20])), number)
            now += DAY
        assert len(self.days) == len(set(self.days)), self.days
        gaps = [later - day for day, later in zip(self.unasked, self.unasked[1:], strict=False)]
        assert all(gap >= WEEK for gap in gaps), self.unasked
        assert len(self.told) == self.owed

    def _goes_out(self, now: datetime) -> None:
        if self.dice.random() < 0.15:  # Slack is away
            self.town.passes(now)
            return
        for message, kinds in sent_at(self.town, now):
            asked = self.town.memory.follow_ups.asked_in(message.subject)
            is_chosen = bool(asked) and all(each.is_asked_for for each in asked)
            self.told += [each for each in (message.kind, *kinds) if each != NUDGE]
            self.days.append(now.date())
            if kinds or not is_chosen:
                self.unasked.append(now.date())

    def _happens(self, now: datetime, number: int) -> None:
        for each in followups.asked(self.town.memory, "bo"):
            if each.follow_up.state is FollowUpState.DUE and self.dice.random() < 0.7:
                self.town.do(followups.put_off, now, BO, each.follow_up.id, self.dice.choice([3, 7]))
        if self.dice.random() < 0.15:
            by = (now + timedelta(days=self.dice.randrange(3, 15))).date().isoformat()
            promise(self.town, f"Promise {number}", by, now)
        if self.dice.random() < 0.15:
            self._is_told(now, number)

    def _is_told(self, now: datetime, number: int) -> None:
        waiting = [each for each in self.town.memory.messages.waiting_for("bo") if each.kind == IDEA_NEWS]
        news(self.town, now, f"form:{number}")
        self.owed += 0 if any(not each.told_in for each in waiting) else 1
