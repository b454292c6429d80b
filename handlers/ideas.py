"""Ideas: typed, filled in, saved from a message or by a reaction, supported and taken back."""

from coproduction.errors import Refusal
from coproduction.ideas import Idea, IdeaKind, kind_named
from coproduction.people import Actor
from coproduction.service import ideas
from handlers import ids
from handlers.blocks import ideas as blocks
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Event, Heard, Shortcut, Submission, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnEvent, OnShortcut, OnSubmit, Verb
from handlers.edge.markup import mentioned, plain
from handlers.edge.reply import Reply, Told, say
from handlers.slack.directory import SOON


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/idea text, or bare for the form."""
    if not rest:
        return Reply(view=blocks.form(ids.private(command.channel)))
    return await _write(desk, command, ideas.Draft(rest, IdeaKind.CHANGE, command.origin))


async def press_new(_desk: Desk, click: Click) -> Reply:
    """The button on the session's card."""
    return Reply(view=blocks.form(ids.private(click.channel)))


async def use_shortcut(_desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut that works anywhere."""
    return Reply(view=blocks.form(ids.private(shortcut.channel)))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new idea."""
    draft = ideas.Draft(
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
        raise Refusal("An app wrote this message, so there is nobody to credit. You can type it with /idea.")
    draft = await _of_message(desk, shortcut.message_text, channel, shortcut.message_ts)
    now = desk.clock()
    captured = await desk.write(lambda memory: ideas.save_message(memory, now, author, channel, draft))
    tell = _tell_author(captured, author, channel, by=shortcut.person) if author != shortcut.person else ()
    return say(_saved(captured), *_way_out(captured, author, shortcut.person), tell=tell)


async def react(desk: Desk, event: Event) -> Reply:
    """A bulb on a message, while a session is live in its channel."""
    item, channel = event.body.get("item") or {}, event.channel or ""
    if event.body.get("reaction") != desk.manners.idea_emoji or item.get("type") != "message":
        return Reply()
    if await desk.read(lambda memory: memory.sessions.live_in(channel)) is None:
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
    return Reply(tell=_tell_author(captured, author, channel, by=event.person))


async def support(desk: Desk, click: Click) -> Reply:
    """The Support button. Pressing it twice changes nothing, and offers the way back."""
    actor = Actor(click.person)
    idea, is_new = await desk.write(lambda memory: ideas.support(memory, actor, click.value))
    if is_new:
        return Reply()
    return say(f"You support idea {idea.number}.", blocks.offer_take_back(idea))


async def take_back(desk: Desk, click: Click) -> Reply:
    """The way back from supporting."""
    actor = Actor(click.person)
    idea, _ = await desk.write(lambda memory: ideas.take_back(memory, actor, click.value))
    return say(f"You no longer support idea {idea.number}.")


async def withdraw(desk: Desk, click: Click) -> Reply:
    """The author's way out."""
    actor = Actor(click.person)
    idea = await desk.write(lambda memory: ideas.withdraw(memory, actor, click.value))
    return say(f"Idea {idea.number} is taken back.")


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = await desk.directory.participant(command.person)
    listed = await desk.read(lambda memory: ideas.listed(memory, actor, command.channel or ""))
    return Reply(words=blocks.listing(listed))


async def _write(desk: Desk, heard: Heard, draft: ideas.Draft) -> Reply:
    actor, now = await desk.directory.participant(heard.person), desk.clock()
    captured = await desk.write(lambda memory: ideas.write(memory, now, actor, heard.channel or "", draft))
    return say(blocks.thanks(captured.idea), *_way_out(captured, heard.person, heard.person))


async def _of_message(desk: Desk, markup: str, channel: str, ts: str) -> ideas.Draft:
    names = await desk.directory.names(mentioned(markup), SOON)
    return ideas.Draft(plain(markup, names), IdeaKind.CHANGE, message_origin(channel, ts))


def _saved(captured: ideas.Captured) -> str:
    number = captured.idea.number
    if captured.is_new:
        return f"Saved as idea {number}. Its author is credited and has been told."
    return f"This message is idea {number} already."


def _way_out(captured: ideas.Captured, author: str, person: str) -> list[dict[str, object]]:
    mine = captured.idea.author == author == person
    return [blocks.offer_withdrawal(captured.idea)] if mine and captured.is_new else []


def _tell_author(captured: ideas.Captured, author: str, channel: str, *, by: str) -> tuple[Told, ...]:
    if not captured.is_new:
        return ()
    return (Told(author, channel, _credited(captured.idea, by_author=author == by)),)


def _credited(idea: Idea, *, by_author: bool) -> Drawing:
    now = f"idea {idea.number} now, with your name. If you would rather not, take it back."
    found = "Your message is" if by_author else "Somebody found your message worth keeping. It is"
    return Drawing.of_words(f"{found} {now}", blocks.offer_withdrawal(idea))


NOUN = Noun(
    verbs=(
        Verb("idea", Audience.EVERYONE, "idea A buddy for every new parent", "share an idea", write, True),
        Verb("ideas", Audience.EVERYONE, "ideas", "see all ideas of this programme", listing),
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
            "Save as idea",
            "Keep this message as an idea",
            True,
            save_message,
        ),
        OnShortcut(
            ids.NEW_IDEA_SHORTCUT,
            Audience.EVERYONE,
            "New idea",
            "Share an idea from anywhere",
            False,
            use_shortcut,
        ),
    ),
    events=(OnEvent("reaction_added", ("reactions:read",), react, is_answered=True),),
)
