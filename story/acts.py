"""What champions do, each act as a person would do it: press, fill in, read the answer."""

from __future__ import annotations

import asyncio

from story.company import PATIENCE, Company
from story.script import COLLABORATION, YES, CheckIn, Idea, Pledge, Session

MOODS = {1: "1 – very low", 2: "2 – low", 3: "3 – so-so", 4: "4 – good", 5: "5 – very good"}
PERSPECTIVES = {
    "lived experience": "I have lived it myself or in my family",
    "front line": "I work with people who use it",
    "governing body": "I help to decide how it is run",
}
KINDS = {
    False: "A change idea: something to do differently",
    True: "A collaboration: something to do together",
}


async def check_in(company: Company, session: Session, arrival: CheckIn) -> None:
    """Arrive, and perhaps think again about how one is."""
    for mood in (arrival.mood, arrival.changes_to):
        if mood:
            await _check_in_once(company, session, arrival, mood)


async def _check_in_once(company: Company, session: Session, arrival: CheckIn, mood: int) -> None:
    person = company.person(arrival.who)
    await person.clicks("Check in", on=f"Session: {session.title}", channel=company.channel)
    form = await person.modal("Check in", timeout=PATIENCE)
    wanted = {
        "How are you today?": MOODS[mood],
        "One word for how you arrive": arrival.word,
        "Your name": "With my name" if arrival.named else "Without my name",
        "Which sector do you come from?": (person.sector or "")[:1].upper() + (person.sector or "")[1:],
        "How do you know the service?": PERSPECTIVES[person.perspective or ""],
    }
    # The last two are asked only once in a programme.
    await person.fills({label: value for label, value in wanted.items() if label in form.labels})
    await company.submits(arrival.who)
    await company.hears(arrival.who, f"You are checked in to “{session.title}”")


async def share(company: Company, idea: Idea) -> None:
    """Bring an idea in, the way the script says. A mere message is saved by somebody else."""
    match idea.how:
        case "typed":
            await company.person(idea.who).types(f"/idea {idea.text}", company.channel)
            await company.hears(idea.who, "Thank you. Your idea is number")
        case "form" | "anonymous":
            await _fill_in_idea(company, idea)
        case _:
            await company.person(idea.who).types(idea.text, company.channel)


async def _fill_in_idea(company: Company, idea: Idea) -> None:
    person = company.person(idea.who)
    if idea.is_anonymous:
        await person.types("/idea", company.channel)
    else:
        await person.clicks("Write an idea", channel=company.channel)
    await person.modal("New idea", timeout=PATIENCE)
    is_collaboration = idea.kind == COLLABORATION
    values = {
        "Your idea": idea.text,
        "What kind of idea is it?": KINDS[is_collaboration],
        "Your name": "Leave my name out" if idea.is_anonymous else "Show my name with it",
    }
    await person.fills(values)
    await company.submits(idea.who)
    told = f"Your {'collaboration' if is_collaboration else 'idea'} is number"
    await company.hears(idea.who, told)


async def save(company: Company, who: str, idea: Idea) -> None:
    """Keep somebody else's message as an idea."""
    person = company.person(who)
    await person.sees(idea.text, channel=company.channel, timeout=PATIENCE)
    if idea.how == "bulb":
        await person.reacts("bulb", on=idea.text, channel=company.channel)
    else:
        await person.shortcut("Save as idea", on=idea.text, channel=company.channel)
        await company.hears(who, "Saved as idea")
    await company.hears(idea.who, "Somebody found your message worth keeping")


async def withdraw(company: Company, idea: Idea) -> None:
    """Take one's own idea back."""
    person = company.person(idea.who)
    await person.clicks("Take my idea back", on="Your idea is number", channel=company.channel)
    await company.hears(idea.who, "is taken back")


async def support(company: Company, who: str, idea: Idea, number: int) -> None:
    """Press Support: once, twice at once, or once too often and then take it back."""
    person = company.person(who)

    async def press() -> None:
        await person.clicks("Support", on=idea.text, channel=company.channel)

    await press()
    if who in idea.pressed_twice:
        await asyncio.gather(press(), press())
    if who in idea.took_back:
        await press()
        told = f"You support idea {number}."
        await company.hears(who, told)
        await person.clicks("Take my support back", on=told, channel=company.channel)
        await company.hears(who, f"You no longer support idea {number}.")


async def vote(company: Company, who: str, on: str, pressed: tuple[str, ...]) -> None:
    """Answer a poll; pressing again changes the answer, or says that it stands."""
    for option in pressed:
        await company.person(who).clicks(option, on=on, channel=company.channel)


async def answer_closing(company: Company, who: str, pressed: tuple[str, ...], pledge: Pledge | None) -> None:
    """Answer the closing question; Yes opens the form of a pledge."""
    person = company.person(who)
    for option in pressed:
        await person.clicks(option, on="Before you go", channel=company.channel)
        if option != YES:
            await company.hears(who, "Thank you for an honest answer")
    if pressed[-1] == YES:
        await person.modal("Your pledge", timeout=PATIENCE)
        if pledge is None:
            await person.closes()
        else:
            await _fill_in_pledge(company, pledge)


async def type_pledge(company: Company, pledge: Pledge) -> None:
    """Pledge without having been asked."""
    person = company.person(pledge.who)
    await person.types("/pledge", company.channel)
    await person.modal("Your pledge", timeout=PATIENCE)
    await _fill_in_pledge(company, pledge)


async def _fill_in_pledge(company: Company, pledge: Pledge) -> None:
    person = company.person(pledge.who)
    values = {
        "What will you do differently?": pledge.what,
        "By when?": pledge.by.isoformat() if pledge.by else None,
        "What is your first step?": pledge.first_step,
    }
    await person.fills({label: value for label, value in values.items() if value})
    await company.submits(pledge.who)
    await company.hears(pledge.who, f"I have saved your pledge: “{pledge.what}”")
    if pledge.stops_at_once:
        await person.types("/copro stop", company.channel)
        await company.hears(pledge.who, "I will send you no more reminders")


async def ask(company: Company, who: str, types: str, hears: str) -> None:
    """Type something, and be told something: the right words, a kind no, or help."""
    await company.person(who).types(types, company.channel)
    await company.hears(who, hears)
