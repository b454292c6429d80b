"""On which day a question will really come: what is shown is what happens, and why."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from coproduction.followups import NUDGE, PLEDGE
from coproduction.messages import Card, MessageState, Outcome, cannot_look, sent, unclear
from coproduction.people import Actor, Person, Rhythm
from coproduction.service import (
    arrivals,
    belongings,
    nudging,
    outbox,
    owing,
    people,
    pledges,
    reminders,
    resuming,
)
from coproduction.service.arrivals import Arrival, Why
from coproduction.ties import TIE_ALIVE, Tie, TieState
from coproduction.worked import DID_IT_WORK
from handlers.blocks import home
from handlers.blocks import pledges as drawn
from handlers.blocks.coming import ask_again
from handlers.blocks.sooner import asked_sooner
from tests.coproduction.town import BO, CY, DAY, HALL, HOUR, MINUTE, NOW, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from coproduction.ports import Memory

THURSDAY = datetime(2026, 11, 5, 10, tzinfo=UTC)


@pytest.fixture
def town(town: Town) -> Town:
    town.start()
    town.end(NOW + HOUR)
    return town


def promise(town: Town, what: str, by: str) -> str:
    return town.do(pledges.make, NOW, BO, HALL, pledges.PledgeForm(what, by, f"form:{what}")).pledge.id


def lines(town: Town) -> list[str]:
    """What "mine" says of when Bo is asked."""
    shown = home.mine(SAY, town.do(belongings.of, BO), NOW, wants_reminders=True)
    return [line for line in shown.text.splitlines() if "I will ask" in line]


def comes(town: Town) -> list[datetime]:
    """When Bo is really asked, walked hour by hour to where all of it has happened."""
    found: list[datetime] = []
    at = NOW.replace(minute=0)
    while at < NOW + 40 * DAY:
        at += HOUR
        town.passes(at)
        for each in town.do(outbox.claim_to_send, at, 9):
            town.do(outbox.settle, at, each, sent(f"{at.timestamp():.6f}", channel="D-BO"))
            if each.kind == NUDGE:
                found += [at] * len(town.memory.follow_ups.asked_in(each.subject))
    return found


def test_while_somebody_is_away_the_day_is_shown_on_which_they_are_really_asked(town: Town) -> None:
    promise(town, "Call the school", "2026-11-05")
    assert lines(town) == ["I will ask you on Tuesday 3 November 2026 at 10:00"]

    town.do(reminders.set_away, NOW, BO, "2026-11-08")  # a Sunday

    assert lines(town) == ["You are away until then, so I will ask on Monday 9 November 2026 at 10:00."]
    assert comes(town) == [datetime(2026, 11, 9, 10, tzinfo=UTC)]


def test_of_what_shares_a_week_the_shown_days_are_those_that_come(town: Town) -> None:
    for what, by in (("Call", "2026-11-05"), ("Visit", "2026-11-07"), ("Write", "2026-11-13")):
        promise(town, what, by)
    in_order = sorted(each.at for each in arrivals.of_person(town.memory, person(town)).values())
    assert sorted(lines(town)) == [
        "I will ask you on Tuesday 3 November 2026 at 10:00",
        "I will ask you on Tuesday 3 November 2026 at 10:00",
        "I will ask you on Wednesday 11 November 2026 at 10:00",
    ]
    for at in (NOW + 6 * DAY, NOW + 7 * DAY):  # what waits for more than a week, because of two questions
        idea = town.idea(f"Idea of {at:%d}", f"form:{at}")
        town.memory.ties.add(Tie(idea.id, CY.id, TieState.YES))
        for card in (Card(DID_IT_WORK, idea.id, BO.id), Card(TIE_ALIVE, f"{idea.id}:{CY.id}", BO.id)):
            owing.owe_privately(town.memory, at, card)
    assert comes(town) == in_order
    unasked = [each for each in town.messages() if each.kind in {DID_IT_WORK, TIE_ALIVE}]
    along = Counter(each.told_in for each in unasked)
    assert town.messages(MessageState.EXPIRED) == []
    assert list(along.values()) == [2, 2]  # two go along with two questions, and the others with the next


def test_what_comes_on_a_chosen_day_brings_nothing_before_the_day_that_was_shown(town: Town) -> None:
    chosen = promise(town, "Call", "2026-11-30")
    promise(town, "Visit", "2026-11-08")
    [question] = town.memory.follow_ups.of(PLEDGE, chosen)
    town.do(arrivals.put_off, NOW, BO, question.id, "2026-11-03")
    shown = sorted(each.at for each in arrivals.of_person(town.memory, person(town)).values())

    assert shown == [datetime(2026, 11, day, 10, tzinfo=UTC) for day in (3, 6)]
    assert comes(town) == shown


def test_what_comes_on_a_chosen_day_goes_with_all_of_a_week_that_begins_on_that_day(town: Town) -> None:
    chosen = promise(town, "Call", "2026-11-30")
    promise(town, "Visit", "2026-11-05")
    promise(town, "Write", "2026-11-08")
    [question] = town.memory.follow_ups.of(PLEDGE, chosen)
    town.do(arrivals.put_off, NOW, BO, question.id, "2026-11-03")
    day = datetime(2026, 11, 3, 10, tzinfo=UTC)
    for each in reversed(town.memory.follow_ups.of(PLEDGE, chosen)):  # first what they chose, then the rest
        town.do(nudging.ask, day, each.id)

    assert comes(town) == [day] * 3


def test_who_promises_what_brings_others_with_it_reads_which_and_when(town: Town) -> None:
    promise(town, "Visit", "2026-11-08")  # on Friday 6 November
    later = promise(town, "Write", "2026-11-22")  # on Friday 20 November
    form = pledges.PledgeForm("Call", "2026-11-05", "form:Call")
    made = town.do(pledges.make, NOW, BO, HALL, form)

    assert "\n".join(each["text"]["text"] for each in asked_sooner(SAY, made)) == (
        "You get one reminder a week at most. So I ask about one other pledge sooner than I said:\n"
        "“Visit”: Tuesday 3 November 2026"
    )
    assert asked_sooner(SAY, town.do(pledges.make, NOW, BO, HALL, form)) == []  # the same form again

    form = pledges.PledgeForm("Call", "2026-11-19", "change")
    assert [each.pledge.id for each in town.do(pledges.change, NOW, BO, made.pledge.id, form).sooner] == [
        later
    ]


def test_of_many_that_come_sooner_five_are_named_the_first_first(town: Town) -> None:
    for number in range(6):  # asked about on Friday 6 November, every second one on Thursday 5
        form = pledges.PledgeForm(f"Visit {number}", f"2026-11-{8 - number % 2:02}", f"form:{number}")
        town.do(pledges.make, NOW + number * MINUTE, BO, HALL, form)
    made = town.do(pledges.make, NOW, BO, HALL, pledges.PledgeForm("Call", "2026-11-05", "form:Call"))
    head, *names, more = "".join(each["text"]["text"] for each in asked_sooner(SAY, made)).splitlines()
    assert head.startswith("You get one reminder a week at most. So I ask about 6 other pledges")
    assert names == [f"“Visit {number}”: Tuesday 3 November 2026" for number in range(5)]
    assert more == "You have more pledges than these. To see all, type /copro mine."


def test_after_a_message_of_this_week_the_next_waits_for_the_budget_and_says_so(town: Town) -> None:
    promise(town, "Call", "2026-11-05")
    town.memory.allowances.take(BO.id, "another", date(2026, 11, 2))

    assert lines(town) == ["I ask you once a week at most, so I will ask on Monday 9 November 2026 at 10:00."]
    assert comes(town) == [datetime(2026, 11, 9, 10, tzinfo=UTC)]


def person(town: Town) -> Person:
    known = town.memory.people.get(BO.id)
    assert known
    return known


@pytest.mark.parametrize(
    ("chosen", "arrival", "words"),
    [
        (
            "2026-11-05",
            Arrival(THURSDAY),
            "I will ask again on Thursday 5 November 2026 at 10:00.",
        ),
        (
            "2026-10-31",
            Arrival(datetime(2026, 11, 2, 10, tzinfo=UTC), date(2026, 10, 31), Why.WEEKEND),
            "Saturday 31 October 2026 is on a weekend, so I will ask on Monday 2 November 2026 at 10:00.",
        ),
        (
            3,
            Arrival(datetime(2026, 10, 26, 10, tzinfo=UTC), date(2026, 10, 25), Why.WEEKEND),
            "Sunday 25 October 2026 is on a weekend, so I will ask on Monday 26 October 2026 at 10:00.",
        ),
    ],
)
def test_a_chosen_day_that_moves_says_why(
    town: Town, chosen: int | str, arrival: Arrival, words: str
) -> None:
    asked = town.memory.follow_ups.of(PLEDGE, promise(town, "Call", "2026-12-10"))[0].id

    assert town.do(arrivals.put_off, NOW, BO, asked, chosen) == arrival
    assert ask_again(SAY, arrival)["text"]["text"] == words


def test_a_public_holiday_is_named_as_the_reason(town: Town) -> None:
    holiday = date(2026, 11, 5)
    promise(town, "Call", "2026-12-10")
    memory = town.memory
    memory.is_holiday = lambda day: day == holiday
    asked = memory.follow_ups.of_person(BO.id)[0]

    arrival = arrivals.put_off(memory, NOW, BO, asked.id, "2026-11-05")

    assert arrival == Arrival(THURSDAY + DAY, holiday, Why.HOLIDAY)
    assert ask_again(SAY, arrival)["text"]["text"] == (
        "Thursday 5 November 2026 is a public holiday, so I will ask on Friday 6 November 2026 at 10:00."
    )


def test_a_holiday_at_the_end_of_a_spent_week_is_named_and_not_the_week(town: Town) -> None:
    promise(town, "Call", "2026-11-05")
    town.passes(THURSDAY - 2 * DAY)
    assert asked_at(town, THURSDAY - 2 * DAY)  # on a Tuesday, so that the next can come on Tuesday 10
    promise(town, "Visit", "2026-11-11")  # of which it would be asked on Monday 9
    memory = town.memory
    memory.is_holiday = lambda day: day == date(2026, 11, 10)
    person = people.known(memory, BO)

    [arrival] = arrivals.of_person(memory, person).values()

    assert arrival == Arrival(THURSDAY + 6 * DAY, date(2026, 11, 10), Why.HOLIDAY)


def test_who_promises_while_away_reads_when_they_are_asked_and_why(town: Town) -> None:
    town.do(reminders.set_away, NOW, BO, "2026-11-09")
    made = town.do(pledges.make, NOW, BO, HALL, pledges.PledgeForm("Call", "2026-11-20", "1"))
    assert "on Wednesday 18 November 2026 at 10:00. If you change how often" in drawn.made(SAY, made)

    made = town.do(pledges.make, NOW, BO, HALL, pledges.PledgeForm("Visit", "2026-11-09", "2"))

    assert "on Monday 9 November 2026 at 10:00. It is then, because you are away before." in drawn.made(
        SAY, made
    )


def stands(town: Town, at: datetime) -> list[str]:
    """What "mine" says of where Bo's only pledge stands, and what he can press there."""
    wants = people.known(town.memory, BO).wants_reminders
    shown = home.mine(SAY, town.do(belongings.of, BO), at, wants_reminders=wants).text
    return shown.partition("1. Call the school")[2].splitlines()[1:3]


def test_what_could_not_be_asked_says_so_and_can_be_asked_on_a_day(any_town: Town) -> None:
    any_town.start()
    promise(any_town, "Call the school", "2026-11-05")
    back = NOW + 25 * DAY  # the bot was away for two weeks
    any_town.passes(back)
    any_town.do(outbox.claim_to_send, back, 9)
    assert stands(any_town, back) == [
        "I was to ask you about this on Tuesday 3 November 2026, but I could not write to you then. "
        "You can say now how it goes, or choose a day on which I ask.",
        "Buttons: Done, Working on it, Stuck, Choose a day to be asked, Change the pledge, "
        "Make it easier to keep, Share with the group, Hand it over, Let it go",
    ]
    [missed] = any_town.memory.follow_ups.of_person("bo")
    any_town.do(arrivals.put_off, back, BO, missed.id, "2026-11-24")
    assert stands(any_town, back)[0] == "I will ask you on Tuesday 24 November 2026 at 10:00"


STUCK_ASKED = "Buttons: Done, Working on it, Stuck, Change the pledge, "
REMIND_AGAIN = (
    resuming.resume,
    lambda memory, now, bo: reminders.set_rhythm(memory, now, bo, Rhythm.STANDARD),
)


def asked_at(town: Town, at: datetime) -> bool:
    """Whether a question about a pledge goes out then."""
    return NUDGE in [each.kind for each in town.do(outbox.claim_to_send, at, 9)]


def stopped_while_asked(town: Town, at: datetime) -> None:
    """Bo says stop, and the day on which he was to be asked comes, and passes."""
    promise(town, "Call the school", "2026-11-05")
    town.do(people.remind, BO, wanted=False)
    town.passes(THURSDAY - 2 * DAY)
    assert not asked_at(town, THURSDAY - 2 * DAY)
    told, ways = stands(town, at)
    assert (told, ways[: len(STUCK_ASKED)]) == (
        "You stopped reminders, so I will not ask you about this.",
        STUCK_ASKED,
    )


@pytest.mark.parametrize("again", REMIND_AGAIN)
def test_who_stops_and_wants_reminders_again_after_the_day_of_a_question_can_choose_another(
    town: Town, again: Callable[[Memory, datetime, Actor], object]
) -> None:
    back = NOW + 25 * DAY
    stopped_while_asked(town, back)
    town.do(again, back, BO)
    assert not asked_at(town, back)
    told, ways = stands(town, back)
    assert told == (
        "I was to ask you about this on Tuesday 3 November 2026, and that day has passed. "
        "You can say now how it goes, or choose a day on which I ask."
    )
    assert ways.startswith("Buttons: Done, Working on it, Stuck, Choose a day to be asked, ")


@pytest.mark.parametrize("again", REMIND_AGAIN)
def test_who_stops_and_soon_wants_reminders_again_is_asked_what_was_held_back(
    town: Town, again: Callable[[Memory, datetime, Actor], object]
) -> None:
    back = THURSDAY - DAY
    stopped_while_asked(town, back)
    town.do(again, back, BO)
    assert stands(town, back)[0].startswith("I am asking you about this: my message is on its way.")
    assert asked_at(town, back)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (unclear("TimeoutError"), "I am asking you about this: my message is on its way. You can also say"),
        (cannot_look("missing_scope"), "I have asked you about this, but I do not know whether my message"),
    ],
)
def test_a_question_that_is_on_its_way_is_not_called_unplanned(
    town: Town, outcome: Outcome, told: str
) -> None:
    promise(town, "Call the school", "2026-11-05")
    at = THURSDAY - 2 * DAY
    town.passes(at)
    [nudge] = [each for each in town.do(outbox.claim_to_send, at, 9) if each.kind == NUDGE]
    assert town.do(outbox.settle, at, nudge, unclear("TimeoutError"))
    if outcome.event is not unclear("").event:
        [nudge] = town.do(outbox.claim_to_look, at + DAY, 9)
        assert town.do(outbox.settle, at + DAY, nudge, outcome)
    assert stands(town, at)[0].startswith(told)
