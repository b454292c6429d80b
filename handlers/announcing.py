"""Announcing a planned session, and the answers of those who are invited."""

from functools import partial

from coproduction.errors import NotNow, Refusal
from coproduction.people import Actor
from coproduction.service import announcing as service
from coproduction.service import upcoming
from coproduction.service.announcing import Answered, Unseen
from coproduction.service.people import may_facilitate
from coproduction.service.planned import DOING
from coproduction.words import Text
from handlers import home, ids, listids
from handlers.blocks import announcing as blocks
from handlers.blocks.kit import Drawing
from handlers.blocks.longlists import Lines
from handlers.blocks.planned import each_planned
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit
from handlers.edge.reply import Receipt, Reply
from handlers.planned import shown

_POSTING = Text(
    "I am posting the invitation. If no card appears in the channel, invite me there, and I will post it."
)
_ALREADY = Text("It is announced already. This is the plan as it is now.")


async def press_announce(desk: Desk, click: Click) -> Reply:
    """Announce: first, what will be posted and where."""
    return await _preview(desk, click, click.value)


async def _preview(desk: Desk, heard: Heard, planned_id: str, note: Text | None = None) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    try:
        found = await desk.read(lambda memory: service.preview(memory, now, actor, planned_id))
    except NotNow:
        raise
    except Refusal as no:
        return await shown(desk, heard, planned_id, no.words)
    if found.is_announced:
        return await shown(desk, heard, planned_id, _ALREADY)
    return Reply(view=blocks.preview(await desk.voice(heard.person), found, note))


async def submit_announce(desk: Desk, form: Submission) -> Reply:
    """Yes, post what was shown."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    planned_id, _, seen = form.subject.partition(":")
    try:
        announced = await desk.write(lambda memory: service.announce(memory, now, actor, planned_id, seen))
    except Unseen as unseen:
        return await _preview(desk, form, planned_id, unseen.words)
    return await shown(desk, form, planned_id, _POSTING if announced.announced_at == now else _ALREADY)


async def press_coming(desk: Desk, click: Click) -> Reply:
    """Coming, Maybe or Can't: on the card, in a private message, or on Home."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    said = click.choice.partition("/")[0]
    told = await desk.write(lambda memory: service.answer(memory, now, actor, click.value, said))
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    return Reply(receipt=Receipt(f"coming {click.value}", partial(_told, desk, click.person, told)))


async def _told(desk: Desk, person: str, told: Answered) -> Drawing:
    return blocks.answered(await desk.voice(person), told)


async def press_rules(desk: Desk, click: Click) -> Reply:
    """Read the ground rules."""
    actor = Actor(click.person, here=click.channel)
    found = await desk.read(lambda memory: service.rules_of(memory, actor, click.value))
    return Reply(view=blocks.rules(await desk.voice(click.person), found))


async def _planned(desk: Desk, click: Click, channel: str) -> Lines:
    """All that is planned: the plans, or for who does not lead the sessions that they may come to."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    leads, found = await desk.read(
        lambda memory: (may_facilitate(memory, actor), upcoming.around(memory, now, actor, channel))
    )
    say = await desk.voice(click.person)
    return each_planned(say, found) if leads else blocks.each_to_answer(say, found)


NOUN = Noun(
    clicks=(
        OnClick(ids.ANNOUNCE, Audience.FACILITATORS, press_announce, doing=DOING),
        OnClick(ids.COMING, Audience.EVERYONE, press_coming),
        OnClick(ids.GROUND_RULES, Audience.EVERYONE, press_rules),
    ),
    submissions=(OnSubmit(ids.ANNOUNCE_FORM, Audience.FACILITATORS, submit_announce, doing=DOING),),
    lists=(LongList(listids.PLANNED, Text("Planned sessions"), _planned),),
)
