"""The benchmark itself: every vote of its storm is acknowledged, stored and shown. How fast is not asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import captures, storms, tencards
from benchmarks.ballots import prepare
from benchmarks.chaos.fate import Point
from benchmarks.chaos.nemesis import Suffered
from benchmarks.chaos.run import Found
from benchmarks.chaos.senders import Ours
from benchmarks.clicks import storm_on
from benchmarks.figures import Figures, Kept, Round, Speed
from benchmarks.process import running
from benchmarks.rounds import on_bot
from tests.stage import SECRET_KEY

_CHECKOUT = Path(__file__).resolve().parent.parent
KEPT = Kept(clicked=5, unacknowledged=0, stored=5, missing=0, doubled=0, is_shown=True, is_told=True)


def _runs(module: str, *options: str, within: int) -> subprocess.CompletedProcess[str]:
    """A benchmark as it is run by hand, for so many seconds at most."""
    return subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=_CHECKOUT,
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
    )


def test_a_small_storm_keeps_and_shows_every_vote_but_those_that_slack_refused(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    run = _run("--votes", "50", "--rounds", "1", "--refused-every", "5", "--json", str(figures))
    for line in ("clicked: 50", "unacknowledged: 0", "stored: 40", "missing: 0", "doubled: 0"):
        assert line in run.stdout.splitlines()
    kept = json.loads(figures.read_text())["rounds"][0]["kept"]
    assert (kept["stored"], kept["clicked"], kept["is_shown"]) == (40, 50, True)


async def test_a_small_storm_of_either_level_keeps_every_vote_in_either_database(
    ready_database_url: str, tmp_path: Path
) -> None:
    """Beside no bare app, whose start and whose figures would cost more than the storms."""
    asked = [await prepare(ready_database_url, f"C-{level}", 1, level) for level in storms.LEVELS]
    settings = {"DATABASE_URL": ready_database_url, "SECRET_KEY": SECRET_KEY}
    kept = []
    async with running("bot", tmp_path, settings) as bot:
        await bot.slack.connected(messages=2 * len(asked), links=1)  # the card of each session and poll
        for (poll,) in asked:
            storm = storm_on(poll, 50, bot.slack.reply_to, refused_every=0)
            kept.append((await on_bot(bot, ready_database_url, poll, storm))[1])
    assert kept == [replace(KEPT, clicked=50, stored=50)] * 2


def stormed(*cost: float, wall: float = 2.9, kept: Kept = KEPT) -> Figures:
    """A storm of as many rounds, each of which cost the bot so many times the floor's processor time."""
    floor = Speed(cpu=0.1, wall=0.2, rate=25, p50=0.1, p99=0.2)
    rounds = [Round(floor, replace(floor, cpu=0.1 * each, wall=wall), kept, after=0.1) for each in cost]
    return Figures(votes=5, fsync_ms=0.1, load=0, rounds=rounds)


@pytest.mark.parametrize(
    ("storm", "words"),
    [
        (stormed(1.1, 1.49, 9), "as promised"),  # by the median: one noisy round decides nothing
        (stormed(1.1, 1.51, 1.6), "too slow: 1"),
        (stormed(1.1, wall=3), "answered too late: 1"),
        (stormed(1.1, kept=replace(KEPT, unacknowledged=1)), "lost, doubled or told nobody: 1"),
        (stormed(1.1, kept=replace(KEPT, missing=1)), "lost, doubled or told nobody: 1"),
        (stormed(1.1, kept=replace(KEPT, doubled=1)), "lost, doubled or told nobody: 1"),
        (stormed(1.1, kept=replace(KEPT, is_shown=False)), "lost, doubled or told nobody: 1"),
        (stormed(1.1, kept=replace(KEPT, is_told=False)), "lost, doubled or told nobody: 1"),
    ],
)
def test_one_storm_that_lost_a_vote_or_was_too_late_or_too_dear_makes_all_of_them_fail(
    capsys: pytest.CaptureFixture[str], storm: Figures, words: str
) -> None:
    assert storms.judged([stormed(1.2), storm]) == int(words != "as promised")
    assert capsys.readouterr().out.splitlines()[-2:] == ["storms in all: 2", words]


def test_a_room_knows_its_groups_within_a_minute_of_go_and_no_rest_is_broken() -> None:
    """The short form of `make bench-go`; of these conversations Slack lets an app open half in a minute."""
    run = _runs("benchmarks.go", "--people", "100", within=55)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "rules of Slack's that were broken: 0" in run.stdout.splitlines()


def test_ten_cards_find_what_a_room_wants_and_more_than_a_shared_list() -> None:
    """The short form of `make bench-tencards`, in which all is computed and nothing is timed."""
    run = _runs("benchmarks.tencards", "--short", within=30)
    assert run.returncode == 0, run.stdout + run.stderr
    assert [line[:10] for line in run.stdout.splitlines()[3:6]] == ["| 20 | 60 ", "| 45 | 30 ", "| 45 | 15 "]


def test_a_card_comes_as_soon_among_many_ideas_as_among_ten(ready_sqlite_url: str) -> None:
    """The short form of `make bench-ideas`, which fails when it does not."""
    few, many = captures.measure(ready_sqlite_url, 5, many=300)
    assert captures.is_good(few, many), (few, many)
    slow = [2.5 * each for each in few.cards]
    assert not captures.is_good(few, replace(many, cards=slow))
    assert not captures.is_good(few, replace(many, compared=[captures.MOST] * 5))


def test_the_benchmark_of_ten_cards_says_when_less_is_found() -> None:
    as_promised = tencards.Found(shared=0.51, own=0.75, cards=0.76, read=16, enough=1)
    assert tencards.is_good((45, 30), as_promised)
    assert not tencards.is_good((45, 30), replace(as_promised, cards=0.74))
    assert tencards.is_good((20, 30), replace(as_promised, cards=0.74))
    assert not tencards.is_good((20, 30), replace(as_promised, shared=0.72))
    all_read_all = tencards.measure(45, 15, 10, tencards.World(reads_on=1))
    assert all_read_all.read == 15
    assert all_read_all.shared == pytest.approx(all_read_all.own, abs=0.05)
    assert not tencards.is_good((45, 15), all_read_all)


@pytest.mark.timeout(130)
def test_an_intruder_links_nobody_to_what_they_said_but_where_a_row_says_who_took_part(
    tmp_path: Path,
) -> None:
    """The short form of `make attack`; what chance may tell is wider with few rooms."""
    file = tmp_path / "record.md"
    run = _runs("benchmarks.attack", "--short", "--record", str(file), within=120)
    record = file.read_text() if file.exists() else ""
    assert run.returncode == 0, record + run.stdout + run.stderr
    assert record.splitlines()[-1] == "**Result: held.**"
    assert "| SQLite, the whole bot | 1 | vote | while open |" in record
    assert len(re.findall(r"^\| (SQLite|PostgreSQL), naive .* at least 0.95 \|$", record, re.M)) == 10


@pytest.mark.timeout(150)
def test_whatever_is_killed_frozen_or_lost_each_nudge_arrives_once_and_a_naive_sender_doubles_some() -> None:
    """The short form of `make chaos`, on both databases at the same time."""
    run = _runs("benchmarks.chaos", "--short", within=140)
    assert run.returncode == 0, run.stdout + run.stderr
    rows = [
        line.split(" | ") for line in run.stdout.splitlines() if line.startswith(("| the bot's", "| naive"))
    ]
    assert all(int(row[-1].strip(" |")) >= 0.7 * int(row[2]) for row in rows)  # few come together
    kept = {(row[0], row[1]): (int(row[6]), int(row[7])) for row in rows}
    doubled = kept.pop(("| naive", "SQLite"))[1]
    assert kept == {("| the bot's", "SQLite"): (0, 0), ("| the bot's", "PostgreSQL"): (0, 0)}
    assert doubled > 0


def test_many_that_are_due_at_once_leave_once_at_slacks_pace_and_no_tick_overlaps_another() -> None:
    """The short form of what `make bench-nudges` does with 10,000; it says the memory, too."""
    run = _runs("benchmarks.rush", "200", within=50)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("200 due at once: 200 sent in ")
    assert "0 doubled, 0 in more of a hurry than one a second" in run.stdout
    assert "0 ticks overlapped; memory " in run.stdout


def test_a_run_of_chaos_fails_when_anything_is_lost_doubled_or_untrue_or_nobody_was_hurt() -> None:
    suffered = Suffered(tuple(Point), Counter(Point), freezes=1)
    good = Found(Ours.name, "SQLite", 1, 40, 20.0, lost=[], doubled=[], untrue=[], suffered=suffered)
    assert good.is_right
    unhurt = replace(suffered, kills=Counter([Point.SENT]))
    bad = [
        *(replace(good, lost=["a"]), replace(good, doubled=["a"]), replace(good, untrue=["a"])),
        *(replace(good, suffered=unhurt), replace(good, suffered=replace(suffered, freezes=0))),
    ]
    assert [each.is_right for each in bad] == [False] * 5


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    run = _runs("benchmarks.votes", "--quick", *options, within=50)
    assert run.returncode == 0, run.stdout + run.stderr
    return run
