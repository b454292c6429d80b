"""What was typed after /poll: asked at once, or looked at first where it is anonymous.

Of an anonymous poll facilitators are told before it opens that little of it may be shown, and once it is open
it can only be cancelled. So one private card shows what people would see, and its button opens it.
"""

from dataclasses import replace
from typing import Final

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.polls import Poll
from coproduction.service import drafts as service
from coproduction.service import polls
from coproduction.service.drafts import Unseen
from coproduction.service.pollforms import PollForm
from coproduction.words import Text
from handlers import asked, ids, ready
from handlers.blocks import polls as blocks
from handlers.blocks.drafts import preview as previews
from handlers.desk import Desk
from handlers.drafts import composing
from handlers.drafts.showing import DOING
from handlers.edge.heard import Click, Command, Heard
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer
from handlers.unposted import unposted

MOST_OF_A_BUTTON: Final = 2_000  # characters that Slack carries in one
_AGAIN = Text(
    "This was asked a moment ago, so it is one poll. Do you mean a second one? Ask it again in a minute."
)
_UNSEEN = Text(
    "Nothing was asked yet. A session has started or ended since, or the template was changed. "
    "This is how it is now. Please look at it again."
)
_TOO_LONG = Text(
    "This is too long to be shown before it opens. Please write it in the form instead: type {/poll} alone."
)


async def ask(desk: Desk, command: Command, words: str) -> Reply:
    """Ask what was typed, or show it first where it is anonymous."""
    form = await _read(desk, command, words, command.origin)
    if form.level is Level.ANONYMOUS:
        return await _show(desk, command, words, form)
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    now = desk.clock()
    poll = await desk.write(lambda memory: polls.open_poll(memory, now, actor, channel, form))
    return await _asked(desk, command, poll, form)


async def press_open(desk: Desk, click: Click) -> Reply:
    """Open it, pressed below what would be asked: it is read anew, and asked if it is what was shown."""
    seen, origin, words = [*click.value.split(" ", 2), "", ""][:3]
    form = await _read(desk, click, words, origin)
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    now = desk.clock()
    try:
        poll = await desk.write(lambda memory: service.ask_typed(memory, now, actor, channel, seen, form))
    except Unseen:
        return replace(await _show(desk, click, words, form, _UNSEEN), replaces=True)
    return replace(await _asked(desk, click, poll, form), replaces=True)


async def _read(desk: Desk, heard: Heard, typed: str, origin: str) -> PollForm:
    words = _as_carried(typed)
    try:
        form = await composing.template_named(desk, heard, words, origin) or asked.typed(words)
    except ready.NoTemplate as no:
        own = await composing.own_templates(desk, heard)
        place = await composing.template_elsewhere(desk, heard, no.typed)
        raise ready.NoTemplate(no.typed, own, place) from None
    return replace(form, origin=origin, is_typed=True)


def _as_carried(words: str) -> str:
    """As a button holds them: what tells nothing is left out, and read so from the start."""
    return " ".join(words.split())


async def _show(desk: Desk, heard: Heard, words: str, form: PollForm, note: Text | None = None) -> Reply:
    """What would be asked, for its facilitator alone, with the button that asks it."""
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    now = desk.clock()
    shown = await desk.read(lambda memory: service.typed(memory, now, actor, channel, form))
    value = f"{shown.seen} {form.origin} {_as_carried(words)}"
    if len(value) > MOST_OF_A_BUTTON:
        raise Refusal(_TOO_LONG)
    return Reply(words=previews.typed(await desk.voice(heard.person), shown, channel, value, words, note))


async def _asked(desk: Desk, heard: Heard, poll: Poll, form: PollForm) -> Reply:
    say = await desk.voice(heard.person)
    if poll.origin != form.origin:
        return answer(say, _AGAIN, *blocks.asked(say, poll))
    return Reply(words=blocks.on_its_way(say, poll, await unposted(desk, say, poll.channel)))


NOUN = Noun(clicks=(OnClick(ids.OPEN_TYPED, Audience.FACILITATORS, press_open, doing=DOING),))
