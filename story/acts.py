"""What champions do, each act as a person would do it: press, fill in, read the answer."""

from __future__ import annotations

import re

from story import behalf
from story.company import PATIENCE, Company
from story.script import YES, Ask, CheckIn, Pledge, Session
from story.welcoming import PERSPECTIVE, SECTOR, Welcome
from story.words import NUMBER, begun, like, said, shape

MOODS = {1: "very low", 2: "low", 3: "so-so", 4: "good", 5: "very good"}
PERSPECTIVES = {
    "lived experience": "I have lived it myself or in my family",
    "front line": "I work with people who use it",
    "governing body": "I help to decide how it is run",
}
HELPED = "Thank you. I have saved what you told me about yourself."
STOPPED = (
    "I have stopped your reminders. I will send you no more of them. "
    "Does somebody want to keep a message of yours as an idea? I do not write to you about that, either: "
    "my Home tab shows it. "
    "To get all this again, press the button or write: start"
)
NO_MORE = (
    "I will send you no more reminders. You can still see your pledges with {/mine}. "
    "If somebody wants to keep a message of yours as an idea, only my Home tab shows it."
)
LEFT = (
    "Thank you. {n} card is left. You may stop here.",
    "Thank you. {n} cards are left. You may stop here.",
)
NONE_LEFT = "Thank you. You have seen all the cards."
BOT = "bot"  # the conversation with it


async def check_in(company: Company, session: Session, arrival: CheckIn) -> None:
    """Arrive, perhaps think again about how one is, and say what helps one to take part."""
    for mood in (arrival.mood, arrival.changes_to):
        if mood:
            await _check_in_once(company, session, arrival, mood)
    if arrival.needs or arrival.offers:
        await _say_what_helps(company, arrival)


async def _check_in_once(company: Company, session: Session, arrival: CheckIn, mood: int) -> None:
    feeling = said("{number} – {mood}", number=mood, mood=said(MOODS[mood]))
    if arrival.who in company.script.without_slack:
        await behalf.check_in(company, arrival, feeling)
        return
    person = company.person(arrival.who)
    card = said("Session: {title}", title=session.title)
    if company.types:
        await person.types(f"/checkin {arrival.word or ''}".strip(), company.channel)
    else:
        await person.clicks(said("Check in"), on=card, channel=company.channel)
    form = await person.modal(said("Check in"), timeout=PATIENCE)
    company.welcomes.setdefault(arrival.who, []).append(Welcome.of(form.text, form.labels))
    sector = said(person.facts.get("sector", ""))
    wanted = {
        said("How are you today?"): feeling,
        said("How do you feel? A word or a few."): arrival.word,
        said("Your name"): said("With my name" if arrival.named else "Without my name"),
        said(SECTOR): begun(sector),
        said(PERSPECTIVE): said(PERSPECTIVES[person.facts.get("perspective", "")]),
    }
    # The last two are asked only once in a programme.
    await person.fills({label: value for label, value in wanted.items() if label in form.labels})
    await company.submits(arrival.who)
    told = said("You are checked in to “{title}”. Thank you for being here.", title=session.title)
    await company.hears(arrival.who, told)


async def _say_what_helps(company: Company, arrival: CheckIn) -> None:
    """What one needs, or can help others with."""
    person = company.person(arrival.who)
    await person.types("/copro profile", company.channel)
    await person.modal(said("About you"), timeout=PATIENCE)
    told = {
        said("What would help you to take part?"): arrival.needs,
        said("With what can you help others?"): arrival.offers,
    }
    await person.fills({label: value for label, value in told.items() if value})
    await company.submits(arrival.who)
    await person.sees(said(HELPED), channel=BOT, timeout=PATIENCE)


async def vote(company: Company, who: str, on: str, pressed: tuple[str, ...]) -> None:
    """Answer a poll; pressing again changes the answer, or says that it stands."""
    if who in company.script.without_slack:
        await behalf.enter(company, who, {}, answer=pressed[-1])
        return
    for option in pressed:
        await company.person(who).clicks(option, on=on, channel=company.channel)


async def judge(company: Company, who: str, on: str, verdict: str) -> None:
    """Open ten cards and say the same of each, until there is none left or ten are done."""
    person, number = company.person(who), 1
    await person.clicks(said("See ten cards"), on=on, channel=company.channel)
    shown = await person.modal(said("Ten cards"), timeout=PATIENCE)
    while said("Would this help?") in shown.text:
        number += 1
        await person.clicks(said(verdict))
        then = shape("{number} of {of}", number=str(number), of=NUMBER)
        next_or_over = re.compile("|".join([then, shape(*LEFT, n=NUMBER), re.escape(said(NONE_LEFT))]))
        shown = await person.modal(said("Ten cards"), next_or_over, timeout=PATIENCE)
    await person.closes()


async def answer_closing(company: Company, who: str, pressed: tuple[str, ...], pledge: Pledge | None) -> None:
    """Answer the closing question; Yes opens the form of a pledge."""
    if who in company.script.without_slack:
        await behalf.answer_closing(company, who, said(pressed[-1]), pledge)
        return
    person = company.person(who)
    for option in pressed:
        await person.clicks(said(option), on=said("Before you go"), channel=company.channel)
        if option != YES:
            await company.hears(who, said("Thank you for an honest answer, and for being here."))
    if pressed[-1] == YES:
        await person.modal(said("Your pledge"), timeout=PATIENCE)
        if pledge is None:
            await person.closes()
        else:
            await _fill_in_pledge(company, pledge)


async def type_pledge(company: Company, pledge: Pledge) -> None:
    """Pledge without having been asked: typed with its words it is saved at once, else there is a form."""
    person = company.person(pledge.who)
    if company.types and not pledge.by:
        await person.types(f"/pledge {pledge.what}", company.channel)
        await _hears_of_pledge(company, pledge)
        return
    await person.types("/pledge", company.channel)
    await person.modal(said("Your pledge"), timeout=PATIENCE)
    await _fill_in_pledge(company, pledge)


async def _fill_in_pledge(company: Company, pledge: Pledge) -> None:
    person = company.person(pledge.who)
    values = {
        said("What will you do differently?"): pledge.what,
        said("By when?"): pledge.by.isoformat() if pledge.by else None,
    }
    await person.fills({label: value for label, value in values.items() if value})
    await company.submits(pledge.who)
    await _hears_of_pledge(company, pledge)


async def _hears_of_pledge(company: Company, pledge: Pledge) -> None:
    told = said("Thank you. I have saved your pledge: “{pledge}”.", pledge=pledge.what)
    await company.hears(pledge.who, told)
    if pledge.first_step or pledge.is_weekly:
        await _plan(company, pledge, told)
    if pledge.stops:
        await _stop(company, pledge.who, pledge.stops)


async def _plan(company: Company, pledge: Pledge, saved: str) -> None:
    """Make it easier to keep: with a first step, behind a button of what was said after saving."""
    person = company.person(pledge.who)
    await person.clicks(said("Make it easier to keep"), on=saved, channel=company.channel)
    await person.modal(said("Easier to keep"), timeout=PATIENCE)
    often = {said("How often will you do it?"): _capital(said("every week"))} if pledge.is_weekly else {}
    await person.fills({said("What is your first step?"): pledge.first_step, **often})
    await company.submits(pledge.who)
    await company.hears(pledge.who, said("I have saved it. Only you see it."))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


async def _stop(company: Company, who: str, words: str) -> None:
    """Want no reminders: by the command, or in plain words to the bot."""
    is_command = words.startswith("/")
    await company.person(who).types(words, company.channel if is_command else BOT)
    if is_command:
        await company.hears(who, like(NO_MORE))
    else:
        await company.person(who).sees(said(STOPPED), channel=BOT, timeout=PATIENCE)


async def ask(company: Company, asked: Ask) -> None:
    """Type something, and be told something: the right words, a kind no, or help."""
    await company.person(asked.who).types(asked.types, company.channel)
    about = {place: said(words) for place, words in (asked.about or {}).items()}
    await company.hears(asked.who, like(asked.hears, **about))
