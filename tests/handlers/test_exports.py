"""The results of polls for a spreadsheet: as a file where files are allowed, else as lines to copy."""

from __future__ import annotations

import csv
import io
import zipfile

import aiohttp

from bot.manifest import manifest
from handlers.settings import Settings
from rehearsal.driver.person import Person
from tests.stage import ROOM, Opened, Stage, on_stage

GIVEN = "The file is in your conversation with me. Nobody else sees it there."


async def answered(stage: Stage) -> None:
    """A session with a named, a confidential and an anonymous poll, all closed."""
    await stage.session()
    for typed, question, people in (
        ('/poll named "Who brings tea?" "I do" "I do not"', "Who brings tea?", {stage.ana: "I do"}),
        ('/poll "When?" "=1+1" "Evening"', "When?", {stage.ana: "=1+1", stage.delroy: "Evening"}),
        (
            '/poll "Where?" "=1+1" "Church"',
            "Where?",
            dict.fromkeys(stage.room.people("champion")[:5], "=1+1"),
        ),
        ('/poll anonymous "Heard?" "Yes" "No"', "Heard?", {stage.ana: "No"}),
    ):
        await stage.poll(typed)
        for person, label in people.items():
            await person.sees(question, channel=ROOM)
            await person.clicks(label, on=question, channel=ROOM)
    await stage.closes("Close both polls", "all")
    await stage.miriam.sees("2 polls closed.", channel=ROOM, private=True)


async def copied(person: Person, part: str) -> list[list[str]]:
    """The rows below a heading of the form, as a spreadsheet reads them, from the question on."""
    form = await person.modal("Results", text=part)
    lines = form.text.partition(f"{part}\n")[2].partition("\nWho answered what")[0].replace("`", "")
    return sorted(row[2:] for row in csv.reader(io.StringIO(lines)) if row[0].startswith("20"))


async def downloaded(stage: Stage, person: Person) -> bytes:
    """The file that the page offers this person in their conversation with the bot."""
    async with aiohttp.ClientSession(stage.slack.url) as session:
        async with session.get("/_rehearsal/screen", params={"person": person.id, "channel": "bot"}) as shown:
            messages = (await shown.json())["messages"]
        (address,) = (file["address"] for message in messages for file in message["files"])
        async with session.get(address) as got:
            return await got.read()


async def test_who_leads_copies_totals_names_of_named_polls_and_no_more_of_anonymous_ones(
    stage: Stage,
) -> None:
    await answered(stage)

    await stage.miriam.types("/copro results", channel=ROOM)

    totals = await copied(
        stage.miriam, "Question,Level,Answer given,Number,Number of what,People who answered"
    )
    assert totals == [
        ["Heard?", "anonymous", "Too few answers to show without giving somebody away.", "", "", ""],
        ["When?", "confidential", "Too few answers to show without giving somebody away.", "", "", ""],
        ["Where?", "confidential", "'=1+1", "5", "people", "5"],
        ["Where?", "confidential", "Church", "0", "people", "5"],
        ["Who brings tea?", "named", "I do", "1", "people", "1"],
        ["Who brings tea?", "named", "I do not", "0", "people", "1"],
    ]
    assert await copied(stage.miriam, "Question,Person,Answer given,How it came") == [
        ["Who brings tea?", "Ana Pereira", "I do", "by themselves"]
    ]


async def test_nobody_but_who_leads_gets_them_and_before_the_first_close_there_are_none(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types("/copro results", channel=ROOM)
    await stage.miriam.sees("No poll has closed in this channel yet.", channel=ROOM, private=True)

    await stage.ana.types("/copro results", channel=ROOM)

    await stage.ana.sees(
        "Only the people who lead can get the results of polls: Miriam Adler.", channel=ROOM, private=True
    )


async def test_where_files_are_allowed_the_file_comes_into_the_conversation_with_the_bot(
    database: Opened,
) -> None:
    async with on_stage(database, manifest=manifest(Settings(gives_files=True)), FILES="yes") as stage:
        await answered(stage)

        await stage.miriam.types("/copro results", channel="bot")

        await stage.miriam.modal("Results", text=GIVEN)
        seen = await stage.miriam.sees("results.xlsx", channel="bot")
        assert seen.readable.splitlines()[0].startswith("The results of the closed polls, and all ideas.")
        content = await downloaded(stage, stage.miriam)
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert "Who brings tea?" in book.read("xl/sharedStrings.xml").decode()
        assert await stage.room.violations() == []


async def test_what_slack_does_not_take_as_a_file_can_be_copied(database: Opened) -> None:
    async with on_stage(database, manifest=manifest(Settings(gives_files=True)), FILES="yes") as stage:
        await answered(stage)
        await stage.room.disturb("files.getUploadURLExternal", what="error:file_uploads_disabled")

        await stage.miriam.types("/copro results", channel=ROOM)

        assert len(await copied(stage.miriam, "Question,Person,Answer given,How it came")) == 1
        assert "results.xlsx" not in "".join(each.readable for each in await stage.miriam.messages("bot"))
