"""The weekly summary of who leads: on their weekday at ten, once a week, and only with something to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coproduction.digests import DIGEST, OFF, WINDOW, Digest, DigestDay, WeeklySummary, When, next_time
from coproduction.followups import NUDGE, PLEDGE, Reply
from coproduction.helprequests import HelpRequest
from coproduction.kinds import MessageKind
from coproduction.messages import Message, MessageState, sent
from coproduction.people import Actor, Person
from coproduction.service import (
    deciding,
    digestcards,
    digests,
    followups,
    helprequests,
    outbox,
    people,
    plans,
    pledges,
    reminders,
    reports,
)
from coproduction.service.kinds import kind_of, shown
from coproduction.yousaid import YOU_SAID_DRAFT
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    WEEK,
    Town,
    promise,
)
from tests.looks import draw
from tests.speaking import SAY

LONDON = ZoneInfo("Europe/London")
FIRST_MONDAY = datetime(2026, 10, 26, 10, tzinfo=UTC)
ASKED = datetime(2026, 11, 5, 10, tzinfo=UTC)  # two weeks after the promise, a Thursday
OVERDUE = datetime(2026, 11, 16, 10, tzinfo=UTC)  # the first Monday more than a week later


def asked_about(town: Town, at: datetime = ASKED) -> list[Message]:
    """All questions that are due reach their people."""
    town.passes(at)
    asked = [each for each in town.do(outbox.claim_to_send, at, 99) if each.kind == NUDGE]
    for number, message in enumerate(asked):
        ts = f"{at.timestamp() + number:.6f}"
        town.do(outbox.settle, at, message, sent(ts, channel=f"D-{message.recipient}"))
    return asked


def summaries(town: Town) -> list[Message]:
    return [each for each in town.messages() if each.kind == DIGEST]


def told(town: Town, message: Message) -> Digest:
    content, _ = shown(town.memory, message)
    assert isinstance(content, WeeklySummary)
    [digest] = content.digests
    return digest


@pytest.fixture
def town(town: Town) -> Town:
    """After a session of which all has been said."""
    town.start()
    town.end()
    for message in town.messages():
        town.memory.messages.move_on(replace(message, state=MessageState.SENT), message.state)
    return town


def test_who_starts_a_session_is_told_on_mondays_at_ten_where_they_live_until_they_choose(town: Town) -> None:
    assert town.memory.digests.of(ANA.id) == [DigestDay(ANA.id, HALL, 0, FIRST_MONDAY)]
    far = Actor("far", zone="America/New_York", is_admin=True)
    town.do(people.meet, far)
    wanted = town.do(digests.choose, NOW, far, HALL, "2")
    assert wanted == DigestDay("far", HALL, 2, datetime(2026, 10, 28, 14, tzinfo=UTC))


def test_where_there_is_nothing_to_do_there_is_no_message_and_the_next_week_is_looked_at(town: Town) -> None:
    town.pledge()
    town.passes(FIRST_MONDAY)
    assert summaries(town) == []
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at == FIRST_MONDAY + WEEK


def test_it_counts_answers_that_are_missing_for_a_week_and_names_who_asked_the_reader_for_help(
    town: Town,
) -> None:
    pledge = town.pledge()
    town.pledge(CY, origin="form:2")
    asked_about(town)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(helprequests.ask, ASKED, BO, first.id, "Nobody opens the door")

    town.passes(OVERDUE)

    [summary] = summaries(town)
    found = told(town, summary)
    assert ([each.person for each in found.wants_help], found.overdue, found.pledges) == (["bo"], 1, 2)
    assert "done" not in found.stand  # what so few have answered is in no summary
    assert "Nobody opens the door" not in draw(SAY, WeeklySummary((found,)), {"bo": "Bo"}).text
    assert (summary.due_at, summary.not_after) == (OVERDUE, OVERDUE + WINDOW)


def test_after_four_weeks_a_call_for_help_comes_only_along_and_the_last_summary_before_says_so(
    town: Town,
) -> None:
    pledge = town.pledge()
    asked_about(town)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(helprequests.ask, ASKED, BO, first.id, "Nobody opens the door")
    for weeks in range(6):
        town.passes(OVERDUE - WEEK + weeks * WEEK)
    alone = [told(town, message) for message in summaries(town)]
    said = [draw(SAY, WeeklySummary((each,)), {"bo": "Bo"}).text for each in alone]
    assert ["After four weeks" in each for each in said] == [False, False, False, True]
    late = town.do(digestcards.digest, DigestDay(ANA.id, HALL), OVERDUE + 5 * WEEK)
    assert (late.wants_help, late.says_something) == (alone[-1].wants_help, False)
    assert replace(late, overdue=1).says_something


@pytest.mark.parametrize("has_summary", [True, False])
def test_the_draft_of_a_month_comes_on_another_day_than_a_summary(town: Town, *, has_summary: bool) -> None:
    if has_summary:  # of an answer that is missing for more than a week
        town.do(pledges.make, NOW, BO, HALL, promise("2026-10-25"))
        assert asked_about(town, datetime(2026, 10, 23, 10, tzinfo=UTC))
    town.do(deciding.record, NOW, ANA, town.idea().id, "done", deciding.Recorded("It runs"))
    town.passes(datetime(2026, 11, 2, 10, tzinfo=UTC))
    owed = [each for each in town.messages() if each.kind in (DIGEST, YOU_SAID_DRAFT)]
    days = {each.kind: f"{each.due_at:%a %d %b}" for each in owed}
    both = {DIGEST: "Mon 02 Nov", YOU_SAID_DRAFT: "Tue 03 Nov"}
    assert days == (both if has_summary else {YOU_SAID_DRAFT: "Mon 02 Nov"})


def test_what_another_facilitator_was_asked_is_not_told(town: Town) -> None:
    pledge = town.pledge()
    asked_about(town)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(helprequests.ask, ASKED, BO, first.id, "Help")
    assert town.do(digestcards.digest, DigestDay(ADA.id, HALL), OVERDUE).wants_help == ()
    town.do(pledges.withdraw, ASKED, BO, pledge.id)
    assert town.do(digestcards.digest, DigestDay(ANA.id, HALL), OVERDUE).wants_help == ()


@pytest.mark.parametrize(
    ("at", "missing"),
    [(ASKED + WEEK - MINUTE, 0), (ASKED + WEEK, 1), (ASKED + 4 * WEEK - MINUTE, 1), (ASKED + 4 * WEEK, 0)],
)
def test_an_answer_is_overdue_from_a_week_to_a_month_after_the_question(
    town: Town, at: datetime, missing: int
) -> None:
    town.pledge()
    asked_about(town)
    assert town.do(digestcards.digest, DigestDay(ANA.id, HALL), at).overdue == missing


def test_of_what_is_kept_every_week_an_answer_is_missing_however_often_it_was_done_before(town: Town) -> None:
    pledge = town.pledge()
    town.do(plans.keep, NOW, BO, pledge.id, plans.PlanForm(every="week"))
    town.do(pledges.answer, BO, pledge.id, Reply.DONE)
    asked_about(town, NOW + WEEK)
    assert town.do(digestcards.digest, DigestDay(ANA.id, HALL), NOW + 2 * WEEK).overdue == 1


def test_there_is_one_summary_for_each_reader_programme_and_week_whatever_is_chosen_meanwhile(
    town: Town,
) -> None:
    town.pledge()
    asked_about(town)
    town.passes(OVERDUE)
    wanted = town.do(digests.choose, OVERDUE + HOUR, ANA, HALL, "4")
    assert wanted.next_at == datetime(2026, 11, 27, 10, tzinfo=UTC)  # Friday of the week after
    town.passes(OVERDUE + 4 * DAY)
    assert [each.occasion for each in summaries(town)] == ["2026-W47"]
    town.passes(datetime(2026, 11, 27, 10, tzinfo=UTC))
    assert [each.occasion for each in summaries(town)] == ["2026-W47", "2026-W48"]


def test_who_wants_none_gets_none_not_even_one_that_was_on_its_way(town: Town) -> None:
    town.pledge()
    asked_about(town)
    town.passes(OVERDUE)
    town.do(digests.choose, OVERDUE, ANA, HALL, OFF)
    assert town.do(outbox.claim_to_send, OVERDUE, 9) == []
    [summary] = summaries(town)
    assert (summary.state, summary.reason) == (MessageState.CANCELLED, "this person wants no summary")
    town.passes(OVERDUE + 3 * WEEK)
    assert len(summaries(town)) == 1


def test_after_another_session_what_was_chosen_stays(town: Town) -> None:
    town.do(digests.choose, NOW, ANA, HALL, OFF)
    town.start(NOW + WEEK)
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at is None


def test_a_late_one_waits_for_a_decent_hour_and_after_two_days_it_is_marked_instead_of_sent(
    town: Town,
) -> None:
    town.pledge()
    asked_about(town)
    town.passes(OVERDUE + 13 * HOUR)
    assert town.do(outbox.claim_to_send, OVERDUE + 13 * HOUR, 9) == []
    [summary] = summaries(town)
    assert summary.next_at == OVERDUE + DAY
    assert town.do(outbox.claim_to_send, summary.due_at + WINDOW + MINUTE, 9) == []
    assert summaries(town)[0].state is MessageState.EXPIRED


def test_what_was_answered_meanwhile_is_no_reason_to_write(town: Town) -> None:
    town.pledge()
    [asked] = asked_about(town)
    town.passes(OVERDUE)
    town.do(followups.reply, BO, asked.subject, Reply.WORKING)
    assert town.do(outbox.claim_to_send, OVERDUE, 9) == []
    assert summaries(town)[0].reason == "there is nothing to say any more"


def test_after_weeks_without_a_bot_the_newest_summary_is_told_and_no_other(town: Town) -> None:
    town.pledge()
    asked_about(town)
    town.passes(OVERDUE + WEEK + HOUR)
    assert [(each.occasion, each.due_at) for each in summaries(town)] == [("2026-W48", OVERDUE + WEEK)]
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at == OVERDUE + 2 * WEEK


def test_who_leads_no_more_is_told_nothing_more(town: Town) -> None:
    town.do(people.remove_facilitator, ADA, ANA.id)
    assert town.memory.digests.of(ANA.id) == []


def test_who_moves_is_told_on_the_same_day_at_ten_there(town: Town) -> None:
    town.do(people.move, ANA.id, "America/New_York")
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at == datetime(2026, 10, 26, 14, tzinfo=UTC)


def test_who_chooses_another_hour_is_told_on_the_same_day_at_that(town: Town) -> None:
    town.do(reminders.set_hour, NOW, ANA, "8")
    [wanted] = town.memory.digests.of(ANA.id)
    assert wanted.next_at == datetime(2026, 10, 26, 8, tzinfo=UTC)


@pytest.mark.parametrize("chosen", ["5", "6", "-1", "²", "", "monday"])
def test_only_weekdays_can_be_chosen(town: Town, chosen: str) -> None:
    words = ("Please choose a weekday from the list.", None)
    assert town.refusal(digests.choose, NOW, ANA, HALL, chosen) == words


def test_only_who_may_lead_chooses_and_only_of_a_programme(town: Town) -> None:
    words = (ONLY_FACILITATORS.format("choose the day of the weekly summary"), None)
    assert town.refusal(digests.choose, NOW, BO, HALL, "1") == words
    no = "There is no programme in this channel, so there is nothing to tell you about it."
    assert town.refusal(digests.choose, NOW, ANA, PARK, "1") == (no, None)


def test_in_a_channel_its_programme_is_shown_and_elsewhere_all_of_theirs(town: Town) -> None:
    town.start(channel=PARK)
    assert [each.channel for each in town.do(digests.wanted_by, ANA, PARK)] == [PARK]
    assert [each.channel for each in town.do(digests.wanted_by, ANA)] == [HALL, PARK]
    assert town.do(digests.wanted_by, ADA, HALL) == [DigestDay(ADA.id, HALL)]


@pytest.mark.parametrize(
    ("now", "on"),
    [
        (datetime(2026, 10, 26, 9, 59, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 10, 26, 10, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), date(2026, 10, 26)),  # the night the clocks go back
    ],
)
def test_the_next_time_is_the_next_ten_o_clock_of_that_weekday(now: datetime, on: date) -> None:
    assert next_time(now, When(0, LONDON)).astimezone(LONDON) == datetime(
        on.year, on.month, on.day, 10, tzinfo=LONDON
    )


@pytest.mark.parametrize(
    ("closed", "weekday", "told_on"),
    [
        ([date(2027, 3, 26)], 4, date(2027, 3, 25)),  # Good Friday: the day before, in the same week
        ([date(2027, 3, 29)], 0, date(2027, 3, 30)),  # Easter Monday: the day after
        ([date(2026, 12, 25), date(2026, 12, 28)], 0, date(2026, 12, 29)),
    ],
)
def test_on_a_public_holiday_it_comes_on_another_day_of_that_week_and_the_next_as_usual(
    closed: list[date], weekday: int, told_on: date
) -> None:
    when = When(weekday, LONDON, holidays=closed.__contains__)
    monday = told_on - timedelta(days=told_on.weekday())
    before = datetime(monday.year, monday.month, monday.day, tzinfo=LONDON)
    first = next_time(before, when)
    assert first.astimezone(LONDON).date() == told_on
    assert next_time(first, when).astimezone(LONDON).date() == monday + timedelta(days=7 + weekday)


def stuck_with_help(town: Town) -> str:
    """Bo is stuck, and has asked Ana for help: the question after which he did."""
    pledge = town.pledge()
    asked_about(town)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(helprequests.ask, ASKED, BO, first.id, "Help")
    return first.id


def test_help_that_is_dealt_with_does_not_come_again_and_can_come_back(town: Town) -> None:
    question = stuck_with_help(town)
    town.passes(OVERDUE)
    [summary] = summaries(town)
    town.do(digests.deal, OVERDUE + HOUR, ANA, question, is_dealt=True)
    found = told(town, summary)
    assert ([*found.wants_help], [each.person for each in found.dealt_with]) == ([], ["bo"])
    assert "Not dealt with: Bo" in str(draw(SAY, WeeklySummary((found,)), {"bo": "Bo"}).blocks)
    assert town.do(digestcards.digest, DigestDay(ANA.id, HALL), OVERDUE + WEEK) == replace(
        found, dealt_with=(), overdue=0
    )
    changed = town.effects(digests.deal, OVERDUE + HOUR, ANA, question, is_dealt=False).cards
    assert summary.card in changed
    assert [each.person for each in told(town, summary).wants_help] == ["bo"]


def test_a_call_for_help_is_told_until_it_is_dealt_with(town: Town) -> None:
    question = stuck_with_help(town)
    later = OVERDUE + 12 * WEEK
    assert [
        each.follow_up for each in town.do(digestcards.digest, DigestDay(ANA.id, HALL), later).wants_help
    ] == [question]
    town.do(digests.deal, later - HOUR, ANA, question, is_dealt=True)
    assert not town.do(digestcards.digest, DigestDay(ANA.id, HALL), later).says_something


def test_two_calls_for_help_by_one_person_have_buttons_that_tell_them_apart() -> None:
    calls = [
        HelpRequest(f"f{at}", who, ANA.id, "Help", NOW + at * HOUR)
        for at, who in ((0, "bo"), (1, "bo"), (24, "bo"), (2, "cy"))
    ]
    both = Digest(HALL, 0, wants_help=tuple(calls[:3])), Digest(PARK, 0, wants_help=(calls[3],))
    blocks = draw(SAY, WeeklySummary(both), {"bo": "Bo", "cy": "Cy"}).blocks
    buttons = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    assert [each["text"]["text"] for each in buttons if each["type"] == "button"] == [
        "Dealt with: Bo (Thursday 22 October 2026, number 1)",
        "Dealt with: Bo (Thursday 22 October 2026, number 2)",
        "Dealt with: Bo (Friday 23 October 2026)",
        "Dealt with: Cy",
    ]


def test_only_who_was_asked_says_that_help_is_dealt_with(town: Town) -> None:
    question = stuck_with_help(town)
    assert town.refusal(digests.deal, OVERDUE, CY, question, is_dealt=True) == (
        "This person asked somebody else for help, so nothing was changed.",
        None,
    )


def test_of_two_programmes_one_message_tells(town: Town) -> None:
    stuck_with_help(town)
    town.start(NOW + HOUR, PARK)
    town.end(NOW + HOUR, PARK)
    pledge = town.do(pledges.make, NOW + HOUR, CY, PARK, promise(origin="form:7")).pledge
    asked_about(town, ASKED + HOUR)
    town.passes(OVERDUE)
    [summary] = summaries(town)
    content, _ = shown(town.memory, summary)
    assert [(each.channel, each.overdue) for each in content.digests] == [(HALL, 0), (PARK, 1)]
    assert pledge.channel == PARK


def in_two_programmes(town: Town) -> None:
    """There is something to tell of one on Mondays, and of the other on Tuesdays."""
    stuck_with_help(town)
    town.start(NOW + HOUR, PARK)
    town.end(NOW + HOUR, PARK)
    town.do(pledges.make, NOW + HOUR, CY, PARK, promise(origin="form:7"))
    asked_about(town, ASKED + HOUR)
    town.do(digests.choose, NOW + HOUR, ANA, PARK, "1")


def both_told(town: Town, message: Message) -> list[str]:
    content, _ = shown(town.memory, message)
    assert isinstance(content, WeeklySummary)
    return [each.channel for each in content.digests]


def told_now(town: Town, now: datetime) -> list[list[str]]:
    """Of which programmes the summaries tell that arrive at this moment."""
    found = []
    while town.do(outbox.is_anything_due, now):
        for message in town.do(outbox.claim_to_send, now, 99):
            if message.kind == DIGEST:
                found.append(both_told(town, message))
            town.do(outbox.settle, now, message, sent(f"{now.timestamp():.6f}", channel="D"))
    return found


def test_one_that_slack_did_not_take_goes_along_with_that_of_the_day_after(town: Town) -> None:
    in_two_programmes(town)
    town.passes(OVERDUE)
    town.passes(OVERDUE + DAY)
    claims = [town.do(outbox.claim_to_send, OVERDUE + DAY, 99) for _ in range(2)]  # one for each reader
    due = [each for claimed in claims for each in claimed if each.kind == DIGEST]
    assert [each.subject for each in due] == [PARK]
    assert both_told(town, due[0]) == [PARK, HALL]
    assert {each.subject: each.reason for each in summaries(town)}[HALL] == "a newer summary tells it"


def test_after_an_outage_the_two_of_one_week_are_one(town: Town) -> None:
    in_two_programmes(town)
    town.passes(OVERDUE + DAY)
    [summary] = summaries(town)
    assert both_told(town, summary) == [PARK, HALL]


def test_two_that_come_on_their_days_are_told_each_by_itself(town: Town) -> None:
    in_two_programmes(town)
    told_of = []
    for at in (OVERDUE, OVERDUE + DAY):
        town.passes(at)
        [message] = [each for each in town.do(outbox.claim_to_send, at, 99) if each.kind == DIGEST]
        told_of.append(both_told(town, message))
        town.do(outbox.settle, at, message, sent(f"{at.timestamp():.6f}", channel="D-ana"))
    assert told_of == [[HALL], [PARK]]


def test_who_is_away_is_told_once_when_they_are_back(town: Town) -> None:
    stuck_with_help(town)
    town.memory.people.put(replace(Person(ANA.id), back_on=date(2026, 11, 19)), "back_on")
    for at in (OVERDUE - WEEK, OVERDUE, OVERDUE + 2 * DAY):
        town.passes(at)
    assert summaries(town) == []
    town.passes(OVERDUE + 3 * DAY)
    town.passes(OVERDUE + 4 * DAY)
    assert [each.due_at for each in summaries(town)] == [OVERDUE + 3 * DAY]
    assert town.memory.digests.of(ANA.id)[0].next_at == OVERDUE + WEEK


def test_of_two_programmes_that_waited_for_their_reader_one_message_tells_and_one_stays_in_time(
    town: Town,
) -> None:
    in_two_programmes(town)
    town.memory.people.put(replace(Person(ANA.id), back_on=date(2026, 11, 19)), "back_on")
    for days in range(5):  # back on a Thursday: the Monday is more than two days over
        town.passes(OVERDUE + days * DAY)
    assert told_now(town, OVERDUE + 3 * DAY) == [[HALL, PARK]]
    assert {each.reason for each in summaries(town)} == {None, "a newer summary tells it"}


@pytest.mark.parametrize(("ticks", "is_dropped"), [((0, 1), False), ((0, 1), True), ((1,), False)])
def test_what_was_to_go_along_with_one_that_is_switched_off_is_told_by_itself(
    town: Town, ticks: tuple[int, ...], *, is_dropped: bool
) -> None:
    in_two_programmes(town)
    for days in ticks:
        town.passes(OVERDUE + days * DAY)
    if is_dropped:
        claimed = town.do(outbox.claim_to_send, OVERDUE + DAY, 99)
        assert DIGEST not in {each.kind for each in claimed}
    assert len(summaries(town)) == len(ticks)
    town.do(digests.choose, OVERDUE + DAY, ANA, PARK, OFF)
    assert told_now(town, OVERDUE + DAY) == [[HALL]]


def test_its_kind_has_a_guard_and_its_window_is_kept_when_it_is_drawn(town: Town) -> None:
    kind: MessageKind = kind_of(DIGEST)
    message = Message("m", DIGEST, HALL, NOW, NOW, recipient="nobody", not_after=NOW)
    outcome = kind.guard(town.memory, message, NOW)
    assert outcome is not None
    assert outcome.reason == "this person wants no summary"
    assert kind.content(town.memory, replace(message, recipient=BO.id)) is None


def test_what_five_people_answered_is_counted_as_in_the_last_report_and_never_anew(town: Town) -> None:
    doers = [Actor(f"doer{number}") for number in range(6)]
    for number, actor in enumerate(doers):
        town.do(pledges.make, NOW, actor, HALL, promise(origin=f"form:9{number}"))
    asked = asked_about(town)
    for message in asked[:5]:
        town.do(followups.reply, Actor(message.recipient), message.subject, Reply.DONE)
    town.passes(OVERDUE)
    [summary] = summaries(town)
    assert (told(town, summary).stand.get("done", 0), told(town, summary).overdue) == (0, 1)
    assert town.memory.reports.released(HALL) == []
    town.do(reports.ask, OVERDUE, ANA, HALL, "command:1")
    assert told(town, summary).stand["done"] == 5


def test_what_was_asked_about_more_than_four_weeks_ago_is_no_number_of_a_summary_any_more(
    town: Town,
) -> None:
    town.do(pledges.make, NOW, BO, HALL, promise())
    asked_about(town)
    at_last, after = OVERDUE + 2 * WEEK, OVERDUE + 3 * WEEK
    wanted = DigestDay("ana", HALL)
    counted = [town.do(digestcards.digest, wanted, at).overdue for at in (OVERDUE, at_last, after)]
    assert counted == [1, 1, 0]


def test_how_many_have_not_answered_is_told_as_it_is_now_and_not_beside_that_as_it_was(town: Town) -> None:
    doers = [Actor(f"doer{number}") for number in range(6)]
    for number, actor in enumerate(doers):
        town.do(pledges.make, NOW, actor, HALL, promise(origin=f"form:9{number}"))
    for message in asked_about(town)[:5]:
        town.do(followups.reply, Actor(message.recipient), message.subject, Reply.DONE)
    town.passes(OVERDUE)
    [summary] = summaries(town)
    before = draw(SAY, WeeklySummary((told(town, summary),)), {}).text
    assert "as in the last report" not in before
    town.do(reports.ask, OVERDUE, ANA, HALL, "command:1")

    found = told(town, summary)

    assert found.stand["no_reply"] == 1
    words = draw(SAY, WeeklySummary((found,)), {}).text
    assert "Of the pledges that I last asked about 1 to 4 weeks ago, fewer than 5 have no answer." in words
    assert "Done: 5 (" in words
    assert "No answer yet" not in words
    others = "All others: 1 (17 % of all pledges). They have not answered, or have answered since the last"
    assert others in words  # so that the numbers add up to all pledges
    assert "What became of pledges is told as in the last report." in words
