"""Messages saved as ideas: one's own at once, another's after its writer has said yes."""

from coproduction.errors import Refusal
from coproduction.ideas import IdeaKind, can_return
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import consents, ideas
from coproduction.service.breakouts import channels
from coproduction.service.consents import Asked, Standing
from coproduction.service.ideas import Captured
from coproduction.sessions import is_direct
from coproduction.words import Text
from handlers import home, ids, talk
from handlers.blocks import consents as blocks
from handlers.blocks import ideawithdrawals
from handlers.blocks.ideas import next_steps
from handlers.blocks.kit import Block, Drawing
from handlers.desk import Desk
from handlers.edge.heard import Click, Event, Heard, Shortcut, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnEvent, OnShortcut
from handlers.edge.markup import of_message, unstyled
from handlers.edge.reply import Reply, answer
from handlers.ideaforms import went
from handlers.reading import words_of

_TOLD = {
    Standing.ASKED: Text(
        "I have asked who wrote it, in private. Nothing is shown before they say yes. "
        "If they do not answer before the session ends, nothing happens."
    ),
    Standing.WAITS: Text(
        "Who wrote it has been asked already, and it waits for their answer. "
        "Nothing is shown before they say yes."
    ),
    Standing.DECLINED: Text("Who wrote it has answered, and would rather not share it as an idea."),
    Standing.WITHDRAWN: Text("Who wrote it has taken this idea back."),
}
# What is held back is never called by its number: that counts what others have written, also without a name.
_WAS_HELD = Text("This message was an idea, and is taken back.")
_IS_HELD = Text("This message is an idea already. It is shown later, with all others.")
_IS_HELD_UNNAMED = Text("This message is an idea already, without your name. It is shown later.")
_HAS_LEFT = Text(
    "Who wrote this message has left this workspace. I cannot ask them, so nothing is shown. "
    "You can write the idea in your own words with {/idea}."
)


async def save_message(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut on a message."""
    author, channel, ts = shortcut.message_author, shortcut.channel or "", shortcut.message_ts
    if author is None or await desk.directory.is_bot(author):
        raise Refusal(
            "An app wrote this message, so there is nobody to credit. You can type it with {/idea}."
        )
    await desk.read(lambda memory: _refuse_in_a_group(memory, channel, shortcut.person))
    draft = await _of_message(desk, shortcut.message_text, channel, ts)
    if author == shortcut.person:
        captured = await _save_own(desk, shortcut, channel, draft)
        return await _own(desk, shortcut, captured, f"{channel}:{ts}")
    asked = await _ask(desk, shortcut, author, channel, draft)
    return answer(await desk.voice(shortcut.person), _told(asked))


async def hear_reaction(desk: Desk, event: Event) -> Reply:
    """An emoji that was put on something: in somebody's conversation with the bot it answers a reminder."""
    is_private = is_direct(event.channel or "")
    return await (talk.react(desk, event) if is_private else react(desk, event))


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
    draft = await _of_message(desk, of_message(message), channel, item["ts"])
    if author == event.person:
        captured = await _save_own(desk, event, channel, draft)
        return await _own(desk, event, captured, "") if captured.is_new else Reply()
    asked = await _ask(desk, event, author, channel, draft)
    if asked.standing is Standing.KEPT:
        return Reply()
    return answer(await desk.voice(event.person), _told(asked))


async def agree(desk: Desk, click: Click) -> Reply:
    """Yes, with my name."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    captured = await desk.write(lambda memory: consents.agree(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    thanked = Text("Thank you. Your message is idea {number} now, with your name.")
    told = say(blocks.KEPT if captured.idea.sealed_in else thanked, number=captured.idea.number)
    way_out = ideawithdrawals.offer_withdrawal(say, captured.idea)
    where = await went(desk, click, captured.idea)
    follows = next_steps(say, captured.idea)
    return await _answered(desk, click, Drawing.of_words(say, told, where, follows, way_out))


async def agree_unnamed(desk: Desk, click: Click) -> Reply:
    """Yes, without my name: first the idea, which has no row of anybody's beside it, then the forgetting."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    await desk.write(lambda memory: consents.agree_unnamed(memory, now, actor, click.value))
    await desk.write(lambda memory: consents.forget(memory, click.value))
    say = await desk.voice(click.person)
    return await _answered(desk, click, Drawing.of_words(say, say(blocks.NOTHING_KEPT)))


async def decline(desk: Desk, click: Click) -> Reply:
    """No."""
    actor = Actor(click.person, here=click.channel)
    await desk.write(lambda memory: consents.decline(memory, actor, click.value))
    say = await desk.voice(click.person)
    return await _answered(desk, click, Drawing.of_words(say, say(blocks.DECLINED)))


async def _answered(desk: Desk, click: Click, words: Drawing) -> Reply:
    """In their conversation with the bot the question itself shows it; elsewhere it is said."""
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    if is_direct(click.channel or ""):
        return Reply()
    return Reply(words=words, is_fleeting=True)


async def _ask(desk: Desk, heard: Heard, author: str, channel: str, draft: ideas.IdeaDraft) -> Asked:
    if await desk.directory.has_left(author):
        raise Refusal(_HAS_LEFT)
    actor, now = Actor(heard.person, here=heard.channel), desk.clock()
    return await desk.write(lambda memory: consents.ask(memory, now, actor, author, channel, draft))


async def _save_own(desk: Desk, heard: Heard, channel: str, draft: ideas.IdeaDraft) -> Captured:
    actor, now = await desk.directory.participant(heard.person, heard.channel), desk.clock()
    return await desk.write(lambda memory: ideas.save_own(memory, now, actor, channel, draft))


async def _own(desk: Desk, heard: Heard, captured: Captured, message: str) -> Reply:
    """What somebody is told of their own message, with the way out or back."""
    say, idea = await desk.voice(heard.person), captured.idea
    if idea.is_withdrawn:
        was = Text("This message was idea {number}, and is taken back.")
        told = say(_WAS_HELD if idea.sealed_in else was, number=idea.number)
        may_return = idea.author == heard.person and can_return(idea, desk.clock())
        way_back = [ideawithdrawals.offer_return(say, idea)] if may_return else []
        return answer(say, told, *way_back, is_fleeting=idea.author is None)
    if idea.author is None:
        is_one = Text("This message is idea {number} already, without your name.")
        told = say(_IS_HELD_UNNAMED if idea.sealed_in else is_one, number=idea.number)
        way_out = ideawithdrawals.offer_withdrawal_of_message(say, idea, message)
        return answer(say, told, way_out, is_fleeting=True)
    follows = [next_steps(say, idea)] if captured.is_new else []
    blocks_below: list[Block] = [
        await went(desk, heard, idea),
        *follows,
        ideawithdrawals.offer_withdrawal(say, idea),
    ]
    return answer(say, _of_own(captured), *blocks_below)


def _of_own(captured: Captured) -> Text:
    number = captured.idea.number
    if captured.idea.sealed_in:
        return blocks.KEPT
    if captured.is_new:
        return Text("Your message is idea {number} now, with your name.", number=number)
    if captured.is_said_again:
        return Text("You have said this already: it is idea {number}. It counts once.", number=number)
    return Text("This message is idea {number} already.", number=number)


def _told(asked: Asked) -> Text:
    if asked.idea:
        is_one = Text("This message is idea {number} already.", number=asked.idea.number)
        return _IS_HELD if asked.idea.sealed_in else is_one
    return _TOLD[asked.standing]


async def _of_message(desk: Desk, markup: str, channel: str, ts: str) -> ideas.IdeaDraft:
    say = await desk.voice_of_channel(channel)
    words = await words_of(desk, say, unstyled(markup))
    return ideas.IdeaDraft(words, IdeaKind.CHANGE, message_origin(channel, ts))


def _refuse_in_a_group(memory: Memory, channel: str, person: str) -> None:
    """What a group says in its own channel is the group's, and nobody publishes it for another."""
    if channels.is_a_groups(memory, channel, person):
        raise Refusal(
            "What is said in this channel stays in your group, so I saved nothing. "
            "Is it an idea for everybody? Type it: {/idea} and your words. Your group can also report back."
        )


NOUN = Noun(
    clicks=(
        OnClick(ids.AGREE, Audience.EVERYONE, agree),
        OnClick(ids.AGREE_UNNAMED, Audience.EVERYONE, agree_unnamed),
        OnClick(ids.DECLINE, Audience.EVERYONE, decline),
    ),
    shortcuts=(
        OnShortcut(
            ids.SAVE_AS_IDEA,
            Audience.EVERYONE,
            Text("Save as idea"),
            Text("Keep this message as an idea"),
            True,
            save_message,
        ),
    ),
    events=(OnEvent("reaction_added", ("reactions:read",), hear_reaction, is_answered=True),),
)
