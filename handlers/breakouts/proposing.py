"""Proposing breakout groups to a facilitator, until they say Go."""

import asyncio
import re
from functools import partial

from coproduction.grouping import BUDGET, Grouping, plan
from coproduction.service.breakouts import proposing
from coproduction.service.breakouts.proposing import Proposal, Ready, RoundForm
from coproduction.words import Text
from handlers import ids
from handlers.blocks.breakouts import forms as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply
from handlers.edge.typed import apart, first_word

LIVE = BUDGET // 4  # of all rounds together: a form must open within three seconds of the command
MOST_SHUFFLES = 5  # after which these groups are all but the only ones of their quality
_EMPTY_LINE = re.compile(r"\n\s*\n")


async def propose(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro breakout 5 "prompt", or bare for the form."""
    if not rest:
        offers = desk.settings.makes_channels
        say = await desk.voice(command.person)
        leading = await desk.read(lambda memory: proposing.leading(memory, command.channel))
        private = ids.private(command.channel)
        return Reply(view=blocks.form(say, private, leading, offers_channels=offers))
    size, prompts = first_word(rest)
    before, pieces, _ = apart(prompts)
    asked = RoundForm(prompts=[before, *pieces], origin=command.origin, size=size)
    return await _propose(desk, command, asked)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a breakout round."""
    asked = RoundForm(
        prompts=_EMPTY_LINE.split(form.required("prompt")),
        origin=form.origin,
        size=form.required("size"),
        groups=form.required("groups"),
        minutes=form.required("minutes"),
        rounds=form.required("rounds"),
        names=form.required("names"),
        apart=tuple(form.required("apart").split()),
        together=tuple(form.required("together").split()),
        left_out=tuple(form.required("left_out").split()),
        voices=form.required("voices"),
        has_channels=desk.settings.makes_channels and form.values.get("place") == blocks.CHANNEL,
    )
    return await _propose(desk, form, asked)


async def shuffle(desk: Desk, click: Click) -> Reply:
    """Other groups for the same wish; where luck brings the same ones again, it gets another chance."""
    actor = await desk.directory.actor(click.person)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    for luck in range(1, MOST_SHUFFLES + 1):
        again = partial(proposing.prepare_again, actor=actor, round_id=click.value, luck=luck)
        ready = await desk.read(again)
        made = await _make(ready)
        if set(map(frozenset, made[0].groups)) != {frozenset(group.members) for group in seen.groups}:
            break
    made_anew = await desk.write(lambda memory: proposing.reshuffle(memory, actor, ready, made))
    return await _preview(desk, click, made_anew)


async def resize(desk: Desk, click: Click) -> Reply:
    """As many groups as were offered because they mix everybody."""
    actor = await desk.directory.actor(click.person)
    round_id, _, groups = click.value.rpartition(":")
    ready = await desk.read(lambda memory: proposing.prepare_resized(memory, actor, round_id, groups))
    made = await _make(ready)
    resized = await desk.write(lambda memory: proposing.reshuffle(memory, actor, ready, made))
    return await _preview(desk, click, resized)


async def ask_swap(desk: Desk, click: Click) -> Reply:
    """Who should change places."""
    actor = await desk.directory.actor(click.person)
    await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    say = await desk.voice(click.person)
    return Reply(view=blocks.swap(say, ids.private(click.channel, click.value), click.value))


async def swap(desk: Desk, form: Submission) -> Reply:
    """They change places."""
    actor, one, other = await desk.directory.actor(form.person), form.required("one"), form.required("other")
    swapped = await desk.write(lambda memory: proposing.swap_two(memory, actor, form.subject, one, other))
    return await _preview(desk, form, swapped)


async def back(desk: Desk, click: Click) -> Reply:
    """Back to the proposed groups."""
    actor = await desk.directory.actor(click.person)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    return await _preview(desk, click, seen)


async def _propose(desk: Desk, heard: Heard, form: RoundForm) -> Reply:
    actor, channel = await desk.directory.actor(heard.person), heard.channel or ""
    ready = await desk.read(lambda memory: proposing.prepare(memory, actor, channel, form))
    made = await _make(ready)
    proposed = await desk.write(lambda memory: proposing.propose(memory, actor, ready, made))
    return await _preview(desk, heard, proposed)


async def _make(ready: Ready) -> list[Grouping]:
    """In a thread of its own: with hundreds of people it takes a second, and everybody else goes on."""
    return await asyncio.to_thread(
        plan, ready.room.guests, ready.room.wish, ready.rounds, budget=LIVE // ready.rounds
    )


async def _preview(desk: Desk, heard: Heard, draft: Proposal) -> Reply:
    say = await desk.voice(heard.person)
    return Reply(view=blocks.preview(say, draft, ids.private(heard.channel, draft.round.id)))


NOUN = Noun(
    verbs=(
        Verb(
            "breakout",
            Audience.FACILITATORS,
            Text('5 "What would help?"'),
            Text("see groups of about 5 before anybody is told"),
            propose,
            doing=proposing.DOING,
        ),
    ),
    clicks=(
        OnClick(ids.SHUFFLE, Audience.FACILITATORS, shuffle, doing=proposing.DOING),
        OnClick(ids.RESIZE, Audience.FACILITATORS, resize, doing=proposing.DOING),
        OnClick(ids.SWAP, Audience.FACILITATORS, ask_swap, doing=proposing.DOING),
        OnClick(ids.NOT_SWAP, Audience.FACILITATORS, back, doing=proposing.DOING),
    ),
    submissions=(
        OnSubmit(ids.BREAKOUT_FORM, Audience.FACILITATORS, submit, doing=proposing.DOING),
        OnSubmit(ids.SWAP_FORM, Audience.FACILITATORS, swap, doing=proposing.DOING),
    ),
)
