"""What the forms of an idea share: what stands in them, and what people can refer to."""

from coproduction.ideas import Idea, IdeaKind, kind_named
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import idealists, members, places, stuck
from coproduction.service.ideas import IdeaDraft
from handlers.blocks.ideas import HELPS
from handlers.blocks.kit import Block
from handlers.blocks.places import WHERE, held_back, waits_for, went_to
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission


def draft_of(form: Click | Submission) -> IdeaDraft:
    """What stands in a form of an idea by now."""
    said, kind = form.values, kind_named(form.values.get("kind") or IdeaKind.CHANGE)
    return IdeaDraft(
        text=said.get("text") or "",
        kind=kind,
        origin=form.origin if isinstance(form, Submission) else "",
        better=said.get("better"),
        evidence=said.get("evidence"),
        whom=said.get("whom"),
        serves=said.get("serves"),
        helps=said.get("helps") == HELPS,
        partners=tuple((said.get("people") or "").split()),
    )


async def matters(desk: Desk, click: Click) -> list[Idea]:
    """What matters to people in the programme that is meant, for who may read it."""
    channel = click.values.get(WHERE) or click.subject
    actor = Actor(click.person, here=click.channel)

    def read(memory: Memory) -> list[Idea]:
        may = bool(channel) and members.may(memory, actor, channel)
        return idealists.that_matter(memory, channel) if may else []

    return await desk.read(read)


async def went(desk: Desk, heard: Heard, idea: Idea) -> Block:
    """Where everybody can read an idea, or will once all are shown, or that channel takes messages again."""
    where, waiting = await desk.read(
        lambda memory: (places.where(memory, idea.channel), stuck.shut(memory, idea.channel))
    )
    say = await desk.voice(heard.person)
    if idea.sealed_in:
        return held_back(say, where)
    return waits_for(say, where) if waiting else went_to(say, where)
