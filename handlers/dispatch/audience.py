"""Who may do what: asked here once, before any listener runs. The services ask again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from coproduction.errors import Refusal
from coproduction.service import leading, people
from coproduction.sessions import is_direct
from coproduction.words import Text, and_listed
from handlers.desk import Desk
from handlers.dispatch.elsewhere import done_there
from handlers.edge.heard import Command, Heard
from handlers.edge.listeners import Audience, Listener, Verb
from handlers.edge.mistaken import meant_instead
from handlers.edge.reply import Reply

H = TypeVar("H", bound=Heard)

MOST_NAMED = 5  # in one sentence

_ONLY_THESE = Text(
    "Only the people who lead can {what}: {people}. Do you lead, too? Then ask an admin of this workspace. "
    "They can type: {/facilitators} add @you"
)
_THEY_LEAD = Text("{only}\nThese people lead, and can help you: {people}.")
_INSTEAD = Text("{only}\n{instead}")
_STANDS_ALONE = Text(
    "I did nothing yet. I do not know what the words after {command} mean. "
    "Please type {command} alone. To see what it does, type: {command} help"
)
_MEANT_INSTEAD = Text(
    "I did nothing yet. Did you mean this? {meant}\n"
    'If “{words}” is what you want to say, put it in quotes: {command} "{words}"'
)


async def permitted(desk: Desk, act: H, listener: Listener[H]) -> Reply:
    """What the listener replies, or a Refusal for somebody who is not of its audience."""
    await require(desk, act, listener.audience, listener.doing)
    return _of(listener.audience, await listener.run(desk, act))


async def permitted_verb(
    desk: Desk, command: Command, verb: Verb, rest: str, instead: Text | None = None
) -> Reply:
    """The same for a verb, which gets the text after it, or refuses it where nothing should follow.

    `instead`: what somebody who is not of its audience can do.
    """
    await require(desk, command, verb.audience, verb.doing, instead)
    if rest and not verb.may_go_on:
        typed = (await desk.voice(command.person)).commands[f"/{verb.name}"]
        raise Refusal(_STANDS_ALONE.filled(command=typed))
    called = (await desk.voice(command.person)).commands
    if other := meant_instead(verb, rest, called, desk.voices.by_command()):
        raise Refusal(_MEANT_INSTEAD.filled(words=rest, meant=other, command=called[f"/{verb.name}"]))
    if (verb.of_session or verb.of_programme) and is_direct(command.channel or ""):
        return _of(verb.audience, await done_there(desk, command, verb, rest))
    return _of(verb.audience, await verb.run(desk, command, rest))


def _of(audience: Audience, reply: Reply) -> Reply:
    """The same reply, which also says whether who gets it leads."""
    return reply if audience is Audience.EVERYONE else replace(reply, leads=True)


async def require(
    desk: Desk, act: Heard, audience: Audience, doing: Text, instead: Text | None = None
) -> None:
    """Refuse, in words, who is not of this audience; with what they can do, and who can do it."""
    if audience is Audience.EVERYONE:
        return
    actor = await desk.directory.actor(act.person, act.channel)
    if audience is Audience.ADMINS:
        people.require_admin(actor)
        return
    try:
        await desk.read(lambda memory: people.require_facilitator(memory, actor, doing))
    except Refusal as refusal:
        leads = await desk.read(lambda memory: leading.here(memory, actor, act.channel or ""))
        names = await desk.directory.known_names(leads, desk.directory.patience.soon)
        no = named(refusal.words, doing, tuple(names.values()))
        raise Refusal(_INSTEAD.filled(only=no, instead=instead) if instead else no) from None


def named(no: Text, doing: Text, names: Sequence[str]) -> Text:
    """The no with who can do it: in its first sentence, or below it where they are many."""
    if not names:
        return no
    people = and_listed(names)
    if len(names) > MOST_NAMED:
        return _THEY_LEAD.filled(only=no, people=people)
    return _ONLY_THESE.filled(what=doing, people=people)
