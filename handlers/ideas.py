"""Ideas: typed, filled in, saved from a message or by a reaction, supported and taken back."""

from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind, kind_named
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideas
from coproduction.service.breakouts import channels
from coproduction.words import Text
from handlers import ids
from handlers.blocks import ideas as blocks
from handlers.blocks.kit import Block, Drawing
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Event, Heard, Shortcut, Submission, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnEvent, OnShortcut, OnSubmit, Verb
from handlers.edge.reply import Reply, Told, answer
from handlers.edge.typed import unquoted
from handlers.reading import words_of
from handlers.voice import Voice


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/idea text, or bare for the form."""
    if not rest:
        return Reply(view=blocks.form(await desk.voice(command.person), ids.private(command.channel)))
    return await _write(
        desk, command, ideas.IdeaDraft(unquoted(rest), IdeaKind.CHANGE, command.origin, is_typed=True)
    )


async def press_new(desk: Desk, click: Click) -> Reply:
    """The button on the session's card."""
    return Reply(view=blocks.form(await desk.voice(click.person), ids.private(click.channel)))


async def use_shortcut(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut that works anywhere."""
    return Reply(view=blocks.form(await desk.voice(shortcut.person), ids.private(shortcut.channel)))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new idea."""
    draft = ideas.IdeaDraft(
        text=form.required("text"),
        kind=kind_named(form.required("kind")),
        origin=form.origin,
        is_anonymous=form.values.get("named") == blocks.ANONYMOUS,
    )
    return await _write(desk, form, draft)


async def save_message(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut on a message: the credit goes to who wrote it."""
    author, channel = shortcut.message_author, shortcut.channel or ""
    if author is None or await desk.directory.is_bot(author):
        raise Refusal(
            "An app wrote this message, so there is nobody to credit. You can type it with {/idea}."
        )
    await desk.read(lambda memory: _refuse_in_a_group(memory, channel, shortcut.person))
    draft = await _of_message(desk, shortcut.message_text, channel, shortcut.message_ts)
    now = desk.clock()
    captured = await desk.write(lambda memory: ideas.save_message(memory, now, author, channel, draft))
    is_own = author == shortcut.person
    tell = () if is_own else await _tell_author(desk, captured, author, channel, by=shortcut.person)
    say = await desk.voice(shortcut.person)
    way_out = _way_out(say, captured, author, shortcut.person)
    return answer(say, _saved(captured), *way_out, tell=tell)


async def react(desk: Desk, event: Event) -> Reply:
    """A bulb on a message, while a session is live in its channel."""
    item, channel = event.body.get("item") or {}, event.channel or ""
    if event.body.get("reaction") != desk.settings.idea_emoji or item.get("type") != "message":
        return Reply()
    if await desk.read(lambda memory: memory.sessions.live_in(channel)) is None:
        await desk.read(lambda memory: _refuse_in_a_group(memory, channel, event.person))
        return Reply()
    message = await desk.slack.message_at(channel, item["ts"])
    author = message.get("user")
    if not author or message.get("bot_id") or await desk.directory.is_bot(author):
        return Reply()
    draft = await _of_message(desk, str(message.get("text") or ""), channel, item["ts"])
    now = desk.clock()
    captured = await desk.write(lambda memory: ideas.react(memory, now, author, channel, draft))
    if captured is None or not captured.is_new:
        return Reply()
    return Reply(tell=await _tell_author(desk, captured, author, channel, by=event.person))


async def support(desk: Desk, click: Click) -> Reply:
    """The Support button. Pressing it twice changes nothing, and offers the way back."""
    actor = Actor(click.person)
    idea, is_new = await desk.write(lambda memory: ideas.support(memory, actor, click.value))
    if is_new:
        return Reply()
    say = await desk.voice(click.person)
    told = say("You support idea {number}.", number=idea.number)
    return answer(say, told, blocks.offer_take_back(say, idea))


async def take_back(desk: Desk, click: Click) -> Reply:
    """The way back from supporting."""
    actor = Actor(click.person)
    idea, _ = await desk.write(lambda memory: ideas.take_back(memory, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("You no longer support idea {number}.", number=idea.number))


async def withdraw(desk: Desk, click: Click) -> Reply:
    """The author's way out."""
    actor = Actor(click.person)
    idea = await desk.write(lambda memory: ideas.withdraw(memory, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("Idea {number} is taken back.", number=idea.number))


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = await desk.directory.participant(command.person)
    listed = await desk.read(lambda memory: ideas.listed(memory, actor, command.channel or ""))
    return Reply(words=blocks.listing(await desk.voice(command.person), listed))


async def _write(desk: Desk, heard: Heard, draft: ideas.IdeaDraft) -> Reply:
    actor, now = await desk.directory.participant(heard.person), desk.clock()
    captured = await desk.write(lambda memory: ideas.write(memory, now, actor, heard.channel or "", draft))
    say = await desk.voice(heard.person)
    if draft.is_typed and not captured.is_new:
        return answer(say, _AGAIN.filled(number=captured.idea.number))
    way_out = _way_out(say, captured, heard.person, heard.person)
    return answer(say, blocks.thanks(say, captured.idea), *way_out)


async def _of_message(desk: Desk, markup: str, channel: str, ts: str) -> ideas.IdeaDraft:
    say = await desk.voice_of_channel(channel)
    return ideas.IdeaDraft(await words_of(desk, say, markup), IdeaKind.CHANGE, message_origin(channel, ts))


def _refuse_in_a_group(memory: Memory, channel: str, person: str) -> None:
    """What a group says in its own channel is the group's, and nobody publishes it for another."""
    if channels.is_a_groups(memory, channel, person):
        raise Refusal(
            "What is said in this channel stays in your group, so I saved nothing. "
            "Is it an idea for everybody? Type it: {/idea} and your words. Your group can also report back."
        )


def _saved(captured: ideas.Captured) -> Text:
    number = captured.idea.number
    if captured.is_new:
        return Text("Saved as idea {number}. Its author is credited and has been told.", number=number)
    return Text("This message is idea {number} already.", number=number)


def _way_out(say: Voice, captured: ideas.Captured, author: str, person: str) -> list[Block]:
    mine = captured.idea.author == author == person
    return [blocks.offer_withdrawal(say, captured.idea)] if mine and captured.is_new else []


async def _tell_author(
    desk: Desk, captured: ideas.Captured, author: str, channel: str, *, by: str
) -> tuple[Told, ...]:
    if not captured.is_new:
        return ()
    say = await desk.voice(author)
    return (Told(author, channel, _credited(say, captured.idea, by_author=author == by)),)


_AGAIN = Text(
    "You have just typed these words, so they are one idea: number {number}. "
    "Do you mean a second one? Type it again in a minute."
)
_BY_YOU = Text("Your message is idea {number} now, with your name. If you would rather not, take it back.")
_BY_SOMEBODY = Text(
    "Somebody found your message worth keeping. It is idea {number} now, with your name. "
    "If you would rather not, take it back."
)


def _credited(say: Voice, idea: Idea, *, by_author: bool) -> Drawing:
    told = say(_BY_YOU if by_author else _BY_SOMEBODY, number=idea.number)
    return Drawing.of_words(say, told, blocks.offer_withdrawal(say, idea))


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
    ),
    submissions=(OnSubmit(ids.IDEA_FORM, Audience.EVERYONE, submit),),
    shortcuts=(
        OnShortcut(
            ids.SAVE_AS_IDEA,
            Audience.EVERYONE,
            Text("Save as idea"),
            Text("Keep this message as an idea"),
            True,
            save_message,
        ),
        OnShortcut(
            ids.NEW_IDEA_SHORTCUT,
            Audience.EVERYONE,
            Text("New idea"),
            Text("Share an idea from anywhere"),
            False,
            use_shortcut,
        ),
    ),
    events=(OnEvent("reaction_added", ("reactions:read",), react, is_answered=True),),
)
