"""From the first tables to the second: nothing is lost, and what people once saw is a short code now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply
from coproduction.ideas import IdeaKind
from coproduction.messages import Call, Card, MessageState
from coproduction.people import Perspective
from coproduction.polls import CHOICE, Purpose
from coproduction.reports import Report
from coproduction.service.kinds import kind_of
from storage import SqlMemory
from storage.engine import open_engines
from storage.migrate import migrate
from tests.storage.starting import start_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from storage.engine import Engines

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PEOPLE = {
    "ana": ("parents", "lived experience"),
    "bo": ("family members", "front line"),
    "cy": ("primary care", "governing body"),
    "dee": ("the council", None),
    "eli": ("communications, arts and culture", None),
    "fay": ("mental health", None),
    "gus": ("entrepreneurs in tech and hygiene", None),
    "hal": (None, None),
}
SECTORS = ["parents", "family", "primary-care", "council", "communications", "mental-health"]


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    """A database as the first step left it, with rows."""
    engines = _first(database_url)
    yield engines
    engines.dispose()


@pytest.fixture(scope="module")
def stepped(kept_url: str) -> Iterator[Engines]:
    """Such a database, brought up to date once for all that look at it."""
    engines = _first(kept_url)
    migrate(engines.writer)
    yield engines
    engines.dispose()


@pytest.fixture
def migrated(stepped: Engines) -> Iterator[Connection]:
    """A connection to that; what is written over it is rolled back."""
    with stepped.writer.connect() as connection:
        yield connection


def test_people_keep_what_they_told_and_have_chosen_no_language(migrated: Connection) -> None:
    people = SqlMemory(migrated, "T1").people.all()
    assert [person.sector for person in people] == [*SECTORS, "entrepreneurs", None]
    known = [person.perspective for person in people[:4]]
    assert known == [Perspective.LIVED, Perspective.FRONT_LINE, Perspective.GOVERNING, None]
    assert {person.language for person in people} == {None}
    assert {(person.zone, person.needs, person.wants_reminders) for person in people} == {
        ("Asia/Tokyo", ("captions",), True)
    }


def test_a_programme_goes_on_where_it_was(migrated: Connection) -> None:
    sessions = SqlMemory(migrated, "T1").sessions
    assert sessions.language_of("C1") is None
    sessions.speak("C1", "es")
    assert sessions.language_of("C1") == "es"
    assert sessions.next_idea_number("C1") == 3


def test_ideas_and_their_supporters_are_there(migrated: Connection) -> None:
    memory = SqlMemory(migrated, "T1")
    ideas = memory.ideas.of("C1")
    assert memory.ideas.support_of("C1") == {"i1": 1}
    assert [(idea.kind, idea.text) for idea in ideas] == [
        (IdeaKind.CHANGE, "change idea"),  # people's own words stay as they are
        (IdeaKind.COLLABORATION, "Together"),
    ]


def test_polls_and_their_ballots_are_there(migrated: Connection) -> None:
    memory = SqlMemory(migrated, "T1")
    poll = memory.polls.get("p1")
    assert memory.polls.ballots("p1") == {"ana": "1", "bo": "0", "cy": "2"}
    assert memory.polls.votes("p1") == {"0": 1, "1": 1, "2": 1}
    assert not memory.polls.cast("p1", "ana", "1")  # it is what she said before
    assert memory.polls.cast("p1", "bo", "2")
    assert poll
    assert (poll.purpose, poll.kind) == (Purpose.CLOSING, CHOICE)
    assert poll.options == ("Yes", "Not yet", "No")


def test_follow_ups_and_what_was_answered_are_there(migrated: Connection) -> None:
    follow_ups = SqlMemory(migrated, "T1").follow_ups.of(PLEDGE, "g1")
    assert [(each.state, each.reply) for each in follow_ups] == [
        (FollowUpState.ANSWERED, Reply.WORKING),
        (FollowUpState.PUT_OFF, None),
        (FollowUpState.ANSWERED, Reply.DONE),
        (FollowUpState.DUE, None),  # had been asked
        (FollowUpState.DUE, None),  # was missed
        (FollowUpState.DUE, None),  # nobody knows whether its message arrived
        (FollowUpState.PLANNED, None),
    ]


def test_only_a_nudge_that_nobody_has_touched_waits_for_its_day_to_be_made(migrated: Connection) -> None:
    messages = SqlMemory(migrated, "T1").messages
    found = {n: messages.find(Card(NUDGE, f"f{n}", "ana")) for n in range(1, 8)}
    assert {n: message.state for n, message in found.items() if message} == {
        1: MessageState.SENT,
        4: MessageState.SENT,
        5: MessageState.FAILED,
        6: MessageState.UNKNOWN,
    }


def test_what_told_messages_apart_in_one_text_stands_in_columns(migrated: Connection) -> None:
    messages = SqlMemory(migrated, "T1").messages.with_states([MessageState.PENDING])
    assert sorted((message.card, message.call, message.order) for message in messages) == [
        (Card("archive", "r1", part=3), Call.ARCHIVE, 2),
        (Card("group_card", "r1", part=3), Call.POST, 2),
        (Card("move_note", "r1", "ana", occasion="abc"), Call.POST, 2),
        (Card("recall", "r1", part=3), Call.POST, 2),
        (Card("report", "m-report"), Call.POST, 2),
        (Card("round", "r1"), Call.POST, 2),
        (Card("seat_note", "r1", "ana"), Call.POST, 2),
        (Card("session", "s1"), Call.POST, 2),
        (Card("time_warning", "r1", part=3, occasion="2026-11-24T12:00:00+00:00"), Call.POST, 2),
    ]
    assert {message.due_at for message in messages} == {NOW}


def test_a_report_that_still_waits_says_when_it_is_posted_how_to_get_another(migrated: Connection) -> None:
    memory = SqlMemory(migrated, "T1")
    waiting = memory.messages.find(Card("report", "m-report"))
    kept = memory.reports.get("m-report")
    assert waiting
    shown = kind_of("report").content(memory, waiting)
    assert kept == Report("m-report", "C1", NOW, "command:1", None, "{}")
    assert str(shown.note) == "I cannot read these old figures. To get new ones, type: /report"


def test_a_report_that_was_posted_stays_as_it_is(migrated: Connection) -> None:
    memory = SqlMemory(migrated, "T1")
    posted = memory.messages.find(Card("report", "C1", occasion="command:0"))
    assert posted
    assert (posted.state, memory.reports.get(posted.id)) == (MessageState.SENT, None)


def test_a_new_word_needs_no_new_table_but_a_wrong_number_is_refused(migrated: Connection) -> None:
    migrated.exec_driver_sql("UPDATE message SET kind = 'postcard' WHERE id = 'm1'")
    migrated.exec_driver_sql("UPDATE follow_up SET state = 'dreamt of', reply = 'perhaps'")
    with pytest.raises(sa.exc.IntegrityError):
        migrated.exec_driver_sql("UPDATE idea SET number = 0")


def test_processes_that_start_together_take_the_step_once_and_lose_no_row(
    engines: Engines, database_url: str
) -> None:
    tables = ("person", "programme", "idea", "support", "poll", "ballot", "pledge", "follow_up")
    before = _counts(engines, tables)
    assert start_together(database_url, 3) == [(0, b"")] * 3
    assert _counts(engines, tables) == before
    with engines.writer.connect() as connection:
        test_people_keep_what_they_told_and_have_chosen_no_language(connection)
        test_only_a_nudge_that_nobody_has_touched_waits_for_its_day_to_be_made(connection)


def _counts(engines: Engines, tables: Sequence[str]) -> list[Any]:
    with engines.writer.begin() as connection:
        return [connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) for name in tables]


def _first(url: str) -> Engines:
    engines = open_engines(url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_23_first")
        _fill(connection)
    return engines


def _fill(connection: Connection) -> None:
    """Rows as the first version of the bot wrote them."""
    now: Any = NOW if connection.dialect.name == "postgresql" else int(NOW.timestamp() * 1_000_000)
    _put(connection, "programme", channel="C1", opened_at=now, last_idea_number=2)
    told = {"zone": "Asia/Tokyo", "needs": '["captions"]', "offers": "[]", "wants_reminders": True}
    for id_, (sector, perspective) in PEOPLE.items():
        about = {"sector": sector, "perspective": perspective, "is_facilitator": False}
        _put(connection, "person", id=id_, **told, **about)
    for number, (kind, text) in enumerate([("change idea", "change idea"), ("collaboration", "Together")], 1):
        said = {"kind": kind, "text": text, "origin": f"form:{number}", "is_withdrawn": False}
        _put(connection, "idea", id=f"i{number}", channel="C1", number=number, **said)
    _put(connection, "support", idea="i1", person="ana")
    asked = {"question": "Will you?", "options": '["Yes", "Not yet", "No"]', "purpose": "closing"}
    _put(connection, "poll", id="p1", channel="C1", **asked, origin="closing:s1", is_open=True)
    for person, option in {"ana": 1, "bo": 0, "cy": 2}.items():
        _put(connection, "ballot", poll="p1", person=person, option=option)
    made = {"what": "Call", "made_at": now, "origin": "form:3"}
    _put(connection, "pledge", id="g1", channel="C1", person="ana", **made)
    states = [
        *(("answered", "working on it"), ("put off", None), ("answered", "done")),
        *(("asked", None), ("missed", None), ("planned", None), ("planned", None)),
    ]
    for number, (state, reply) in enumerate(states, 1):
        due = {"occurrence": number, "due_at": now, "state": state, "reply": reply}
        _put(connection, "follow_up", id=f"f{number}", pledge="g1", person="ana", **due)
    _fill_messages(connection, {"due_at": now, "next_at": now, "place": 2})


def _fill_messages(connection: Connection, told: dict[str, Any]) -> None:
    for number, state in ((1, "sent"), (4, "sent"), (5, "failed"), (6, "unknown"), (7, "pending")):
        nudge = {"kind": "nudge", "subject": f"f{number}", "recipient": "ana", "state": state}
        _put(connection, "message", id=f"m{number}", attempt=int(state != "pending"), **nudge, **told)
    posted = {"kind": "report", "subject": "C1:command:0", "recipient": "", "state": "sent"}
    _put(connection, "message", id="m-posted", attempt=1, **posted, **told)
    subjects = {
        "session": "s1",
        "breakout": "r1",
        "room": "r1:3",
        "recall": "r1:3",
        "closing": "r1:3",
        "group": "r1",
        "moved": "r1:abc",
        "report": "C1:command:1",
        "warning": "r1:3:2026-11-24T12:00:00+00:00",
    }
    for kind, subject in subjects.items():
        whom = "ana" if kind in ("group", "moved") else ""
        owed = {"kind": kind, "subject": subject, "recipient": whom, "state": "pending", "attempt": 0}
        _put(connection, "message", id=f"m-{kind}", **owed, **told)


def _put(connection: Connection, table: str, **row: Any) -> None:
    columns = {"workspace": "T1", **row}
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f":{name}" for name in columns)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({places})"), columns)  # noqa: S608
