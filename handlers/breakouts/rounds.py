"""Breakout rounds that go on: started, joined, mended, reported from, called back."""

from datetime import datetime

import structlog

from coproduction.breakouts import Part
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service.breakouts import history, presence, reportbacks, rounds
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.breakouts import forms
from handlers.blocks.breakouts.cards import ROLES
from handlers.blocks.breakouts.roomlist import room_list
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, Told, answer

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
    say = await desk.voice(click.person)
    words = say("Good that you are here. You are in {group}.", group=found.group.name)
    if found.is_late:
        words += " " + say("I am sending you all you need to know, and the others see that you come.")
    return answer(say, words)


async def ask_missing(desk: Desk, click: Click) -> Reply:
    """Who is not there."""
    return Reply(view=forms.missing(await desk.voice(click.person), ids.private(click.channel, click.value)))


async def missing(desk: Desk, form: Submission) -> Reply:
    """The groups close their gaps."""
    actor, now, absent = (
        await desk.directory.actor(form.person),
        desk.clock(),
        form.required("missing").split(),
    )
    await desk.write(lambda memory: presence.remove(memory, now, actor, form.subject, absent))
    say = await desk.voice(form.person)
    return answer(say, say("Thank you. The groups are mended, and whoever moved has been told."))


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
    say = await desk.voice(click.person)
    if not change.is_new:
        return answer(say, say("The groups have been given more time already. Their cards say until when."))
    return answer(say, say("The groups have {minutes} more minutes. The cards say until when.", minutes=MORE))


async def call_back(desk: Desk, click: Click) -> Reply:
    """Everybody comes back."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    await desk.write(lambda memory: rounds.call_back(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("I am asking every group to come back."))


async def listing(desk: Desk, click: Click) -> Reply:
    """The groups as a list for the video call."""
    actor = await desk.directory.actor(click.person)
    groups = await desk.read(lambda memory: rounds.listed(memory, actor, click.value))
    members = [member for group in groups for member in group.members]
    say = await desk.voice(click.person)
    names = await desk.directory.names(say, members)
    emails = await desk.directory.emails(members) if desk.settings.lists_emails else {}
    first, *others = room_list(say, groups, names, emails)
    more = tuple(Told(click.person, click.channel or "", drawing) for drawing in others)
    return Reply(words=first, tell=more)


async def ask_report(desk: Desk, click: Click) -> Reply:
    """The form in which a group reports back."""
    actor, now = await desk.directory.participant(click.person), desk.clock()
    round_id, number = ids.read_group(click.value)
    table = await desk.read(lambda memory: reportbacks.table(memory, now, actor, round_id, number))
    say = await desk.voice(click.person)
    return Reply(view=forms.report_back(say, table, ids.private(click.channel, click.value)))


async def report(desk: Desk, form: Submission) -> Reply:
    """What a group brings back."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    round_id, number = ids.read_group(form.subject)
    said = {part: form.values.get(part.value) for part in Part}
    room = await desk.voice_of_channel(await _programme_of(desk, round_id))
    kept = await desk.write(
        lambda memory: reportbacks.report(memory, now, actor, round_id, number, said, form.origin, say=room)
    )
    say = await desk.voice(form.person)
    words = say("Thank you. It stands on your group's card.")
    if kept.idea:
        again = Text("Your group has brought this idea already: it is idea {number}. It counts once.")
        new = Text("Your idea is idea {number} now, with your group's name.")
        words += " " + say(again if kept.is_said_again else new, number=kept.idea.number)
    return answer(say, words, is_fleeting=True)  # the idea is the group's: nothing lasting says who wrote it


async def _programme_of(desk: Desk, round_id: str) -> str:
    """The channel of the programme; empty when the round is gone, which its service says in words."""
    return await desk.read(lambda memory: rounds.programme_of(memory, round_id))


async def _start(desk: Desk, heard: Heard, round_id: str) -> Reply:
    actor, now = await desk.directory.actor(heard.person), desk.clock()
    change = await desk.write(lambda memory: rounds.go(memory, now, actor, round_id))
    say = await desk.voice(heard.person)
    if not change.is_new:
        started = say(
            "Round {number} has started already, and everybody has been told their group.",
            number=change.round.number,
        )
        return answer(say, started)
    there = await desk.read(lambda memory: history.groups(memory, change.round))
    members = sum(len(group.members) for group in there)
    words = say(
        "{people} in {groups}. I am posting the groups here and telling each person privately.",
        people=several(members, "{n} person", "{n} people"),
        groups=several(len(there), "{n} group", "{n} groups"),
    )
    return answer(say, words)


NOUN = Noun(
    clicks=(
        OnClick(ids.HERE, Audience.EVERYONE, here),
        OnClick(ids.TAKE_ROLE, Audience.EVERYONE, take_role),
        OnClick(ids.REPORT_BACK, Audience.EVERYONE, ask_report),
        OnClick(ids.MISSING, Audience.FACILITATORS, ask_missing, doing=Text("say who is missing")),
        OnClick(ids.MORE_TIME, Audience.FACILITATORS, more_time, doing=Text("give a round more time")),
        OnClick(ids.CALL_BACK, Audience.FACILITATORS, call_back, doing=Text("call everyone back")),
        OnClick(ids.NEXT_ROUND, Audience.FACILITATORS, start_next, doing=Text("start a breakout")),
        OnClick(ids.ROOM_LIST, Audience.FACILITATORS, listing, doing=Text("list the groups")),
    ),
    submissions=(
        OnSubmit(ids.PREVIEW_FORM, Audience.FACILITATORS, go, doing=Text("start a breakout")),
        OnSubmit(ids.MISSING_FORM, Audience.FACILITATORS, missing, doing=Text("say who is missing")),
        OnSubmit(ids.REPORT_BACK_FORM, Audience.EVERYONE, report),
    ),
)
