"""Backups: whole while the bot goes on, of either database for either, and without anybody's secret."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from coproduction import voices
from coproduction.askings import AskingState
from coproduction.checkins import CheckIn, Snapshot
from coproduction.ideas import Hidden, Hiding, Idea, IdeaKind
from coproduction.leadoffers import OfferState
from coproduction.levels import Level
from coproduction.people import UNSAID, Person
from coproduction.pledges import Pledge
from coproduction.stakeholders import Stakeholder, State
from storage import BadBackup, BadDatabase, NewerDatabase, SqlMemory, back_up, give_new_key, restore
from storage.engine import open_engines
from storage.migrate import migrate
from storage.tables import metadata
from tests.lengths import has_long_form, short_or_long
from tests.stage import SECRET_KEY
from tests.storage.raw import file_of
from tests.storage.world import (
    ANONYMOUS,
    ASKING,
    CALLER,
    CONDITION,
    IDEA,
    LIVE,
    NEEDS,
    NOTE,
    NOW,
    OFFER,
    OPEN_PLEDGE,
    PERSON,
    PLEDGE,
    POLL,
    SHARED_PLEDGE,
    STAKEHOLDER,
    TEN_CARDS,
    dump,
    fill,
    storage_at,
)

if TYPE_CHECKING:
    from coproduction import ports

STOPPED = {"ana": False, "ben": True, "eve": False, "new": False}
LATER = NOW.replace(hour=20)
FAR = NOW.replace(year=2099)
ON_LIST = replace(STAKEHOLDER, id="l5", person="eve", forget_at=FAR)
OFF_LIST = Stakeholder("l5", "C1", "", "", State.OFF, "", FAR, "eve", told_at=NOW)
_LEVEL = "'choice', None, <Level.ANONYMOUS: 'anonymous'>, False"
LOST = (f"True, {_LEVEL}, False", f"False, {_LEVEL}, True")  # an anonymous poll that was open
MARKS = ("('0a', 'ff')", "()")  # of answers in a session that is live: they are told apart by its secret
NEVER_SAME = {"session_secret", "poll_secret", "message"}  # left out, or looked for before anything is sent


@pytest.fixture(params=short_or_long(["postgresql"], ["sqlite", "postgresql"]))
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where it is restored: another SQLite file, or PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


def everything(url: str, *, but: set[str] = NEVER_SAME) -> dict[str, list[Any]]:
    """All rows of the workspace, but for those tables."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        found = dump(connection, "T1")
    engines.dispose()
    return {name: rows for name, rows in found.items() if name not in but}


def filled(url: str) -> None:
    """Something in every table."""
    engines = open_engines(url)
    migrate(engines.writer)
    with engines.writer.begin() as connection:
        fill(SqlMemory(connection, "T1"))
    engines.dispose()


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
def test_what_was_stored_is_back_in_either_database(
    request: pytest.FixtureRequest, tmp_path: Path, source: str
) -> None:
    url: str = request.getfixturevalue(f"ready_{source}_url")
    filled(url)
    before, file = everything(url), tmp_path / "a.backup"

    made = back_up(url, file, NOW)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir() if "backup" in path.name} == {"a.backup"}
    assert made.rows["pledge"] == 2
    for target in (f"sqlite:///{tmp_path / 'new.db'}", request.getfixturevalue("postgresql_url")):
        done = restore(target, file, NOW)
        assert everything(target) == {
            **before,
            "heartbeat": [],  # who is at work here is not in a backup
            "checkin_snapshot": [row.replace(*MARKS) for row in before["checkin_snapshot"]],
            "poll": sorted(row.replace(*LOST) for row in before["poll"]),
            "unnamed_ballot": [],
        }
        assert (done.backup, done.live_sessions) == (made, 1)


def test_every_table_is_in_a_backup_but_for_the_secrets(ready_sqlite_url: str, tmp_path: Path) -> None:
    filled(ready_sqlite_url)
    made = back_up(ready_sqlite_url, tmp_path / "a.backup", NOW)

    empty = {name for name in metadata.tables if made.rows[name] == 0}
    assert empty == {"session_secret", "poll_secret", "unnamed_ballot"}


@has_long_form
async def test_the_drill_a_backup_under_load_is_one_moment_and_comes_back_as_it_was(
    ready_database_url: str, other_url: str, tmp_path: Path
) -> None:
    """Each unit of work adds an idea and its supporter: a backup never has one without the other."""
    url, file = ready_database_url, tmp_path / "a.backup"

    def think(memory: ports.Memory, number: int) -> None:
        memory.ideas.add(
            Idea(f"i{number}", "C1", None, number, IdeaKind.CHANGE, "x" * 500, "ana", f"f{number}")
        )
        memory.ideas.support(f"i{number}", "ben")

    async def crowd(storage: ports.Storage, done: asyncio.Event) -> int:
        number = 0
        while not done.is_set():
            number += 1
            await storage.write("T1", lambda memory: think(memory, number))  # noqa: B023 (awaited at once)
        return number

    async with storage_at(url) as storage:
        await storage.write("T1", lambda memory: memory.sessions.open_programme("C1", NOW))
        done = asyncio.Event()
        storm = asyncio.create_task(crowd(storage, done))
        rows = []
        for name in range(3):
            made = await asyncio.to_thread(back_up, url, file.with_name(f"{name}.backup"), NOW)
            rows.append((made.rows["idea"], made.rows["support"]))
        done.set()
        stored = await storm

    assert [ideas for ideas, _ in rows] == [supported for _, supported in rows]
    assert [ideas for ideas, _ in rows] == sorted(ideas for ideas, _ in rows)
    assert 0 < rows[-1][0] <= stored
    restore(other_url, file.with_name("2.backup"), NOW)
    back, source = everything(other_url), everything(url)
    assert (len(back["idea"]), len(back["support"])) == rows[-1]
    assert set(back["idea"]) <= set(source["idea"])
    assert set(back["support"]) <= set(source["support"])


async def test_no_key_leads_from_a_backup_to_a_person(ready_database_url: str, tmp_path: Path) -> None:
    url, file = ready_database_url, tmp_path / "a.backup"
    pepper = b"a secret that nobody must find.."
    tag = voices.tag(pepper, "T1", "ana")

    def begin(memory: ports.Memory) -> None:
        memory.sessions.open_programme("C1", NOW)
        memory.sessions.add(LIVE)
        memory.checkins.keep_pepper(LIVE.id, pepper)
        memory.checkins.put(CheckIn(LIVE.id, tag, is_named=False, mood=1, word="exhausted"))
        memory.checkins.put(CheckIn(LIVE.id, "ben", is_named=True, mood=4, word="well"))

    async with storage_at(url) as storage:
        await storage.write("T1", begin)
        back_up(url, file, NOW)
        assert await storage.read("T1", lambda memory: memory.checkins.pepper(LIVE.id)) == pepper

    held = file.read_bytes()
    with closing(sqlite3.connect(file)) as kept:
        said = kept.execute("SELECT voice, word FROM checkin ORDER BY mood").fetchall()
        secrets = kept.execute("SELECT * FROM session_secret").fetchall()
    assert ([word for _, word in said], said[1][0], secrets) == (["exhausted", "well"], "ben", [])
    assert [each in held for each in (tag.encode(), pepper)] == [False, False]


# What is refused, and changes nothing


def test_a_backup_replaces_no_file(ready_sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    file.write_text("something dear")
    with pytest.raises(BadBackup, match="is there already, and a backup replaces nothing"):
        back_up(ready_sqlite_url, file, NOW)
    assert file.read_text() == "something dear"


def test_where_there_is_no_database_or_no_folder_it_is_said(tmp_path: Path, ready_sqlite_url: str) -> None:
    with pytest.raises(BadBackup, match=r"There is no database .*nothing\.db to make a backup of"):
        back_up(f"sqlite:///{tmp_path / 'nothing.db'}", tmp_path / "a.backup", NOW)
    with pytest.raises(BadBackup, match=r"The folder .*/no/such does not exist"):
        back_up(ready_sqlite_url, Path("/no/such/a.backup"), NOW)
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []


def test_a_postgresql_database_without_our_tables_is_no_backup(postgresql_url: str, tmp_path: Path) -> None:
    with pytest.raises(BadDatabase, match="is not as any version of Alongside leaves it: it is empty"):
        back_up(postgresql_url, tmp_path / "a.backup", NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["a copied database", "half a backup", "a text", "nothing", "a newer one"])
def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(
    ready_sqlite_url: str, tmp_path: Path, what: str
) -> None:
    filled(ready_sqlite_url)
    before, file, words = (
        everything(ready_sqlite_url, but=set()),
        tmp_path / "a.backup",
        "damaged|cannot be read",
    )
    if what != "nothing":
        back_up(ready_sqlite_url, file, NOW)
    if what == "a copied database":
        shutil.copy(file_of(ready_sqlite_url), file)
        words = r"is not a backup that Alongside has made\. \(A copy of the database file of a running bot"
    elif what == "half a backup":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif what == "a text":
        file.write_text("This is no backup, and it is long enough to look like one. " * 99)
    elif what == "a newer one":
        with closing(sqlite3.connect(file)) as kept, kept:
            kept.execute("UPDATE alembic_version SET version_num = '2031_01_01_later'")
        words = "belongs to a newer version of Alongside"
    else:
        words = "There is no file"

    with pytest.raises((BadBackup, NewerDatabase), match=words):
        restore(ready_sqlite_url, file, NOW)
    assert everything(ready_sqlite_url, but=set()) == before


# What holds over it


@has_long_form
def test_who_said_stop_since_then_is_not_written_to_and_what_was_taken_back_stays_so(
    ready_database_url: str, other_url: str, tmp_path: Path
) -> None:
    url, file = ready_database_url, tmp_path / "a.backup"
    filled(url)
    engines = open_engines(url)
    with engines.writer.begin() as connection:
        SqlMemory(connection, "T1").people.put(Person("eve"))
        SqlMemory(connection, "T1").pledges.add(SHARED_PLEDGE)
        SqlMemory(connection, "T1").stakeholders.add(ON_LIST)
        SqlMemory(connection, "T1").polls.add(NAMED_POLL)
        for person in GAVE_BACK:
            SqlMemory(connection, "T1").polls.cast(NAMED_POLL.id, person, "0")
            SqlMemory(connection, "T1").ideas.support(IDEA.id, person)
    back_up(url, file, NOW)
    with engines.writer.begin() as connection:
        memory = SqlMemory(connection, "T1")
        memory.people.put(Person("eve", wants_reminders=False), "wants_reminders")
        memory.people.put(Person("ana", wants_reminders=False), "wants_reminders")
        memory.people.put(Person("new", wants_reminders=False))
        memory.people.put(Person("ben", wants_reminders=False), "wants_reminders")
        memory.people.put(Person("ben", wants_reminders=True), "wants_reminders")
        memory.ideas.put(replace(IDEA, is_withdrawn=True))
        memory.pledges.put(replace(PLEDGE, withdrawn_at=NOW))
        memory.pledges.put(replace(OPEN_PLEDGE, withdrawn_at=NOW))
        memory.pledges.put(OPEN_PLEDGE)  # and back
        memory.pledges.share(SHARED_PLEDGE)
        memory.pledges.share(replace(SHARED_PLEDGE, shared_at=None))
        memory.stakeholders.put(OFF_LIST)
        memory.notes.drop(NOTE.origin)
        memory.conditions.drop(CONDITION.idea, CONDITION.person)
        memory.callers.drop(CALLER.id)
        memory.ideas.hide(Hidden("h9", ANONYMOUS.id, "eve", Hiding.PERSON, NOW))
        _erase(memory)
    engines.dispose()

    for kept in (22, 21):  # a second time changes nothing; who judged cards that have closed is forgotten
        done = restore(url, file, LATER)
        people, idea = _people_and_idea(url)
        assert (_withdrawn_pledges(url), _shared_pledges(url)) == (["g1"], [])
        assert people == STOPPED
        assert (idea, done.kept, _on_list(url)) == (True, kept, OFF_LIST)
        assert _erased(url) == (None, None, None, Hiding.OTHER, ["ana", "eve"])
        assert _emptied(url) == EMPTIED

    second = tmp_path / "b.backup"
    back_up(url, second, LATER)
    restore(other_url, second, LATER)  # what was kept goes with the next backup
    restore(other_url, file, LATER)
    assert _people_and_idea(other_url) == (STOPPED, True)


def _people_and_idea(url: str) -> tuple[dict[str, bool], bool]:
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        memory = SqlMemory(connection, "T1")
        people = {person.id: person.wants_reminders for person in memory.people.all()}
        idea = memory.ideas.get(IDEA.id)
    engines.dispose()
    assert idea
    return people, idea.is_withdrawn


def _erased(url: str) -> tuple[object, ...]:
    """What is left of deleted words, of words and a consent that were taken back; what is hidden."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        memory = SqlMemory(connection, "T1")
        condition = memory.conditions.get(CONDITION.idea, CONDITION.person)
        left = memory.notes.get(NOTE.origin), condition, memory.callers.get(CALLER.id)
        idea, hidings = memory.ideas.get(ANONYMOUS.id), memory.ideas.hidings(ANONYMOUS.channel)
    engines.dispose()
    return *left, idea and idea.hidden_for, [each.by for each in hidings if each.idea == ANONYMOUS.id]


def _erase(memory: ports.Memory) -> None:
    """What people empty, end or take back of themselves, each by the way in which it is stored."""
    emptied = replace(PERSON, needs=(), sector=UNSAID, perspective=None)
    memory.people.put(emptied, "needs", "sector", "perspective")
    memory.at_end.unsay_sector("ana")
    memory.taking_part.drop(NEEDS.planned, NEEDS.person)
    memory.askings.move_on(replace(ASKING, state=AskingState.ENDED), AskingState.WAITS)
    later = replace(OFFER, id="o8", asked="zoe", origin="later")
    memory.lead_offers.add(later)
    for offer in (OFFER, later):
        memory.lead_offers.move_on(replace(offer, state=OfferState.NEVER, settled_at=NOW), OfferState.WAITS)
    memory.ten_cards.drop(TEN_CARDS.id, "ana")
    for person in GAVE_BACK:
        memory.polls.withdraw(NAMED_POLL.id, person)
        memory.ideas.take_back(IDEA.id, person)
    memory.polls.cast(NAMED_POLL.id, "eve", "1")  # and given again
    memory.ideas.support(IDEA.id, "eve")


NAMED_POLL = replace(POLL, id="p9", origin="form:9", level=Level.NAMED)
GAVE_BACK = ("ben", "eve")
EMPTIED = (
    ((), UNSAID, None, ("polish",)),
    [None],
    None,
    AskingState.ENDED,
    {"ben": OfferState.NEVER, "zoe": OfferState.NEVER},
    (),
    {"eve": "0"},
    1,
)


def _emptied(url: str) -> tuple[object, ...]:
    """What is left of that: of the profile, a session that had ended, needs, a buddy, offers."""
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        memory = SqlMemory(connection, "T1")
        ana, asking = memory.people.get("ana"), memory.askings.get(ASKING.id)
        assert ana
        assert asking
        left = (
            (ana.needs, ana.sector, ana.perspective, ana.offers),
            [each.sector for each in memory.at_end.of("s0")],
            memory.taking_part.get(NEEDS.planned, NEEDS.person),
            asking.state,
            {each.asked: each.state for each in memory.lead_offers.of(OFFER.channel)},
            memory.ten_cards.hand(TEN_CARDS.id, "ana").shown,
            memory.polls.ballots(NAMED_POLL.id),
            memory.ideas.supporters(IDEA.id),
        )
    engines.dispose()
    return left


def _on_list(url: str) -> Stakeholder | None:
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        found = SqlMemory(connection, "T1").stakeholders.get(ON_LIST.id)
    engines.dispose()
    return found


def _pledges(url: str) -> list[Pledge]:
    engines = open_engines(url)
    with engines.reader.connect() as connection:
        found = SqlMemory(connection, "T1").pledges.by("ana")
    engines.dispose()
    return found


def _withdrawn_pledges(url: str) -> list[str]:
    return [pledge.id for pledge in _pledges(url) if pledge.is_withdrawn]


def _shared_pledges(url: str) -> list[str]:
    return [pledge.id for pledge in _pledges(url) if pledge.is_shared]


# A lost key


async def test_a_lost_key_is_given_up_and_nobody_is_found_by_what_they_said(ready_database_url: str) -> None:
    url = ready_database_url

    def begin(memory: ports.Memory) -> None:
        memory.sessions.open_programme("C1", NOW)
        memory.sessions.add(LIVE)
        memory.checkins.keep_pepper(LIVE.id, b"secret" * 5)
        memory.checkins.put(CheckIn(LIVE.id, "tag", is_named=False, mood=1, word="exhausted"))
        memory.checkins.put(named)
        for number in (1, 2):
            memory.checkins.show(replace(shown, number=number))

    named = CheckIn(LIVE.id, "ana", is_named=True, mood=4)
    shown = Snapshot(LIVE.id, 1, (1, 0, 0, 4, 0), ("exhausted",), ("mark",))
    async with storage_at(url) as storage:
        await storage.write("T1", begin)

    assert give_new_key(url, SECRET_KEY) == 0
    assert give_new_key(url, "another-key-that-is-long-enough-for-us") == 1

    engines = open_engines(url)
    with engines.reader.connect() as connection:
        memory = SqlMemory(connection, "T1")
        # Beside what was shown, a name would tell which answers are the others'. What was shown stays.
        assert (memory.checkins.of(LIVE.id), memory.checkins.pepper(LIVE.id)) == ([], None)
        assert memory.checkins.snapshots(LIVE.id) == [replace(shown, number=2, marks=())]
        assert connection.scalar(sa.text("SELECT count(*) FROM session_secret")) == 0
    engines.dispose()
