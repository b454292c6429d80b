"""What happens in the weeks after a session between one nudge and the next: to people, and to the bot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rehearsal.driver.telling import tell
from story import becoming
from story.company import PATIENCE, Company
from story.happening import Happening
from story.mishaps import Absence, Outage, Removal
from story.stage import BotProcess
from story.words import said


def happenings(company: Company, bot: BotProcess) -> Iterator[Happening]:
    """All that the script has happen, in no order."""
    script = company.script
    for away in script.absences:
        yield Happening(away.says_so, partial(_goes_away, company, away))
    for move in script.removals:
        yield Happening(move.at, partial(_moves, company, move))
    for outage in script.outages:
        yield Happening(outage.begins, partial(_dies, bot, outage))
    for at in script.restarts:
        yield Happening(at, partial(_restarts, company, bot))
    yield from becoming.happenings(company)


async def _goes_away(company: Company, away: Absence) -> None:
    person, day = company.person(away.who), away.back_on
    await person.types("/copro reminders", company.channel)
    await person.modal(said("Reminders"), timeout=PATIENCE)
    await person.fills({said("I am away, and back on"): day.isoformat()})
    await company.submits(away.who)
    tell(f"  {away.who} is away until {day:%d %B}")


async def _moves(company: Company, move: Removal) -> None:
    since = await company.room.seq()
    await company.room.change_person(company.person(move.who).id, tz=move.new)
    heard = await company.room.wait_for(since=since, kind="envelope", name="user_change", timeout=PATIENCE)
    await company.room.wait_for(since=since, kind="ack", envelope_id=heard["envelope_id"], timeout=PATIENCE)
    tell(f"  {move.who} lives in {move.new} now")


async def _dies(bot: BotProcess, outage: Outage) -> None:
    """It is started again by whoever waits for what is due then."""
    await bot.kill()
    tell(f"  bot killed; nobody starts it for {outage.until - outage.begins}")


async def _restarts(company: Company, bot: BotProcess) -> None:
    seconds = await bot.ask_to_stop()
    await bot.start(company.room)
    tell(f"  bot restarted between two nudges; it left with 0 within {seconds:.1f} s")
