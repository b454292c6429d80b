"""Two who work on an idea together: asked by name; of a yes its author is told once, of a no nobody is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from rehearsal.driver.telling import tell
from story.acts import BOT
from story.bodies import AGREES, DECLINES, Says
from story.company import PATIENCE, Company
from story.promises import LATEST
from story.record import Seen
from story.script import Idea, Script
from story.words import like, said, shape

ASKED = "{person} wants to work on this with you. Will you two work on it?"
AGREED = "{person} will work on this with you:"
ANSWERED = {
    AGREES: "You said yes. {person} is told.",
    DECLINES: "You said no. Nobody is told.",
}

Written = Mapping[str, Collection[Seen]]


async def answers(company: Company) -> None:
    """Each who was asked says yes or no where they were asked; who asked reads of each yes."""
    asked = [(idea, each) for idea in company.script.ideas for each in idea.partners]
    for idea, each in asked:
        person = company.person(each.who)
        await person.clicks(said(each.presses), on=idea.text, channel=BOT)
        await person.sees(like(ANSWERED[each.presses]), channel=BOT, timeout=PATIENCE)
        if each.presses == AGREES:
            agreed = re.compile(_about(AGREED, idea, each.who))
            await company.person(idea.who).sees(agreed, channel=BOT, timeout=PATIENCE)
    tell(f"  {len(asked)} people said whether they work on an idea with its author")


def each_once(script: Script, written: Written) -> list[str]:
    """Who was asked was asked once, and reads what they said; of each yes its author was told once, of a no
    nobody was, and nobody else read of either.
    """
    says = [(idea, each) for idea in script.ideas for each in idea.partners]
    found = [fault for idea, each in says for fault in _one(script, idea, each, written)]
    agreed = sum(each.presses == AGREES for _, each in says)
    for words, wanted in ((ASKED, len(says)), (AGREED, agreed)):
        came = sum(bool(re.match(shape(words), seen.words)) for seens in written.values() for seen in seens)
        if came != wanted:
            found.append(f"this was said {came} times instead of {wanted}: {words}")
    return found


def _one(script: Script, idea: Idea, each: Says, written: Written) -> Iterator[str]:
    asked = _those(written, each.who, _about(ASKED, idea, idea.who))
    if len(asked) != 1:
        yield f"{each.who} was asked {len(asked)} times whether they work on “{idea.text}”"
    if not all(like(ANSWERED[each.presses]).search(seen.words) for seen in asked):
        yield f"{each.who} does not read what they said of “{idea.text}”"
    told = _those(written, idea.who, _about(AGREED, idea, each.who))
    wanted = int(each.presses == AGREES)
    if len(told) != wanted:
        yield f"{idea.who} was told {len(told)} times instead of {wanted} what {each.who} said"
    at = script.body.done.at
    if not all(at <= seen.at <= at + LATEST for seen in told):
        yield f"{idea.who} was not told at once what {each.who} said"


def _those(written: Written, who: str, pattern: str) -> list[Seen]:
    return [seen for seen in written.get(who, ()) if re.match(pattern, seen.words)]


def _about(words: str, idea: Idea, person: str) -> str:
    """How a message begins that names this person and this idea."""
    named = shape(words, person=re.escape(f"@{person}"))
    where, what = shape("In {channel}:"), shape("{number}. {idea}", idea=re.escape(idea.text))
    return rf"{named}\n{where}\n{what}"
