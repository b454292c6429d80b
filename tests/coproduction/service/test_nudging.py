"""When people are asked: several in one message, one unasked message a week, and not for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from coproduction.budget import Allowance
from coproduction.followups import NUDGE, PLEDGE, FollowUp, FollowUpState, Reply, answered, nudge_card
from coproduction.kinds import Cause
from coproduction.messages import (
    Message,
    MessageState,
    Outcome,
    absent,
    postponed,
    rejected,
    sent,
    too_late,
    unclear,
    unwanted,
)
from coproduction.notes import Note, Told
from coproduction.people import Person
from coproduction.progress import Step
from coproduction.recurring import Every, Recurrence
from coproduction.service import (
    along,
    belongings,
    followups,
    ideawithdrawals,
    notes,
    nudging,
    outbox,
    people,
    pledges,
    progress,
    recurring,
    telling,
)
from coproduction.service.kinds import KINDS, kind_of, shown
from coproduction.telling import IDEA_NEWS
from handlers.blocks import home
from handlers.sending.showing import together
from tests.coproduction.town import BO, CY, DAY, HALL, HOUR, NOW, WEEK, Town
from tests.looks import draw
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.pledges import Pledge
    from handlers.blocks.kit import Drawing

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)  # in winter London keeps UTC


def promise(town: Town, what: str, by: str | None = None, now: datetime = NOW) -> Pledge:
    form = pledges.PledgeForm(what, by, f"form:{what}")
    return town.do(pledges.make, now, BO, HALL, form).pledge


def asked(town: Town, now: datetime) -> list[list[str]]:
    """What the messages that go out at this moment ask about, each with its pledges."""
    town.passes(now)
    return [_arrives(town, message, now) for message in claimed(town, now)]


def claimed(town: Town, now: datetime) -> list[Message]:
    """The nudges that may go out now; whatever else is owed arrives at once."""
    found = []
    while town.do(outbox.is_anything_due, now):
        for message in town.do(outbox.claim_to_send, now, 60):
            if message.kind == NUDGE:
                found.append(message)
            else:
                assert town.do(outbox.settle, now, message, sent(f"{now.timestamp():.6f}"))
    return found


def _arrives(town: Town, message: Message, now: datetime) -> list[str]:
    content, _ = town.do(shown, message)
    outcome = sent(f"{now.timestamp():.6f}", channel="D-BO")
    assert town.do(outbox.settle, now, message, outcome)
    return [each.pledge.what for each in (content, *content.others)]


def days(town: Town, until: datetime, now: datetime = NOW) -> dict[str, list[list[str]]]:
    """Day after day at ten, until then: what was asked on which."""
    found = {}
    at = datetime.combine(now.date(), time(10), UTC)
    while (at := at + DAY) <= until:
        if told := asked(town, at):
            found[at.date().isoformat()] = told
    return found


def states(town: Town, pledge: Pledge) -> list[FollowUpState]:
    return [each.state for each in town.memory.follow_ups.of(PLEDGE, pledge.id)]


# Whoever adds a kind says here why people get it. Only what stands outside their one message a week may come
# besides it: an answer to their own act, a running session and its reminders, changes, one recap, what they
# chose, and what somebody they know asks them by name.
OF_A_SESSION = (
    "session ended_by_itself round group_card seat_note move_note time_warning recall "
    "archive still_here idea_board "
    "taken_out silent help_call unmet_needs seat_changes poll slow_forms invitation step step_warning "
    "step_over"
)
OF_AN_ACT = (
    "idea poll_card_deleted help_wanted pledge_shared asking_answered report stuck "
    "told_stopped told_again asked_which told_answer told_help kept_words "
    "told_no told_placed told_go_on told_asking correction correction_answered "
    "lead_offer_answered idea_talk idea_hidden idea_help you_said "
    "tie_agreed stakeholder_told stakeholder_off marked_observer leads_now leads_no_more "
    "champion_answered champion_confirmed champion_suggested"
)
WHY = {
    Cause.UNASKED: {
        NUDGE: timedelta(days=4),
        "coleading": timedelta(weeks=2),
        "session_chosen": WEEK,
        "champion_invited": timedelta(weeks=2),
        "conditions": timedelta(days=30),
        "idea_news": timedelta(weeks=8),
        "stalled": timedelta(weeks=8),
        "try_ends": timedelta(weeks=8),
        "did_it_work": timedelta(weeks=4),
        "tie_alive": timedelta(weeks=4),
    },
    Cause.ASKED_FOR: {
        "digest": timedelta(days=2),
        "decisions": timedelta(days=5),
        "you_said_draft": timedelta(weeks=3),
        "worked_told": timedelta(weeks=4),
    },
    Cause.OWN_ACT: dict.fromkeys(OF_AN_ACT.split()),
    Cause.BY_NAME: dict.fromkeys(("asking", "consent", "handover", "session_chosen_at_once", "tie_asked")),
    Cause.TASK: {"in_hand": None, "overdue_told": timedelta(weeks=8)},
    Cause.SESSION: {**dict.fromkeys(OF_A_SESSION.split()), "parting": timedelta(days=1)},
    Cause.REMINDER: dict.fromkeys(
        ("poll_reminder", "session_reminder", "session_unstarted"), timedelta(days=1)
    ),
    Cause.CHANGE: {
        **dict.fromkeys(("session_moved", "session_called_off", "plan_news"), timedelta(days=30)),
        "saved_gone": timedelta(weeks=2),
        "nobody_leads": timedelta(weeks=1),
        "owner_gone": timedelta(weeks=8),
    },
    Cause.RECAP: {"summary": timedelta(days=30)},
}


@pytest.mark.parametrize("cause", list(Cause))
def test_each_kind_of_message_comes_for_one_reason_and_until_when_it_is_worth_sending(cause: Cause) -> None:
    found = {kind.name: kind.window for kind in KINDS.values() if kind.cause is cause}
    assert found == WHY[cause]
    assert None not in found.values() or not cause.can_be_late


def test_what_nobody_has_declared_counts_as_unasked() -> None:
    assert kind_of("of another version").cause is Cause.UNASKED


@pytest.mark.parametrize("cause", list(Cause))
def test_stop_binds_all_but_what_answers_an_act_and_a_session_that_one_is_in(cause: Cause) -> None:
    assert cause.heeds_stop == (cause not in {Cause.OWN_ACT, Cause.SESSION})


def test_what_is_due_within_a_week_is_asked_in_one_message(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")  # due on the Monday
    promise(town, "Visit", "2026-11-10")  # due on the Friday before, 6 November
    promise(town, "Write", "2026-11-11")  # due on Monday 9 November: a week later
    assert days(town, MONDAY + 2 * WEEK) == {
        "2026-11-02": [["Call", "Visit"]],
        "2026-11-09": [["Write"]],
    }


def test_a_message_that_waits_takes_in_what_becomes_due_meanwhile(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    promise(town, "Visit", "2026-11-05", now=MONDAY + HOUR)  # due tomorrow
    assert asked(town, MONDAY + DAY) == [["Call", "Visit"]]


def test_what_is_due_too_soon_after_another_message_waits_until_the_week_is_over(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    assert asked(town, MONDAY) == [["Call"]]
    late = promise(town, "Visit", "2026-11-06", now=MONDAY + HOUR)
    assert days(town, MONDAY + WEEK + DAY, MONDAY) == {"2026-11-09": [["Visit"]]}
    [question] = town.memory.follow_ups.of(PLEDGE, late.id)
    assert (question.wall, question.due_at) == ("2026-11-09T10:00", MONDAY + WEEK)


def test_what_waited_for_the_week_to_be_over_comes_in_one_message_also_after_an_outage_until_then(
    town: Town,
) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    assert asked(town, MONDAY) == [["Call"]]
    for what, by in (("Ring", "2026-11-05"), ("Visit", "2026-11-06"), ("Write", "2026-11-12")):
        promise(town, what, by, now=MONDAY + HOUR)  # due on Tuesday, Wednesday, and Tuesday of next week
    assert days(town, MONDAY + 4 * WEEK, MONDAY + 6 * DAY) == {"2026-11-09": [["Ring", "Visit", "Write"]]}


def test_what_waited_for_its_person_to_be_back_comes_in_one_message_also_after_an_outage_until_then(
    town: Town,
) -> None:
    town.start()
    first = promise(town, "Call", "2026-11-04")
    promise(town, "Visit", "2026-11-05")
    assert asked(town, MONDAY) == [["Call", "Visit"]]
    [question] = town.memory.follow_ups.of(PLEDGE, first.id)
    town.do(followups.put_off, MONDAY + HOUR, BO, question.id, "2026-11-10")
    promise(town, "Write", "2026-11-13", now=MONDAY + HOUR)  # due on Wednesday of next week
    town.memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 23)), "back_on")
    assert days(town, MONDAY + 5 * WEEK, MONDAY + 3 * WEEK - DAY) == {"2026-11-23": [["Call", "Write"]]}


def test_what_slack_refuses_takes_nobodys_week(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    [message] = claimed(town, MONDAY)
    assert town.do(outbox.settle, MONDAY, message, rejected("restricted_action"))
    promise(town, "Visit", "2026-11-06", now=MONDAY + HOUR)  # due on Wednesday
    assert asked(town, MONDAY + 2 * DAY) == [["Visit"]]


def test_nobody_is_asked_of_what_they_promised_today(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    promise(town, "Visit", "2026-11-05", now=MONDAY - HOUR)
    assert asked(town, MONDAY) == [["Call"]]


def test_what_somebody_chose_a_day_for_comes_on_it_beside_their_one_message(town: Town) -> None:
    town.start()
    first = promise(town, "Call", "2026-11-04")
    asked(town, MONDAY)
    [question] = town.memory.follow_ups.of(PLEDGE, first.id)
    town.do(followups.put_off, MONDAY, BO, question.id, 3)
    assert days(town, MONDAY + WEEK, MONDAY) == {"2026-11-05": [["Call"]]}


def test_what_was_planned_before_the_day_that_somebody_chose_is_not_asked(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    days(town, MONDAY + WEEK)
    [first, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.put_off, MONDAY + WEEK, BO, first.id, "2026-12-10")
    assert list(days(town, MONDAY + 20 * WEEK, MONDAY + WEEK)) == ["2026-12-10", "2027-01-14"]


def test_what_is_chosen_for_a_weekend_is_not_asked_before_the_weekday_after_it(town: Town) -> None:
    town.start()
    [first, *_] = town.memory.follow_ups.of(PLEDGE, promise(town, "Call").id)
    town.do(followups.put_off, MONDAY, BO, first.id, "2026-11-07")
    *_, again = town.memory.follow_ups.of(PLEDGE, first.subject)
    town.do(nudging.ask, MONDAY + 6 * DAY, again.id)  # by a process that saw it before it was moved
    assert town.memory.follow_ups.get(again.id) == again
    assert (again.wall, again.due_at) == ("2026-11-07T10:00", MONDAY + WEEK)


def asked_twice(town: Town) -> tuple[FollowUp, FollowUp]:
    """The two questions about a pledge that have no answer, on Thursday 3 December."""
    town.start()
    pledge = promise(town, "Call")
    assert list(days(town, MONDAY + 5 * WEEK)) == ["2026-11-05", "2026-12-03"]
    first, second, _ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    return first, second


def test_of_two_days_that_somebody_chose_for_the_same_the_last_counts(town: Town) -> None:
    first, second = asked_twice(town)
    town.do(followups.put_off, MONDAY + 5 * WEEK, BO, first.id, 3)
    town.do(followups.put_off, MONDAY + 5 * WEEK, BO, second.id, 7)
    assert list(days(town, MONDAY + 9 * WEEK, MONDAY + 5 * WEEK)) == ["2026-12-14"]


def test_who_puts_it_off_has_left_nothing_without_an_answer(town: Town) -> None:
    _, second = asked_twice(town)
    town.do(followups.put_off, MONDAY + 5 * WEEK, BO, second.id, 7)
    assert list(days(town, MONDAY + 11 * WEEK, MONDAY + 5 * WEEK)) == ["2026-12-14", "2027-01-14"]
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, second.subject))


def test_what_is_let_go_just_before_its_turn_is_not_asked(town: Town) -> None:
    town.start()
    [question] = town.memory.follow_ups.of(PLEDGE, promise(town, "Call", "2026-11-04").id)
    town.do(pledges.withdraw, MONDAY, BO, question.subject)
    town.do(nudging.ask, MONDAY, question.id)  # by a process that saw it before
    assert claimed(town, MONDAY) == []
    assert town.memory.follow_ups.get(question.id) == replace(question, state=FollowUpState.CANCELLED)


def test_who_takes_a_pledge_up_again_has_left_nothing_without_an_answer(town: Town) -> None:
    (first, _), at = asked_twice(town), MONDAY + 5 * WEEK
    town.do(pledges.withdraw, at, BO, first.subject)
    town.do(pledges.resume, at, BO, first.subject)
    assert list(days(town, MONDAY + 11 * WEEK, at)) == ["2027-01-14"]
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, first.subject))


def test_over_the_budget_nothing_comes_along_with_what_somebody_chose(town: Town) -> None:
    town.start()
    first = promise(town, "Call", "2026-11-04")
    assert asked(town, MONDAY) == [["Call"]]
    [question] = town.memory.follow_ups.of(PLEDGE, first.id)
    town.do(followups.put_off, MONDAY, BO, question.id, 3)
    promise(town, "Visit", "2026-11-08", now=MONDAY + HOUR)  # due on Friday
    town.passes(MONDAY + 3 * DAY)  # but Slack is down on Thursday
    assert asked(town, MONDAY + 4 * DAY) == [["Call"]]
    assert days(town, MONDAY + WEEK, MONDAY + 4 * DAY) == {"2026-11-09": [["Visit"]]}


def test_what_somebody_chose_a_day_for_waits_for_no_message_that_comes_later(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    [question, *_] = town.memory.follow_ups.of(PLEDGE, promise(town, "Visit").id)
    town.do(followups.put_off, NOW, BO, question.id, "2026-11-03")
    town.passes(MONDAY)
    [message] = claimed(town, MONDAY)
    town.do(outbox.settle, MONDAY, message, postponed(MONDAY + 2 * DAY, MONDAY))  # they want no sound
    assert asked(town, MONDAY + DAY) == [["Visit"]]


def test_a_message_that_has_waited_for_eight_days_takes_in_nothing_more(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    promise(town, "Visit", "2026-11-08", now=MONDAY + DAY)  # due on Friday
    promise(town, "Write", "2026-11-11", now=MONDAY + 5 * DAY)  # due on Monday
    for at in (MONDAY + 4 * DAY, MONDAY + WEEK):
        town.passes(at)  # but Slack is down
    assert asked(town, MONDAY + WEEK + HOUR) == [["Call", "Visit"]]


def test_what_did_not_go_gives_back_nobody_elses_week(town: Town) -> None:
    spent = Allowance("bo", MONDAY.date(), "m1")
    town.memory.allowances.take("bo", "m1", MONDAY.date())
    town.memory.allowances.give_back("bo", "m2")
    assert town.memory.allowances.get("bo") == spent


def test_a_message_of_several_is_wanted_while_any_of_them_is_open(town: Town) -> None:
    town.start()
    call = promise(town, "Call", "2026-11-04")
    promise(town, "Visit", "2026-11-05")
    town.passes(MONDAY)
    town.do(pledges.answer, BO, call.id, Reply.DONE)
    [message] = claimed(town, MONDAY)
    assert _arrives(town, message, MONDAY) == ["Call", "Visit"]


def test_what_was_let_go_before_its_message_went_out_is_not_in_it_then_nor_later(town: Town) -> None:
    town.start()
    call = promise(town, "Call", "2026-11-04")
    promise(town, "Visit", "2026-11-05")
    town.passes(MONDAY)
    town.do(pledges.withdraw, MONDAY, BO, call.id)
    [message] = claimed(town, MONDAY + HOUR)
    assert _arrives(town, message, MONDAY + HOUR) == ["Visit"]
    sent_one = town.memory.messages.get(message.id)
    assert sent_one
    content, _ = town.do(shown, sent_one)
    assert (content.pledge.what, content.others) == ("Visit", ())


def test_a_message_of_several_is_sent_to_nobody_once_all_are_settled(town: Town) -> None:
    town.start()
    for pledge in (promise(town, "Call", "2026-11-04"), promise(town, "Visit", "2026-11-05")):
        town.passes(MONDAY)
        town.do(pledges.withdraw, MONDAY, BO, pledge.id)
    assert claimed(town, MONDAY) == []
    assert [each.state for each in town.messages() if each.kind == NUDGE] == [MessageState.CANCELLED]


def test_each_pledge_of_one_message_is_answered_by_itself(town: Town) -> None:
    town.start()
    both = [promise(town, "Call", "2026-11-04"), promise(town, "Visit", "2026-11-05")]
    asked(town, MONDAY)
    first, second = (town.memory.follow_ups.of(PLEDGE, each.id)[0] for each in both)
    assert nudge_card(first) in town.effects(followups.reply, BO, second.id, Reply.DONE).cards
    assert nudge_card(second) == nudge_card(first)
    assert [states(town, each) for each in both] == [[FollowUpState.DUE], [FollowUpState.ANSWERED]]
    assert followups.nudges_of(town.memory, [first, second]) == {
        first.id: MessageState.SENT,
        second.id: MessageState.SENT,
    }


def test_after_a_long_outage_what_is_in_time_comes_together_and_the_rest_is_reported(town: Town) -> None:
    town.start()
    promise(town, "Old", "2026-10-28")  # due on 26 October
    promise(town, "Call", "2026-11-03")  # due on Friday 30 October
    promise(town, "Visit", "2026-11-04")
    assert asked(town, MONDAY) == [["Call", "Visit"]]
    assert [each.state for each in town.messages() if each.kind == NUDGE] == [
        MessageState.EXPIRED,
        MessageState.SENT,
    ]


def test_while_a_question_waits_to_be_sent_no_other_about_the_same_comes_beside_it(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-30")  # due on Wednesday
    thursday = MONDAY - 4 * DAY
    town.do(followups.plan, Person("bo"), pledge.id, 2, [thursday])
    town.passes(thursday - DAY)
    town.passes(thursday)
    assert sum(each.kind == NUDGE for each in town.messages()) == 1
    assert asked(town, thursday + DAY) == [["Sing"]]
    assert list(days(town, MONDAY + WEEK, thursday + DAY)) == ["2026-11-06"]


def test_a_question_that_went_out_too_late_keeps_back_no_other_about_the_same(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-30")  # due on Wednesday, while Slack is down
    town.do(followups.plan, Person("bo"), pledge.id, 2, [MONDAY + DAY])
    town.passes(MONDAY - 5 * DAY)
    assert asked(town, MONDAY + DAY) == [["Sing"]]


def test_what_is_asked_along_is_in_time_for_as_long_as_it_would_be_alone(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")  # due on Monday
    promise(town, "Write", "2026-11-09")  # due on Friday, and asked on Monday
    town.passes(MONDAY)
    assert asked(town, MONDAY + 7 * DAY) == [["Call", "Write"]]  # Slack was down for a week


def test_the_budget_holds_also_when_a_message_is_late(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    promise(town, "Write", "2026-11-12")  # due on Tuesday 10 November
    assert asked(town, MONDAY + 3 * DAY) == [["Call"]]  # Slack was down until Thursday
    assert days(town, MONDAY + 2 * WEEK, MONDAY + 3 * DAY) == {"2026-11-12": [["Write"]]}


def test_two_people_have_a_budget_each(town: Town) -> None:
    town.start()
    town.pledge(BO, "2026-11-04", "form:1")
    town.pledge(CY, "2026-11-05", "form:2")
    assert asked(town, MONDAY) == [["Call the school"]]
    assert asked(town, MONDAY + DAY) == [["Call the school"]]


def steps(town: Town, message: Message) -> list[tuple[telling.Told, ...]]:
    """The news that a message tells."""
    own = [telling.told_in(town.memory, message) or ()] if message.kind == IDEA_NEWS else []
    return [*own, *(news for kind, news in along.told(town.memory, message) if kind == IDEA_NEWS)]


def news(town: Town, until: datetime, now: datetime) -> list[str]:
    """From now on, day after day at ten: on which days the nudges and the news of Bo's ideas go out, and how
    many steps each tells.
    """
    told = []
    while now <= until:
        town.passes(now)
        while town.do(outbox.is_anything_due, now):
            for message in town.do(outbox.claim_to_send, now, 60):
                assert town.do(outbox.settle, now, message, sent(f"{now.timestamp():.6f}", channel="D-BO"))
                count = sum(map(len, steps(town, message)))
                beside = f" with {count}" if count else ""
                told += [f"{message.kind} {now.date()}{beside}"] if message.kind in {NUDGE, IDEA_NEWS} else []
        now += DAY
    return told


def test_what_can_wait_takes_no_question_its_day_and_goes_along_with_it(town: Town) -> None:
    town.start()
    idea, week_before = town.idea(), MONDAY - 6 * DAY
    promise(town, "Call", "2026-11-04")  # due on the Monday
    town.do(progress.record, week_before, idea.id, Step.SHORTLISTED, "ana")
    assert news(town, MONDAY + 2 * WEEK, week_before) == ["nudge 2026-11-02 with 1"]


def test_what_is_asked_every_week_takes_along_what_is_to_be_told_however_much(town: Town) -> None:
    town.start()
    every_week(town, promise(town, "Sing", "2026-10-28"))
    tuesday = datetime(2026, 10, 27, 10, tzinfo=UTC)
    assert news(town, tuesday, tuesday - DAY) == ["nudge 2026-10-26"]
    shortlisted(town, 3, tuesday)
    assert news(town, MONDAY, tuesday) == ["nudge 2026-11-02 with 3"]
    shortlisted(town, 4, MONDAY + DAY)
    told = news(town, MONDAY + 3 * WEEK, MONDAY + DAY)
    assert told == ["nudge 2026-11-09 with 4"]


def shortlisted(town: Town, ideas: int, now: datetime) -> None:
    """So many ideas of Bo's are, which is news."""
    for number in range(ideas):
        idea = town.idea(f"Idea {number} of the {now:%d}", f"form:{now}{number}")
        town.do(progress.record, now, idea.id, Step.SHORTLISTED, "ana")


def with_news(town: Town) -> Message:
    """A nudge that goes out with news of an idea."""
    promise(town, "Call", "2026-11-04")
    shortlisted(town, 1, MONDAY - 3 * DAY)
    town.passes(MONDAY)
    [message] = claimed(town, MONDAY)
    return message


def look(town: Town, message: Message) -> Drawing:
    """How a message looks to Bo."""
    content, beside = town.do(shown, message)[0], town.do(along.told, message)
    return together(SAY, message.kind, content, {"ana": "Ana"}, beside)


def test_news_stand_below_the_question_once_and_go_when_their_idea_is_taken_back(any_town: Town) -> None:
    any_town.start()
    message = with_news(any_town)
    drawn = look(any_town, message)
    assert drawn.text.index("Call") < drawn.text.index("News of ideas") < drawn.text.index("Idea 0")
    assert any_town.do(outbox.settle, MONDAY, message, sent("1.0", channel="D-BO"))
    assert news(any_town, MONDAY + 3 * WEEK, MONDAY) == []
    [idea] = any_town.memory.ideas.of(HALL)
    any_town.do(ideawithdrawals.withdraw, MONDAY, BO, idea.id)
    assert "News of ideas" not in look(any_town, message).text


def just_claimed(town: Town) -> Message:
    """The nudge that has just been claimed: what goes along with it is still to be given up."""
    while True:
        for message in town.do(outbox.claim_to_send, MONDAY, 60):
            if message.kind == NUDGE:
                return message
            assert town.do(outbox.settle, MONDAY, message, sent("0.5"))


def test_what_happens_after_its_news_went_along_is_told_in_another_message(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    shortlisted(town, 1, MONDAY - 3 * DAY)
    town.passes(MONDAY)
    [idea], message = town.memory.ideas.of(HALL), just_claimed(town)
    town.do(progress.record, MONDAY, idea.id, Step.YES, "ana")
    assert town.do(outbox.settle, MONDAY, message, sent("1.0", channel="D-BO"))
    assert [len(each) for each in steps(town, message)] == [1]
    assert news(town, MONDAY + 2 * WEEK, MONDAY) == ["idea_news 2026-11-09 with 1"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (unwanted("answered"), ["idea_news 2026-11-02 with 1"]),
        (too_late(), ["idea_news 2026-11-02 with 1"]),
        (rejected("user_not_found"), ["idea_news 2026-11-02 with 1"]),
        (postponed(MONDAY + DAY, MONDAY), ["nudge 2026-11-03 with 1"]),
    ],
)
def test_where_a_question_is_not_sent_after_all_what_went_along_is_told_once(
    any_town: Town, outcome: Outcome, told: list[str]
) -> None:
    any_town.start()
    message = with_news(any_town)
    assert any_town.do(outbox.settle, MONDAY, message, outcome)
    assert news(any_town, MONDAY + 3 * WEEK, MONDAY) == told


def test_a_question_that_is_found_not_to_be_there_takes_along_again_what_was_let_go_meanwhile(
    any_town: Town,
) -> None:
    any_town.start()
    message, later = with_news(any_town), MONDAY + DAY
    assert any_town.do(outbox.settle, MONDAY, message, unclear("no answer"))
    [waits] = [each for each in any_town.messages() if each.kind == IDEA_NEWS]
    against = along.against(waits)
    assert against
    any_town.memory.messages.move_on(replace(waits, state=against.state), waits.state)
    [looked_for] = any_town.do(outbox.claim_to_look, later, 9)
    assert any_town.do(outbox.settle, later, looked_for, absent())
    assert news(any_town, later + 3 * WEEK, later) == ["nudge 2026-11-03 with 1"]


def test_nothing_goes_along_with_what_somebody_chose_while_their_week_is_taken(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    assert asked(town, MONDAY) == [["Call"]]
    [question] = town.memory.follow_ups.of_person("bo")
    town.do(followups.put_off, MONDAY, BO, question.id, 3)
    town.do(progress.record, MONDAY, town.idea().id, Step.SHORTLISTED, "ana")
    told = news(town, MONDAY + 2 * WEEK, MONDAY + DAY)
    assert told == ["nudge 2026-11-05", "idea_news 2026-11-09 with 1"]


def test_after_two_without_an_answer_it_says_once_that_it_stops_and_stops(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    town.do(followups.plan, Person("bo"), pledge.id, 4, [MONDAY + 30 * WEEK])
    told = days(town, MONDAY + 52 * WEEK)
    assert list(told) == ["2026-11-05", "2026-12-03", "2027-01-14"]
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert [each.is_farewell for each in every] == [False, False, True, False]
    assert every[-1].state is FollowUpState.PAUSED
    later = MONDAY + 52 * WEEK
    stopped = "I asked you twice and had no answer, so I do not ask about this any more."
    mine = home.mine(SAY, town.do(belongings.of, BO), later, wants_reminders=True).text
    assert (stopped in mine, "Go on asking" in mine) == (True, True)
    town.do(nudging.go_on, later, BO, every[-2].id)
    mine = home.mine(SAY, town.do(belongings.of, BO), later, wants_reminders=True).text
    assert (stopped in mine, "Go on asking" in mine) == (False, False)


def test_an_answer_to_the_last_question_wakes_what_was_still_to_come(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    town.do(followups.plan, Person("bo"), pledge.id, 4, [MONDAY + 30 * WEEK])
    days(town, MONDAY + 12 * WEEK)
    [*_, last, _] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, last.id, Reply.WORKING)
    assert list(days(town, MONDAY + 31 * WEEK, MONDAY + 29 * WEEK)) == ["2027-05-31"]


def test_an_answer_begins_the_count_anew(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    days(town, MONDAY + WEEK)
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(followups.reply, BO, first.id, Reply.WORKING)
    days(town, MONDAY + 52 * WEEK, MONDAY + WEEK)
    assert [each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id)] == [False] * 3


def test_an_answer_in_own_words_begins_the_count_anew_and_is_never_called_none(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    days(town, MONDAY + WEEK)
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    words = Note("D-BO:1", first.id, BO.id, Told.TYPED, "They were closed", MONDAY + WEEK)
    town.do(notes.keep, first, words)
    days(town, MONDAY + 52 * WEEK, MONDAY + WEEK)
    every = town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert [each.is_farewell for each in every] == [False] * 3


def test_words_that_answer_the_last_question_are_not_called_no_answer(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    days(town, MONDAY + 52 * WEEK)
    *_, last = town.memory.follow_ups.of(PLEDGE, pledge.id)
    words = Note("D-BO:1", last.id, BO.id, Told.TYPED, "They were closed", MONDAY + 12 * WEEK)
    town.do(notes.keep, last, words)
    message = town.memory.messages.find(nudge_card(last))
    assert message
    content, _ = town.do(shown, message)
    told = draw(SAY, content, {"ana": "Ana"}).text
    assert "no answer yet" not in told
    words_kept = "You answered in your own words. Thank you."
    assert f"{words_kept} I have no other day on which to ask about this." in told


def test_words_that_answer_the_last_question_wake_what_was_still_to_come(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge)
    assert list(days(town, MONDAY + 3 * WEEK)) == ["2026-10-26", "2026-11-02", "2026-11-09"]
    *_, last, _ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert last.is_farewell
    at = MONDAY + 6 * WEEK
    town.do(notes.keep, last, Note("D-BO:1", last.id, BO.id, Told.TYPED, "They were closed", at))
    message = town.memory.messages.find(nudge_card(last))
    assert message
    content, _ = town.do(shown, message)
    told = draw(SAY, content, {"ana": "Ana"}).text
    assert "You answered in your own words. Thank you. I will go on asking." in told
    assert "stop asking" not in told
    assert list(days(town, MONDAY + 8 * WEEK, at)) == ["2026-12-21", "2026-12-28"]


def test_who_presses_go_on_is_asked_again_once(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call")
    days(town, MONDAY + 11 * WEEK)
    last = town.memory.follow_ups.of(PLEDGE, pledge.id)[-1]
    pressed = datetime(2027, 1, 20, 15, tzinfo=UTC)
    again_at = datetime(2027, 2, 3, 10, tzinfo=UTC)
    assert [town.do(nudging.go_on, pressed, BO, last.id) for _ in range(2)] == [again_at, again_at]
    assert list(days(town, MONDAY + 52 * WEEK, pressed)) == ["2027-02-03"]


def test_nobody_presses_go_on_for_somebody_else(town: Town) -> None:
    town.start()
    [first, *_] = town.memory.follow_ups.of(PLEDGE, promise(town, "Call").id)
    assert town.refusal(nudging.go_on, NOW, CY, first.id) == (
        "This question was for somebody else, so nothing was changed.",
        None,
    )


def every_week(town: Town, pledge: Pledge, until: date | None = None) -> None:
    town.memory.recurrences.put(Recurrence(pledge.id, Every.WEEK, date(2026, 10, 26), until))


def answers_all(town: Town, pledge: Pledge, now: datetime, reply: Reply = Reply.DONE) -> None:
    for each in town.memory.follow_ups.of(PLEDGE, pledge.id):
        if each.state is FollowUpState.DUE:
            town.do(followups.reply, BO, each.id, reply)


def test_what_is_kept_every_week_is_asked_about_every_week_also_once_it_was_done(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge, date(2026, 11, 16))
    told, at = [], datetime(2026, 10, 26, 10, tzinfo=UTC)
    for _ in range(40):
        if asked(town, at):
            told.append(at.date().isoformat())
        answers_all(town, pledge, at)
        at += DAY
    assert told == ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]


def test_of_what_is_kept_every_week_an_outage_leaves_one_question_not_many(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge)
    at = datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert asked(town, at) == []
    assert list(days(town, at + 2 * WEEK, at)) == ["2026-11-30", "2026-12-07"]
    assert next(each.state for each in town.messages() if each.kind == NUDGE) is MessageState.EXPIRED


def test_what_never_reached_its_person_is_not_without_an_answer(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge)
    monday = datetime(2026, 10, 26, 10, tzinfo=UTC)
    for at in (monday, monday + WEEK):  # Slack is down for both weeks
        town.passes(at)
        assert claimed(town, at + 5 * DAY) == []
    assert asked(town, monday + 2 * WEEK) == [["Sing"]]
    assert not any(each.is_farewell for each in town.memory.follow_ups.of(PLEDGE, pledge.id))


def test_what_is_kept_every_week_stops_being_asked_about_after_two_without_an_answer(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge)
    assert list(days(town, MONDAY + 20 * WEEK)) == ["2026-10-26", "2026-11-02", "2026-11-09"]
    first, *_, last, _ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert last.is_farewell
    town.memory.follow_ups.put(answered(first, Reply.DONE))  # it was done the first time
    assert town.do(pledges.promised, pledge).is_open  # so its buddy stays, and asking can go on
    town.memory.follow_ups.put(first)
    town.do(nudging.go_on, MONDAY + 20 * WEEK + HOUR, BO, last.id)
    assert list(days(town, MONDAY + 22 * WEEK, MONDAY + 20 * WEEK)) == ["2027-03-29", "2027-04-05"]


def test_a_pledge_becomes_one_that_is_kept_again_and_again_and_back(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing")
    bo, rule = Person("bo"), Recurrence(pledge.id, Every.WEEK, date(2026, 10, 26), date(2026, 11, 30))
    assert town.do(recurring.repeat, NOW, bo, pledge, rule) == datetime(2026, 10, 26, 10, tzinfo=UTC)
    assert [each.value for each in states(town, pledge)] == ["replaced"] * 3 + ["planned"]
    assert town.do(recurring.repeat, NOW, bo, pledge, None) == datetime(2026, 11, 5, 10, tzinfo=UTC)
    assert town.memory.recurrences.get(pledge.id) is None
    assert town.do(recurring.repeat, MONDAY + 5 * WEEK, bo, pledge, rule) is None  # it has ended


def test_what_is_kept_again_and_again_is_open_also_once_it_was_done(town: Town) -> None:
    town.start()
    pledge = promise(town, "Sing", "2026-10-28")
    every_week(town, pledge)
    asked(town, datetime(2026, 10, 26, 10, tzinfo=UTC))
    answers_all(town, pledge, MONDAY)
    assert [each.is_open for each in town.do(pledges.promised_by, "bo")] == [True]


def test_while_somebody_is_away_nothing_comes_and_nothing_is_lost(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 21)), "back_on")
    assert days(town, MONDAY + 4 * WEEK) == {"2026-11-23": [["Call"]]}  # the 21st is a Saturday


def test_who_goes_away_while_a_message_waits_gets_it_when_they_are_back(town: Town) -> None:
    town.start()
    promise(town, "Call", "2026-11-04")
    town.passes(MONDAY)
    town.memory.people.put(replace(Person("bo"), back_on=date(2026, 11, 24)), "back_on")
    assert days(town, MONDAY + 4 * WEEK, MONDAY - DAY) == {"2026-11-24": [["Call"]]}


def test_a_question_planned_by_old_rules_of_its_zone_waits_for_the_hour_that_was_meant(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call", "2026-11-04")
    [question] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.memory.follow_ups.put(replace(question, due_at=MONDAY - HOUR))  # summer time was to last longer
    assert asked(town, MONDAY - HOUR) == []
    assert asked(town, MONDAY) == [["Call"]]


def test_who_moves_is_asked_at_the_same_wall_time_there(town: Town) -> None:
    town.start()
    pledge = promise(town, "Call", "2026-11-04")
    town.do(people.move, "bo", "America/New_York")
    [question] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert question == replace(
        question, due_at=MONDAY + 5 * HOUR, wall="2026-11-02T10:00", zone="America/New_York"
    )


def test_on_a_public_holiday_nobody_is_asked(town: Town) -> None:
    def is_holiday(day: date) -> bool:
        return day in {date(2026, 11, 2), date(2026, 11, 3)}

    town.start()
    pledge = promise(town, "Call", "2026-11-04")
    memory = town.memory
    memory.is_holiday = is_holiday
    claimed(town, NOW)
    for day in (MONDAY, MONDAY + 2 * DAY):
        [question] = memory.follow_ups.of(PLEDGE, pledge.id)
        nudging.ask(memory, day, question.id)
        assert [each.due_at for each in memory.follow_ups.of(PLEDGE, pledge.id)] == [MONDAY + 2 * DAY]
    [message] = outbox.claim_to_send(memory, MONDAY + 2 * DAY, 60)
    assert message.not_after == MONDAY + 6 * DAY


def test_the_first_of_a_message_asks_in_its_own_name() -> None:
    first = FollowUp("f1", "g1", "bo", 1, MONDAY)
    assert (first.asker, replace(first, id="f2", asked_in="f1").asker) == ("f1", "f1")
