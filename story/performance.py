"""The whole story from the first session to the last nudge."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import aiohttp

from rehearsal.driver.room import Room
from rehearsal.driver.telling import tell
from story import calendar, demands, doors, record, script
from story.company import Company, Surprise
from story.leading import LedScenes
from story.record import Record
from story.script import Script
from story.sessions import Scenes
from story.setting import CAST
from story.shaping import ScriptFault
from story.stage import BotProcess, StageFault, workspace
from story.weeks import Weeks
from story.words import ENGLISH, said

# What can end a story early; anything else is a mistake in the story itself.
BROKEN = (AssertionError, Surprise, StageFault, OSError, aiohttp.ClientError)


def checked_script() -> Script:
    """The shipped script, held against the cast."""
    read = script.read()
    cast = json.loads(CAST.read_text("utf-8"))["people"]
    champions = [each["real_name"] for each in cast if each["role"] == "champion"]
    others = [each["real_name"] for each in cast if each["role"] != "champion"]
    if found := demands.faults(read, champions, others):
        raise ScriptFault("\n".join(["The script needs a change:", *found]))
    return read


async def play(story: Script, language: str = ENGLISH, keep: Path | None = None, door: str = "") -> Record:
    """Play it on a stage of its own, and return what became of it; `keep` is for the workspace's record."""
    with tempfile.TemporaryDirectory(prefix="alongside-story-") as folder:
        furnished = doors.arguments(door, story, Path(folder), language)
        async with workspace(furnished=furnished) as url, Room(url) as room:
            bot = BotProcess(url, Path(folder), quickly=True)
            try:
                await room.rates(on=False)  # a year in a minute is no pace to measure
                await room.moves_to(story.begins)
                await bot.start(room)
                company = Company(room, story, types=door == doors.TYPED)
                await _scenes(company, bot)
                if keep is not None:
                    await record.keep(room, keep)
                return await record.take(room, story, bot.said(), company.welcomes)
            except BROKEN:
                tell("\nThe end of the bot's log:\n" + bot.said_last())
                raise
            finally:
                await bot.clear_away()


async def _scenes(company: Company, bot: BotProcess) -> None:
    story, room = company.script, company.room
    zones = {person.name: person.tz for person in room.people()}
    weeks = Weeks(company, bot, calendar.nudges(story, zones))
    until = [session.begins for session in story.sessions[1:]] + [story.ends]
    for number, end in enumerate(until, start=1):
        plan = story.sessions[number - 1].plan
        scenes = LedScenes(company, number, plan) if plan else Scenes(company, number)
        await scenes.play(_Interruptions(bot, room))
        if number == 1:
            await _second_facilitator(company)
        await weeks.play(await room.now(), end)
    facilitator, report = company.person(story.second_facilitator), said("Report of this programme")
    await facilitator.types("/copro report", company.channel)
    await facilitator.clicks(said("Post to the channel"), on=report, channel=company.channel)
    await company.must_show(report, "the report")
    tell(f"  stopped on request within {await bot.ask_to_stop():.1f} s")


async def _second_facilitator(company: Company) -> None:
    """An admin lets somebody else run the next session."""
    admin, second = company.script.admin, company.script.second_facilitator
    await company.person(admin).types(f"/copro facilitators add @{second}", company.channel)
    await company.hears(admin, said("{people} can facilitate now.", people=second))
    tell(f"  {admin} asked {second} to facilitate next time")


class _Interruptions:
    """What happens to the bot while people are at it."""

    def __init__(self, bot: BotProcess, room: Room) -> None:
        self._bot = bot
        self._room = room

    async def restart(self) -> None:
        """An operator restarts it."""
        seconds = await self._bot.ask_to_stop()
        await self._bot.start(self._room)
        tell(f"  bot restarted in the middle of the poll; it left with 0 within {seconds:.1f} s")

    async def crash(self) -> None:
        """It dies without notice, and is started again."""
        await self._bot.kill()
        await self._bot.start(self._room)
        tell("  bot killed as the last vote was acknowledged, and started again")
