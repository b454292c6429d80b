"""When something breaks under a listener: words, a reference, nothing lost, nothing done twice."""

from __future__ import annotations

import re

import psycopg
import pytest
from psycopg import sql

from rehearsal.driver.room import Person
from tests import postgres as postgresql
from tests.handlers.database import change, tables
from tests.handlers.test_checkins import fills_in, opens_form
from tests.stage import ROOM, Opened, Stage, on_stage
from tests.wiretap import Wiretap

FAULT = re.compile(
    r"Something went wrong on my side\. Please try again\. If it happens again, "
    r"tell who looks after me here this reference: (\w{8})"
)
BUDDY = "A buddy for every new parent"
AWAY = "I could not save this just now. Nothing was lost on your side; please try again in a minute."
LATE = "did not open in time. Nothing is lost."


def broken(stage: Stage, table: str) -> None:
    """The database loses a table."""
    change(stage, f"ALTER TABLE {table} RENAME TO away")


def repaired(stage: Stage, table: str) -> None:
    """And has it again."""
    change(stage, f"ALTER TABLE away RENAME TO {table}")


def logged(wiretap: Wiretap, words: str) -> int:
    """How often the log says this."""
    return wiretap.lines.getvalue().count(words)


async def reference_told_to(person: Person) -> str:
    """The reference in the words this person got."""
    told = await person.sees(FAULT, channel=ROOM, private=True)
    found = FAULT.search(told.readable)
    assert found is not None
    return found[1]


async def test_a_fault_in_a_button_is_told_with_a_reference_that_the_log_has_once(
    stage: Stage, wiretap: Wiretap
) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    broken(stage, "support")

    deed = await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)

    assert deed.acked
    reference = await reference_told_to(stage.delroy)
    assert logged(wiretap, reference) == 1
    repaired(stage, "support")
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    await stage.ana.sees("1 supporter", channel=ROOM)


async def test_a_fault_in_a_command_gives_back_what_was_typed(stage: Stage, wiretap: Wiretap) -> None:
    await stage.session()
    broken(stage, "idea")

    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    reference = await reference_told_to(stage.ana)
    told = await stage.ana.sees(FAULT, channel=ROOM, private=True)
    assert told.readable.splitlines()[1:] == ["You typed:", f"/idea {BUDDY}"]
    assert logged(wiretap, reference) == 1
    repaired(stage, "idea")
    await stage.idea(stage.ana, BUDDY)
    assert len(tables(stage)["idea"]) == 1


async def test_a_fault_in_a_form_stands_in_the_form_and_what_was_written_stays(
    stage: Stage, wiretap: Wiretap
) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": BUDDY})
    broken(stage, "idea")

    deed = await stage.ana.submits()

    assert (deed.acked, deed.closed, list(deed.errors)) == (True, False, ["Your idea"])
    found = FAULT.fullmatch(deed.errors["Your idea"])
    assert found is not None
    assert logged(wiretap, found[1]) == 1
    repaired(stage, "idea")
    again = await stage.ana.submits()
    assert again.closed
    await stage.delroy.sees(BUDDY, channel=ROOM)


async def test_a_fault_after_something_was_saved_does_not_say_that_it_can_be_done_again(
    stage: Stage, wiretap: Wiretap
) -> None:
    """What Ana says without her name is stored first, and that she is there after it, by itself."""
    await stage.session()
    await opens_form(stage.ana)
    await fills_in(stage.ana, "1 – very low", "Without my name")
    broken(stage, "attendance")

    (told,) = (await stage.ana.submits()).errors.values()

    assert told.startswith("I saved what you did, or a part of it. But then something went wrong on my side.")
    assert logged(wiretap, told[-8:]) == 1
    repaired(stage, "attendance")
    assert (await stage.ana.submits()).closed


async def test_a_fault_in_an_event_is_answered_by_slack_sending_it_again(database: Opened) -> None:
    async with on_stage(database) as stage:
        await stage.session()
        await stage.blessing.types("We could share one cupboard", channel=ROOM)
        await stage.room.disturb("reactions.get", what="error:internal_error")

        deed = await stage.ana.reacts("bulb", on="one cupboard", channel=ROOM, allow_silence=True)

        assert not deed.acked
        await stage.answers(stage.blessing)
        await stage.delroy.sees("Idea 1", channel=ROOM)
        assert len(tables(stage)["idea"]) == 1
        assert [each["rule"] for each in await stage.room.violations()] == ["unacknowledged"]


async def test_an_event_that_comes_twice_has_one_effect(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types("We could share one cupboard", channel=ROOM)
    await stage.ana.reacts("bulb", on="one cupboard", channel=ROOM)
    await stage.blessing.sees("would like to keep your message", channel="bot")
    (envelope,) = await stage.room.log(kind="envelope", name="reaction_added")

    again = [await stage.room.redeliver(envelope["payload"]["event_id"]) for _ in range(3)]

    assert again == [True, True, True]
    await stage.rests()
    assert len(tables(stage)["consent"]) == 1
    assert len(await stage.blessing.messages("bot")) == 1


async def test_an_invitation_that_is_told_twice_posts_the_card_once(stage: Stage) -> None:
    channel = await stage.room.create_channel("closed-circle", private=True, members=[stage.miriam.id])
    await stage.miriam.types('/copro start "In private"', channel=channel)
    await stage.miriam.sees("/invite @Alongside", channel="bot")
    await stage.invites_bot(channel)
    await stage.miriam.sees("Session: In private", channel=channel)
    (envelope,) = await stage.room.log(kind="envelope", name="member_joined_channel")

    assert await stage.room.redeliver(envelope["payload"]["event_id"])

    await stage.rests()
    seen = [each.readable for each in await stage.miriam.messages(channel)]
    assert sum("Session: In private" in words for words in seen) == 1


@pytest.mark.parametrize("trouble", ["error:expired_trigger_id", "cut_before", "500_before", "429"])
async def test_a_form_that_does_not_open_is_told_and_opens_the_next_time(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.room.disturb("views.open", what=trouble, retry_after=0)
    await stage.ana.clicks("Check in", on="Session:", channel=ROOM)
    await stage.ana.sees(LATE, channel=ROOM, private=True)

    await stage.ana.clicks("Check in", on="Session:", channel=ROOM)

    await stage.ana.modal("Check in")


async def test_a_yes_whose_form_does_not_open_is_counted_all_the_same(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.sees("Before you go", channel=ROOM)
    await stage.room.disturb("views.open", what="error:expired_trigger_id")

    await stage.ana.clicks("Yes", on="Before you go", channel=ROOM)

    await stage.ana.sees(LATE, channel=ROOM, private=True)
    await stage.delroy.sees("1 person has answered.", channel=ROOM)


@pytest.mark.parametrize("trouble", ["error:internal_error", "cut_before", "429"])
async def test_a_champions_idea_does_not_wait_for_slack_to_say_who_they_are(
    stage: Stage, trouble: str
) -> None:
    await stage.session()
    await stage.room.disturb("users.info", what=trouble)

    await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    assert [row["text"] for row in tables(stage)["idea"]] == [BUDDY]


async def test_a_pause_that_slack_asks_of_one_is_kept_for_everybody(stage: Stage) -> None:
    await stage.session()
    await stage.room.disturb("users.info", what="429", retry_after=60)
    await stage.room.disturb("views.open", what="429", retry_after=60)
    since = await stage.room.seq()

    for person in (stage.ana, stage.blessing, stage.delroy):
        await person.types(f"/idea {BUDDY}", channel=ROOM)
        await person.types("/pledge", channel=ROOM)
        await person.sees("did not open in time.", channel=ROOM, private=True)

    asked = [entry["method"] for entry in await stage.room.log(kind="call", since=since)]
    assert (asked.count("users.info"), asked.count("views.open")) == (1, 1)
    assert len(tables(stage)["idea"]) == 3


@pytest.mark.parametrize("trouble", ["error:internal_error", "500_before", "html_before"])
async def test_a_facilitators_act_waits_until_slack_says_who_they_are(stage: Stage, trouble: str) -> None:
    await stage.room.disturb("users.info", what=trouble, retry_after=0)

    await stage.miriam.types('/copro start "Mine"', channel=ROOM)

    told = await stage.miriam.sees("I could not ask Slack who you are", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "I could not ask Slack who you are, so nothing was done. Please try again in a minute.",
        "You typed:",
        '/copro start "Mine"',
    ]
    assert tables(stage)["session"] == []
    await stage.session("Mine")


@pytest.mark.parametrize("trouble", ["429", "500_before"])
async def test_a_card_that_could_not_be_redrawn_shows_the_last_state_soon(stage: Stage, trouble: str) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("When?", channel=ROOM)
    await stage.rests()
    await stage.room.disturb("chat.update", what=trouble)

    await stage.ana.clicks("Morning", on="When?", channel=ROOM)

    await stage.delroy.sees("1 person has answered.", channel=ROOM)


async def test_a_cut_socket_loses_no_act(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    since = await stage.room.seq()
    assert await stage.room.drop_sockets("refresh_requested") == 1
    await stage.room.wait_for(since=since, kind="socket", what="open", timeout=10)

    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)

    await stage.ana.sees("1 supporter", channel=ROOM)


async def test_a_database_that_is_away_is_told_and_works_again_afterwards(
    postgres: postgresql.External, postgresql_url: str
) -> None:
    async with on_stage(postgresql_url) as stage:
        await stage.session()
        await stage.idea(stage.ana, BUDDY)
        await stage.rests()
        _let_in(postgres, postgresql_url, is_open=False)

        await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)

        await stage.delroy.sees(AWAY, channel=ROOM, private=True)
        _let_in(postgres, postgresql_url, is_open=True)
        await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
        await stage.ana.sees("1 supporter", channel=ROOM)
        assert await stage.room.violations() == []


async def test_an_event_that_came_while_the_database_was_away_comes_again_and_has_its_effect(
    postgres: postgresql.External, postgresql_url: str
) -> None:
    async with on_stage(postgresql_url) as stage:
        await stage.session()
        await stage.delroy.types("We could share the hall on Sundays", channel=ROOM)
        await stage.rests()
        _let_in(postgres, postgresql_url, is_open=False)

        deed = await stage.ana.reacts("bulb", on="share the hall", channel=ROOM, allow_silence=True)

        assert not deed.acked  # so that Slack sends it again
        _let_in(postgres, postgresql_url, is_open=True)
        [*_, sent] = await stage.room.log(kind="envelope", type="events_api")
        assert await stage.room.redeliver(sent["payload"]["event_id"])
        await stage.answers(stage.delroy)
        await stage.ana.sees("Idea 1", channel=ROOM)


def _let_in(server: postgresql.External, url: str, *, is_open: bool) -> None:
    """Open or close a database for everybody, and send away who is in it."""
    name = url.rpartition("/")[2]
    with psycopg.connect(server.admin, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
                sql.Identifier(name), sql.SQL("true" if is_open else "false")
            )
        )
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
