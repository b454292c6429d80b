"""A breakout round: groups are looked at, told, joined, mended when people do not come, and called back."""

from __future__ import annotations

import asyncio
import re

from rehearsal.driver.telling import tell
from story.company import PATIENCE, Company
from story.script import Session
from story.words import said, shape

QUESTION = 2.1  # minutes, after which the silent are asked whether they are there
ROLL_CALL = 1.1  # minutes later, after which silence is absence
HERE = (
    "*{here} of {n} person have said that they are here.*",
    "*{here} of {n} people have said that they are here.*",
)


async def play(company: Company, session: Session, number: int) -> None:
    """Round `number` of a session."""
    breakout, lead = session.breakouts[number - 1], company.person(session.facilitator)
    await lead.types(f'/copro breakout {breakout.size} "{breakout.prompt}"', company.channel)
    await lead.modal(said("Round {number}", number=number), timeout=PATIENCE)
    await company.submits(lead.name)
    expected, here = session.expected(number), session.here(number)
    await asyncio.gather(*(company.hears(who, breakout.prompt, where="bot") for who in expected))
    await company.must_show(_card(session, number), f"the card of round {number}")
    await company.all_at_once(here, lambda who: _be_here(company, session, number, who))
    await company.room.forward(minutes=QUESTION)
    asked = said("Are you there? Round {number}", number=number)
    silent = [who for who in expected if who not in here]
    await asyncio.gather(*(company.hears(who, asked, where="bot") for who in silent))
    await company.room.forward(minutes=ROLL_CALL)
    everybody = r"[\s\S]*\n" + re.escape(said(*HERE, here=len(here), n=len(here)))
    await company.must_show(_card(session, number) + everybody, f"round {number} with all who came")
    await lead.clicks(said("Call everyone back"), on=breakout.prompt, channel=company.channel)
    called = r"[\s\S]*" + re.escape(said("*Everybody has been called back.*"))
    await company.must_show(_card(session, number) + called, "the end of the round")
    tell(f"  round {number}: {len(here)} of {len(expected)} expected people met in groups of {breakout.size}")


def _card(session: Session, number: int) -> str:
    groups = shape("{n} group", "{n} groups")
    title = shape("Breakout {number}: {groups}", number=str(number), groups=groups)
    return title + r"\n" + re.escape(session.breakouts[number - 1].prompt)


async def _be_here(company: Company, session: Session, number: int, who: str) -> None:
    """Say so where one was told; who was away in the round before finds the card in the channel."""
    prompt = session.breakouts[number - 1].prompt
    where = "bot" if who in session.expected(number) else company.channel
    await company.person(who).clicks(said("I'm here"), on=prompt, channel=where)
    if where != "bot":
        await company.hears(who, prompt, where="bot")
