"""What must be true whatever went wrong: each message stands once where it belongs, and the bot knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from handlers import ids
from rehearsal.driver.room import NotSeen, Person
from tests.handlers.database import Row, tables
from tests.stage import Stage

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)  # when a pledge for the 12th is asked about
SOON = timedelta(minutes=5)  # longer than a message of which nobody knows waits to be looked for
FORGOTTEN = ("ended_by_itself", "summary")  # what a session brings that nobody ended before ASKED
ROOM_WITHOUT_BOT = "no-bot"  # public, so that the bot may join it


async def calm_again(stage: Stage) -> None:
    """The trouble is over, and whatever waited has had its time."""
    await stage.room.undisturb()
    for _ in range(2):
        await stage.time_is(await stage.room.now() + SOON)


def stored(stage: Stage) -> dict[str, list[Row]]:
    """Every row; but for what each card showed last, because cards are redrawn when their turn comes."""
    rows = tables(stage)
    return rows | {"message": [row | {"drawn": None} for row in rows["message"]]}


def owed(stage: Stage, *states: str) -> list[Row]:
    """What the outbox holds, in these states or in any."""
    return [row for row in tables(stage)["message"] if not states or row["state"] in states]


async def marks(stage: Stage) -> Counter[str]:
    """How often each message that was owed stands in the conversations where it belongs, by its mark."""
    places = {(row["recipient"] or stage.miriam.id, row["channel"]) for row in owed(stage) if row["channel"]}
    seen = [
        message
        for person, channel in sorted(places)
        for message in await stage.room.person(person).messages(channel)
    ]
    marked = [each.metadata for each in seen if each.metadata and each.metadata["event_type"] == ids.MARK]
    return Counter(str(each["event_payload"]["id"]) for each in marked)


async def everything_arrived_once(stage: Stage, *kinds: str, passing: Collection[str] = ()) -> None:
    """Each message that was due by now is there once, and the bot knows; they were of these kinds.

    Of the kinds that are `passing` there may be none, and what they are about may have been over first.
    """
    now = (await stage.room.now()).timestamp() * 1_000_000
    due = [row for row in owed(stage) if row["due_at"] <= now]
    rows = [row for row in due if row["kind"] not in passing or row["state"] != "cancelled"]
    assert [(row["kind"], row["state"], row["reason"]) for row in rows if row["state"] != "sent"] == []
    assert await marks(stage) == Counter(row["id"] for row in rows)
    assert sorted({row["kind"] for row in rows}.difference(passing)) == sorted(set(kinds))


async def said(person: Person, words: str, channel: str) -> int:
    """How many messages that this person can see say so."""
    return sum(words in message.readable for message in await person.messages(channel))


async def has_open_form(person: Person) -> bool:
    """Whether a form is on this person's screen now."""
    try:
        await person.modal(timeout=0)
    except NotSeen:
        return False
    return True


async def disturbed(stage: Stage, method: str) -> int:
    """How many calls of a method met the trouble that was ordered."""
    return sum("disturbed" in call for call in await stage.room.log("call", method=method))


async def delete(stage: Stage, kind: str) -> None:
    """Somebody deletes the card in Slack."""
    (row,) = [row for row in owed(stage) if row["kind"] == kind]
    await stage.workspace.desk.slack.client.chat_delete(channel=row["channel"], ts=row["ts"])
