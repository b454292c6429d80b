"""What a form of a new poll holds, kept; and the form or the preview as it is then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from coproduction.drafts import (
    HIDDEN,
    LIVE,
    OF_ALL,
    OF_QUESTION,
    Composed,
    filled,
)
from coproduction.errors import NotNow, Refusal
from coproduction.levels import Level
from coproduction.polls import Invited
from coproduction.service import drafts as service
from coproduction.service.drafts import Composing
from coproduction.words import Text
from handlers.blocks.drafts import composer as blocks
from handlers.blocks.drafts import preview as previews
from handlers.blocks.drafts.fields import read_subject, tail_of
from handlers.blocks.drafts.question import KINDS
from handlers.desk import Desk
from handlers.edge.heard import Heard
from handlers.edge.reply import Reply

DOING = Text("open a poll")
_ALLOWED = {  # of what is chosen, and not typed; nothing else comes from a form of ours
    "kind": frozenset(KINDS),
    "level": frozenset(Level),
    "results": frozenset({HIDDEN, LIVE}),
    "invited": frozenset(Invited),
}

Change = Callable[[Composed], Composed]


async def keep(
    desk: Desk,
    heard: Heard,
    subject: str,
    values: Mapping[str, str | None],
    change: Change = lambda composed: composed,
) -> Composing:
    actor, now, channel = (
        await desk.directory.actor(heard.person, heard.channel),
        desk.clock(),
        heard.channel or "",
    )
    fill = filling(subject, values)
    return await desk.write(
        lambda memory: service.keep(memory, now, actor, channel, lambda composed: change(fill(composed)))
    )


def filling(subject: str, values: Mapping[str, str | None]) -> Change:
    """What puts the values of a form into what is composed; `subject` is what it carries along."""
    return partial(filled, key=read_subject(subject)[0], values=_read(subject, values))


def _read(subject: str, values: Mapping[str, str | None]) -> dict[str, str]:
    """The fields of the form's question, and those of the whole, by their names."""
    found: dict[str, str] = {}
    for block, value in values.items():
        name, _, tail = block.partition(".")
        is_ours = tail == tail_of(subject) if name in OF_QUESTION else name in OF_ALL
        if is_ours and (name not in _ALLOWED or value in _ALLOWED[name]):
            found[name] = value or ""
    return found


async def composer(
    desk: Desk, heard: Heard, composing: Composing, note: Text | None = None, *, turn: int = 0
) -> Reply:
    say = await desk.voice(heard.person)
    return Reply(view=blocks.composer(say, composing, heard.channel or "", note, turn))


async def preview(desk: Desk, heard: Heard, note: Text | None = None) -> Reply:
    actor, now, channel = (
        await desk.directory.actor(heard.person, heard.channel),
        desk.clock(),
        heard.channel or "",
    )
    shown = await desk.read(lambda memory: service.preview(memory, now, actor, channel))
    return Reply(view=previews.preview(await desk.voice(heard.person), shown, channel, note))


async def again(desk: Desk, heard: Heard, note: Text | None = None) -> Reply:
    """The preview as it is now; where there is nothing to preview any more, the form says why."""
    try:
        return await preview(desk, heard, note)
    except NotNow:
        raise
    except Refusal as no:
        return await with_note(desk, heard, no.words)


async def with_note(desk: Desk, heard: Heard, note: Text) -> Reply:
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    found = await desk.read(lambda memory: service.begin(memory, actor, channel))
    return await composer(desk, heard, replace(found, kept_since=None), note)
