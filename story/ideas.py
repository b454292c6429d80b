"""What champions do with ideas: bring them in, in every way there is, and stand behind those of others."""

from __future__ import annotations

import asyncio
import re

from rehearsal.driver.room import Impossible
from story import behalf
from story.acts import BOT
from story.company import PATIENCE, Company, Surprise
from story.script import COLLABORATION, Idea
from story.words import like, said

KINDS = {
    False: "A change idea: something to do differently",
    True: "A collaboration: something to do together",
}
KIND, PARTNERS = "What kind of idea is it?", "Who should I ask?"
THANKS = {
    False: "Thank you. Your idea is number {number}.",
    True: "Thank you. Your collaboration is number {number}.",
}
SUPPORTS = {False: "Support idea {number}", True: "Support collaboration {number}"}
WITHOUT = "Without your name"
LOOK = "*This is what everybody will read:*"
UNNAMED = (
    "Thank you. Your idea is on its way. I did not keep your name. So you cannot delete this idea later."
)
MAY_I = (
    "Somebody in {channel} would like to keep your message as an idea. Everybody there could read it. "
    "May I show it? Nothing is shown before you say yes."
)
KEPT = "Thank you. Your message is idea {number} now, with your name."
# The same of what nobody else sees before all ideas of a step are shown together.
THANKS_HELD = "Thank you. I keep your words."
UNNAMED_HELD = "Thank you. I keep your idea. I did not keep your name. So you cannot delete this idea later."
KEPT_HELD = "Thank you. I keep your message as an idea, with your name. Nobody else sees it yet."
SHORTCUT = "Save as idea"  # Slack shows it as it stands in the manifest, whatever anybody's language


async def share(company: Company, idea: Idea, *, is_held: bool = False) -> None:
    """Bring an idea in, the way the script says. A mere message is saved by somebody else.

    `is_held`: nobody else sees it yet, so it has no number either.
    """
    if idea.who in company.script.without_slack:
        await behalf.enter(company, idea.who, {said("Their idea"): idea.text})
        return
    is_collaboration = idea.kind == COLLABORATION
    match "typed" if company.types and idea.how == "form" and not is_collaboration else idea.how:
        case "typed":
            await company.person(idea.who).types(f"/idea {idea.text}", company.channel)
            await company.hears(idea.who, like(THANKS_HELD if is_held else THANKS[False]))
        case "anonymous":
            await company.person(idea.who).types("/idea", company.channel)
            await _shares_unnamed(company, idea, UNNAMED_HELD if is_held else UNNAMED)
        case "form":
            await _opens_form(company, idea.who)
            await _fill_in_idea(company, idea, THANKS_HELD if is_held else THANKS[is_collaboration])
        case _:
            await company.person(idea.who).types(idea.text, company.channel)


async def _opens_form(company: Company, who: str) -> None:
    if company.types:
        await company.person(who).types("/idea", company.channel)
    else:
        await company.person(who).clicks(said("Write an idea"), channel=company.channel)


async def _fill_in_idea(company: Company, idea: Idea, thanks: str) -> None:
    person = company.person(idea.who)
    await person.modal(said("New idea"), timeout=PATIENCE)
    values = _values(idea)
    if idea.partners:  # the form asks for them once it knows the kind
        await person.fills({said(KIND): values.pop(said(KIND))})
        await person.modal(said("New idea"), said(PARTNERS), timeout=PATIENCE)
        values[said(PARTNERS)] = [each.who for each in idea.partners]
    await person.fills(values)
    await company.submits(idea.who)
    await company.hears(idea.who, like(thanks))


def _values(idea: Idea) -> dict[str, object]:
    return {
        said("Your idea"): idea.text,
        said(KIND): said(KINDS[idea.kind == COLLABORATION]),
    }


async def _shares_unnamed(company: Company, idea: Idea, thanks: str) -> None:
    """What is shared without a name is looked at once more, and what was done is said in the form alone."""
    person = company.person(idea.who)
    await person.modal(said("New idea"), timeout=PATIENCE)
    await person.clicks(said("Share it without my name"))
    await person.modal(said(WITHOUT), timeout=PATIENCE)
    await person.fills(_values(idea))
    await person.submits()
    await person.modal(said(WITHOUT), said(LOOK).strip("*"), timeout=PATIENCE)
    await person.submits()
    told = await person.modal(said("New idea"), timeout=PATIENCE)
    if said(thanks) not in told.text:
        raise Surprise(f"{person.name} was not thanked in the form: {told.text}")
    await person.closes()


async def save(company: Company, who: str, idea: Idea, *, is_held: bool = False) -> None:
    """Keep somebody else's message as an idea."""
    person = company.person(who)
    await person.sees(idea.text, channel=company.channel, timeout=PATIENCE)
    if idea.how == "bulb":
        await person.reacts("bulb", on=idea.text, channel=company.channel)
    else:
        await person.shortcut(SHORTCUT, on=idea.text, channel=company.channel)
    if who == idea.by[0]:
        await _says_yes(company, idea, like(KEPT_HELD if is_held else KEPT))


async def _says_yes(company: Company, idea: Idea, kept: re.Pattern[str]) -> None:
    """The writer is asked in private, and answers."""
    writer = company.person(idea.who)
    await writer.sees(like(MAY_I), channel=BOT, timeout=PATIENCE)
    await writer.clicks(said("Yes, with my name"), on=idea.text, channel=BOT)
    await writer.sees(kept, channel=BOT, timeout=PATIENCE)


async def withdraw(company: Company, idea: Idea, number: int) -> None:
    """Take one's own idea back."""
    person = company.person(idea.who)
    thanks = said(THANKS[False], number=number)
    await person.clicks(said("Take my idea back"), on=thanks, channel=company.channel)
    gone = said("Idea {number}, “{idea}”, is taken back.", number=number, idea=idea.text)
    await company.hears(idea.who, gone)


async def support(company: Company, who: str, idea: Idea, number: int) -> None:
    """Press Support: once, twice at once, or once too often and then take it back."""
    person = company.person(who)

    async def press() -> None:
        """Alone on its card an idea has a shorter button than among others, and others may just have come."""
        alone, among = said("Support"), said(SUPPORTS[idea.kind == COLLABORATION], number=number)
        try:
            await person.clicks(alone, on=idea.text, channel=company.channel)
        except Impossible:
            await person.clicks(among, on=idea.text, channel=company.channel)

    await press()
    if who in idea.pressed_twice:
        await asyncio.gather(press(), press())
    if who in idea.took_back:
        await press()
        told = said("You support idea {number}.", number=number)
        await company.hears(who, told)
        await person.clicks(said("Take my support back"), on=told, channel=company.channel)
        await company.hears(who, said("You no longer support idea {number}.", number=number))
