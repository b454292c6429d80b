"""What facilitators see of the nudges, and the day of their weekly summary."""

from coproduction.people import Actor
from coproduction.service import digests, nudges, sharing
from coproduction.service.people import may_facilitate
from coproduction.words import Text
from handlers import ids, listids
from handlers.blocks import digests as digest_blocks
from handlers.blocks import nudges as blocks
from handlers.blocks.kit import Block, Drawing, divider
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, Verb
from handlers.edge.reply import Reply, answer


async def type_nudges(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro nudges"""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    shown, wanted = await desk.read(
        lambda memory: (
            nudges.overview(memory, now, actor),
            digests.wanted_by(memory, actor, command.channel),
        )
    )
    say = await desk.voice(command.person)
    recipients = (each.recipient for each in shown.to_look_at)
    names = await desk.directory.names(say, recipients, desk.directory.patience.soon)
    drawn = blocks.overview(say, shown, names)
    days = digest_blocks.days(say, wanted)
    return Reply(words=Drawing.of(say, [*drawn.blocks, *days, blocks.shared_button(say)]))


async def see_shared(desk: Desk, click: Click) -> Reply:
    """A page of the pledges that people share."""
    actor = await desk.directory.actor(click.person, click.channel)
    seen = await desk.read(lambda memory: sharing.overview(memory, actor))
    people = (shown.pledge.person for each in seen for shown in each.shared if shown.pledge)
    say = await desk.voice(click.person)
    names = await desk.directory.names(say, people, desk.directory.patience.soon)
    private = ids.private(click.channel)
    return Reply(view=blocks.shared_page(say, seen, names, click.position, private))


async def _to_look_at(desk: Desk, click: Click, _subject: str) -> Lines:
    """All reminders that somebody should look at."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    shown = await desk.read(lambda memory: nudges.overview(memory, now, actor))
    say = await desk.voice(click.person)
    recipients = (each.recipient for each in shown.to_look_at)
    names = await desk.directory.names(say, recipients, desk.directory.patience.soon)
    return blocks.each_to_look_at(say, shown, names)


async def send_again(desk: Desk, click: Click) -> Reply:
    """A facilitator decides that an unconfirmed nudge goes out again."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: nudges.send_again(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("I am sending it again."))


async def choose_day(desk: Desk, click: Click) -> Reply:
    """The weekday of the summary, or none."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    chosen, _, channel = click.value.partition(":")
    wanted = await desk.write(lambda memory: digests.choose(memory, now, actor, channel, chosen))
    say = await desk.voice(click.person)
    return Reply(words=digest_blocks.chosen(say, wanted))


async def dealt(desk: Desk, click: Click) -> Reply:
    """What somebody asked help for is dealt with: it does not come again."""
    return await _deal(desk, click, is_dealt=True)


async def not_dealt(desk: Desk, click: Click) -> Reply:
    """The way back."""
    return await _deal(desk, click, is_dealt=False)


async def _deal(desk: Desk, click: Click, *, is_dealt: bool) -> Reply:
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: digests.deal(memory, now, actor, click.value, is_dealt=is_dealt))
    return Reply()


async def at_home(desk: Desk, actor: Actor) -> list[Block]:
    """The numbers, in all and by week, and which to look at, for the Home of who may facilitate; nothing for
    others.
    """
    now = desk.clock()
    found = await desk.read(
        lambda memory: (
            (nudges.overview(memory, now, actor), digests.wanted_by(memory, actor))
            if may_facilitate(memory, actor)
            else None
        )
    )
    if found is None:
        return []
    shown, wanted = found
    say = await desk.voice(actor.id)
    below = [*digest_blocks.days(say, wanted), blocks.shared_button(say), divider()]
    return [*blocks.at_home(say, shown), *below]


NOUN = Noun(
    verbs=(
        Verb(
            "nudges",
            Audience.FACILITATORS,
            None,
            Text("see reminders and shared pledges, and choose the day of your weekly summary"),
            type_nudges,
            doing=nudges.SEEING,
            sister="reminders",
        ),
    ),
    clicks=(
        OnClick(ids.SEND_AGAIN, Audience.FACILITATORS, send_again, doing=Text("send a reminder again")),
        OnClick(ids.SHARED_PLEDGES, Audience.FACILITATORS, see_shared, doing=sharing.SEEING),
        OnClick(ids.DEALT, Audience.EVERYONE, dealt),
        OnClick(ids.NOT_DEALT, Audience.EVERYONE, not_dealt),
        OnClick(ids.DIGEST_DAY, Audience.FACILITATORS, choose_day, doing=digests.CHOOSING),
    ),
    lists=(
        LongList(
            listids.REMINDERS,
            Text("Reminders"),
            _to_look_at,
            audience=Audience.FACILITATORS,
            doing=nudges.SEEING,
        ),
    ),
)
