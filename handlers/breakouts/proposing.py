"""Proposing breakout groups to a facilitator, until they say Go."""

import re
from dataclasses import replace
from functools import partial

from coproduction.errors import Refusal
from coproduction.service.breakouts import proposing, seatless
from coproduction.service.breakouts.proposing import RoundForm
from coproduction.service.breakouts.stamps import made_of
from coproduction.words import Text, and_listed
from handlers import ids, leadids, listids
from handlers.blocks.breakouts import choosing
from handlers.blocks.breakouts import forms as blocks
from handlers.blocks.breakouts import preview as previews
from handlers.blocks.longlists import Lines
from handlers.breakouts import typed
from handlers.breakouts.instep import begin_in
from handlers.breakouts.previewing import groups_are_ready, make_groups, meanwhile, or_as_they_are, preview
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply

PAIR = 2  # people of whom a wish speaks
MOST_SHUFFLES = 5  # after which these groups are all but the only ones of their quality
_OTHERS = Text("Other people are there than in the groups you saw. Here are the groups as they are now.")
_RETOLD = Text(
    "Since you saw the groups, somebody has told me something new about themselves. "
    "Here are the groups as they are now."
)
_SWAPPED = Text("The two people have changed places.")
_SAME = Text("These are the same groups as before: I found no others that are as good.")
_GROUPS_COUNT = Text("You said how many groups, so I go by that, and not by how many people in each.")
_BOTH_WISHES = Text(
    "You chose the same people to sit apart and to sit together: {people}. "
    "Please take them out of one of the two."
)
_EMPTY_LINE = re.compile(r"\n\s*\n")


async def propose(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro breakout 5 "prompt", or 6 groups "prompt", or bare for the form."""
    if not rest:
        actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
        await desk.read(lambda memory: proposing.ask(memory, actor, channel))
        offers = desk.settings.makes_channels
        say = await desk.voice(command.person)
        leading = await desk.read(lambda memory: seatless.leading_in(memory, channel))
        begin, private = await begin_in(desk, channel), ids.private(channel)
        return Reply(view=blocks.form(say, private, leading, begin, offers_channels=offers))
    wanted, of_step = typed.read(rest), await begin_in(desk, command.channel or "")
    asked = RoundForm(
        prompts=wanted.prompts if any(wanted.prompts) else [of_step.prompt],
        origin=command.origin,
        size=wanted.shape.size,
        groups=wanted.shape.groups,
        each=wanted.shape.each,
        minutes=wanted.minutes or of_step.minutes,
    )
    return await _propose(desk, command, asked)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a breakout round."""
    asked = RoundForm(
        prompts=_EMPTY_LINE.split(form.required("prompt")),
        origin=f"{form.origin}:{form.subject}" if form.subject else form.origin,  # out of groups: another one
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
    await _require_one_wish(desk, form, asked)
    is_beside_size = bool(asked.groups.strip() and asked.size.strip())
    return await _propose(desk, form, asked, first=_GROUPS_COUNT if is_beside_size else None)


async def _require_one_wish(desk: Desk, form: Submission, asked: RoundForm) -> None:
    """A Refusal where the same two people are to sit apart and together."""
    both = [one for one in asked.together if one in asked.apart]
    if len(both) < PAIR:
        return
    names = await desk.directory.names(await desk.voice(form.person), both, desk.directory.patience.soon)
    raise Refusal(_BOTH_WISHES.filled(people=and_listed(names[one] for one in both)), "together")


@or_as_they_are
async def shuffle(desk: Desk, click: Click) -> Reply:
    """Other groups for the same wish; where luck brings the same ones again, it gets another chance."""
    actor = await desk.directory.actor(click.person, click.channel)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    before = {frozenset(group.members) for group in seen.groups}

    async def make() -> Reply:
        for luck in range(1, MOST_SHUFFLES + 1):
            again = partial(proposing.prepare_again, actor=actor, round_id=click.value, luck=luck)
            ready = await desk.read(again)
            made = await make_groups(ready)
            if set(map(frozenset, made[0].groups)) != before:
                break
        made_anew = await desk.write(
            lambda memory: proposing.reshuffle(memory, desk.clock(), actor, ready, made)
        )
        is_same = {frozenset(group.members) for group in made_anew.groups} == before
        return await preview(desk, click, made_anew, first=_SAME if is_same else None)

    return await meanwhile(desk, click, sum(len(group.members) for group in seen.groups), make)


async def make_anew(desk: Desk, heard: Heard, round_id: str, *, is_retold: bool) -> Reply:
    """Groups of the people who are there now, because they would be others than those that were shown, or
    because people told something else since.

    Nobody is told before the facilitator has looked at these.
    """
    actor = await desk.directory.actor(heard.person, heard.channel)
    ready = await desk.read(lambda memory: proposing.prepare_again(memory, actor, round_id, luck=0))

    async def make() -> Reply:
        made, now = await make_groups(ready), desk.clock()
        anew = await desk.write(lambda memory: proposing.reshuffle(memory, now, actor, ready, made))
        return await preview(desk, heard, anew, first=_RETOLD if is_retold else _OTHERS)

    return await meanwhile(desk, heard, len(ready.room.guests), make)


@or_as_they_are
async def resize(desk: Desk, click: Click) -> Reply:
    """As many groups as were offered because they mix everybody, or leave nobody without help."""
    actor = await desk.directory.actor(click.person, click.channel)
    round_id, _, groups = click.value.rpartition(":")
    ready = await desk.read(lambda memory: proposing.prepare_resized(memory, actor, round_id, groups))

    async def make() -> Reply:
        made = await make_groups(ready)
        resized = await desk.write(
            lambda memory: proposing.reshuffle(memory, desk.clock(), actor, ready, made)
        )
        return await preview(desk, click, resized)

    return await meanwhile(desk, click, len(ready.room.guests), make)


@or_as_they_are
async def ask_swap(desk: Desk, click: Click) -> Reply:
    """Who should change places."""
    actor = await desk.directory.actor(click.person, click.channel)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    say = await desk.voice(click.person)
    members = [member for group in seen.groups for member in group.members]
    names = await desk.directory.names(say, members, desk.directory.patience.soon)
    private = ids.private(click.channel, f"{click.value}:{made_of(seen.round)}")
    view = choosing.swap(say, private, click.value, seen.groups, names)
    return Reply(view=choosing.with_names(say, view, is_all=not desk.directory.are_untold(members)))


@or_as_they_are
async def swap(desk: Desk, form: Submission) -> Reply:
    """They change places."""
    actor, one, other = (
        await desk.directory.actor(form.person, form.channel),
        form.required("one"),
        form.required("other"),
    )
    now, (round_id, _, seen) = desk.clock(), form.subject.partition(":")
    swapped = await desk.write(
        lambda memory: proposing.swap_two(memory, now, actor, round_id, one, other, seen)
    )
    say = await desk.voice(form.person)
    return replace(await preview(desk, form, swapped), words=groups_are_ready(say, swapped, say(_SWAPPED)))


@or_as_they_are
async def back(desk: Desk, click: Click) -> Reply:
    """Back to the proposed groups."""
    actor = await desk.directory.actor(click.person, click.channel)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    return replace(await preview(desk, click, seen), words=None)


@or_as_they_are
async def ask_again(desk: Desk, click: Click) -> Reply:
    """Back to the form with what was chosen for these groups, to change one thing of it."""
    actor = await desk.directory.actor(click.person, click.channel)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, click.value))
    private, round_ = ids.private(click.channel, click.value), seen.round
    begin, offers = blocks.as_before(round_, seen.planned), desk.settings.makes_channels
    say = await desk.voice(click.person)
    return Reply(view=blocks.form(say, private, round_.left_out, begin, offers_channels=offers))


async def _propose(desk: Desk, heard: Heard, form: RoundForm, first: Text | None = None) -> Reply:
    actor, channel = await desk.directory.actor(heard.person, heard.channel), heard.channel or ""
    desk.memberships.look_again(channel)
    ready = await desk.read(lambda memory: proposing.prepare(memory, actor, channel, form))

    async def make() -> Reply:
        made = await make_groups(ready)
        proposed = await desk.write(
            lambda memory: proposing.propose(memory, desk.clock(), actor, ready, made)
        )
        return await preview(desk, heard, proposed, first)

    return await meanwhile(desk, heard, len(ready.room.guests), make)


async def _groups(desk: Desk, click: Click, round_id: str) -> Lines:
    """All groups that are proposed."""
    actor, say = await desk.directory.actor(click.person, click.channel), await desk.voice(click.person)
    seen = await desk.read(lambda memory: proposing.draft(memory, actor, round_id))
    members = [member for group in seen.groups for member in group.members]
    names = await desk.directory.names(say, members, desk.directory.patience.soon)
    return previews.each_group(say, seen, names)


NOUN = Noun(
    verbs=(
        Verb(
            "breakout",
            Audience.FACILITATORS,
            Text('5 "What would help?"'),
            Text("see groups of about 5 before anybody is told"),
            propose,
            doing=proposing.DOING,
            of_session=True,
            more=Text(
                "A group that is stuck presses “We need a hand”. Then I tell you. "
                'Say how many groups: {/breakout} 6 groups "What helps?" '
                'Say how long: {/breakout} 5 "What helps?" 20 minutes'
            ),
        ),
    ),
    clicks=(
        OnClick(ids.SHUFFLE, Audience.FACILITATORS, shuffle, doing=proposing.DOING),
        OnClick(ids.RESIZE, Audience.FACILITATORS, resize, doing=proposing.DOING),
        OnClick(ids.SWAP, Audience.FACILITATORS, ask_swap, doing=proposing.DOING),
        OnClick(ids.NOT_SWAP, Audience.FACILITATORS, back, doing=proposing.DOING),
        OnClick(leadids.ROUND_FORM, Audience.FACILITATORS, ask_again, doing=proposing.DOING),
    ),
    submissions=(
        OnSubmit(ids.BREAKOUT_FORM, Audience.FACILITATORS, submit, doing=proposing.DOING),
        OnSubmit(ids.SWAP_FORM, Audience.FACILITATORS, swap, doing=proposing.DOING),
    ),
    lists=(
        LongList(
            listids.GROUPS,
            Text("All groups"),
            _groups,
            previews.back,
            audience=Audience.FACILITATORS,
            doing=proposing.DOING,
        ),
    ),
)
