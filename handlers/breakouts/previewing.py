"""How whoever leads comes to see proposed groups: they are made meanwhile, and others may change them."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from coproduction.breakouts import Round
from coproduction.grouping import BUDGET, Grouping, others, plan, tried
from coproduction.service.breakouts import proposing, unmet
from coproduction.service.breakouts.plannedrounds import Replaced
from coproduction.service.breakouts.proposing import Made, Proposal, Ready
from coproduction.words import Text
from handlers import ids
from handlers.blocks.breakouts import choosing
from handlers.blocks.breakouts import preview as blocks
from handlers.blocks.kit import Drawing, actions, button, section
from handlers.desk import Desk
from handlers.edge.heard import Heard, Submission
from handlers.edge.reply import Reply
from handlers.voice import Voice

LIVE = BUDGET // 4  # of all rounds together: a form must open within three seconds of the command
H = TypeVar("H", bound=Heard)
Listener = Callable[[Desk, H], Awaitable[Reply]]


def or_as_they_are(run: Listener[H]) -> Listener[H]:
    """Where others have changed the groups since they were shown, whoever acts on them sees those instead."""

    @wraps(run)
    async def looked(desk: Desk, heard: H) -> Reply:
        try:
            return await run(desk, heard)
        except Replaced as no:
            return await as_they_are(desk, heard, no.newer)

    return looked


async def as_they_are(desk: Desk, heard: Heard, round_: Round) -> Reply:
    """The groups of a round as they are, below who has changed them and when."""
    actor = await desk.directory.actor(heard.person, heard.channel)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, round_.id))
    say, now = await desk.voice(heard.person), seen.round
    names = await desk.directory.names(say, [now.made_by] if now.made_by else [])
    made = Made(now.made_by, now.made_at) if now.made_by and now.made_at else None
    return await preview(desk, heard, seen, blocks.changed(say, made, heard.person, names))


async def meanwhile(desk: Desk, heard: Heard, people: int, make: Callable[[], Awaitable[Reply]]) -> Reply:
    """The form opens at once and says what is being made; the groups come when they are ready."""
    say = await desk.voice(heard.person)
    return Reply(view=choosing.working(say, people), then=make)


async def make_groups(ready: Ready) -> list[Grouping]:
    """In a thread of its own: with hundreds of people it takes a second, and everybody else goes on."""
    return await asyncio.to_thread(_planned, ready)


def _planned(ready: Ready) -> list[Grouping]:
    """Groups that were offered keep what was said of them: those that were tried are where it begins."""
    guests, wish = ready.room.guests, ready.room.wish
    start = tried(guests, wish, wish.groups).groups if ready.is_offered and wish.groups else ()
    return plan(guests, wish, ready.rounds, budget=LIVE // ready.rounds, start=start)


async def preview(desk: Desk, heard: Heard, draft: Proposal, first: str | Text | None = None) -> Reply:
    """The groups to look at; Go brings back which these were. For who closed the form, a way to open it."""
    if draft.quality.facts.unservable:
        await desk.write(lambda memory: unmet.tell(memory, desk.clock(), draft.round.session))
    say = await desk.voice(heard.person)
    private = ids.private(heard.channel, f"{draft.round.id}:{draft.stamp}")
    shown = [*(member for group in draft.groups for member in group.members), *draft.round.left_out]
    shown += draft.shut_out
    shown += [draft.before.by] if draft.before else []
    names = await desk.directory.names(say, shown, desk.directory.patience.soon)
    sizes = await asyncio.to_thread(others, draft.guests.values(), draft.wish, draft.sizes_of)
    view = blocks.preview(say, draft, private, names, sizes)
    above = f"*{say(first)}*" if isinstance(first, Text) else first
    view["blocks"][:0] = [section(above)] if above else []
    return Reply(view=view, words=groups_are_ready(say, draft, above), in_form=isinstance(heard, Submission))


def groups_are_ready(say: Voice, draft: Proposal, first: str | None) -> Drawing:
    """What is said to whoever has closed the form; `first` is what has become of the groups."""
    words = say(
        "The groups of round {number} are ready. Nobody has been told yet.", number=draft.round.number
    )
    show = actions(button(say("Show the groups"), ids.NOT_SWAP, draft.round.id))
    return Drawing.of_words(say, f"{first} {words}" if first else words, show)
