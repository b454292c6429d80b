"""Breakout rounds that go on: started, joined, mended, reported from, called back."""

from datetime import datetime

import structlog

from coproduction.breakouts import Part
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service.breakouts import history, presence, reportbacks, rounds
from handlers import ids
from handlers.blocks.breakouts import forms
from handlers.blocks.breakouts.cards import ROLES
from handlers.blocks.breakouts.roomlist import room_list
from handlers.blocks.text import several
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, Told, say

MORE = 5  # minutes

log = structlog.get_logger(__name__)


async def go(desk: Desk, form: Submission) -> Reply:
    """The facilitator likes the groups: everybody is told."""
    return await _start(desk, form, form.subject)


async def start_next(desk: Desk, click: Click) -> Reply:
    """The next of several rounds that were planned together."""
    return await _start(desk, click, click.value)


async def here(desk: Desk, click: Click) -> Reply:
    """Somebody sits where they should, or comes late and needs a seat."""
    actor, now = Actor(click.person), desk.clock()
    found = await desk.write(lambda memory: presence.here(memory, now, actor, click.value))
    words = f"Good that you are here. You are in {found.group.name}."
    if found.is_late:
        words += " I am sending you all you need to know, and the others see that you come."
    return say(words)


async def ask_missing(_desk: Desk, click: Click) -> Reply:
    """Who is not there."""
    return Reply(view=forms.missing(ids.private(click.channel, click.value)))


async def missing(desk: Desk, form: Submission) -> Reply:
    """The groups close their gaps."""
    actor, now, absent = (
        await desk.directory.actor(form.person),
        desk.clock(),
        form.required("missing").split(),
    )
    await desk.write(lambda memory: presence.remove(memory, now, actor, form.subject, absent))
    return say("Thank you. The groups are mended, and whoever moved has been told.")


async def take_role(desk: Desk, click: Click) -> Reply:
    """Somebody writes down, or keeps the time."""
    if not 0 <= click.position < len(ROLES):
        raise Refusal("This button is from an older version of me. Please use the newest message.")
    actor, role = Actor(click.person), ROLES[click.position]
    round_id, number = ids.read_group(click.value)
    await desk.write(lambda memory: rounds.take_role(memory, actor, round_id, number, role))
    return Reply()


async def more_time(desk: Desk, click: Click) -> Reply:
    """Five more minutes."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    round_id, _, seen = click.value.partition(":")
    until = datetime.fromisoformat(seen) if seen else None
    change = await desk.write(lambda memory: rounds.extend(memory, now, actor, round_id, MORE, until))
    if not change.is_new:
        return say("The groups have been given more time already. Their cards say until when.")
    return say(f"The groups have {MORE} more minutes. The cards say until when.")


async def call_back(desk: Desk, click: Click) -> Reply:
    """Everybody comes back."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    await desk.write(lambda memory: rounds.call_back(memory, now, actor, click.value))
    return say("I am asking every group to come back.")


async def listing(desk: Desk, click: Click) -> Reply:
    """The groups as a list for the video call."""
    actor = await desk.directory.actor(click.person)
    groups = await desk.read(lambda memory: rounds.listed(memory, actor, click.value))
    members = [member for group in groups for member in group.members]
    names = await desk.directory.names(members)
    emails = await desk.directory.emails(members) if desk.manners.lists_emails else {}
    first, *others = room_list(groups, names, emails)
    more = tuple(Told(click.person, click.channel or "", drawing) for drawing in others)
    return Reply(words=first, tell=more)


async def ask_report(desk: Desk, click: Click) -> Reply:
    """The form in which a group reports back."""
    actor, now = await desk.directory.participant(click.person), desk.clock()
    round_id, number = ids.read_group(click.value)
    table = await desk.read(lambda memory: reportbacks.table(memory, now, actor, round_id, number))
    return Reply(view=forms.report_back(table, ids.private(click.channel, click.value)))


async def report(desk: Desk, form: Submission) -> Reply:
    """What a group brings back."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    round_id, number = ids.read_group(form.subject)
    said = {part: form.values.get(part.value) for part in Part}
    kept = await desk.write(
        lambda memory: reportbacks.report(memory, now, actor, round_id, number, said, form.origin)
    )
    idea = f" Your idea is idea {kept.idea.number} now, with your group's name." if kept.idea else ""
    return say(f"Thank you. It stands on your group's card.{idea}")


async def _start(desk: Desk, heard: Heard, round_id: str) -> Reply:
    actor, now = await desk.directory.actor(heard.person), desk.clock()
    change = await desk.write(lambda memory: rounds.go(memory, now, actor, round_id))
    if not change.is_new:
        return say(
            f"Round {change.round.number} has started already, and everybody has been told their group."
        )
    there = await desk.read(lambda memory: history.groups(memory, change.round))
    members = sum(len(group.members) for group in there)
    words = (
        f"{several(members, 'person', 'people')} in {several(len(there), 'group')}. "
        "I am posting the groups here and telling each person privately."
    )
    return say(words)


NOUN = Noun(
    clicks=(
        OnClick(ids.HERE, Audience.EVERYONE, here),
        OnClick(ids.TAKE_ROLE, Audience.EVERYONE, take_role),
        OnClick(ids.REPORT_BACK, Audience.EVERYONE, ask_report),
        OnClick(ids.MISSING, Audience.FACILITATORS, ask_missing, doing="say who is missing"),
        OnClick(ids.MORE_TIME, Audience.FACILITATORS, more_time, doing="give a round more time"),
        OnClick(ids.CALL_BACK, Audience.FACILITATORS, call_back, doing="call everyone back"),
        OnClick(ids.NEXT_ROUND, Audience.FACILITATORS, start_next, doing="start a breakout"),
        OnClick(ids.ROOM_LIST, Audience.FACILITATORS, listing, doing="list the groups"),
    ),
    submissions=(
        OnSubmit(ids.PREVIEW_FORM, Audience.FACILITATORS, go, doing="start a breakout"),
        OnSubmit(ids.MISSING_FORM, Audience.FACILITATORS, missing, doing="say who is missing"),
        OnSubmit(ids.REPORT_BACK_FORM, Audience.EVERYONE, report),
    ),
)
