"""Two processes do the same thing at the same moment: it happens once, and the slower one is told kindly.

On PostgreSQL the slower one looks before the faster one has committed, and learns of it from a unique key.
(SQLite has one writer at a time: there the slower one always sees what the faster one did.)
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import text

from coproduction.agendatemplates import FIRST
from coproduction.followups import NUDGE
from coproduction.levels import Level
from coproduction.messages import Message, MessageState
from coproduction.planforms import PlanForm
from coproduction.plannews import UNSTARTED
from coproduction.pollends import POLL_REMINDER
from coproduction.service import (
    adding,
    announcing,
    answers,
    cancelling,
    closing,
    deciding,
    ideas,
    ideasupport,
    nudges,
    nudging,
    people,
    planned,
    pledges,
    pollends,
    polls,
    reports,
    sessions,
    stepping,
)
from coproduction.service.breakouts import proposing, rounds
from coproduction.service.deciding import Recorded
from coproduction.service.pollforms import Asked
from storage import SqlMemory
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    MINUTE,
    NOW,
    Town,
    draft,
    groups_for,
    promise,
    refusal,
    wished,
)
from tests.storage.world import dump, migrated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from coproduction.polls import Poll
    from coproduction.ports import Memory

_BLOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0")

T = TypeVar("T")


@pytest.fixture
def writer(ready_postgresql_url: str) -> Iterator[Engine]:
    """A database in which Ana facilitates, Bo is known, and no session is live."""
    with migrated(ready_postgresql_url) as writer:
        with writer.begin() as connection:
            town = Town(connection)
            town.found()
            town.do(people.meet, BO)
        yield writer


def start_one(writer: Engine) -> None:
    """A live session, committed."""
    with writer.begin() as connection:
        Town(connection).start()


def slower_is_told(
    writer: Engine, faster: Callable[[Memory], object], slower: Callable[[Memory], object]
) -> str:
    """What the slower process is told when its act is refused."""
    return slower_gets(writer, faster, lambda memory: refusal(partial(slower, memory))[0])


def slower_gets(writer: Engine, faster: Callable[[Memory], object], slower: Callable[[Memory], T]) -> T:
    """What the slower process gets: it began when the faster one had done its act, but not committed."""

    def run_slower() -> T:
        with writer.connect() as connection:
            return slower(SqlMemory(connection, "T1"))

    with ThreadPoolExecutor(1) as pool, writer.connect() as connection, watching(writer) as watcher:
        faster(SqlMemory(connection, "T1"))
        told = pool.submit(run_slower)
        while not told.done() and not watcher.scalar(_BLOCKED):
            pass
        connection.commit()
        return told.result()


def both_done(writer: Engine, faster: Callable[[Memory], object], slower: Callable[[Memory], object]) -> None:
    """The same, and the slower process commits as well."""

    def run_slower() -> None:
        with writer.begin() as connection:
            slower(SqlMemory(connection, "T1"))

    with ThreadPoolExecutor(1) as pool, writer.connect() as connection, watching(writer) as watcher:
        faster(SqlMemory(connection, "T1"))
        done = pool.submit(run_slower)
        while not done.done() and not watcher.scalar(_BLOCKED):
            pass
        connection.commit()
        done.result()


def watching(writer: Engine) -> Connection:
    """A connection on which every question is answered anew: in one transaction all answers are the same."""
    return writer.connect().execution_options(isolation_level="AUTOCOMMIT")


def test_what_two_processes_ask_one_person_at_once_comes_in_one_message(writer: Engine) -> None:
    start_one(writer)
    at = NOW + 6 * DAY
    with writer.begin() as connection:
        town = Town(connection)
        for origin in ("form:1", "form:2"):
            town.pledge(BO, "2026-10-30", origin)
        first, second = town.memory.follow_ups.due(at)

    def asked_by_slower(memory: Memory) -> list[str]:
        nudging.ask(memory, at, second)
        return [each.subject for id_ in (first, second) for each in memory.messages.about(NUDGE, id_)]

    assert slower_gets(writer, lambda memory: nudging.ask(memory, at, first), asked_by_slower) == [first]


def test_of_two_who_send_an_unclear_reminder_again_at_once_one_is_told_so(
    writer: Engine,
) -> None:
    owed = Message("n1", NUDGE, "f1", NOW, NOW, "D-BO", BO.id, state=MessageState.UNCONFIRMED)
    with writer.begin() as connection:
        SqlMemory(connection, "T1").messages.add(owed)
    told = slower_is_told(
        writer,
        lambda memory: nudges.send_again(memory, NOW, ADA, owed.id),
        lambda memory: nudges.send_again(memory, NOW, ANA, owed.id),
    )
    assert told == "This reminder is not waiting for you any more."


def test_two_sessions_started_at_once_are_one(writer: Engine) -> None:
    told = slower_is_told(
        writer,
        lambda memory: sessions.start(memory, NOW, ADA, HALL, "Faster"),
        lambda memory: sessions.start(memory, NOW, ANA, HALL, "Slower"),
    )
    assert told == "Somebody has just started a session in this channel, so it is live already."
    with writer.connect() as connection:
        assert [session.title for session in SqlMemory(connection, "T1").sessions.of(HALL)] == ["Faster"]


def test_a_session_ended_twice_at_once_ends_once(writer: Engine) -> None:
    start_one(writer)
    told = slower_is_told(
        writer,
        lambda memory: sessions.end(memory, NOW, ADA, HALL),
        lambda memory: sessions.end(memory, NOW + MINUTE, ANA, HALL),
    )
    assert told == "The session “New parents” has already ended."
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        assert [session.ended_at for session in memory.sessions.of(HALL)] == [NOW]
        assert len(memory.polls.open_in(HALL)) == 1


def begin_a_plan(writer: Engine) -> stepping.Asked:
    """A session with an agenda, committed; what its button says that names what comes next."""
    form = PlanForm("New parents", "2026-10-22", "18:40", template=FIRST)
    with writer.begin() as connection:
        town = Town(connection)
        town.do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
        session = town.do(sessions.start, NOW, ANA, HALL, "")
    return stepping.Asked(session=session.id, turn=1)


def test_two_who_press_next_at_once_go_on_by_one_step(writer: Engine) -> None:
    button = begin_a_plan(writer)
    moved = slower_gets(
        writer,
        lambda memory: stepping.go_on(memory, NOW, ADA, button),
        lambda memory: stepping.go_on(memory, NOW, ANA, button),
    )
    assert (moved.is_new, moved.standing.number, moved.standing.running.turn) == (False, 2, 2)


def test_who_presses_next_while_somebody_ends_the_session_is_told_that_it_has_ended(writer: Engine) -> None:
    button = begin_a_plan(writer)
    told = slower_is_told(
        writer,
        lambda memory: sessions.end(memory, NOW, ADA, HALL),
        lambda memory: stepping.go_on(memory, NOW, ANA, button),
    )
    assert told == "The session “New parents” has already ended."


@pytest.mark.parametrize(
    ("first", "says"), [("end", "has already ended."), ("cancel", "was cancelled: it had begun by mistake.")]
)
def test_who_cancels_a_session_while_somebody_ends_or_cancels_it_reads_which_of_both(
    writer: Engine, first: str, says: str
) -> None:
    with writer.begin() as connection:
        session = Town(connection).start()
    cancel = partial(sessions.cancel, now=NOW, session_id=session.id)
    end = partial(sessions.end, now=NOW, actor=ADA, channel=HALL)
    faster = end if first == "end" else partial(cancel, actor=ADA)
    told = slower_is_told(writer, faster, partial(cancel, actor=ANA))
    assert told == f"The session “New parents” {says}"


def test_a_breakout_arriving_twice_at_once_is_one(writer: Engine) -> None:
    with writer.begin() as connection:
        town = Town(connection)
        session = town.start()
        town.arrive(session, BO, CY)
        ready = town.do(proposing.prepare, ANA, HALL, wished())
    made = groups_for(ready)

    def propose(memory: Memory) -> proposing.Proposal:
        return proposing.propose(memory, NOW, ANA, ready, made)

    assert slower_gets(writer, propose, propose).round.id == ready.round.id
    with writer.connect() as connection:
        assert len(SqlMemory(connection, "T1").breakouts.of(session.id)) == 1


def test_of_two_rounds_started_at_once_one_goes_on(writer: Engine) -> None:
    with writer.begin() as connection:
        town = Town(connection)
        town.arrive(session := town.start(), BO, CY, DEE)
        first = town.proposed(rounds="2").round
        _, second = town.memory.breakouts.of(session.id)

    def go(round_id: str) -> Callable[[Memory], object]:
        return lambda memory: rounds.go(memory, NOW, ANA, round_id)

    assert slower_is_told(writer, go(first.id), go(second.id)) == (
        "Round 1 is still going on. Call everyone back first. "
        "To do that, press “For facilitators” on its card."
    )
    with writer.connect() as connection:
        assert len(SqlMemory(connection, "T1").breakouts.live()) == 1


def test_an_idea_arriving_twice_at_once_is_one(writer: Engine) -> None:
    start_one(writer)
    write = partial(ideas.write, now=NOW, actor=BO, channel=HALL, draft=draft())
    assert slower_is_told(writer, write, write) == "This idea has just been saved."
    with writer.connect() as connection:
        assert [idea.number for idea in SqlMemory(connection, "T1").ideas.of(HALL)] == [1]


def test_a_poll_arriving_twice_at_once_is_one(writer: Engine) -> None:
    start_one(writer)

    def ask(memory: Memory) -> object:
        return polls.open_poll(
            memory, NOW, ANA, HALL, polls.PollForm("When?", ["Morning", "Evening"], "form:1")
        )

    assert slower_is_told(writer, ask, ask) == "This poll has just been opened."
    with writer.connect() as connection:
        assert len(SqlMemory(connection, "T1").polls.open_in(HALL)) == 1


def ask_two(writer: Engine, level: Level = Level.ANONYMOUS) -> tuple[str, str]:
    """An open poll with two questions; their ids."""
    with writer.begin() as connection:
        town = Town(connection)
        town.start()
        more = (Asked("Where?", ["Park", "Hall"], is_optional=True),)
        form = polls.PollForm("When?", ["Morning", "Evening"], "form:1", level=level, more=more)
        poll = town.do(polls.open_poll, NOW, ANA, HALL, form)
        return poll.id, town.memory.polls.parts_of(poll.id)[0].id


def test_answers_that_come_while_their_poll_closes_are_told_that_they_are_late(writer: Engine) -> None:
    poll, _ = ask_two(writer)
    told = slower_is_told(
        writer,
        lambda memory: polls.close(memory, ANA, HALL),
        lambda memory: answers.answer_all(memory, BO, poll, ["0", "1"]),
    )
    assert told == "This poll has closed, so it takes no answers any more."


def test_a_poll_that_closes_while_somebody_answers_counts_all_of_their_answers(writer: Engine) -> None:
    poll, part = ask_two(writer)

    def close(memory: Memory) -> list[dict[str, int]]:
        polls.close(memory, ANA, HALL)
        return [memory.polls.votes(each) for each in (poll, part)]

    answer = partial(answers.answer_all, actor=BO, poll_id=poll, given=["0", "1"])
    assert slower_gets(writer, answer, close) == [{"0": 1}, {"1": 1}]


@pytest.mark.parametrize("level", list(Level))
def test_a_form_of_several_questions_that_two_processes_close_at_once_has_one_result(
    writer: Engine, level: Level
) -> None:
    poll, part = ask_two(writer, level)
    with writer.begin() as connection:
        Town(connection).do(answers.answer_all, BO, poll, ["0", "1"])

    def close(memory: Memory) -> list[Poll]:
        return polls.close_these(memory, ANA, [poll])

    assert (
        slower_is_told(writer, close, close)
        == "These polls have closed already. Their cards show the results, or why there are none."
    )
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        assert [memory.polls.votes(each) for each in (poll, part)] == [{"0": 1}, {"1": 1}]
        shut = [memory.polls.get(each) for each in (poll, part)]
        assert [(each.is_open, each.is_lost) for each in shut if each] == [(False, False)] * 2


def test_a_report_asked_for_twice_at_once_by_one_command_is_one(writer: Engine) -> None:
    start_one(writer)
    ask = partial(reports.ask, now=NOW, actor=ANA, channel=HALL, origin="command:1")
    slower_gets(writer, ask, ask)
    with writer.connect() as connection:
        assert len(dump(connection, "T1")["report"]) == 1


def test_a_pledge_arriving_twice_at_once_is_one(writer: Engine) -> None:
    start_one(writer)
    make = partial(pledges.make, now=NOW, actor=BO, channel=HALL, form=promise())
    assert slower_is_told(writer, make, make) == "This pledge has just been saved."
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        assert len(memory.pledges.by("bo")) == 1
        assert len(memory.follow_ups.of_person("bo")) == 3


def a_poll(writer: Engine, level: Level = Level.CONFIDENTIAL) -> str:
    """An open poll of one minute, to which options can be added, with one answer; committed."""
    start_one(writer)
    form = polls.PollForm("When?", ["Morning", "Evening"], "form:1", level=level, minutes=1)
    with writer.begin() as connection:
        town = Town(connection)
        may_add = level is not Level.ANONYMOUS
        poll = town.do(polls.open_poll, NOW, ANA, HALL, replace(form, may_add=may_add))
        town.do(polls.vote, BO, poll.id, "1", unnamed=poll.is_anonymous)
    return poll.id


@pytest.mark.parametrize("level", list(Level))
def test_a_poll_that_two_processes_close_at_its_time_has_one_result(writer: Engine, level: Level) -> None:
    poll = a_poll(writer, level)
    close = partial(pollends.close, now=NOW + MINUTE, poll_id=poll)
    slower_gets(writer, close, close)
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        assert memory.polls.open_in(HALL) == []
        assert memory.polls.votes(poll) == {"1": 1}


def test_a_poll_of_which_two_processes_remind_at_once_reminds_once(writer: Engine) -> None:
    start_one(writer)
    with writer.begin() as connection:
        town = Town(connection)
        [session] = town.memory.sessions.of(HALL)
        town.arrive(session, BO)
        form = polls.PollForm("When?", ["Morning", "Evening"], "form:1", minutes=20)
        poll = town.do(polls.open_poll, NOW, ANA, HALL, form).id
    remind = partial(pollends.remind, now=NOW + 15 * MINUTE, poll_id=poll)
    slower_gets(writer, remind, remind)
    with writer.connect() as connection:
        owed = SqlMemory(connection, "T1").messages.about(POLL_REMINDER, poll)
        assert [message.recipient for message in owed] == [BO.id]


def test_that_nobody_has_started_it_is_told_once_also_by_two_processes(writer: Engine) -> None:
    with writer.begin() as connection:
        form = PlanForm("New parents", "2026-10-29", "18:30", template=FIRST)
        plan = Town(connection).do(planned.plan, NOW, ANA, HALL, form, "form:1", "en")
    wake = partial(announcing.wake, now=plan.late_at, planned_id=plan.id)
    slower_gets(writer, wake, wake)
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        assert [each.recipient for each in memory.messages.about(UNSTARTED, plan.id)] == [ANA.id]
        assert memory.planned.due(plan.late_at) == []


def test_one_option_that_two_people_add_at_once_is_one(writer: Engine) -> None:
    poll = a_poll(writer)
    told = slower_is_told(
        writer,
        lambda memory: adding.add(memory, BO, poll, "At night"),
        lambda memory: adding.add(memory, CY, poll, "at NIGHT"),
    )
    assert told == "This option is there already: “At night”. Please choose it on the card."
    assert options(writer, poll) == ("Morning", "Evening", "At night")


def test_two_options_that_people_add_at_once_are_both_there(writer: Engine) -> None:
    poll = a_poll(writer)

    shown = slower_gets(
        writer,
        lambda memory: adding.add(memory, BO, poll, "At night"),
        lambda memory: adding.add(memory, CY, poll, "At noon").options,
    )
    assert shown == ("Morning", "Evening", "At night", "At noon")


@pytest.mark.parametrize("level", [Level.NAMED, Level.CONFIDENTIAL])
def test_an_option_that_was_added_while_the_poll_is_closed_is_in_its_result(
    writer: Engine, level: Level
) -> None:
    poll = a_poll(writer, level)

    def close(known: Poll, memory: Memory) -> Poll | None:
        return closing.close_poll(memory, known)

    with writer.connect() as connection:
        known = SqlMemory(connection, "T1").polls.get(poll)
    assert known
    add = partial(adding.add, actor=BO, poll_id=poll, words="At night")
    shut = slower_gets(writer, add, partial(close, known))
    assert shut
    assert shut.options == ("Morning", "Evening", "At night")


def options(writer: Engine, poll: str) -> tuple[str, ...]:
    """The options of a poll, as they are stored."""
    with writer.connect() as connection:
        found = SqlMemory(connection, "T1").polls.get(poll)
    assert found
    return found.options


@pytest.mark.parametrize("level", list(Level))
def test_who_answers_a_poll_that_is_just_being_cancelled_is_told_why(writer: Engine, level: Level) -> None:
    poll = a_poll(writer, level)
    unnamed = level is Level.ANONYMOUS
    told = slower_is_told(
        writer,
        lambda memory: cancelling.cancel(memory, ANA, poll, "Asked too early"),
        lambda memory: polls.vote(memory, CY, poll, "0", unnamed=unnamed),
    )
    assert told == "This poll was cancelled, and its answers are deleted. The reason: Asked too early"
    with writer.connect() as connection:
        assert SqlMemory(connection, "T1").polls.votes(poll) == {}


# What facilitators do with a poll only while nobody has answered it.
TAKE_BACK = partial(polls.take_back, actor=ANA)
REWORD = partial(
    polls.correct, now=NOW, actor=ANA, form=polls.PollForm("Which day?", ["Monday", "Friday"], "form:2")
)
PRESS = partial(polls.vote, actor=CY, given="0")
FILL_IN = partial(answers.answer_all, actor=CY, given=["0", "1"])


def ask_one(writer: Engine) -> tuple[str]:
    """An open poll with one question, committed; its id."""
    start_one(writer)
    form = polls.PollForm("When?", ["Morning", "Evening"], "form:1")
    with writer.begin() as connection:
        return (Town(connection).do(polls.open_poll, NOW, ANA, HALL, form).id,)


def left_of(writer: Engine, questions: tuple[str, ...]) -> list[tuple[bool, dict[str, int]]]:
    """Of each of these whether it is open, and how often each answer to it is stored."""
    with writer.connect() as connection:
        memory = SqlMemory(connection, "T1")
        found = [(memory.polls.get(each), memory.polls.votes(each)) for each in questions]
    return [(poll is not None and poll.is_open, dict(votes)) for poll, votes in found]


@pytest.mark.parametrize("withdrawn", [TAKE_BACK, REWORD])
@pytest.mark.parametrize("answer", [PRESS, FILL_IN])
def test_who_takes_a_poll_back_or_rewords_it_while_somebody_answers_is_told_so_and_the_answer_stays(
    writer: Engine, withdrawn: Callable[..., object], answer: Callable[..., object]
) -> None:
    asked = ask_one(writer) if answer is PRESS else ask_two(writer, Level.CONFIDENTIAL)
    told = slower_is_told(writer, partial(answer, poll_id=asked[0]), partial(withdrawn, poll_id=asked[0]))
    assert told.startswith("People have answered this poll already, so it stays as it is.")
    assert left_of(writer, asked) == [(True, {"0": 1}), (True, {"1": 1})][: len(asked)]


@pytest.mark.parametrize("withdrawn", [TAKE_BACK, REWORD])
@pytest.mark.parametrize("answer", [PRESS, FILL_IN])
def test_who_answers_a_poll_that_is_just_being_taken_back_or_reworded_is_told_so_and_nothing_is_kept(
    writer: Engine, withdrawn: Callable[..., object], answer: Callable[..., object]
) -> None:
    asked = ask_one(writer) if answer is PRESS else ask_two(writer, Level.CONFIDENTIAL)
    told = slower_is_told(writer, partial(withdrawn, poll_id=asked[0]), partial(answer, poll_id=asked[0]))
    assert told.startswith("This poll has closed, so ")
    assert left_of(writer, asked) == [(False, {})] * len(asked)


def test_support_in_the_moment_an_idea_becomes_part_of_another_goes_to_that_one_once(writer: Engine) -> None:
    """Whichever of the two is first."""
    start_one(writer)
    with writer.begin() as connection:
        town = Town(connection)
        whole = town.idea()
        parts = [town.idea(f"More benches in park {n}", f"form:{n}") for n in (2, 3)]
    merged = Recorded("", None, str(whole.number))
    for part, who in zip(parts, (CY, DEE), strict=True):
        supports = partial(ideasupport.support, actor=who, idea_id=part.id)
        merges = partial(deciding.record, now=NOW, actor=ANA, idea_id=part.id, code="merged", said=merged)
        both_done(writer, *((supports, merges) if who is CY else (merges, supports)))
    with writer.connect() as connection:
        assert SqlMemory(connection, "T1").news.supporters(whole.id) == ["cy", "dee"]
