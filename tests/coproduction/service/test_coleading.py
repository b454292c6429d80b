"""Who is chosen to lead a planned session is told, once, and hears of what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from coproduction.followups import NUDGE
from coproduction.messages import MessageState, sent
from coproduction.people import Actor
from coproduction.planned import CHOSEN, CHOSEN_AT_ONCE, Planned
from coproduction.plannews import PLAN_NEWS
from coproduction.service import members, outbox, people, planned
from coproduction.service.kinds import KINDS, shown
from handlers.blocks.coleading import chosen
from handlers.blocks.planned import plan as plan_of
from tests.coproduction.service.test_announcing import FORM, LATER, announces, plans, told
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, HALL, HOUR, NOW, WEEK, Town
from tests.speaking import SAY

PAIR = replace(FORM, helpers=["dee", "ana"])


def changes(town: Town, plan: Planned, helpers: list[str]) -> Planned:
    now = town.memory.planned.get(plan.id) or plan
    return town.do(planned.change, NOW, ANA, plan.id, replace(FORM, helpers=helpers), now.stamp)


def wanted(town: Town, kind: str) -> list[str]:
    found = [each for each in town.messages(MessageState.PENDING) if each.kind == kind]
    return [each.recipient for each in found if KINDS[kind].guard(town.memory, each, NOW) is None]


def test_who_is_chosen_is_told_once_and_who_chose_them_is_not(any_town: Town) -> None:
    plan = plans(any_town, PAIR)
    assert told(any_town, CHOSEN) == ["dee"]
    changes(any_town, plan, ["dee", "cy"])
    changes(any_town, plan, ["cy"])
    changes(any_town, plan, ["cy", "dee"])
    assert sorted(told(any_town, CHOSEN)) == ["cy", "dee"]


def test_who_is_chosen_did_not_ask_for_that_and_hears_of_it_within_a_week_or_after_stop_never(
    any_town: Town,
) -> None:
    monday = datetime(2026, 10, 26, 10, tzinfo=UTC)
    plans(any_town, replace(FORM, day="2026-11-12", helpers=["bo", "cy", "dee"]))
    any_town.do(people.remind, Actor("dee"), wanted=False)
    any_town.memory.allowances.take("cy", "another", monday.date())
    sent_to = {
        at: [each.recipient for each in any_town.do(outbox.claim_to_send, at, 99) if each.kind == CHOSEN]
        for at in (NOW, monday, monday + WEEK - HOUR, monday + WEEK)
    }
    assert list(sent_to.values()) == [[], ["bo"], [], ["cy"]]


def test_who_is_asked_about_a_pledge_that_week_reads_it_there_unless_the_session_is_before(
    town: Town,
) -> None:
    monday = datetime(2026, 10, 26, 10, tzinfo=UTC)
    town.start()
    for actor in (BO, CY):
        town.pledge(actor, "2026-10-31", f"form:{actor.id}")  # asked about on Thursday
    for day, helper in (("2026-11-12", "bo"), ("2026-10-28", "cy")):
        form = replace(FORM, day=day, helpers=[helper])
        town.do(planned.plan, NOW, ANA, HALL, form, f"form:{helper}", "es")
    kinds = {at: claimed(town, monday + at * DAY) for at in (0, 3)}
    assert kinds == {0: [(CHOSEN, "cy")], 3: [(NUDGE, "bo")]}
    goes_along = {each.recipient: bool(each.told_in) for each in town.messages() if each.kind == CHOSEN}
    assert goes_along == {"bo": True, "cy": False}


def claimed(town: Town, now: datetime) -> list[tuple[str, str]]:
    """What unasked goes out, and to whom."""
    town.passes(now)
    found = []
    while due := town.do(outbox.claim_to_send, now, 99):
        found += [(each.kind, each.recipient) for each in due if each.kind in {CHOSEN, NUDGE}]
    return found


def test_who_is_not_chosen_any_more_and_of_what_is_cancelled_nobody_is_told(town: Town) -> None:
    plan = plans(town, replace(FORM, helpers=["dee", "cy"]))
    changes(town, plan, ["cy"])
    assert wanted(town, CHOSEN) == ["cy"]
    town.do(planned.cancel, NOW, ADA, plan.id, "It was a mistake")
    assert wanted(town, CHOSEN) == []
    assert sorted(wanted(town, PLAN_NEWS)) == ["ana", "cy"]


def test_who_leads_hears_of_another_time_without_having_answered(town: Town) -> None:
    plan = announces(town, replace(FORM, helpers=["dee"]))
    town.do(planned.change, NOW, ANA, plan.id, replace(LATER, helpers=["dee"]), plan.stamp)
    assert told(town, PLAN_NEWS) == ["dee"]


def test_who_may_not_lead_yet_gets_no_button_that_refuses_them_and_who_plans_reads_who_is_not_there(
    any_town: Town,
) -> None:
    any_town.start()
    any_town.end()
    any_town.do(members.read, HALL, ["ana", "ada"], is_private=True)
    any_town.do(people.add_facilitator, ADA, "ada")
    plan = plans(any_town, replace(FORM, helpers=["ada", "dee"]))
    found = any_town.do(planned.seen, NOW, ANA, plan.id)
    assert (found.learning, found.outside) == (("dee",), ("dee",))
    told = plan_of(SAY, found)["blocks"]
    assert f"<@dee> is not in <#{HALL}>: please add them there." in str(told)
    assert "Leading with you: <@ada> and <@dee>." in str(told)
    there = plan_of(SAY, found, zone=found.planned.zone)["blocks"]
    assert ["For you that is" in str(shown_to) for shown_to in (told, there)] == [True, False]

    notes = {each.recipient: each for each in any_town.messages() if each.kind == CHOSEN}
    drawn = {who: chosen(SAY, shown(any_town.memory, note)[0], {"ana": "Ana"}) for who, note in notes.items()}
    assert "Open the plan" in drawn["ada"].text
    assert "An admin must add you first" not in drawn["ada"].text
    assert "Open the plan" not in str(drawn["dee"].blocks)
    assert "An admin must add you first" in drawn["dee"].text
    assert drawn["dee"].text.endswith("facilitators add <@dee>")
    any_town.do(members.joined, HALL, "dee")
    assert any_town.do(planned.seen, NOW, ANA, plan.id).outside == ()


def goes_out(town: Town, now: datetime, chosen: str = "dee") -> list[str]:
    """By which message who is chosen is told now, each once."""
    due = town.do(outbox.claim_to_send, now, 99)
    for each in due:
        town.do(outbox.settle, now, each, sent("1.2"))
    return [each.kind for each in due if each.recipient == chosen]


TONIGHT = replace(FORM, day="2026-10-22", hour="20:00", helpers=["dee"])


def test_who_would_be_told_after_it_begins_is_told_at_once_and_once(any_town: Town) -> None:
    plan = plans(any_town, TONIGHT)  # at 18:30, when nobody is sent what they did not ask for
    assert goes_out(any_town, NOW) == [CHOSEN_AT_ONCE]
    later = replace(TONIGHT, hour="20:30")
    any_town.do(planned.change, NOW, ANA, plan.id, later, plan.stamp)
    assert goes_out(any_town, NOW + HOUR) == [PLAN_NEWS]  # that it is at another time


def test_who_waits_to_be_told_and_whose_session_is_moved_near_is_told_at_once(town: Town) -> None:
    plan = plans(town, replace(FORM, helpers=["dee"]))
    assert goes_out(town, NOW) == []
    town.do(planned.change, NOW, ANA, plan.id, TONIGHT, plan.stamp)
    assert goes_out(town, NOW) == [CHOSEN_AT_ONCE]
    assert wanted(town, CHOSEN) == []


def test_who_was_told_already_hears_no_more_of_it_when_it_is_moved_near(town: Town) -> None:
    monday = datetime(2026, 10, 26, 10, tzinfo=UTC)
    plan = plans(town, replace(FORM, helpers=["dee"]))
    assert goes_out(town, monday) == [CHOSEN]
    evening = monday + 9 * HOUR
    town.do(
        planned.change, evening, ANA, plan.id, replace(TONIGHT, day="2026-10-26", hour="21:00"), plan.stamp
    )
    assert goes_out(town, evening) == [PLAN_NEWS]


def test_whose_week_is_spent_is_told_all_the_same_where_it_begins_before_that_is_over(town: Town) -> None:
    friday = datetime(2026, 10, 23, 10, tzinfo=UTC)
    plans(town, replace(FORM, day="2026-10-30", helpers=["dee"]))
    town.memory.allowances.take("dee", "another", friday.date())
    assert goes_out(town, friday) == [CHOSEN]


def test_who_said_stop_is_not_told_at_once_either(town: Town) -> None:
    town.do(people.remind, Actor("dee"), wanted=False)
    plans(town, TONIGHT)
    assert goes_out(town, NOW) == []
