"""Facilitators, and what Slack tells about people and channels."""

from coproduction.errors import Refusal
from coproduction.service import outbox, people
from coproduction.words import Text, listed
from handlers.breakouts.departures import gone
from handlers.desk import Desk
from handlers.edge.heard import Command, Event, Heard
from handlers.edge.listeners import Audience, OnEvent, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word
from handlers.sending.live_cards import CATCH_UP

_HOW = Text("Type: {/facilitators} add @name (choose the person from the list that Slack shows).")
_DONE = {
    "add": Text("{people} can facilitate now."),
    "remove": Text("{people} can no longer facilitate."),
}


async def require_facilitator(desk: Desk, heard: Heard, what: Text) -> None:
    """Refuse before a form opens, so that nobody fills one in for nothing; its service asks again."""
    actor = await desk.directory.actor(heard.person)
    await desk.read(lambda memory: people.require_facilitator(memory, actor, what))


async def facilitators(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro facilitators [add|remove @name]"""
    actor = await desk.directory.actor(command.person)
    change, _ = first_word(rest)
    if not change:
        return await _list(desk, actor.id)
    people.require_admin(actor)
    act = {"add": people.add_facilitator, "remove": people.remove_facilitator}.get(change)
    if act is None or not command.mentions:
        raise Refusal(_HOW)
    await desk.write(lambda memory: [act(memory, actor, person) for person in command.mentions])
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, command.mentions)
    return answer(say, say(_DONE[change], people=listed(names.values())))


async def changed(desk: Desk, event: Event) -> Reply:
    """Somebody has a new name or time zone, or left."""
    profile = desk.directory.learn(event.body["user"])
    await desk.write(lambda memory: people.move(memory, profile.actor.id, profile.actor.zone))
    return await gone(desk, profile.actor.id) if event.body["user"].get("deleted") else Reply()


async def joined(desk: Desk, event: Event) -> Reply:
    """The bot was invited to a channel: what could not be posted or redrawn there can be now."""
    if event.person != desk.bot_user or event.channel is None:
        return Reply()
    now, channel = desk.clock(), event.channel
    retried = await desk.write(lambda memory: outbox.retry_channel(memory, now, channel))
    posted = await desk.read(lambda memory: memory.messages.sent_cards(outbox.CARDS, now - CATCH_UP))
    stale = tuple(message.card for message in posted if message.channel == channel)
    return Reply(owes=bool(retried), refresh=stale)


async def _list(desk: Desk, person: str) -> Reply:
    say = await desk.voice(person)
    ids = await desk.read(people.facilitators)
    names = await desk.directory.names(say, ids)
    people_ = listed(sorted(names.values())) if names else Text("nobody yet")
    told = say("Besides the admins, these people can lead: {people}.", people=people_)
    return answer(say, f"{told} {say(_HOW)}")


VERBS = (
    Verb(
        "facilitators",
        Audience.ADMINS,
        Text("add @name"),
        Text("see or change who facilitates"),
        facilitators,
    ),
)
EVENTS = (
    OnEvent("user_change", ("users:read",), changed),
    OnEvent("member_joined_channel", ("channels:read", "groups:read"), joined),
)
