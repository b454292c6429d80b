"""A breakout round: groups are looked at, told, joined, mended when people do not come, and called back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from contextlib import suppress

from rehearsal.driver.sights import NotSeen
from rehearsal.driver.telling import tell
from story import acts
from story.company import PATIENCE, Company, Surprise
from story.script import Session
from story.words import numbers, said, shape

QUESTION = 2.1  # minutes, after which the silent are asked whether they are there
ROLL_CALL = 1.1  # minutes later, after which silence is absence
SOON = 3.0  # seconds in which a card appears that does not wait for a later minute
MOST_MINUTES = 5
COME_BACK = (
    "Please come back to the whole room. What did you find? Press *Report back* above.",
    "Please come back to the whole room. What did you find? Press *Report back*.",
)
OTHERS = "Other people are there than in the groups you saw. Here are the groups as they are now."
SERVED = "Everybody who needs help with access or language is with somebody who can help."
HERE = (
    "*I know of {here} of {n} person that they are here.*",
    "*I know of {here} of {n} people that they are here.*",
)


async def play(company: Company, session: Session, number: int) -> None:
    """Round `number` of a session."""
    breakout, lead = session.breakouts[number - 1], company.person(session.facilitator)
    await lead.types(f'/copro breakout {breakout.size} "{breakout.prompt}"', company.channel)
    await _shows_groups(company, session, number)
    if breakout.before_go:
        await _crowd_before_go(company, session, number)
    await company.submits(lead.name)
    expected, here = session.expected(number), session.here(number)
    reached = [who for who in expected if who not in company.script.without_slack]
    await asyncio.gather(*(company.hears(who, breakout.prompt, where="bot") for who in reached))
    await company.must_show(_card(session, number), f"the card of round {number}")
    await _come_late(company, session, breakout.meanwhile)
    told = [who for who in breakout.meanwhile if who not in company.script.without_slack]
    await asyncio.gather(*(company.hears(who, breakout.prompt, where="bot") for who in told))
    # Others have said so by coming, or are in the call.
    seated = [who for who in here if who not in {*breakout.meanwhile, *company.script.without_slack}]
    await company.all_at_once(seated, lambda who: _be_here(company, session, number, who))
    await company.room.forward(minutes=QUESTION)
    asked = said("Are you there? Round {number}", number=number)
    silent = [who for who in expected if who not in here]
    await asyncio.gather(*(company.hears(who, asked, where="bot") for who in silent))
    everybody = _card(session, number) + r"[\s\S]*\n" + re.escape(said(*HERE, here=len(here), n=len(here)))
    for _ in range(MOST_MINUTES):  # it is a minute from when the bot knows that the questions have arrived
        await company.room.forward(minutes=ROLL_CALL)
        if await company.shows(everybody, within=SOON):
            break
    shown = await company.must_show(everybody, f"round {number} with all who came")
    await _have_cards(company, session, number, shown.readable)
    before = await _calls(company)
    if company.types:
        await lead.types("/copro now", company.channel)
    else:
        await lead.clicks(said("For facilitators"), on=breakout.prompt, channel=company.channel)
    await lead.sees(said("Call everyone back"), channel=company.channel, private=True, timeout=PATIENCE)
    await lead.clicks(said("Call everyone back"), channel=company.channel)
    called = r"[\s\S]*" + re.escape(said("*Everybody has been called back.*"))
    await company.must_show(_card(session, number) + called, "the end of the round")
    await _are_called(company, _groups_on(session, number, shown.readable), before)
    met = len(here) - len(breakout.meanwhile)
    came = f", and {len(breakout.meanwhile)} who came late" if breakout.meanwhile else ""
    tell(f"  round {number}: {met} of {len(expected)} expected people met in groups of {breakout.size}{came}")


async def _shows_groups(company: Company, session: Session, number: int) -> str:
    """The groups that the facilitator sees before anybody is told, in words; needs are served in them."""
    title = said("Round {number}", number=number)
    shown = await company.person(session.facilitator).modal(title, timeout=PATIENCE)
    if said(SERVED) not in shown.text:
        raise Surprise(f"the groups of round {number} do not serve who needs help: {shown.text}")
    return shown.text


async def _crowd_before_go(company: Company, session: Session, number: int) -> None:
    """So many come when the groups were seen already that Go shows other ones, and asks again."""
    breakout, lead = session.breakouts[number - 1], company.person(session.facilitator)
    await _come_late(company, session, breakout.before_go)
    await lead.submits()
    anew = await _shows_groups(company, session, number)
    if not anew.startswith(said(OTHERS)):
        raise Surprise(f"{len(breakout.before_go)} people came, and Go did not ask again: {anew}")
    tell(f"  {len(breakout.before_go)} came late, so Go showed other groups and asked again")


async def _come_late(company: Company, session: Session, late: Collection[str]) -> None:
    """They check in now."""
    arrivals = {each.who: each for each in session.check_ins if each.who in late}
    await company.all_at_once(arrivals, lambda who: acts.check_in(company, session, arrivals[who]))


def _card(session: Session, number: int) -> str:
    groups = shape("{n} group", "{n} groups")
    title = shape("Breakout {number}: {groups}", number=str(number), groups=groups)
    return title + r"\n" + re.escape(session.breakouts[number - 1].prompt)


async def _have_cards(company: Company, session: Session, number: int, shown: str) -> None:
    """Who leads calls nobody back whose group has no card yet: it would get none any more."""
    groups = _groups_on(session, number, shown)
    prompt = r"\n[\s\S]*" + re.escape(session.breakouts[number - 1].prompt)
    for group in range(1, groups + 1):
        name = re.escape(said("Group {number}", number=group))
        title = shape("{group}, round {number}", group=name, number=str(number))
        for _ in range(MOST_MINUTES):
            if await company.shows(title + prompt, within=SOON):
                break
            await company.room.forward(minutes=1)  # it may have to be looked for before it is sent again
        await company.must_show(title + prompt, f"the card of group {group} of round {number}")


def _groups_on(session: Session, number: int, shown: str) -> int:
    """How many groups the card of a round tells of."""
    told = re.match(_card(session, number), shown)
    (groups,) = numbers(told.groups()) if told else (0,)
    return groups


async def _calls(company: Company) -> int:
    """How many groups have been called back so far."""
    there = await company.person(company.script.admin).messages(company.channel)
    return sum(any(said(words) in each.readable for words in COME_BACK) for each in there)


async def _are_called(company: Company, groups: int, before: int) -> None:
    """Wait until each group is called: once the next round begins, its call comes no more."""
    for _ in range(4 * MOST_MINUTES):
        since = await company.room.seq()
        if await _calls(company) >= before + groups:
            return
        with suppress(NotSeen):
            await company.room.wait_for(kind="call", method="chat.postMessage", since=since, timeout=SOON)
        await company.room.forward(seconds=2)


async def _be_here(company: Company, session: Session, number: int, who: str) -> None:
    """Say so where one was told; who was away in the round before finds the card in the channel."""
    prompt = session.breakouts[number - 1].prompt
    where = "bot" if who in session.expected(number) else company.channel
    await company.person(who).clicks(said("I'm here"), on=prompt, channel=where)
    if where != "bot":
        await company.hears(who, prompt, where="bot")
