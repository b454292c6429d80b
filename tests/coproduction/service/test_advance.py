"""What time brings by itself: rounds end, forgotten sessions close, and nothing is due twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coproduction.breakouts import RECALL, SEAT_NOTE, RoundState, group_card, round_card
from coproduction.effects import Effects
from coproduction.hours import awake_time
from coproduction.messages import Card
from coproduction.polls import POLL_CARD
from coproduction.service import advance, checkins, forgotten, people, polls, sessions
from coproduction.service.breakouts import rounds
from coproduction.service.partings import PARTING
from coproduction.sessions import ENDED_BY_ITSELF, SESSION_CARD, SUMMARY, SessionState
from coproduction.usage import By, Event, Use
from storage import SqlMemory
from tests.coproduction.town import ADA, ANA, BO, CY, DEE, HALL, HOUR, MINUTE, NOW, Town, form

FORGOTTEN = NOW + 12 * HOUR
END = NOW + 10 * MINUTE


def going(town: Town, minutes: str = "10") -> str:
    """Two people sit in a round that lasts so long."""
    town.arrive(town.start(), BO, CY)
    return town.going(minutes=minutes).id


def test_a_round_whose_time_is_over_calls_its_people_back(any_town: Town) -> None:
    round_id = going(any_town)
    assert any_town.passes(END - timedelta(microseconds=1)) == ["question to the silent"]
    assert any_town.passes(END) == ["end of a round"]
    over = any_town.memory.breakouts.get(round_id)
    assert over
    assert (over.state, over.ended_at) == (RoundState.ENDED, END)
    assert any_town.passes(END + HOUR) == []


def test_the_groups_of_such_a_round_are_told_and_its_cards_show_it(town: Town) -> None:
    round_id = going(town)
    card = town.memory.messages.find(group_card(round_id, 1))
    assert card
    notes = [note.card for note in town.memory.messages.about(SEAT_NOTE, round_id)]
    assert {note.recipient for note in notes} == {"bo", "cy"}
    assert town.effects(rounds.end, END, round_id) == Effects(
        (round_card(round_id), group_card(round_id, 1), *notes),
        owes=True,
        events=(Event(Use.ROUND_ENDED, {"groups": 1}),),
    )
    assert Card(RECALL, round_id, part=1) in town.owed()


def test_a_round_that_got_more_time_goes_on_until_that_is_over(town: Town) -> None:
    round_id = going(town)
    town.do(rounds.extend, END - MINUTE, ANA, round_id, 5, END)
    town.do(rounds.end, END, round_id)  # it was due when somebody looked, and is not any more
    assert town.passes(END) == ["question to the silent"]
    assert town.passes(END + 5 * MINUTE) == ["end of a round"]


def test_a_round_without_a_clock_goes_on(town: Town) -> None:
    round_id = going(town, minutes="")
    town.passes(NOW + 6 * HOUR)
    found = town.memory.breakouts.get(round_id)
    assert found
    assert found.state is RoundState.LIVE


def test_ends_come_by_themselves_to_a_session_that_nobody_ended_after_twelve_hours(any_town: Town) -> None:
    session = any_town.start()
    any_town.arrive(session, BO, CY)
    assert any_town.passes(FORGOTTEN - timedelta(microseconds=1)) == []
    assert any_town.passes(FORGOTTEN) == ["end of a forgotten session"]
    closed = any_town.memory.sessions.get(session.id)
    assert closed
    assert (closed.state, closed.ended_at) == (SessionState.ENDED, FORGOTTEN)
    assert any_town.passes(FORGOTTEN + HOUR) == ["way back from an end"]
    assert any_town.memory.checkins.pepper(session.id) is None
    assert any_town.passes(FORGOTTEN + HOUR) == []


def test_its_polls_are_forgotten_its_cards_are_redrawn_and_its_summary_is_owed(town: Town) -> None:
    session = town.start()
    spoke = town.do(checkins.speak_unnamed, BO, session.id, form(named=False))
    town.do(checkins.arrive, BO, session.id, form(named=False), spoke)
    poll = town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("When?", ["Morning", "Evening"], "form:1"))
    changed = (Card(POLL_CARD, poll.id), Card(SESSION_CARD, session.id))
    before = set(town.owed())

    effects = town.effects(forgotten.end, FORGOTTEN, session.id)

    ended = Event(Use.SESSION_ENDED, {"people": 1, "ideas": 0, "polls": 1}, By.TIME)
    events = (Event(Use.POLL_CLOSED, {"answers": 0}), Event(Use.POLL_OPENED, {"options": 3}), ended)
    assert effects == Effects(changed, frozenset(changed[:1]), owes=True, forgets=True, events=events)
    assert set(town.owed()) - before == {
        Card(SUMMARY, session.id),
        Card(PARTING, session.id, BO.id),
        Card(ENDED_BY_ITSELF, session.id, ANA.id),
    }


def test_nobody_is_woken_up_by_its_end(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    town.do(people.move, BO.id, "Asia/Tokyo")
    town.do(forgotten.end, FORGOTTEN, session.id)

    sent = {each.recipient: each.due_at for each in town.messages() if each.kind == PARTING}
    assert sent == {BO.id: FORGOTTEN, CY.id: datetime(2026, 10, 23, 7, tzinfo=UTC)}  # 8:00 in London


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-10-10T22:00", "2026-10-11T08:00"),  # a Saturday: what is expected may come on any day
        ("2026-10-10T21:59", "2026-10-10T21:59"),
        ("2026-10-11T00:30", "2026-10-11T08:00"),
        ("2026-10-11T08:00", "2026-10-11T08:00"),
    ],
)
def test_people_are_awake_from_eight_to_ten(at: str, then: str) -> None:
    london = ZoneInfo("Europe/London")
    asked, wanted = (datetime.fromisoformat(each).replace(tzinfo=london) for each in (at, then))
    assert awake_time(asked.astimezone(UTC), london) == wanted


def test_its_facilitators_are_told_and_nobody_else(town: Town) -> None:
    session = town.do(sessions.start, NOW, ADA, HALL, "New parents")
    town.arrive(session, ANA, BO)
    town.passes(FORGOTTEN)
    assert {card.recipient for card in town.owed() if card.kind == ENDED_BY_ITSELF} == {ADA.id, ANA.id}


def test_the_next_session_is_not_in_its_way_any_more(town: Town) -> None:
    town.start()
    town.passes(FORGOTTEN)
    assert town.start(FORGOTTEN).is_live


def test_a_session_that_was_ended_in_time_is_left_alone(town: Town) -> None:
    session = town.start()
    town.end(NOW + HOUR)
    before = town.rows()
    assert town.passes(FORGOTTEN) == []
    town.do(forgotten.end, FORGOTTEN, session.id)
    assert town.rows() == before


def test_everything_that_is_due_is_found_without_writing(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE)
    town.going(minutes="10")
    memory: SqlMemory = town.memory
    found = advance.due(memory, FORGOTTEN)
    assert [step.name for step, _ in found] == ["end of a round", "end of a forgotten session"]
    assert memory.take_effects() == Effects()
