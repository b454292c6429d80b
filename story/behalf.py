"""Some have no Slack: whoever leads enters for them what they say, and everything counts as it did.

What nobody can enter for somebody else is done by others who are there, so that totals stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from story import setting
from story.company import PATIENCE, Company
from story.groups import rooms
from story.record import IN_THE_CALL, Record, Seen
from story.script import CheckIn, Idea, Pledge, Script, Session
from story.words import NUMBER, numbers, said, shape

# They check in, write, answer and promise, in both sessions; one comes while groups talk.
WITHOUT_SLACK = (
    "Rev. Grace Boateng",
    "Pastor Emmanuel Eze",
    "Nasreen Chowdhury",
    "Suharto",
    "Delroy Francis",
)
BUDDY = "Councillor Winston Clarke"  # is asked about what they promise
ENTERED = "Entered for {alias}: {things}."
AGREED = "They said yes to this name, and that I keep what they say"
TOLD = "{people} were in the call without Slack. Entered for them, and counted above and below: {things}."


def of(script: Script) -> Script:
    """The same story with them in the call."""
    return replace(
        script,
        without_slack=WITHOUT_SLACK,
        sessions=tuple(_session(session) for session in script.sessions),
        pledges=tuple(
            replace(each, buddy=BUDDY, first_step=None) if each.who in WITHOUT_SLACK else each
            for each in script.pledges
        ),
    )


def _session(session: Session) -> Session:
    ideas = tuple(_idea(idea, session) for idea in session.ideas)
    plan = session.plan
    if plan and plan.invitation:
        invited = {who: said for who, said in plan.invitation.says.items() if who not in WITHOUT_SLACK}
        plan = replace(plan, invitation=replace(plan.invitation, says=invited))
    return replace(session, ideas=ideas, plan=plan)


def _idea(idea: Idea, session: Session) -> Idea:
    """With as many supporters, of those who can press."""
    left = [who for who in idea.supporters if who not in WITHOUT_SLACK]
    others = [
        who
        for who in session.attending
        if who not in {*WITHOUT_SLACK, *idea.supporters, *idea.took_back, *idea.by, idea.who}
    ]
    supporters = (*left, *others[: len(idea.supporters) - len(left)])
    twice = tuple(who for who in idea.pressed_twice if who in supporters)
    return replace(idea, supporters=supporters, pressed_twice=twice)


async def enter(company: Company, who: str, values: Mapping[str, str | None], answer: str = "") -> None:
    """In the one form for it, one person after the other; `answer`: to what is asked."""
    lead = company.person(company.leads)
    async with company.entering:
        await lead.types(f"/copro caller {who}", company.channel)
        form = await lead.modal(said("Without Slack"), timeout=PATIENCE)
        asked = said("Their answer: {question}", question="")
        wanted = {label: value for label, value in values.items() if value}
        if answer:
            wanted[next(label for label in form.labels if label.startswith(asked))] = answer
        if who not in company.entered:
            agree = {said("Did they agree?"), said("If they are new: did they agree?")}
            wanted[next(label for label in form.labels if label in agree)] = said(AGREED)
        await lead.fills(wanted)
        await company.submits(lead.name)
        company.entered.add(who)
    await company.hears(lead.name, re.compile(shape(ENTERED, alias=re.escape(who))))


async def check_in(company: Company, arrival: CheckIn, feeling: str) -> None:
    """They are here, and how they are."""
    facts = setting.facts(arrival.who)
    await enter(
        company,
        arrival.who,
        {
            said("Who are they here as?"): said(facts["sector"]),
            said("How do they know the service?"): said(facts["perspective"]),
            said("How are they today?"): feeling,
            said("How do they feel? A word or a few."): arrival.word,
        },
    )


async def answer_closing(company: Company, who: str, answer: str, pledge: Pledge | None) -> None:
    """What they say in the end, and what they will do, in one form."""
    promised = (
        {
            said("What will they do?"): pledge.what,
            said("By when?"): pledge.by.isoformat() if pledge.by else None,
            said("Who asks them how it goes?"): pledge.buddy,
        }
        if pledge
        else {}
    )
    await enter(company, who, promised, answer)


def faults(script: Script, record: Record, report: str) -> list[str]:
    """Where what came from it is not told apart, or somebody without Slack acted or was written to."""
    if not script.without_slack:
        return []
    ideas = [idea for idea in script.ideas if idea.who in script.without_slack]
    wanted, told = _origins(script, record, len(ideas))
    found = [numbers(each.groups()) for each in told.finditer(report)]
    return [
        *([] if found == [wanted] else [f"the report says of those without Slack {found}, not {wanted}"]),
        *(f"{act.who} acted, who has no Slack" for act in record.acts if act.who in script.without_slack),
        *(f"{who} was written to, who has no Slack" for who in script.without_slack if who in record.direct),
        *(words for idea in ideas for words in _unmarked_idea(idea, record.channel)),
    ]


def _unmarked_idea(idea: Idea, channel: Collection[Seen]) -> list[str]:
    """Its card says of its author that they were in the call."""
    marked = f"{idea.who} ({said(IN_THE_CALL)})"
    is_told = any(idea.text in each.words and marked in each.raw for each in channel)
    return [] if is_told else [f"the card of “{idea.text}” does not say where it came from"]


def _origins(script: Script, record: Record, ideas: int) -> tuple[tuple[int, ...], re.Pattern[str]]:
    """The numbers that the report must tell apart, and the sentence that tells them."""
    theirs = script.without_slack
    answers = sum(who in theirs for session in script.sessions for who in session.closing)
    pledges = sum(pledge.who in theirs for pledge in script.pledges)
    seats = sum(
        who in group
        for session in script.sessions
        for groups in rooms(session, record.channel)
        for group in groups
        for who in theirs
    )
    kinds = (
        (ideas, shape("{n} idea", "{n} ideas")),
        (answers, shape("{n} closing answer", "{n} closing answers")),
        (pledges, shape("{n} pledge", "{n} pledges")),
        (seats, shape("{n} seat in a group", "{n} seats in groups")),
    )
    *earlier, last = (told for number, told in kinds if number)
    things = shape("{earlier} and {last}", earlier=", ".join(earlier), last=last)
    people = shape("{number} of the champions", number=NUMBER)
    wanted = (len(theirs), *(number for number, _ in kinds if number))
    return wanted, re.compile(shape(TOLD, people=people, things=things))
