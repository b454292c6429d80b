"""The intruder of `make attack` reads files rightly, and its figure means what it says."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from benchmarks.attack import postgres, sqlite
from benchmarks.attack.intruder import PROMISED, Findings
from benchmarks.attack.links import Pooled, guesses
from benchmarks.attack.record import is_held, record
from benchmarks.attack.traces import Event, Stream, Tokens
from benchmarks.attack.watching import Watcher
from coproduction.checkins import Arrivals

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ["ann", "bob", "cat", "dan"]
WORDS = ["one", "two", "six", "ten"]  # ann said one, bob two, and so on
TOKENS = Tokens({person: person for person in PEOPLE}, {word: word for word in WORDS})


def event(*names: str) -> Event:
    """Everything that is named in one place."""
    return TOKENS.event(" ".join(names).encode())


def powers(*events: Event) -> dict[str, float]:
    """Each way to guess from these traces, and how much it tells."""
    found = {}
    for way, scores in guesses([Stream("log", events)], PEOPLE, WORDS):
        pooled = Pooled()
        for word, person in zip(WORDS, PEOPLE, strict=True):
            pooled.add(scores.get(word) or dict.fromkeys(PEOPLE, 0.0), person)
        found[way] = pooled.power
    return found


def test_who_is_named_with_what_they_said_is_found_for_certain() -> None:
    found = powers(*(event(*each) for each in zip(PEOPLE, WORDS, strict=True)))
    assert set(found.values()) == {1.0, 0.5}
    assert found["nothing to go by"] == 0.5


def test_who_is_named_just_before_is_found_and_so_is_who_is_at_the_same_place() -> None:
    found = powers(*(event(name) for each in zip(PEOPLE, WORDS, strict=True) for name in each))
    assert found["just before: log"] == 1
    assert found["same place in order: log"] == 1
    assert found["together: log"] == 0.5


def test_who_is_surely_not_it_tells_as_much_as_who_is() -> None:
    found = powers(*(event(name) for name in [*PEOPLE, *reversed(WORDS)]))
    assert found["same place in order: log"] == pytest.approx(0.83, abs=0.01)


def test_traces_of_people_alone_tell_nothing() -> None:
    assert set(powers(event(*PEOPLE), event("ann"), event("dan")).values()) == {0.5}


def test_where_a_way_has_nothing_to_go_by_it_counts_as_chance() -> None:
    sure, all_of_them = Pooled(), Pooled()
    for word in WORDS:
        scores = {person: float(person == "ann") for person in PEOPLE}
        all_of_them.add(dict.fromkeys(PEOPLE, 0.0), "ann")
        if word == "one":
            sure.add(scores, "ann")
    assert sure.auc == 1
    assert sure.within(all_of_them).auc == pytest.approx((1 + 3 * 0.625) / 4)


def test_sqlites_journal_is_read_commit_by_commit_also_after_it_began_anew(tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as room:
        room.execute("PRAGMA journal_mode=WAL")
        room.execute("CREATE TABLE said (what TEXT PRIMARY KEY, more TEXT) WITHOUT ROWID")
        room.execute("CREATE TABLE came (who TEXT)")
        seen = sqlite.Files(file)
        for person, word in zip(PEOPLE, WORDS, strict=True):
            room.execute("INSERT INTO came VALUES (?)", [person])
            room.execute("INSERT INTO said VALUES (?, ?)", [word, "x" * 1500])  # pages divide
            seen.look()
            if person == "bob":
                room.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        streams = {stream.name: stream.events for stream in seen.streams(TOKENS)}
    in_turn = [event(name) for each in zip(PEOPLE, WORDS, strict=True) for name in each]
    # What the checkpoint moved has been seen before, so that it is no commit of its own.
    assert list(streams["write-ahead log"]) == in_turn
    assert list(streams["came by rowid"]) == [event(person) for person in PEOPLE]
    assert set(streams["said as it lies"]) == {event(word) for word in WORDS}


def test_postgresqls_files_show_who_wrote_with_whom_also_when_it_was_deleted(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as room:
        room.execute("CREATE TABLE said (what text); CREATE TABLE came (who text)")
        for person, word in zip(PEOPLE, WORDS, strict=True):
            room.execute(f"INSERT INTO came VALUES ('{person}'); INSERT INTO said VALUES ('{word}')")  # noqa: S608
        room.execute("DELETE FROM said")
        streams = {stream.name: stream.events for stream in postgres.Files(postgresql_url).streams(TOKENS)}
    together = [event(*each) for each in zip(PEOPLE, WORDS, strict=True)]
    assert list(streams["transactions (xmin, xmax)"]) == [*together, event(*WORDS)]
    assert list(streams["said by ctid"]) == [event(word) for word in WORDS]


def test_a_watcher_narrows_what_is_new_to_who_came_since_the_card_last_changed() -> None:
    watcher = Watcher()
    for person in PEOPLE:
        watcher.came(person)
        watcher.sees(Arrivals(1))
    told = [watcher.fewest]
    watcher.sees(Arrivals(4, (4, 0, 0, 0, 0), ("one",)))
    told.append(watcher.fewest)
    watcher.came("eve")
    watcher.sees(Arrivals(5, (4, 1, 0, 0, 0), ("one", "two")))
    assert [*told, watcher.fewest] == [None, 4, 1]


def test_the_record_says_not_held_when_anybody_is_found_or_the_naive_rooms_are_not() -> None:
    found, naive = Findings("SQLite", rooms=200, fewest=5), Findings("SQLite", is_naive=True, rooms=40)
    for aim in PROMISED:
        for each, right in ((found, 0.5), (naive, 1.0)):
            each.ways[aim]["nothing to go by"] = Pooled(Counter({right: 20}), Counter({0.5: 380}))
    assert [is_held(found), is_held(naive)] == [True, True]
    assert record([found, naive]).endswith("**Result: held.**")

    by_chance = Findings("SQLite", is_naive=True, rooms=40, ways=found.ways)
    told = Findings("SQLite", rooms=200, fewest=5, ways=naive.ways)
    worse = (replace(found, fewest=4), replace(found, logged=1), by_chance, told)
    assert [is_held(each) for each in worse] == [False] * 4
    whole = Findings("SQLite", is_staged=True, rooms=6)
    assert (is_held(whole), is_held(replace(whole, ways=naive.ways))) == (True, False)
    assert "| SQLite, the whole bot | 6 | vote | while open | 0.500 |" in record([whole])
    assert record([found, by_chance]).endswith("**Result: NOT HELD.**")
