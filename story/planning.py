"""Before a session: it is planned in a form, announced, answered, and people are reminded of it."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from functools import partial

from rehearsal.driver.telling import tell
from story.acts import BOT
from story.agendas import Invitation, Plan
from story.company import PATIENCE, Company, Surprise
from story.reminders import A_DAY, CANNOT, COMING, MAYBE, SOON, answers, head, reminders
from story.script import Session
from story.words import like, said

NEW = "You said “{answer}” to: {title}"
AS_BEFORE = "You had said “{answer}” already, so nothing has changed: {title}"
COME = ("{n} person is coming", "{n} people are coming")
MAY_COME = ("{n} person may come", "{n} people may come")
CANNOT_COME = ("{n} person cannot come", "{n} people cannot come")


async def plan(company: Company, session: Session, wanted: Plan) -> None:
    """In one form; then the steps are changed that are to be others."""
    lead = company.person(session.facilitator)
    await lead.types("/copro plan", company.channel)
    await lead.modal(said("Plan a session"), timeout=PATIENCE)
    values = {
        said("What is the session about?"): session.title,
        said("Day"): session.begins.date().isoformat(),
        said("Time"): wanted.hour,
        said("Which agenda do you begin with?"): said(wanted.begins_with),
        said("Who leads with you?"): wanted.leads_too,
    }
    await lead.fills({label: value for label, value in values.items() if value})
    await lead.submits()
    await lead.modal(said("The plan"), timeout=PATIENCE)
    for number, step in enumerate(wanted.steps, start=1):
        if step.is_changed:
            await _changes(company, session, wanted, number)
    tell(f"  planned with {len(wanted.steps)} steps")


async def _changes(company: Company, session: Session, wanted: Plan, number: int) -> None:
    lead, step = company.person(session.facilitator), wanted.steps[number - 1]
    await lead.chooses(said("Change step {number}", number=number))
    await lead.modal(said("Change a step"), timeout=PATIENCE)
    values = {
        said("What kind of step?"): said(step.kind),
        said("Minutes"): str(step.minutes),
        said("What you say"): step.prompt,
        said("Ideas"): said("Write first, then see") if step.hides else "",
    }
    await lead.fills({label: value for label, value in values.items() if value})
    await lead.submits()
    named = said("{kind}, {n} minute", "{kind}, {n} minutes", kind=said(step.kind), n=step.minutes)
    await lead.modal(said("The plan"), f"{number}. {named}", timeout=PATIENCE)


async def invite(company: Company, session: Session, invitation: Invitation) -> None:
    """Announce what was just planned, let people answer and be reminded, and open the plan's list again."""
    lead, title = company.person(session.facilitator), session.title
    await lead.clicks(said("Announce"))
    await lead.modal(said("Announce it?"), timeout=PATIENCE)
    await lead.submits()
    await lead.modal(said("The plan"), timeout=PATIENCE)
    await lead.closes()
    card = re.escape(said("Invitation: {title}", title=title))
    await company.must_show(card, "the invitation")
    await company.all_at_once(invitation.says, partial(_answer, company, session, invitation))
    await _is_counted(company, session, card)
    for before in (A_DAY, SOON):
        await _reminded(company, session, before)
    await lead.types("/copro plan", company.channel)
    await company.hears(lead.name, like("Planned: {title}", title=title))


async def _answer(company: Company, session: Session, invitation: Invitation, who: str) -> None:
    """Press what one says, and be told so alone; what one has said already changes nothing."""
    before = ""
    for pressed in invitation.says[who]:
        on = said("Invitation: {title}", title=session.title)
        await company.person(who).clicks(said(pressed), on=on, channel=company.channel)
        told = AS_BEFORE if pressed == before else NEW
        await company.hears(who, said(told, answer=said(pressed), title=session.title))
        before = pressed


async def _is_counted(company: Company, session: Session, card: str) -> None:
    """The card comes to show how many say what, and nobody's name."""
    says = answers(session)
    counts = Counter(says.values())
    told = [
        said(*words, n=counts[answer])
        for answer, words in zip((COMING, MAYBE, CANNOT), (COME, MAY_COME, CANNOT_COME), strict=True)
    ]
    shown = await company.must_show(card + r"\n[\s\S]*" + r"[^\n]*".join(map(re.escape, told)), "who comes")
    there = f"{shown.readable} {shown.blocks} {shown.metadata}"
    if named := [who for who in says if who in there or company.person(who).id in there]:
        raise Surprise(f"the invitation gives away who has answered: {named}")
    tell(f"  announced; {', '.join(told)}")


async def _reminded(company: Company, session: Session, before: object) -> None:
    """The clock goes to a reminder, and all of them are there; whether each is right is for the checks."""
    due = [each for each in reminders([session]) if each.before == before]
    await company.room.moves_to(due[0].due)
    await asyncio.gather(*(company.hears(each.who, head(each.before), where=BOT) for each in due))
    tell(f"  {len(due)} people reminded on {due[0].due:%d %B at %H:%M} UTC")
