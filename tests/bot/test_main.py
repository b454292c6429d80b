"""`python -m bot` as operators meet it: how it starts, what it says when it cannot, and how it ends."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.store import opened
from rehearsal.driver.room import Room
from rehearsal.server import Rehearsal
from storage import NewerDatabase, open_storage
from story.setting import StoryRehearsal
from tests.bot.process import LEAVES_WITHIN, Process, Start
from tests.forks import Fork
from tests.postgres import External, Server
from tests.stage import MANIFEST, ROOM, SECRET_KEY, settings

NOBODY = "http://127.0.0.1:1/api/"
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-of-a-test", "SLACK_APP_TOKEN": "xapp-of-a-test", "SECRET_KEY": SECRET_KEY}
ANOTHER = {"SLACK_BOT_TOKEN": "xoxb-of-another-app"}
SWAPPED = {"SLACK_APP_TOKEN": "xoxb-swapped", "PACE": "slow"}
AT_ONCE = 2.0


def files_in(folder: Path) -> list[str]:
    """The names of the files there."""
    return sorted(path.name for path in folder.iterdir())


def modes_in(folder: Path) -> set[int]:
    """What accounts may do with the files there."""
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def _runs_a_command() -> None:
    before = gc.isenabled()
    main(["no-such-command"])
    sys.stdout.write(f"{before} {gc.isenabled()}")


def events_of(process: Process) -> list[str]:
    """The names of what it logged."""
    return [line.split("] ")[1].split()[0] for line in process.lines if "] " in line]


@pytest.fixture
def killable_postgres(postgres: External) -> Server:
    if not isinstance(postgres, Server):
        pytest.skip("NOT TESTED: the server of COPRO_TEST_PG_URL is not ours to kill")
    return postgres


@pytest.fixture
async def silent_port() -> AsyncIterator[int]:
    """A port where somebody picks up and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


# Beginning


async def test_it_becomes_ready_in_any_folder_with_only_two_tokens_and_an_address(
    slack: Rehearsal, command: Start, tmp_path: Path
) -> None:
    process = await command(
        SLACK_BOT_TOKEN=slack.bot_token, SLACK_APP_TOKEN=slack.app_token, SLACK_API_URL=slack.api_url
    )
    await process.says("ready")
    ended = await process.told()

    assert ended.code == 0
    assert files_in(tmp_path) == ["alongside.sqlite3", "alongside.sqlite3.key"]
    assert modes_in(tmp_path) == {0o600}


async def test_it_reads_dot_env_points_out_a_misspelt_setting_in_it_and_the_environment_wins(
    slack: Rehearsal, start: Start, tmp_path: Path
) -> None:
    chosen = settings(
        slack, f"sqlite:///{tmp_path}/from-the-file.db", LOG_FORMAT="json", IDEA_EMOJY="sparkles"
    )
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in chosen.items()))

    process = await start(DATABASE_URL=f"sqlite:///{tmp_path}/from-the-environment.db")
    await process.says("IDEA_EMOJY: did you mean IDEA_EMOJI?")
    ready = await process.says('"ready"')
    await process.told()

    assert ready.startswith("{")
    assert files_in(tmp_path) == [".env", "from-the-environment.db", "from-the-environment.db.key"]


async def test_two_processes_that_start_together_on_one_empty_database_both_serve(
    slack: Rehearsal, room: Room, start: Start, database_url: str
) -> None:
    both = [await start(**settings(slack, database_url)) for _ in range(2)]
    await asyncio.gather(*(process.says("ready") for process in both))

    await room.person("Miriam Adler").types('/copro start "A playground"', channel=ROOM)
    await room.person("Ana Pereira").sees("A playground", channel=ROOM)
    ended = await asyncio.gather(*(process.told() for process in both))

    assert [each.code for each in ended] == [0, 0]
    calls = await room.log(kind="call", method="chat.postMessage", ok="True")
    assert sum("A playground" in call["arguments"]["text"] for call in calls) == 1


# Faults


async def test_every_fault_in_the_settings_is_said_in_plain_words_and_it_ends(command: Start) -> None:
    process = await command(**SWAPPED)
    ended = await process.ends()

    assert ended.code == 1
    assert process.lines == [
        "The settings need a change:",
        "  - SLACK_BOT_TOKEN is missing. See .env.example for where to find it.",
        "  - SLACK_APP_TOKEN must be a token that begins with xapp- (two tokens are easily swapped).",
        "  - PACE must be a number.",
    ]


async def test_a_token_that_slack_does_not_know_ends_it_in_plain_words(
    start: Start, ready_sqlite_url: str
) -> None:
    async with StoryRehearsal(MANIFEST) as slack:
        process = await start(**settings(slack, ready_sqlite_url, **ANOTHER))
        ended = await process.ends()

    assert ended.code == 1
    assert process.lines[-1] == (
        "SLACK_BOT_TOKEN does not work: Slack does not know it. Copy it again from the app's page."
    )
    assert process.count("Traceback") == 0


async def test_a_database_of_a_newer_version_is_left_alone(
    slack: Rehearsal, start: Start, tmp_path: Path, ready_sqlite_url: str
) -> None:
    await open_storage(ready_sqlite_url).close()
    with sqlite3.connect(tmp_path / "test.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    database.close()

    process = await start(**settings(slack, ready_sqlite_url))
    ended = await process.ends()

    assert (ended.code, process.text) == (1, str(NewerDatabase("from_the_future")))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "sqlite:////no/such/folder/a.db",
            "DATABASE_URL: the folder /no/such/folder does not exist. Make it, or name another one.",
        ),
        (
            "sqlite:///settings.txt",
            "DATABASE_URL: this SQLite file cannot be used: file is not a database.",
        ),
    ],
)
async def test_a_database_that_cannot_be_used_is_said_in_plain_words(
    start: Start, tmp_path: Path, url: str, words: str
) -> None:
    (tmp_path / "settings.txt").write_text(
        "This is no database, and it is long enough to look like one. " * 20
    )

    process = await start(**TOKENS, DATABASE_URL=url)
    ended = await process.ends()

    assert (ended.code, process.lines) == (1, [words])


# Ending


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_while_idle_it_ends_at_once(
    slack: Rehearsal, start: Start, ready_sqlite_url: str, wish: signal.Signals
) -> None:
    process = await start(**settings(slack, ready_sqlite_url))
    await process.says("ready")
    ended = await process.told(wish)

    assert (ended.code, ended.seconds < AT_ONCE) == (0, True)
    assert events_of(process) == ["ready", "stopping", "stopped"]


async def test_a_process_that_was_frozen_goes_on_and_answers_what_came_meanwhile(
    slack: Rehearsal, room: Room, start: Start, ready_sqlite_url: str
) -> None:
    process, ana = await start(**settings(slack, ready_sqlite_url)), room.person("Ana Pereira")
    await process.says("ready")
    process.process.send_signal(signal.SIGSTOP)
    since = await room.seq()
    asking = asyncio.create_task(ana.types("/copro help", channel=ROOM, allow_silence=True))
    await room.wait_for(since=since, kind="envelope")
    process.process.send_signal(signal.SIGCONT)

    await asking
    await ana.sees("What you can type", channel=ROOM, private=True)
    assert "Traceback" not in process.text


async def test_told_to_stop_while_twenty_people_act_it_keeps_all_that_it_acknowledged(
    slack: Rehearsal, room: Room, start: Start, ready_sqlite_url: str
) -> None:
    process = await start(**settings(slack, ready_sqlite_url))
    await process.says("ready")
    await room.person("Miriam Adler").types('/copro start "A playground"', channel=ROOM)
    await room.person("Miriam Adler").types('/poll live "Where?" "Here" "There"', channel=ROOM)
    people = room.people("champion")[:20]
    await people[0].sees("Poll Where?", channel=ROOM)
    since = await room.seq()

    orders = [
        order
        for number, person in enumerate(people)
        for order in (
            {"person": person.id, "deed": "clicks", "text": "Here", "on": "Where?", "channel": ROOM},
            {"person": person.id, "deed": "types", "text": f"/idea Thought no. {number}.", "channel": ROOM},
        )
    ]
    acting = asyncio.create_task(room.deeds(orders))
    await room.wait_for(kind="ack", since=since)
    ended = await process.told()
    deeds = await acting

    assert (ended.code, ended.seconds < LEAVES_WITHIN) == (0, True)
    voted = {person.id for person, deed in zip(people, deeds[0::2], strict=True) if deed.acked}
    thought = {f"Thought no. {n}." for n, deed in enumerate(deeds[1::2]) if deed.acked}
    channel = slack.slack.workspace.channel(ROOM)
    assert channel
    async with opened(ready_sqlite_url) as storage:
        ideas = await storage.read("T0ALONGSIDE", lambda memory: memory.ideas.of(channel.id))
        poll = await storage.read("T0ALONGSIDE", lambda memory: memory.polls.open_in(channel.id)[0])
        ballots = await storage.read("T0ALONGSIDE", lambda memory: memory.polls.ballots(poll.id))
    assert len(voted | thought) > 0
    assert voted - set(ballots) == set()
    assert thought - {idea.text for idea in ideas} == set()

    # what the card shows at the end is what is stored
    card = await people[0].sees("Poll Where?", channel=ROOM)
    assert [line.split(" ")[:2] for line in card.readable.splitlines() if line.startswith("Here:")] == [
        ["Here:", str(len(ballots))]
    ]


async def test_what_was_not_posted_before_the_end_is_posted_after_the_next_start(
    slack: Rehearsal, room: Room, start: Start, ready_sqlite_url: str
) -> None:
    chosen = settings(slack, ready_sqlite_url)
    first = await start(**chosen)
    await first.says("ready")
    await room.person("Miriam Adler").types('/copro start "A playground"', channel=ROOM)
    await room.disturb("chat.postMessage", what="429", times=1000, retry_after=3600)
    await asyncio.gather(
        *(person.types(f"/idea Said by {person.id}.", channel=ROOM) for person in room.people("champion")[:5])
    )
    await first.told()
    slack.slack.disturbances.clear()
    await room.forward(hours=2)

    second = await start(**chosen)
    await second.says("ready")
    for person in room.people("champion")[:5]:
        await room.person("Tunde Bakare").sees(f"Said by {person.id}.", channel=ROOM)
    await second.told()

    calls = await room.log(kind="call", method="chat.postMessage", ok="True")
    posted = [call["arguments"]["text"] for call in calls]
    assert [
        sum(f"Said by {person.id}." in text for text in posted) for person in room.people("champion")[:5]
    ] == [*[1] * 5]


@pytest.mark.parametrize("trouble", ["429", "cut_before"])
async def test_told_to_stop_while_slack_answers_nothing_it_still_ends_in_time(
    slack: Rehearsal, room: Room, start: Start, ready_sqlite_url: str, trouble: str
) -> None:
    process = await start(**settings(slack, ready_sqlite_url))
    await process.says("ready")
    await room.person("Miriam Adler").types('/copro start "A playground"', channel=ROOM)
    await room.person("Miriam Adler").types('/poll live "Where?" "Here" "There"', channel=ROOM)
    ana = room.person("Ana Pereira")
    await ana.sees("Where?", channel=ROOM)
    await room.disturb("*", what=trouble, times=1_000_000)
    await ana.clicks("Here", on="Where?", channel=ROOM)

    ended = await process.told()

    assert (ended.code, ended.seconds < LEAVES_WITHIN) == (0, True)


async def test_told_to_stop_while_waiting_for_slack_it_ends_at_once(
    start: Start, ready_sqlite_url: str
) -> None:
    process = await start(**TOKENS, SLACK_API_URL=NOBODY, DATABASE_URL=ready_sqlite_url)
    await process.says("slack_does_not_answer")
    ended = await process.told()

    assert (ended.code, ended.seconds < AT_ONCE) == (0, True)
    assert process.count("Traceback") == 0


@pytest.mark.parametrize("absent", ["nobody listens", "somebody listens and is silent"])
async def test_told_to_stop_while_waiting_for_the_database_it_ends_at_once(
    start: Start, silent_port: int, absent: str
) -> None:
    port = 1 if absent == "nobody listens" else silent_port
    process = await start(
        **TOKENS, DATABASE_URL=f"postgresql://bot:pass@127.0.0.1:{port}/alongside?connect_timeout=2"
    )
    await process.says("database_does_not_answer")
    ended = await process.told()

    assert (ended.code, ended.seconds < AT_ONCE) == (0, True)
    assert events_of(process) == [*("database_does_not_answer", "stopping", "stopped")]


# A database that goes and comes back


async def test_a_database_that_is_not_there_yet_is_waited_for(
    slack: Rehearsal, start: Start, killable_postgres: Server, postgresql_url: str
) -> None:
    killable_postgres.kill9()
    try:
        process = await start(**settings(slack, postgresql_url))
        await process.says("database_does_not_answer")
    finally:
        killable_postgres.start()
    await process.says("ready")
    ended = await process.told()

    assert (ended.code, process.count("database_does_not_answer")) == (0, 1)


async def test_a_database_that_does_not_let_us_in_is_said_with_its_reason(
    start: Start, postgresql_url: str
) -> None:
    process = await start(**TOKENS, DATABASE_URL=postgresql_url.replace("postgres@", "stranger:pass@"))
    said = await process.says("database_does_not_answer")
    await process.told()

    assert 'role "stranger" does not exist' in said
    assert f"place={postgresql_url.rpartition('@')[2]} " in said
    assert "tries=1" in said
    assert process.count(":pass") == 0


async def test_a_database_lost_while_serving_is_said_once_survived_and_used_again(
    slack: Rehearsal, room: Room, start: Start, killable_postgres: Server, postgresql_url: str
) -> None:
    miriam, ana = room.person("Miriam Adler"), room.person("Ana Pereira")
    process = await start(**settings(slack, postgresql_url, TICK_SECONDS="0.2"))
    await process.says("ready")

    killable_postgres.kill9()
    try:
        await process.says("work_not_finished")
    finally:
        killable_postgres.start()
    await process.says("work_succeeds_again")
    await miriam.types('/copro start "A playground"', channel=ROOM)
    await ana.types("/idea Found again", channel=ROOM)
    await miriam.sees("Found again", channel=ROOM)
    ended = await process.told()

    assert ended.code == 0
    said = [line.partition("work_not_finished")[2] for line in process.lines if "work_not_finished" in line]
    assert len(said) == len(set(said)), "a database that is coming back may have a reason of its own"
    others = [name for name in events_of(process) if name != "work_not_finished"]
    assert others == ["ready", "work_succeeds_again", "session_started", "stopping", "stopped"]
    assert process.count("Traceback") == 0


async def test_whoever_acts_while_the_database_is_away_is_told_within_three_seconds(
    start: Start, killable_postgres: Server, postgresql_url: str
) -> None:
    async with StoryRehearsal(MANIFEST) as slack, Room(slack.url) as room:
        ana = room.person("Ana Pereira")
        process = await start(**settings(slack, postgresql_url, TICK_SECONDS="0.2"))
        await process.says("ready")
        killable_postgres.kill9()
        try:
            await process.says("work_not_finished")
            deeds = [await ana.types(f"/idea No. {n}", channel=ROOM, allow_silence=True) for n in range(2)]
        finally:
            killable_postgres.start()

    assert [deed.acked for deed in deeds] == [True] * 2


def test_the_collector_of_garbage_rests_only_while_everything_is_imported() -> None:
    with Fork(_runs_a_command) as process:
        assert process.ends()[1].endswith(b"False True")
