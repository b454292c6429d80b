"""Ideas: typed, filled in, supported, taken back and put back, listed page by page."""

from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind, kind_named, text_of
from coproduction.people import Actor
from coproduction.service import ideas, places, stuck
from coproduction.service.ideacards import card_of
from coproduction.words import Text
from handlers import home, ids
from handlers.blocks import ideas as blocks
from handlers.blocks.kit import Block, paragraphs
from handlers.blocks.places import kept, place_fields, waits_for, went_to
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Shortcut, Submission, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnShortcut, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted
from handlers.slack.slack_errors import is_passing
from handlers.whereabouts import Whereabouts, is_expected, pressed_for, target, whereabouts

_NO_SUPPORT = Text("You did not support idea {number}, so nothing has changed.")
_BACK = Text("Idea {number} is back, with all who support it.")
_THERE = Text("Idea {number} is there already, so nothing has changed.")
_AGAIN = Text(
    "You have just typed these words, so they are one idea: number {number}. "
    "Do you mean a second one? Type it again in a minute."
)

_TYPE_IT = Text("You need no form. Type {/idea} and your idea here. It has your name then.")


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/idea text, or bare for the form; the form asks where it goes when that is not clear.

    What is typed in one channel is posted in another only after the form has said so.
    """
    text = text_of(unquoted(rest)) if rest else ""
    where = await whereabouts(desk, command)
    if not text or not where.is_clear or not await is_expected(desk, command, where):
        return await _ask(desk, command, where, text)
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, command.origin, is_typed=True)
    return await _write(desk, command, draft, where.places[0].channel)


async def press_new(desk: Desk, click: Click) -> Reply:
    """The button on the session's card, and on Home."""
    return await _ask(desk, click, await pressed_for(desk, click))


async def use_shortcut(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut that works anywhere."""
    return await _ask(desk, shortcut, await whereabouts(desk, shortcut))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new idea."""
    draft = ideas.IdeaDraft(
        text=form.required("text"),
        kind=kind_named(form.required("kind")),
        origin=form.origin,
        is_anonymous=form.values.get("named") == blocks.ANONYMOUS,
    )
    return await _write(desk, form, draft, await target(desk, form))


async def support(desk: Desk, click: Click) -> Reply:
    """The Support button. Pressing it twice changes nothing, and offers the way back."""
    actor = Actor(click.person, here=click.channel)
    idea, is_new = await desk.write(lambda memory: ideas.support(memory, actor, click.value))
    obstacle = await desk.read(lambda memory: stuck.in_the_way(memory, card_of(idea)))
    if is_new and obstacle is None:
        return Reply()
    say = await desk.voice(click.person)
    told = say("You support idea {number}.", number=idea.number)
    frozen = [kept(say, idea.channel)] if obstacle else []
    return answer(say, told, *frozen, blocks.offer_take_back(say, idea))


async def take_back(desk: Desk, click: Click) -> Reply:
    """The way back from supporting."""
    actor = Actor(click.person, here=click.channel)
    idea, was_there = await desk.write(lambda memory: ideas.take_back(memory, actor, click.value))
    say = await desk.voice(click.person)
    if not was_there:
        return answer(say, say(_NO_SUPPORT, number=idea.number))
    return answer(say, say("You no longer support idea {number}.", number=idea.number))


async def withdraw(desk: Desk, click: Click) -> Reply:
    """The author's way out."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    idea = await desk.write(lambda memory: ideas.withdraw(memory, now, actor, click.value))
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    say = await desk.voice(click.person)
    return answer(say, blocks.taken_back(say, idea), blocks.offer_return(say, idea))


async def put_back(desk: Desk, click: Click) -> Reply:
    """The way back from taking an idea back."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    idea, is_back = await desk.write(lambda memory: ideas.put_again(memory, now, actor, click.value))
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    say = await desk.voice(click.person)
    told = say(_BACK if is_back else _THERE, number=idea.number)
    return answer(say, told, blocks.offer_withdrawal(say, idea))


async def withdraw_message(desk: Desk, click: Click) -> Reply:
    """The way out for who wrote the message of an idea without a name: Slack says whose message it is."""
    channel, _, ts = click.value.partition(":")
    if await _writer(desk, channel, ts) != click.person:
        raise Refusal("I cannot see that you wrote this message, so I did not take anything back.")
    say, now, origin = await desk.voice(click.person), desk.clock(), message_origin(channel, ts)
    idea = await desk.write(lambda memory: ideas.withdraw_message(memory, now, origin))
    told = say("Idea {number} is taken back.", number=idea.number)
    return answer(say, told, is_fleeting=True)


async def _writer(desk: Desk, channel: str, ts: str) -> str | None:
    """Who wrote a message, as Slack says; None where it shows us none."""
    try:
        return (await desk.slack.message_at(channel, ts)).get("user") if channel and ts else None
    except SlackApiError as refusal:
        if is_passing(refusal):
            raise
        return None


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = Actor(command.person, here=command.channel)
    where = await desk.read(lambda memory: places.newest(memory, actor, command.channel or ""))
    listed = await desk.read(lambda memory: ideas.of_programme(memory, actor, where.channel))
    is_elsewhere = where.channel != command.channel
    return Reply(
        words=blocks.listing(await desk.voice(command.person), listed, where, is_elsewhere=is_elsewhere)
    )


async def more(desk: Desk, click: Click) -> Reply:
    """A page of ideas that did not fit where they were listed."""
    say, now = await desk.voice(click.person), desk.clock()
    which, _, subject = click.value.partition(":")
    if which == blocks.MINE:
        mine = await desk.read(lambda memory: ideas.own(memory, click.person))
        lines = blocks.owned(say, list(reversed(mine)), now)
    else:
        of = ideas.of_session if which == blocks.SESSION else ideas.of_programme
        actor = Actor(click.person, here=click.channel)
        listed = await desk.read(lambda memory: of(memory, actor, subject))
        lines = [paragraphs(blocks.line(say, *each)) for each in listed]
    view = blocks.page(say, lines, click.position, click.value, ids.private(click.channel))
    return Reply(view=view)


async def _ask(desk: Desk, heard: Heard, where: Whereabouts, text: str = "") -> Reply:
    """The form; in the channel where the idea goes, typing it does the same."""
    say = await desk.voice(heard.person)
    fields = place_fields(say, where.places, is_clear=where.is_clear)
    form = blocks.form(say, where.carried(heard), text, fields)
    is_here = where.is_clear and where.places[0].channel == heard.channel
    return Reply(view=form, instead=tuple(paragraphs(say(_TYPE_IT))) if is_here else ())


async def _write(desk: Desk, heard: Heard, draft: ideas.IdeaDraft, channel: str) -> Reply:
    actor, now = await desk.directory.participant(heard.person, heard.channel), desk.clock()
    captured = await desk.write(lambda memory: ideas.write(memory, now, actor, channel, draft))
    say = await desk.voice(heard.person)
    if draft.is_typed and not captured.is_new:
        return answer(say, _AGAIN.filled(number=captured.idea.number))
    where = await went(desk, heard, captured.idea)
    if draft.is_anonymous:  # said in the form, which Slack forgets; never where it would last
        return Reply(view=blocks.thanks_unnamed(say, where))
    named = [blocks.typed_is_named(say)] if draft.is_typed else []
    way_out = blocks.offer_withdrawal(say, captured.idea)
    return answer(say, blocks.thanks(say, captured), where, *named, way_out)


async def went(desk: Desk, heard: Heard, idea: Idea) -> Block:
    """Where everybody can read an idea, or will when that channel takes messages again."""
    where, waiting = await desk.read(
        lambda memory: (places.where(memory, idea.channel), stuck.shut(memory, idea.channel))
    )
    say = await desk.voice(heard.person)
    return waits_for(say, where) if waiting else went_to(say, where)


NOUN = Noun(
    verbs=(
        Verb(
            "idea",
            Audience.EVERYONE,
            Text("A buddy for every new parent"),
            Text("share an idea"),
            write,
            True,
        ),
        Verb("ideas", Audience.EVERYONE, None, Text("see all ideas of this programme"), listing),
    ),
    clicks=(
        OnClick(ids.NEW_IDEA, Audience.EVERYONE, press_new),
        OnClick(ids.SUPPORT, Audience.EVERYONE, support),
        OnClick(ids.TAKE_BACK, Audience.EVERYONE, take_back),
        OnClick(ids.WITHDRAW, Audience.EVERYONE, withdraw),
        OnClick(ids.WITHDRAW_MESSAGE, Audience.EVERYONE, withdraw_message),
        OnClick(ids.PUT_BACK, Audience.EVERYONE, put_back),
        OnClick(ids.MORE_IDEAS, Audience.EVERYONE, more),
    ),
    submissions=(OnSubmit(ids.IDEA_FORM, Audience.EVERYONE, submit),),
    shortcuts=(
        OnShortcut(
            ids.NEW_IDEA_SHORTCUT,
            Audience.EVERYONE,
            Text("New idea"),
            Text("Share an idea from anywhere"),
            False,
            use_shortcut,
        ),
    ),
)
