"""Who leads a session by its plan hears what others did with it, and once that nobody has started it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from coproduction.messages import MessageState, sent
from coproduction.people import Actor
from coproduction.planned import CALLED_OFF, CHOSEN, INVITATION, SESSION_MOVED, Planned
from coproduction.plannews import PLAN_NEWS, UNSTARTED, Deed, news, unstarted_note
from coproduction.service import announcing, outbox, partings, people, planned, sessions
from coproduction.service.announcing import stamp
from coproduction.service.kinds import KINDS, shown
from coproduction.service.plannews import Done, Unstarted
from handlers.blocks.announcing import card
from handlers.blocks.planned import plan as plan_of
from handlers.blocks.plannews import done, unstarted
from tests.coproduction.service.test_announcing import FORM, LATER, START, says, told
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, DEE, HALL, HOUR, MINUTE, NOW, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Callable

LATE, END = START + 15 * MINUTE, START + 110 * MINUTE
STEP = "time of a planned session"


def announced(town: Town, *helpers: Actor) -> Planned:
    """Planned by Ana with these, who may lead, and announced."""
    for each in helpers:
        town.do(people.add_facilitator, ADA, each.id)
    form = replace(FORM, helpers=[each.id for each in helpers])
    plan = town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
    return town.do(announcing.announce, NOW, ANA, plan.id, stamp(plan))


def still(town: Town, plan: Planned) -> Planned:
    found = town.memory.planned.get(plan.id)
    assert found
    return found


def wanted(town: Town, kind: str, now: datetime) -> list[str]:
    """Who would be told so if it were sent now."""
    waiting = [each for each in town.messages(MessageState.PENDING) if each.kind == kind]
    return [each.recipient for each in waiting if KINDS[kind].guard(town.memory, each, now) is None]


def invitation(town: Town, plan: Planned) -> str:
    [message] = [each for each in town.messages() if each.kind == INVITATION and each.subject == plan.id]
    return card(SAY, shown(town.memory, message)[0], {}).text


def test_who_may_lead_it_by_its_plan_is_told_once_that_nobody_has_started_it_and_nobody_else(
    any_town: Town,
) -> None:
    plan = announced(any_town, CY)
    any_town.do(planned.change, NOW, ANA, plan.id, replace(FORM, helpers=["cy", "dee"]), plan.stamp)
    says(any_town, plan, BO, "yes")
    any_town.passes(LATE - MINUTE)
    assert told(any_town, UNSTARTED) == []
    assert any_town.passes(LATE) == [STEP]
    assert any_town.passes(LATE + HOUR) == []
    assert sorted(told(any_town, UNSTARTED)) == ["ana", "cy"]  # Dee may not lead yet
    assert sorted(wanted(any_town, UNSTARTED, END - MINUTE)) == ["ana", "cy"]
    assert sorted(wanted(any_town, UNSTARTED, END + DAY - MINUTE)) == ["ana", "cy"]
    assert wanted(any_town, UNSTARTED, END + DAY) == []


def test_what_was_never_announced_is_missed_by_who_planned_it_all_the_same(town: Town) -> None:
    town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    assert town.passes(LATE) == [STEP]
    assert told(town, UNSTARTED) == ["ana"]


def test_of_a_short_session_they_are_told_halfway_through(town: Town) -> None:
    town.do(planned.plan, NOW, ANA, HALL, replace(FORM, minutes="20"), "form:1", "en")
    assert [town.passes(START + at * MINUTE) for at in (9, 10)] == [[], [STEP]]


def moves(town: Town, plan: Planned) -> None:
    town.do(planned.change, LATE, ANA, plan.id, replace(FORM, day="2026-10-30"), still(town, plan).stamp)


def starts(town: Town, _plan: Planned) -> None:
    town.do(sessions.start, LATE, ANA, HALL, "")


def cancels(town: Town, plan: Planned) -> None:
    town.do(planned.cancel, LATE, ANA, plan.id, "Nobody can come.")


@pytest.mark.parametrize("act", [moves, starts, cancels])
def test_what_was_started_moved_or_cancelled_meanwhile_is_not_said_to_be_missed(
    town: Town, act: Callable[[Town, Planned], None]
) -> None:
    before = announced(town)
    town.passes(LATE)
    assert wanted(town, UNSTARTED, LATE) == ["ana"]
    act(town, before)
    assert wanted(town, UNSTARTED, LATE) == []
    town.passes(LATE + MINUTE)
    assert told(town, UNSTARTED) == ["ana"]


@pytest.mark.parametrize("act", [moves, starts, cancels])
def test_of_what_was_started_moved_or_cancelled_in_time_nobody_hears_that_it_is_late(
    town: Town, act: Callable[[Town, Planned], None]
) -> None:
    plan = announced(town)
    act(town, plan)
    town.passes(END)
    assert told(town, UNSTARTED) == []
    assert still(town, plan).is_missed is False


def test_each_new_time_of_it_may_be_missed_anew(town: Town) -> None:
    plan = announced(town)
    town.passes(LATE)
    moves(town, plan)
    town.passes(LATE + DAY)
    assert told(town, UNSTARTED) == ["ana", "ana"]
    assert wanted(town, UNSTARTED, LATE + DAY) == ["ana"]


def test_once_its_time_is_over_its_card_says_that_nobody_has_started_it(any_town: Town) -> None:
    plan = announced(any_town)
    says(any_town, plan, BO, "yes")
    any_town.passes(LATE)
    assert "1 person is coming" in invitation(any_town, plan)
    assert any_town.passes(END) == [STEP]
    missed = invitation(any_town, plan)
    assert "The time of this session is over, and nobody has started it here." in missed
    assert "coming" not in missed
    assert any_town.passes(END + DAY) == []
    [message] = [each for each in any_town.messages() if each.kind == INVITATION]
    assert not KINDS[INVITATION].lives(any_town.memory, message)  # whose card was deleted gets no other one
    found = any_town.do(planned.seen, END, ANA, plan.id)
    assert "Its time is over, and nobody has started it." in str(plan_of(SAY, found))


def test_after_a_stop_of_days_only_the_card_changes(any_town: Town) -> None:
    plan = announced(any_town)
    says(any_town, plan, BO, "yes")
    before = len(any_town.owed())
    assert any_town.passes(END + 3 * DAY) == [STEP]
    assert len(any_town.owed()) == before
    assert still(any_town, plan).is_missed


def test_after_a_stop_of_minutes_they_are_told_as_soon_as_it_is_late_and_not_before(town: Town) -> None:
    announced(town)
    assert town.passes(START + MINUTE) == [STEP]
    assert told(town, UNSTARTED) == []
    assert town.passes(START + HOUR) == [STEP]
    assert told(town, UNSTARTED) == ["ana"]


def test_what_was_missed_can_be_moved_and_invites_again_or_cancelled(town: Town) -> None:
    plan = announced(town)
    says(town, plan, BO, "yes")
    town.passes(END)
    later = replace(FORM, day="2026-11-05")
    town.do(planned.change, END + DAY, ANA, plan.id, later, still(town, plan).stamp)
    assert "1 person is coming" in invitation(town, plan)
    assert told(town, SESSION_MOVED) == ["bo"]
    town.passes(START + 6 * DAY)
    assert told(town, "session_reminder") == ["bo"]
    town.do(planned.cancel, END + DAY, ANA, plan.id, "Nobody can come.")
    assert "This session is cancelled" in invitation(town, plan)


def test_what_was_missed_is_no_next_session_in_the_summary_before_it(town: Town) -> None:
    town.start(NOW - HOUR)
    town.end(NOW - HOUR)
    plan = announced(town)
    [held] = town.memory.sessions.of(HALL)
    assert partings.next_in(town.memory, held) == plan
    town.passes(END)
    assert partings.next_in(town.memory, held) is None


def test_a_start_by_mistake_that_is_cancelled_late_tells_nobody_that_they_are_late(town: Town) -> None:
    plan = announced(town)
    session = town.do(sessions.start, LATE - MINUTE, ANA, HALL, "")
    town.do(sessions.cancel, LATE + MINUTE, ANA, session.id)
    assert town.passes(LATE + 2 * MINUTE) == []
    town.passes(END)
    assert told(town, UNSTARTED) == []
    assert still(town, plan).is_missed


def test_what_they_read_has_the_ways_on_and_names_a_session_that_goes_on_in_its_place(town: Town) -> None:
    plan = announced(town)
    other = town.start(START, title="A first talk")
    town.passes(LATE)
    message = town.memory.messages.find(unstarted_note(plan, "ana"))
    assert message
    told_of = shown(town.memory, message)[0]
    assert told_of == Unstarted(still(town, plan), other)
    alone = unstarted(SAY, replace(told_of, other=None), {})
    beside = unstarted(SAY, told_of, {})
    ways = ["Start it now", "Change title, time, rules", "Cancel the session"]
    assert [each for each in ways if each in str(alone.blocks)] == ways
    assert [each for each in ways if each in str(beside.blocks)] == ways[1:]
    assert "Another session goes on in that channel: “A first talk”." in beside.text


def test_each_who_leads_is_told_who_moved_started_or_cancelled_it_but_not_who_did(any_town: Town) -> None:
    plan = announced(any_town, CY, DEE)
    for who, said in ((BO, "yes"), (CY, "yes"), (DEE, "maybe")):
        says(any_town, plan, who, said)
    later = replace(LATER, helpers=["ana", "dee"])  # the form of Cy names the others
    moved = any_town.do(planned.change, NOW, CY, plan.id, later, plan.stamp)
    of_move = [news(moved, each, Deed.MOVED, "cy") for each in ("ana", "dee")]
    assert [each for each in sorted(any_town.owed()) if each.kind == PLAN_NEWS] == of_move
    assert told(any_town, SESSION_MOVED) == ["bo"]
    session = any_town.do(sessions.start, START, DEE, HALL, "")
    begun = [news(still(any_town, plan), each, Deed.STARTED, "dee") for each in ("ana", "cy")]
    assert {each for each in any_town.owed() if each.kind == PLAN_NEWS} == {*of_move, *begun}
    assert sorted(wanted(any_town, PLAN_NEWS, START)) == [
        "ana",
        "cy",
    ]  # of the move nobody need hear any more
    any_town.do(sessions.cancel, START, DEE, session.id)
    assert sorted(wanted(any_town, PLAN_NEWS, START)) == ["ana", "dee"]
    any_town.do(planned.cancel, START, DEE, plan.id, "Nobody can come.")
    assert sorted(wanted(any_town, PLAN_NEWS, START)) == ["ana", "cy"]
    assert told(any_town, CALLED_OFF) == ["bo"]


def test_a_start_that_comes_twice_is_told_once_and_the_next_one_anew(town: Town) -> None:
    announced(town)
    for at in (START, START + MINUTE / 6):
        town.do(sessions.start, at, ADA, HALL, "")
    assert told(town, PLAN_NEWS) == ["ana"]
    [session] = town.memory.sessions.of(HALL)
    town.do(sessions.cancel, START + MINUTE, ADA, session.id)
    town.do(sessions.start, START + 2 * MINUTE, ADA, HALL, "")
    assert told(town, PLAN_NEWS) == ["ana", "ana"]
    assert wanted(town, PLAN_NEWS, START + 3 * MINUTE) == ["ana"]
    town.end(START + HOUR)
    assert wanted(town, PLAN_NEWS, START + HOUR) == []


def test_who_was_not_told_yet_that_they_lead_reads_its_new_time_with_that(town: Town) -> None:
    monday = datetime(2026, 10, 26, 10, tzinfo=UTC)
    form = replace(FORM, day="2026-11-12", helpers=["cy", "dee"])
    plan = town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
    town.memory.allowances.take("dee", "another", monday.date())
    for claimed in town.do(outbox.claim_to_send, monday, 99):
        town.do(outbox.settle, monday, claimed, sent("1.2"))
    town.do(planned.change, monday, ADA, plan.id, replace(form, hour="19:00"), plan.stamp)
    assert sorted(told(town, PLAN_NEWS)) == ["ana", "cy"]
    assert told(town, CHOSEN) == ["dee"]  # who waits, and reads there when it is now


def test_what_was_done_is_told_with_the_name_of_who_did_it_and_what_follows(town: Town) -> None:
    plan = announced(town, CY)
    town.do(planned.change, NOW, ADA, plan.id, replace(LATER, helpers=["cy"]), plan.stamp)
    town.do(planned.cancel, NOW, ADA, plan.id, "The hall is closed.")
    notes = [each for each in town.messages() if each.kind == PLAN_NEWS and each.recipient == "ana"]
    drawn = sorted(done(SAY, shown(town.memory, each)[0], {"ada": "Ada"}).text for each in notes)
    assert [each.splitlines()[0] for each in drawn] == [
        "Ada has cancelled a session that you lead: New parents",
        "Ada has changed the time of a session that you lead: New parents",
    ]
    assert "The reason: The hall is closed." in drawn[0]
    assert done(SAY, Done(plan, Deed.STARTED, "ada"), {"ada": "Ada"}).text.splitlines() == [
        "Ada has started a session that you lead: New parents",
        f"Its card is in <#{HALL}>.",
    ]
