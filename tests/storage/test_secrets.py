"""A database alone names nobody, and once a secret is destroyed nor do the database and its key together."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from coproduction import voices
from coproduction.checkins import CheckIn, Snapshot
from coproduction.ideas import IdeaKind
from coproduction.people import Actor, Person
from coproduction.service import consents
from coproduction.service.ideas import IdeaDraft
from coproduction.service.voices import reseal
from coproduction.sessions import FORGOTTEN_AFTER, SessionState
from coproduction.tencards import Hand, Verdict
from coproduction.worked import Effect, Said
from storage import BadKey, open_storage
from storage.engine import open_engines
from storage.keys import Key
from storage.migrate import migrate
from storage.secrets import take_in
from storage.tables import session_secret
from tests.stage import SECRET_KEY
from tests.storage.raw import file_of, holds
from tests.storage.world import ENDED, IDEA, LIVE, NOW, POLL, TEN_CARDS, UNNAMED, storage_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coproduction import ports

PEPPER = b"a secret that nobody must find.."
OTHER_KEY = "another-key-that-is-as-long-as-it-must-be"


def begin(memory: ports.Memory) -> None:
    """A live session with its secret, and somebody who has spoken unnamed."""
    memory.sessions.open_programme("C1", NOW)
    memory.sessions.add(LIVE)
    memory.checkins.keep_pepper(LIVE.id, PEPPER)
    tag = voices.tag(PEPPER, memory.workspace, "ana")
    memory.checkins.put(CheckIn(LIVE.id, tag, is_named=False, mood=1, word="exhausted"))


def end(memory: ports.Memory) -> None:
    """What the end of a session does with its secret."""
    reseal(memory, LIVE.id)


def rows(url: str) -> list[Any]:
    """What stands in the table of secrets."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.select(session_secret))]
    engines.dispose()
    return found


async def scrubbed(storage: ports.Storage) -> None:
    """Wait until nothing that was deleted is left to read."""
    while not await storage.scrub():
        pass


@contextmanager
def somebody_looks_at_the_past(url: str) -> Iterator[None]:
    """Another program of PostgreSQL's has a transaction open that began before all this."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT 1 FROM session")
        yield


async def test_a_database_alone_holds_no_secret_even_while_a_session_is_live(own_url: str) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
        [(workspace, session, locked, locked_by)] = rows(own_url)

        assert (workspace, session, locked_by) == ("T1", LIVE.id, Key(SECRET_KEY).id)
        assert holds(own_url, "session_secret", PEPPER) == []
        assert Key(SECRET_KEY).open(locked, "T1", LIVE.id) == PEPPER
        assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == PEPPER


async def test_after_the_end_neither_the_locked_nor_the_plain_secret_is_in_any_file(
    own_url: str,
) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
        [(_, _, locked, _)] = rows(own_url)
        tag = voices.tag(PEPPER, "T1", "ana").encode()
        assert holds(own_url, "session_secret", locked) != []
        assert holds(own_url, "checkin", tag) != []

        await storage.write("T1", end)
        storage.forget()
        await scrubbed(storage)

        assert holds(own_url, "session_secret", locked) == []
        assert holds(own_url, "session_secret", PEPPER) == []
        assert holds(own_url, "checkin", tag) == []


def come(memory: ports.Memory, person: str) -> None:
    """Somebody checks in."""
    memory.people.put(Person(person))
    memory.sessions.attend(LIVE.id, person)


def be_over(memory: ports.Memory) -> None:
    """The session is over, and not sealed yet."""
    over = replace(LIVE, state=SessionState.ENDED, ended_at=NOW)
    assert memory.sessions.revise(over)
    memory.at_end.keep(over)


def show(memory: ports.Memory) -> None:
    """The card was renewed once."""
    for number in (1, 2):
        memory.checkins.show(Snapshot(LIVE.id, number, (5, 0, 0, 0, 0), (f"state {number}",), ("mark",)))


async def test_after_the_end_no_earlier_state_of_the_card_is_in_any_file(own_url: str) -> None:
    """Beside the order in which people came it would say what those few said who came after it."""
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
        await storage.write("T1", show)
        await storage.write("T1", end)
        storage.forget()
        await scrubbed(storage)

        assert holds(own_url, "checkin_snapshot", b"state 1") == []
        assert holds(own_url, "checkin_snapshot", b"state 2") != []


async def test_after_the_end_postgresql_has_the_people_by_their_ids_and_no_row_of_before(
    ready_postgresql_url: str,
) -> None:
    async with storage_at(ready_postgresql_url) as storage:
        await storage.write("T1", begin)
        for person in ("zoe", "ana", "bo"):
            await storage.write("T1", partial(come, person=person))
        await storage.write("T1", be_over)
        await storage.write("T1", end)
        storage.forget()
        await scrubbed(storage)

    with psycopg.connect(ready_postgresql_url) as connection:
        people = connection.execute("SELECT ctid::text, id FROM person ORDER BY ctid").fetchall()
        came = connection.execute("SELECT ctid::text, person FROM attendance ORDER BY ctid").fetchall()
        came_as = connection.execute("SELECT ctid::text, person FROM came_as ORDER BY ctid").fetchall()
        writers = connection.execute(
            "SELECT DISTINCT xmin::text FROM person UNION SELECT DISTINCT xmin::text FROM attendance "
            "UNION SELECT DISTINCT xmin::text FROM came_as"
        ).fetchall()
    assert people == came == came_as == [("(0,1)", "ana"), ("(0,2)", "bo"), ("(0,3)", "zoe")]
    assert len(writers) == 1


def ask_writer(memory: ports.Memory) -> None:
    """Somebody would like to keep what another has written, and its writer is asked."""
    begin(memory)
    memory.people.put(Person("keeper"))
    memory.sessions.attend(LIVE.id, "keeper")
    consents.ask(
        memory, NOW, Actor("keeper"), "writer", "C1", IdeaDraft("Share a cupboard", IdeaKind.CHANGE, "m1")
    )


async def test_after_a_yes_without_a_name_postgresql_has_no_row_of_whom_was_asked(
    ready_postgresql_url: str,
) -> None:
    url, writer = ready_postgresql_url, Actor("writer")
    async with storage_at(url) as storage:
        await storage.write("T1", ask_writer)
        [asked] = await storage.read("T1", lambda memory: memory.consents.waiting_for("writer"))
        assert holds(url, "consent", b"writer") != []

        await storage.write("T1", lambda memory: consents.agree_unnamed(memory, NOW, writer, asked.id))
        await storage.write("T1", lambda memory: consents.forget(memory, asked.id))
        await scrubbed(storage)

        assert holds(url, "consent", b"writer") == []


def ask(memory: ports.Memory) -> None:
    """An anonymous poll, and somebody who has answered it."""
    memory.sessions.open_programme("C1", NOW)
    memory.sessions.add(LIVE)
    memory.polls.add(UNNAMED)
    memory.unnamed.keep_secret(UNNAMED.id, PEPPER)
    memory.unnamed.cast(UNNAMED.id, "ana", "1")


def close(memory: ports.Memory) -> None:
    """What the end of an anonymous poll does with its secret."""
    memory.polls.put(replace(UNNAMED, is_open=False))
    memory.unnamed.take_out(UNNAMED.id)


async def test_when_an_anonymous_poll_has_closed_neither_secret_nor_tag_is_in_any_file(
    own_url: str,
) -> None:
    tag = voices.tag(PEPPER, "T1", "ana").encode()
    async with storage_at(own_url) as storage:
        await storage.write("T1", ask)
        assert holds(own_url, "poll_secret", PEPPER) == []  # it is locked
        assert holds(own_url, "unnamed_ballot", tag) != []

        await storage.write("T1", close)
        storage.forget()
        await scrubbed(storage)

        assert holds(own_url, "poll_secret", PEPPER) == []
        assert holds(own_url, "unnamed_ballot", tag) == []


def say_in_confidence(memory: ports.Memory) -> None:
    """An answer to a poll, a verdict on a card, and whether an idea has helped, each held with a person."""
    memory.sessions.open_programme("C1", NOW)
    memory.sessions.add(LIVE)
    for poll in (POLL, TEN_CARDS):
        memory.polls.add(poll)
        memory.polls.keep(poll.id, "confidant", "1")
    hand = Hand(TEN_CARDS.id, "confidant")
    memory.ten_cards.show(hand, "i1")
    memory.ten_cards.judge(hand, "i1", Verdict.HELPS)
    memory.ideas.add(IDEA)
    memory.worked.say(Said(IDEA.id, "confidant", Effect.HARM, "It hurt"))


def count_that(memory: ports.Memory) -> None:
    """What is confidential is counted and deleted."""
    memory.polls.settle(POLL.id)
    memory.ten_cards.settle(TEN_CARDS.id, [])
    memory.polls.settle(TEN_CARDS.id)
    memory.worked.clear(IDEA.id)


async def test_when_what_was_confidential_is_counted_no_file_says_who_gave_it(own_url: str) -> None:
    tables = ("ballot", "card_hand", "worked_answer")
    async with storage_at(own_url) as storage:
        await storage.write("T1", say_in_confidence)
        assert [table for table in tables if holds(own_url, table, b"confidant")] == [*tables]

        await storage.write("T1", count_that)
        storage.forget()
        await scrubbed(storage)

        assert [table for table in tables if holds(own_url, table, b"confidant")] == []


async def test_a_secret_that_goes_while_another_is_scrubbed_is_scrubbed_too(own_url: str) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
        [(_, _, locked, _)] = rows(own_url)
        scrubbing = asyncio.ensure_future(storage.scrub())
        await asyncio.sleep(0)  # it has begun, and cannot be heard to be done before this scene waits again
        storage.forget()
        assert not await scrubbing

        await storage.write("T1", end)
        await scrubbed(storage)
        assert holds(own_url, "session_secret", locked) == []


async def test_a_secret_that_goes_in_the_last_moment_is_in_no_file_after_the_stop(own_url: str) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
        [(_, _, locked, _)] = rows(own_url)
        await scrubbed(storage)
        await storage.write("T1", end)
        storage.forget()
    assert holds(own_url, "session_secret", locked) == []
    assert holds(own_url, "checkin", voices.tag(PEPPER, "T1", "ana").encode()) == []


async def test_an_anonymous_poll_of_a_session_that_nobody_serves_is_closed_with_it(own_url: str) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", ask)
        await storage.write("T1", lambda memory: memory.checkins.keep_pepper(LIVE.id, PEPPER))

        await storage.let_secrets_go(LIVE.started_at + FORGOTTEN_AFTER)

        closed = await storage.read("T1", lambda memory: memory.polls.get(UNNAMED.id))
        votes = await storage.read("T1", lambda memory: memory.polls.votes(UNNAMED.id))
    assert (closed, votes) == (replace(UNNAMED, is_open=False), {"1": 1})


async def test_the_secret_goes_from_postgresql_also_while_somebody_looks_at_the_past(
    ready_postgresql_url: str,
) -> None:
    url = ready_postgresql_url
    async with storage_at(url) as storage:
        await storage.write("T1", begin)
        [(_, _, locked, _)] = rows(url)
        with somebody_looks_at_the_past(url):
            await storage.write("T1", end)
            storage.forget()
            assert not await storage.scrub()  # of the check-ins something is left for them to see
            assert holds(url, "session_secret", locked) == []
        await scrubbed(storage)
        assert holds(url, "checkin", voices.tag(PEPPER, "T1", "ana").encode()) == []


async def test_scrubbing_gives_way_to_who_holds_the_table_and_loses_no_live_secret(
    ready_postgresql_url: str,
) -> None:
    url = ready_postgresql_url
    async with storage_at(url) as storage:
        await storage.write("T1", begin)
        storage.forget()
        with psycopg.connect(url) as holding:
            holding.execute("SELECT 1 FROM session_secret")
            assert not await storage.scrub()
        await scrubbed(storage)
        assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == PEPPER


async def test_postgresql_keeps_no_secret_in_its_notes_for_planning(ready_postgresql_url: str) -> None:
    async with storage_at(ready_postgresql_url) as storage:
        await storage.write("T1", begin)
        with psycopg.connect(ready_postgresql_url, autocommit=True) as connection:
            connection.execute("ANALYZE session_secret")
            noted = connection.execute(
                "SELECT attname FROM pg_stats WHERE tablename = 'session_secret' ORDER BY attname"
            ).fetchall()

    assert ("pepper",) not in noted


async def test_a_secret_goes_with_its_time_also_where_nobody_is_served_any_more(own_url: str) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)

        await storage.let_secrets_go(NOW + FORGOTTEN_AFTER - timedelta(seconds=1))
        assert len(rows(own_url)) == 1

        await storage.let_secrets_go(NOW + FORGOTTEN_AFTER)
        kept = await storage.read("T1", lambda memory: memory.checkins.of(LIVE.id))

    assert rows(own_url) == []
    assert kept == []  # it stood in nothing that was shown


# Keys


async def test_a_start_with_another_key_is_refused_while_a_secret_waits_and_only_then(
    own_url: str,
) -> None:
    async with storage_at(own_url) as storage:
        await storage.write("T1", begin)
    with pytest.raises(BadKey, match="This key is not the one that a live session's secret"):
        open_storage(own_url, OTHER_KEY)

    async with storage_at(own_url) as storage:
        await storage.write("T1", end)
        await storage.write("T1", lambda memory: memory.sessions.revise(_over()))
    await open_storage(own_url, OTHER_KEY).close()


def _over() -> Any:
    return replace(LIVE, state=ENDED.state, ended_at=NOW)


def test_postgresql_needs_a_key_and_says_how_to_make_one(ready_postgresql_url: str) -> None:
    with pytest.raises(BadKey, match=r"^SECRET_KEY is missing: with PostgreSQL it must be set\. To make one"):
        open_storage(ready_postgresql_url)


def test_a_key_that_could_be_guessed_is_refused(ready_database_url: str) -> None:
    with pytest.raises(BadKey, match="SECRET_KEY must be 32 characters or longer"):
        open_storage(ready_database_url, "password")


async def test_sqlite_has_a_key_file_of_its_own_and_needs_it_only_while_a_secret_waits(
    ready_sqlite_url: str,
) -> None:
    key_file = file_of(ready_sqlite_url).with_name("test.db.key")
    storage = open_storage(ready_sqlite_url)
    await storage.write("T1", begin)
    await storage.close()
    before = key_file.read_text()

    key_file.unlink()
    with pytest.raises(BadKey, match=r"test\.db\.key is missing, .*Put it back"):
        open_storage(ready_sqlite_url)
    assert not key_file.exists()

    key_file.write_text(before)
    key_file.chmod(0o600)
    storage = open_storage(ready_sqlite_url)
    assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == PEPPER
    await storage.write("T1", end)
    await storage.close()

    key_file.unlink()
    await open_storage(ready_sqlite_url).close()
    assert key_file.read_text() != before


async def test_the_text_of_a_key_file_may_move_into_the_setting(ready_sqlite_url: str) -> None:
    storage = open_storage(ready_sqlite_url)
    await storage.write("T1", begin)
    await storage.close()

    storage = open_storage(
        ready_sqlite_url, file_of(ready_sqlite_url).with_name("test.db.key").read_text().strip()
    )
    assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == PEPPER
    await storage.close()


# Databases of before


@pytest.fixture
def old_url(database_url: str) -> str:
    """A database of the second version: two secrets as they were then, one of a session that is over."""
    engines = open_engines(database_url)
    with engines.writer.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "storage:migrations")
        command.upgrade(config, "2026_11_28_second")
        _as_then(connection)
    engines.dispose()
    return database_url


def _as_then(connection: sa.Connection) -> None:
    now: Any = NOW if connection.dialect.name == "postgresql" else int(NOW.timestamp() * 1_000_000)
    given = {"now": now, "live": PEPPER, "over": b"over" * 8}
    for statement in (
        "INSERT INTO programme (workspace, channel, opened_at, last_idea_number) "
        "VALUES ('T1', 'C1', :now, 0)",
        "INSERT INTO session (workspace, id, channel, title, started_by, state, started_at, ended_at) "
        "VALUES ('T1', 's1', 'C1', 'Now', 'ana', 'live', :now, NULL)",
        "INSERT INTO session (workspace, id, channel, title, started_by, state, started_at, ended_at) "
        "VALUES ('T1', 's0', 'C1', 'Then', 'ana', 'ended', :now, :now)",
        "INSERT INTO session_secret (workspace, session, pepper) VALUES ('T1', 's1', :live)",
        "INSERT INTO session_secret (workspace, session, pepper) VALUES ('T1', 's0', :over)",
    ):
        connection.execute(sa.text(statement), given)


async def test_an_old_database_has_its_open_secret_locked_and_the_one_that_outlived_its_session_destroyed(
    old_url: str,
) -> None:
    async with storage_at(old_url) as storage:
        [(_, session, locked, locked_by)] = rows(old_url)
        assert (session, locked_by) == (LIVE.id, Key(SECRET_KEY).id)
        assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == PEPPER

        await scrubbed(storage)
        assert holds(old_url, "session_secret", PEPPER) == []
        assert holds(old_url, "session_secret", b"over" * 8) == []
        assert holds(old_url, "session_secret", locked) != []


def test_a_start_locks_a_secret_once(old_url: str) -> None:
    engines = open_engines(old_url)
    migrate(engines.writer)
    for _ in range(2):
        take_in(engines.writer, Key(SECRET_KEY))
    engines.dispose()
    [(_, _, locked, _)] = rows(old_url)
    assert Key(SECRET_KEY).open(locked, "T1", LIVE.id) == PEPPER
