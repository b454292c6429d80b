"""Planning a session, changing and cancelling it, and starting it: by whoever leads, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coproduction.agendas import StepForm, added, removed
from coproduction.agendatemplates import FIRST, SHORT, TEMPLATES
from coproduction.effects import Effects
from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.planforms import PlanForm
from coproduction.planned import CHOSEN, INVITATION, Planned, PlannedState
from coproduction.plannews import Deed, news
from coproduction.service import nextsession, planned, sessions, upcoming
from coproduction.sessions import SESSION_CARD
from coproduction.steps import TALK
from handlers.blocks.planforms import next_form
from handlers.blocks.planned import plan as plan_of
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    DAY,
    HALL,
    HOUR,
    MINUTE,
    NO_ROOM,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
)
from tests.speaking import SAY

FORM = PlanForm("New parents", "2026-10-29", "18:30", template=FIRST)
START = datetime(2026, 10, 29, 18, 30, tzinfo=UTC)
ONLY_PLANNERS = (ONLY_FACILITATORS.format("plan a session"), None)


def plans(town: Town, form: PlanForm = FORM, origin: str = "form:1", channel: str = HALL) -> Planned:
    return town.do(planned.plan, NOW, ANA, channel, form, origin, "en")


def kept(town: Town, plan: Planned) -> Planned:
    found = town.memory.planned.get(plan.id)
    assert found
    return found


def test_a_plan_is_kept_with_the_agenda_it_began_with_and_the_same_form_twice_is_one(any_town: Town) -> None:
    plan = plans(any_town)
    assert plan == Planned(
        id=plan.id,
        channel=HALL,
        title="New parents",
        purpose=None,
        wall="2026-10-29T18:30",
        zone="Europe/London",
        starts_at=START,
        minutes=110,
        link=None,
        planned_by="ana",
        helpers=(),
        rules=None,
        agenda=TEMPLATES[FIRST].agenda,
        origin="form:1",
        language="en",
        wake_at=START + 15 * MINUTE,
    )
    assert kept(any_town, plan) == plan
    before = any_town.rows()
    assert plans(any_town) == plan
    assert any_town.rows() == before


def test_a_short_session_takes_an_hour_unless_somebody_says_otherwise(town: Town) -> None:
    assert plans(town, replace(FORM, template=SHORT)).minutes == 60
    assert plans(town, replace(FORM, template=SHORT, minutes="90"), "form:2").minutes == 90
    assert plans(town, replace(FORM, template=""), "form:3").agenda == ()


def test_it_is_no_programme_and_no_session_yet(town: Town) -> None:
    plans(town)
    assert town.memory.sessions.programmes() == []
    assert town.memory.sessions.of(HALL) == []
    assert town.owed() == []


def test_who_does_not_lead_plans_changes_and_cancels_nothing_whatever_button_they_forge(town: Town) -> None:
    plan = plans(town)
    before = town.rows()
    assert town.refusal(planned.begin, NOW, BO, HALL) == ONLY_PLANNERS
    assert town.refusal(planned.plan, NOW, BO, HALL, FORM, "form:2", "en") == ONLY_PLANNERS
    assert town.refusal(planned.seen, NOW, BO, plan.id) == ONLY_PLANNERS
    assert town.refusal(planned.change, NOW, BO, plan.id, FORM, plan.stamp) == ONLY_PLANNERS
    assert town.refusal(planned.arrange, NOW, BO, plan.id, tuple) == ONLY_PLANNERS
    assert town.refusal(planned.cancel, NOW, BO, plan.id, "No") == ONLY_PLANNERS
    assert town.refusal(planned.save_template, BO, plan.id, "Ours") == ONLY_PLANNERS
    assert town.refusal(planned.delete_template, BO, "nothing") == ONLY_PLANNERS
    assert town.rows() == before


def test_a_direct_conversation_is_no_place_to_plan_in(town: Town) -> None:
    assert town.refusal(planned.begin, NOW, ANA, "D1") == (NO_ROOM, None)
    assert town.refusal(planned.plan, NOW, ANA, "D1", FORM, "form:1", "en") == (NO_ROOM, None)


def test_two_facilitators_who_change_the_agenda_at_once_both_do(any_town: Town) -> None:
    plan = plans(any_town, replace(FORM, template=""))
    talk = StepForm(TALK, "5")
    any_town.do(planned.arrange, NOW, ANA, plan.id, lambda it: added(it, "a", talk))
    any_town.do(planned.arrange, NOW, ADA, plan.id, lambda it: added(it, "b", talk))
    shown = any_town.do(planned.arrange, NOW, ADA, plan.id, lambda it: removed(it, "a"))
    assert [step.key for step in shown.planned.agenda] == ["b"]
    assert shown.planned.free == 105


def test_any_who_lead_there_change_what_was_filled_in_and_its_card_shows_it(town: Town) -> None:
    plan = plans(town)
    form = replace(FORM, title="Families", minutes="125", helpers=["bo"], rules="Listen")
    after = town.do(planned.change, NOW, ADA, plan.id, form, plan.stamp)
    assert after == replace(
        plan, title="Families", minutes=125, helpers=("bo",), rules=("Listen",), changes=1, revision=1
    )
    assert town.effects(planned.change, NOW, ADA, plan.id, FORM, after.stamp) == Effects(
        (Card(INVITATION, plan.id),)
    )
    told = news(after, "ana", Deed.MOVED, "ada", is_renamed=True)  # who planned it; nobody was invited yet
    assert {*town.owed()} == {told, Card(CHOSEN, plan.id, "bo")}


def test_who_changes_what_somebody_else_has_just_changed_is_told_and_the_same_twice_is_once(
    any_town: Town,
) -> None:
    plan = plans(any_town)
    mine, theirs = replace(FORM, title="Families"), replace(FORM, title="Schools")
    after = any_town.do(planned.change, NOW, ANA, plan.id, mine, plan.stamp)
    assert any_town.do(planned.change, NOW, ANA, plan.id, mine, plan.stamp) == after
    words, _ = any_town.refusal(planned.change, NOW, ADA, plan.id, theirs, plan.stamp)
    assert words.startswith("Nothing is saved yet: somebody else has changed this plan meanwhile.")
    assert kept(any_town, plan).title == "Families"
    assert any_town.do(planned.change, NOW, ADA, plan.id, theirs, after.stamp).title == "Schools"


def test_who_is_overtaken_keeps_what_they_wrote_and_what_others_wrote_elsewhere(town: Town) -> None:
    plan = plans(town)
    later = replace(FORM, title="Families", hour="19:00")
    after = town.do(planned.change, NOW, ANA, plan.id, later, plan.stamp)
    with pytest.raises(planned.Overtaken) as overtaken:
        town.do(planned.change, NOW, ADA, plan.id, replace(FORM, title="Schools"), plan.stamp)
    no = overtaken.value
    assert (no.planned, no.theirs) == (after, ["title", "wall"])
    assert no.merged.title == "Schools"
    assert no.merged.wall == "2026-10-29T19:00"


def test_it_is_cancelled_with_a_reason_and_then_nothing_of_it_can_be_changed(town: Town) -> None:
    plan = plans(town)
    no_reason = ("Please say why, so that people know.", "reason")
    assert town.refusal(planned.cancel, NOW, ANA, plan.id, " \u200b") == no_reason
    assert town.refusal(planned.cancel, NOW, ANA, plan.id, "no")[1] == "reason"
    gone = town.do(planned.cancel, NOW, ANA, plan.id, "The hall is closed.")
    assert (gone.state, gone.cancelled_by, gone.because) == (
        PlannedState.CANCELLED,
        "ana",
        "The hall is closed.",
    )
    words = ("This session was cancelled. The reason: The hall is closed.", None)
    assert town.refusal(planned.cancel, NOW, ADA, plan.id, "Again") == words
    assert town.refusal(planned.change, NOW, ADA, plan.id, FORM, plan.stamp) == words
    assert town.refusal(planned.arrange, NOW, ADA, plan.id, lambda it: it) == words
    assert town.do(upcoming.in_channel, NOW, ANA, HALL) == []


def test_an_agenda_is_saved_under_a_name_and_another_session_begins_with_it(any_town: Town) -> None:
    plan = plans(any_town)
    own = any_town.do(planned.save_template, ANA, plan.id, " Evenings ")
    assert any_town.do(planned.begin, NOW, ADA, HALL).templates == (own,)
    assert any_town.do(planned.begin, NOW, ADA, PARK).templates == ()
    other = plans(any_town, replace(FORM, template=own.id), "form:2")
    assert (other.agenda, other.minutes) == (plan.agenda, plan.minutes)
    elsewhere = any_town.refusal(planned.plan, NOW, ANA, PARK, replace(FORM, template=own.id), "form:3", "en")
    assert elsewhere == ("This agenda is gone. Please choose another one to begin with.", "template")
    for name, words in (
        ("evenings", "There is an agenda of this name already. Please choose another name."),
        ("First session", "I have an agenda of that name myself. Please choose another name."),
        (" ", "Please give the agenda a name."),
    ):
        assert any_town.refusal(planned.save_template, ANA, plan.id, name) == (words, "name")
    assert any_town.do(planned.delete_template, ADA, own.id) == own
    assert any_town.do(planned.begin, NOW, ADA, HALL).templates == ()


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        (START - HOUR - MINUTE, False),
        (START - HOUR, True),
        (START, True),
        (START + 109 * MINUTE, True),
        (START + 110 * MINUTE, False),
    ],
)
def test_starting_without_a_title_starts_what_is_planned_for_about_now(
    town: Town, now: datetime, starts: bool
) -> None:
    plan = plans(town)
    assert town.do(sessions.starts_a_plan, now, ANA, HALL) is starts
    assert not town.do(sessions.starts_a_plan, now, ANA, PARK)
    if not starts:
        assert town.refusal(sessions.start, now, ANA, HALL, "")[1] == "title"
        return
    session = town.do(sessions.start, now, ADA, HALL, "")
    assert (session.id, session.title, session.started_by) == (plan.id, "New parents", "ada")
    assert kept(town, plan) == replace(plan, state=PlannedState.STARTED, session=plan.id)
    assert town.memory.planned.of_session(session.id) == kept(town, plan)
    assert Card(SESSION_CARD, plan.id) in town.owed()


def test_a_new_programme_speaks_the_language_of_its_first_invitation(town: Town) -> None:
    town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "es")
    town.do(sessions.start, START, ANA, HALL, "", sessions.Speaks(guess="en"))
    assert town.memory.sessions.language_of(HALL) == "es"


def test_starting_it_twice_at_once_is_one_session(any_town: Town) -> None:
    plans(any_town)
    session = any_town.do(sessions.start, START, ANA, HALL, "")
    assert any_town.do(sessions.starts_a_plan, START + MINUTE / 6, ANA, HALL)
    assert any_town.do(sessions.start, START + MINUTE / 6, ANA, HALL, "") == session
    quicker = "The session “New parents” has just begun in this channel, so I changed nothing."
    for act, what in ((sessions.start, (HALL, "New parents")), (sessions.start_planned, (session.id,))):
        with pytest.raises(Refusal, match=quicker) as slower:
            any_town.do(act, START, ADA, *what)
        assert slower.value.started_by == "ana"
    words = "A session is already live in this channel: “New parents”. End it first with /copro end."
    assert any_town.refusal(sessions.start, START + HOUR, ADA, HALL, "New parents") == (words, None)


def test_the_title_of_the_plan_means_it_and_another_title_a_session_of_its_own(town: Town) -> None:
    plan = plans(town)
    own = town.do(sessions.start, START, ANA, HALL, "Something else")
    assert own.id != plan.id
    assert kept(town, plan) == plan
    town.end(START)
    assert town.do(sessions.start, START, ANA, HALL, "new PARENTS").id == plan.id


def test_who_starts_another_session_on_the_day_of_a_plan_reads_that_it_is_still_planned(town: Town) -> None:
    plan = plans(town)
    for before, left in ((DAY, None), (5 * HOUR, plan)):
        session = town.start(START - before, title="A first talk")
        assert town.do(upcoming.left_behind, START - before, session) == left
        town.end(START - before)


def test_a_public_holiday_is_said_where_the_day_stands_and_where_it_is_proposed(town: Town) -> None:
    plan, memory = plans(town), town.memory
    session = town.start(START - 28 * DAY)
    for closed in ([], [plan.on_the_wall.day]):
        memory.is_holiday = closed.__contains__
        shown = planned.seen(memory, NOW, ANA, plan.id)
        proposed = nextsession.propose(memory, NOW, ANA, session.id)
        assert (shown.is_holiday, proposed.is_holiday) == (bool(closed), bool(closed))
        views = (plan_of(SAY, shown), next_form(SAY, planned.begin(memory, NOW, ANA, HALL), proposed))
        assert ["That day is a public holiday." in str(view) for view in views] == [bool(closed)] * 2


def test_of_two_that_are_near_the_nearest_starts(town: Town) -> None:
    early, late = plans(town), plans(town, replace(FORM, hour="19:30"), "form:2")
    assert town.do(upcoming.due_in, START + 10 * MINUTE, HALL) == early
    assert town.do(upcoming.due_in, START + 50 * MINUTE, HALL) == late


def test_what_was_started_by_mistake_is_planned_again_and_starts_once_more(any_town: Town) -> None:
    plan = plans(any_town)
    mistake = any_town.do(sessions.start, START - HOUR, ANA, HALL, "")
    any_town.do(sessions.cancel, START - HOUR + MINUTE, ANA, mistake.id)
    assert kept(any_town, plan) == plan
    session = any_town.do(sessions.start, START, ANA, HALL, "")
    assert session.id != plan.id  # which the cancelled session has
    assert any_town.memory.planned.of_session(session.id) == replace(
        plan, state=PlannedState.STARTED, session=session.id
    )


def test_what_is_started_after_its_time_does_not_end_by_itself_at_once(town: Town) -> None:
    plan = plans(town, replace(FORM, template="blank"))
    session = town.do(sessions.start_planned, plan.ends_at + DAY, ANA, plan.id)
    town.passes(plan.ends_at + DAY + MINUTE)
    assert town.memory.sessions.live_in(HALL) == session


def test_what_has_begun_cannot_be_changed_any_more(town: Town) -> None:
    plan = plans(town)
    town.do(sessions.start, START, ANA, HALL, "")
    words = ("This session has begun, so its plan cannot be changed any more.", None)
    assert town.refusal(planned.change, START, ANA, plan.id, FORM, plan.stamp) == words
    assert town.refusal(planned.cancel, START, ANA, plan.id, "No") == words


def test_a_channel_that_gets_another_id_keeps_what_is_planned(town: Town) -> None:
    plan = plans(town)
    own = town.do(planned.save_template, ANA, plan.id, "Evenings")
    town.do(lambda memory: memory.members.move(HALL, "C-NEW"))
    assert kept(town, plan) == replace(plan, channel="C-NEW")
    assert town.memory.agenda_templates.of("C-NEW") == [replace(own, channel="C-NEW")]


def test_what_is_planned_is_shown_until_it_is_over_the_next_first(town: Town) -> None:
    late, early = plans(town), plans(town, replace(FORM, day="2026-10-28"), "form:2", PARK)
    theirs = [each.planned for each in town.do(upcoming.around, NOW, ANA)]
    assert theirs == [early, late]
    assert [each.planned for each in town.do(upcoming.around, NOW, ANA, HALL)] == [late]
    assert town.do(upcoming.around, NOW, BO) == []  # not announced
    assert town.do(upcoming.around, START + 110 * MINUTE, ANA) == []
    assert town.do(upcoming.around, NOW + 30 * DAY, Actor("eve")) == []
