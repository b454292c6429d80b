"""A session goes through its agenda: opened by facilitators, once each, and timed by what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from coproduction.agendas import StepForm, changed
from coproduction.agendatemplates import SHORT
from coproduction.messages import Card, MessageState
from coproduction.messages import sent as arrived
from coproduction.planforms import PlanForm
from coproduction.running import (
    LEFT_AFTER,
    STEP_CARD,
    STEP_OVER,
    STEP_WARNING,
    clock,
    minutes_for_groups,
    minutes_of,
)
from coproduction.service import (
    leading,
    now,
    outbox,
    people,
    places,
    planned,
    polls,
    running,
    sessions,
    stepping,
)
from coproduction.service.breakouts import ofstep, rounds
from coproduction.service.kinds import kind_of
from coproduction.service.polls import PollForm
from coproduction.service.stepcards import StepState
from coproduction.service.stepping import Asked, Moved
from coproduction.sessions import ENDED_BY_ITSELF, SESSION_CARD, Session
from coproduction.steps import POLL
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NO_LIVE_SESSION,
    NO_ROOM,
    NOW,
    ONLY_FACILITATORS,
    Town,
    refusal,
)

START = datetime(2026, 10, 29, 18, 30, tzinfo=UTC)
END = START + HOUR
FORM = PlanForm("New parents", "2026-10-29", "18:30", template=SHORT)
TYPED = Asked(HALL)
NO_AGENDA = (
    "This session has no agenda, so there are no steps to go through. "
    "To plan the next session with an agenda, type /copro plan."
)
ACTS = (
    stepping.go_on,
    stepping.go_back,
    stepping.skip,
    partial(stepping.extend, minutes=5),
)


def begins(town: Town, form: PlanForm = FORM) -> Session:
    """Ana starts what she planned: check-in for 5 minutes, groups for 20, ideas for 15, closing for 10."""
    town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
    return town.do(sessions.start, START, ANA, HALL, "")


def at(town: Town, session: Session) -> running.Standing:
    found = town.do(running.standing, session)
    assert found
    return found


def drawn(town: Town, session: Session) -> Asked:
    """What a button says that is drawn now."""
    now = at(town, session).running
    return Asked(session=session.id, turn=now.turn, until=now.ends_at)


def states(town: Town, session: Session, key: str) -> list[StepState]:
    """What the cards of a step show, the oldest first."""
    cards = [each for each in town.memory.messages.about(STEP_CARD, session.id) if each.occasion == key]
    oldest_first = sorted(cards, key=lambda each: each.part)
    return [kind_of(STEP_CARD).content(town.memory, each).state for each in oldest_first]


def state(town: Town, session: Session, key: str) -> StepState:
    """What the newest card of a step shows."""
    return states(town, session, key)[-1]


def sent(town: Town) -> None:
    """Everything that was owed has arrived."""
    for message in town.messages(MessageState.PENDING):
        assert town.memory.messages.move_on(replace(message, state=MessageState.SENT), message.state)


def test_a_session_from_a_plan_begins_with_its_first_step_open_and_its_card_owed(any_town: Town) -> None:
    session = begins(any_town)
    stands = at(any_town, session)
    assert (stands.step.kind, stands.number, stands.before) == ("checkin", 1, None)
    assert (stands.running.opened_at, stands.running.ends_at) == (START, START + 5 * MINUTE)
    assert any_town.owed() == [
        Card(SESSION_CARD, session.id),
        Card(STEP_CARD, session.id, part=1, occasion=stands.step.key),
    ]
    assert any_town.do(sessions.start, START, ANA, HALL, "") == session
    assert len(any_town.owed()) == 2


def test_next_opens_one_step_after_the_other_and_ends_no_session(any_town: Town) -> None:
    session = begins(any_town)
    kinds = [any_town.do(stepping.go_on, START, ANA, TYPED).standing.step.kind for _ in range(3)]
    assert kinds == ["breakout", "ideas", "closing"]
    words = "This is the last step, so there is no next one. To end the session, type /copro end."
    assert any_town.refusal(stepping.go_on, START, ANA, TYPED) == (words, None)
    assert any_town.refusal(stepping.skip, START, ANA, TYPED) == (words, None)
    assert [state(any_town, session, key) for key in "1234"] == [*[StepState.OVER] * 3, StepState.OPEN]
    assert any_town.memory.sessions.live_in(HALL) == session


@pytest.mark.parametrize(
    ("waited", "end"),
    [
        (MINUTE / 2, START + 20 * MINUTE),  # a little later: with the step
        (2 * MINUTE, START + 20 * MINUTE),
        (3 * MINUTE, START + 23 * MINUTE),
        (19 * MINUTE, START + 39 * MINUTE),
    ],
)
def test_groups_that_go_out_in_their_step_come_back_when_it_ends(
    any_town: Town, waited: timedelta, end: datetime
) -> None:
    session = begins(any_town)
    any_town.arrive(session, BO, CY, DEE)
    step = any_town.do(stepping.go_on, START, ANA, TYPED).standing.running
    assert step.ends_at == START + 20 * MINUTE
    round_ = any_town.going(START + waited, minutes="20")
    assert round_.ends_at == end


def test_a_steps_card_tells_until_when_its_groups_are_out_if_they_are_out_longer(town: Town) -> None:
    session = begins(town)
    town.arrive(session, BO, CY, DEE)
    step = town.do(stepping.go_on, START, ANA, TYPED).standing
    card, end = Card(STEP_CARD, session.id, part=2, occasion=step.step.key), step.running.ends_at

    def tells() -> tuple[datetime | None, bool]:
        message = town.memory.messages.find(card)
        assert message
        shown = kind_of(STEP_CARD).content(town.memory, message)
        return shown.ends_at, shown.is_late

    def reads() -> tuple[datetime | None, bool, int]:
        """The end that somebody of a group is told, whether they are called back, and their group then.

        Who leads is told the same of whether they are.
        """
        (invited,) = places.live_around(town.memory, BO)
        assert invited.step
        ends_at = ofstep.until(invited.round, invited.step.running)
        is_back = ofstep.is_back(invited.round)
        (panel,) = now.look(town.memory, START, ANA, session.channel)
        assert panel.step
        assert panel.step.is_back == is_back
        return ends_at, is_back, invited.group

    round_ = town.going(START, minutes="20")
    assert (tells(), reads()) == ((end, False), (end, False, 0))
    longer = town.effects(rounds.extend, START, ANA, round_.id, 5, round_.ends_at)
    town.passes(end + MINUTE)
    assert (card in longer.cards, tells()) == (True, (end + 5 * MINUTE, False))
    assert reads() == (end + 5 * MINUTE, False, 0)
    back = town.effects(rounds.call_back, end + MINUTE, ANA, round_.id)
    assert (card in back.cards, tells(), reads()) == (True, (end, True), (end, True, 1))
    again = town.going(end + MINUTE, origin="form:2")
    assert (again.ends_at, tells(), reads()) == (None, (None, False), (None, False, 0))


def test_two_facilitators_who_press_next_at_once_advance_one_step(any_town: Town) -> None:
    session = begins(any_town)
    button = drawn(any_town, session)
    first, second = (any_town.do(stepping.go_on, START, who, button) for who in (ANA, ADA))
    assert (first.is_new, second.is_new) == (True, False)
    assert first.standing == second.standing
    assert at(any_town, session).step.kind == "breakout"


@pytest.mark.parametrize("act", ACTS)
def test_a_button_of_an_earlier_step_changes_nothing_and_tells_the_present_state(
    town: Town, act: partial[Moved]
) -> None:
    session = begins(town)
    old = drawn(town, session)
    town.do(stepping.go_on, START, ANA, TYPED)
    town.do(stepping.go_on, START, ANA, TYPED)
    before = town.rows()
    assert town.do(act, START, ADA, old) == Moved(at(town, session), is_new=False)
    assert town.rows() == before


def test_who_types_next_just_after_somebody_else_advances_nothing_and_later_they_do(town: Town) -> None:
    session = begins(town)
    assert town.do(stepping.go_on, START, ADA, TYPED).is_new  # nobody has gone on before
    assert not town.do(stepping.go_on, START + MINUTE / 10, ANA, TYPED).is_new
    assert town.do(stepping.go_on, START + MINUTE, ANA, TYPED).is_new
    assert at(town, session).step.kind == "ideas"


def test_each_time_a_step_is_opened_it_gets_a_card_and_its_older_ones_say_where_it_stands(town: Town) -> None:
    session = begins(town)
    sent(town)
    assert town.refusal(stepping.go_back, START, ANA, TYPED) == (
        "This is the first step, so there is none before it.",
        None,
    )
    town.do(stepping.go_on, START, ANA, TYPED)
    later = START + 3 * MINUTE
    stands = town.do(stepping.go_back, later, ANA, TYPED).standing
    assert (stands.step.kind, stands.running.opened_at) == ("checkin", later)
    assert states(town, session, "1") == [StepState.AGAIN, StepState.OPEN]
    assert states(town, session, "2") == [StepState.OVER]
    town.do(stepping.go_on, later, ANA, TYPED)
    assert states(town, session, "1") == [StepState.OVER, StepState.OVER]
    assert states(town, session, "2") == [StepState.AGAIN, StepState.OPEN]
    cards = [(card.part, card.occasion) for card in town.owed() if card.kind == STEP_CARD]
    assert sorted(cards) == [(2, "2"), (3, "1"), (4, "2")]


def test_going_back_redraws_every_card_of_both_steps_and_more_time_only_those_of_its_own(town: Town) -> None:
    session = begins(town)
    town.do(stepping.go_on, START, ANA, TYPED)
    town.do(stepping.go_back, START, ANA, TYPED)
    cards = [Card(STEP_CARD, session.id, part=turn, occasion=key) for turn, key in ((1, "1"), (3, "1"))]
    assert set(town.effects(stepping.extend, START, ANA, TYPED, 5).cards) == set(cards)
    changed = set(town.effects(stepping.go_on, START, ANA, TYPED).cards)
    assert {*cards, Card(STEP_CARD, session.id, part=2, occasion="2")} <= changed


def test_a_card_that_nobody_wanted_because_they_went_on_comes_when_they_go_back(town: Town) -> None:
    session = begins(town)
    for act in (stepping.go_on, stepping.go_on):
        town.do(act, START, ANA, TYPED)
    card = Card(STEP_CARD, session.id, part=2, occasion="2")
    while town.owed():  # one of each conversation at a time; what nobody wants is given up on the way
        for each in town.do(outbox.claim_to_send, START, 9):
            town.do(outbox.settle, START, each, arrived("1.0"))
    gone = town.memory.messages.find(card)
    assert gone
    assert gone.ts is None
    assert at(town, session).running.turn == 3
    town.do(stepping.go_back, START, ANA, TYPED)
    assert town.owed() == [Card(STEP_CARD, session.id, part=4, occasion="2")]


def test_a_step_that_is_skipped_is_noted_as_left_out_until_somebody_goes_back_to_it(town: Town) -> None:
    session = begins(town)
    town.do(stepping.go_on, START, ANA, TYPED)
    assert town.do(stepping.skip, START, ANA, TYPED).standing.step.kind == "ideas"
    assert (state(town, session, "1"), state(town, session, "2")) == (StepState.OVER, StepState.LEFT_OUT)
    town.do(stepping.go_back, START, ANA, TYPED)
    town.do(stepping.go_on, START, ANA, TYPED)
    assert state(town, session, "2") is StepState.OVER


def test_more_time_counts_once_for_two_who_press_it_at_once(any_town: Town) -> None:
    session = begins(any_town)
    button = drawn(any_town, session)
    one = any_town.do(stepping.extend, START, ANA, button, 5)
    other = any_town.do(stepping.extend, START, ADA, button, 5)
    assert (one.is_new, other.is_new) == (True, False)
    assert at(any_town, session).running.ends_at == START + 10 * MINUTE
    assert any_town.do(stepping.go_on, START, ADA, replace(button, until=None)).is_new  # it is the same step


def test_more_time_for_a_step_whose_time_is_over_counts_from_now(town: Town) -> None:
    session = begins(town)
    town.do(stepping.extend, START + 9 * MINUTE, ANA, TYPED, 5)
    assert at(town, session).running.ends_at == START + 14 * MINUTE


def test_a_step_knows_what_was_asked_in_it_while_that_is_open(town: Town) -> None:
    plan = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    town.do(planned.arrange, NOW, ANA, plan.id, lambda agenda: changed(agenda, "2", StepForm(POLL, "10")))
    town.do(sessions.start, START, ANA, HALL, "")
    town.do(polls.open_poll, START, ANA, HALL, PollForm("Before it?", ["Yes", "No"], "form:2"))
    later = START + MINUTE
    town.do(stepping.go_on, later, ANA, TYPED)
    assert asked_in_step(town, later) is None
    poll = town.do(polls.open_poll, later, ANA, HALL, PollForm("In it?", ["Yes", "No"], "form:3"))
    assert asked_in_step(town, later) == "In it?"
    for act in (stepping.go_on, stepping.go_back):
        town.do(act, later + MINUTE, ANA, TYPED)
    assert asked_in_step(town, later) == "In it?"
    town.do(polls.close_one, ANA, poll.id)
    assert asked_in_step(town, later) is None


def asked_in_step(town: Town, at_: datetime) -> str | None:
    """The question that the panel says is asked in the open step."""
    [going] = town.do(now.seen, at_, ANA, HALL)
    assert going.step
    return going.step.asked.poll.question if going.step.asked else None


def test_only_facilitators_go_through_the_agenda_whatever_button_they_forge(town: Town) -> None:
    session = begins(town)
    before, button = town.rows(), drawn(town, session)
    for act in ACTS:
        for asked in (TYPED, button):
            words = (ONLY_FACILITATORS.format("go through the agenda"), None)
            assert town.refusal(act, START, BO, asked) == words
    assert town.rows() == before


def test_outside_a_session_and_without_an_agenda_it_is_said_what_to_do(town: Town) -> None:
    for act in ACTS:
        assert town.refusal(act, START, ANA, TYPED) == (NO_LIVE_SESSION, None)
        assert town.refusal(act, START, ANA, Asked("D1")) == (NO_ROOM, None)
    session = town.start()
    for act in ACTS:
        assert town.refusal(act, START, ANA, TYPED) == (NO_AGENDA, None)
        assert town.refusal(act, START, ANA, Asked(session=session.id, turn=1)) == (NO_AGENDA, None)
    town.arrive(session, BO, CY)
    town.going()
    more = (
        "This session has no agenda. "
        "To give the groups more time, type /copro now and press “5 more minutes”."
    )
    assert [town.refusal(act, START, ANA, TYPED) for act in ACTS] == [*[(NO_AGENDA, None)] * 3, (more, None)]
    town.end()
    over = ("The session “New parents” has already ended.", None)
    assert town.refusal(stepping.go_on, START, ANA, Asked(session=session.id, turn=1)) == over


def test_an_empty_agenda_is_none_and_such_a_session_is_as_ever(town: Town) -> None:
    session = begins(town, replace(FORM, template=""))
    assert town.do(running.standing, session) is None
    assert town.owed() == [Card(SESSION_CARD, session.id)]
    assert town.refusal(stepping.go_on, START, ANA, TYPED) == (NO_AGENDA, None)


def test_the_end_of_a_session_ends_its_step_and_nobody_is_told_of_its_time_any_more(any_town: Town) -> None:
    session = begins(any_town)
    effects = any_town.effects(sessions.end, START, ANA, HALL)
    assert Card(STEP_CARD, session.id, part=1, occasion="1") in effects.cards
    assert state(any_town, session, "1") is StepState.OVER
    assert any_town.do(running.standing, session) is None
    assert any_town.passes(START + 12 * HOUR) == ["way back from an end"]


def test_what_began_by_mistake_says_on_its_card_that_the_step_is_over_and_begins_anew(town: Town) -> None:
    mistake = begins(town)
    town.do(sessions.cancel, START + MINUTE, ANA, mistake.id)
    assert state(town, mistake, "1") is StepState.OVER
    session = town.do(sessions.start, START + 2 * MINUTE, ANA, HALL, "")
    assert at(town, session).running.opened_at == START + 2 * MINUTE


def told(town: Town, kind: str) -> list[str]:
    """To whom the time of a step is to be told."""
    return [card.recipient for card in town.owed() if card.kind == kind]


def test_facilitators_alone_are_told_two_minutes_before_a_step_ends_and_when_it_is_over(
    any_town: Town,
) -> None:
    session = begins(any_town)
    any_town.arrive(session, BO, ADA)
    assert any_town.passes(START + 3 * MINUTE - MINUTE / 60) == []
    assert any_town.passes(START + 3 * MINUTE) == ["time of a step"]
    assert (told(any_town, STEP_WARNING), told(any_town, STEP_OVER)) == (["ana"], [])
    assert any_town.passes(START + 4 * MINUTE) == []
    assert any_town.passes(START + 5 * MINUTE) == ["time of a step"]
    assert told(any_town, STEP_OVER) == ["ana"]
    assert any_town.passes(START + 20 * MINUTE) == []
    assert at(any_town, session).step.kind == "checkin"  # nothing moves on by itself


def test_who_was_named_to_help_is_told_too_as_long_as_they_may_lead(town: Town) -> None:
    town.do(people.add_facilitator, ADA, "cy")
    begins(town, replace(FORM, helpers=["bo", "cy"]))
    town.passes(START + 3 * MINUTE)
    assert sorted(told(town, STEP_WARNING)) == ["ana", "cy"]


def test_who_started_a_session_leads_it_first_then_whom_its_plan_names_then_who_else_was_added(
    any_town: Town,
) -> None:
    for one in ("cy", "bo"):
        any_town.do(people.add_facilitator, ADA, one)
    session = begins(any_town, replace(FORM, helpers=["cy"]))
    assert any_town.do(leading.in_channel, session) == ["ana", "cy"]  # Bo is elsewhere
    any_town.arrive(session, BO)
    assert any_town.do(leading.in_channel, session) == ["ana", "cy", "bo"]
    everybody = [any_town.do(leading.here, who, HALL) for who in (ANA, BO, ADA)]
    assert everybody == [["cy", "bo"], ["ana", "cy"], ["ana", "cy", "bo"]]
    any_town.do(sessions.end, START, ANA, HALL)
    assert any_town.do(leading.here, ADA, HALL) == ["ana", "bo", "cy"]


def test_after_an_outage_only_that_the_time_is_over_is_told_once(town: Town) -> None:
    begins(town)
    assert town.passes(START + 9 * MINUTE) == ["time of a step"]
    assert (told(town, STEP_WARNING), told(town, STEP_OVER)) == ([], ["ana"])
    assert town.passes(START + 9 * MINUTE) == []


def test_who_goes_on_or_takes_more_time_is_told_of_the_new_end_and_not_of_the_old(town: Town) -> None:
    begins(town)
    town.passes(START + 3 * MINUTE)
    town.do(stepping.extend, START + 3 * MINUTE, ANA, TYPED, 5)
    assert town.passes(START + 5 * MINUTE) == []
    assert town.passes(START + 8 * MINUTE) == ["time of a step"]
    notes = [card for card in town.owed() if card.kind == STEP_WARNING]
    guards = [
        kind_of(STEP_WARNING).guard(town.memory, message, START + 8 * MINUTE)
        for card in notes
        if (message := town.memory.messages.find(card))
    ]
    assert [outcome is None for outcome in guards] == [False, True]  # the first was of the old end


def test_a_session_that_nobody_ended_closes_sixty_minutes_after_its_planned_end(any_town: Town) -> None:
    session = begins(any_town)
    assert "end of a forgotten session" not in any_town.passes(END + LEFT_AFTER - MINUTE / 60)
    assert any_town.passes(END + LEFT_AFTER) == ["end of a forgotten session"]
    assert any_town.memory.sessions.live_in(HALL) is None
    assert Card(ENDED_BY_ITSELF, session.id, "ana") in any_town.owed()
    assert any_town.passes(END + 13 * HOUR) == ["way back from an end"]


def test_who_is_still_in_a_step_then_is_not_cut_off(town: Town) -> None:
    session = begins(town)
    late = END + 50 * MINUTE
    for _ in range(3):
        town.do(stepping.go_on, late, ANA, TYPED)
    assert "end of a forgotten session" not in town.passes(END + LEFT_AFTER)
    assert town.memory.sessions.live_in(HALL) == session
    assert "end of a forgotten session" in town.passes(late + 20 * MINUTE + LEFT_AFTER)


def test_its_clock_is_read_off_stored_times(town: Town) -> None:
    session = begins(town)
    found = clock(at(town, session).running, START + 4 * MINUTE + MINUTE / 2)
    assert (found.gone, found.of, found.is_over) == (4, 5, False)


@pytest.mark.parametrize(("passed", "minutes"), [(0, 11), (2.5, 9), (10.5, 1), (11, 5), (40, 5)])
def test_groups_get_the_time_that_is_left_of_a_step_or_all_of_it_once_that_is_over(
    town: Town, passed: float, minutes: int
) -> None:
    session = begins(town)
    for _ in range(2):
        town.do(stepping.extend, START, ANA, TYPED, 3)
    stands = at(town, session)
    assert minutes_for_groups(stands.running, stands.step, START + passed * MINUTE) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"), [("", 5), ("7", 7), ("+10", 10), ("10 minutes", 10), ("1 min", 1), ("an hour", 60)]
)
def test_how_many_more_minutes_is_a_number_or_words(typed: str, minutes: int) -> None:
    assert minutes_of(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["0", "-5", "61", "400", "9" * 40, "soon", "5 zebras", "5 10", "٣", "2 hours"]
)
def test_what_is_no_number_of_minutes_is_refused(typed: str) -> None:
    words = "A step can get 1 to 60 more minutes. Please type a number: /copro extend 5"
    assert refusal(minutes_of, typed) == (words, None)
