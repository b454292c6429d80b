"""Messages to the bot and mentions of it: heard, understood where they are clear, and answered in private."""

from coproduction.service import followups, talk
from coproduction.talk import wish_of
from handlers import ids
from handlers.blocks import talk as blocks
from handlers.blocks.followups import reply_at
from handlers.desk import Desk
from handlers.edge.heard import Click, Event, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnEvent
from handlers.edge.markup import unmentioned
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import asks_for_help

HELP = "help"


async def write(desk: Desk, event: Event) -> Reply:
    """A message in somebody's conversation with the bot."""
    if event.body.get("channel_type") != "im":
        return Reply()
    if await _calls_for_help(desk, event):
        return Reply(typed=HELP)
    await _hear(desk, event, event.channel)
    return Reply()


async def mention(desk: Desk, event: Event) -> Reply:
    """The bot's name in a channel. The answer is nobody else's business, so it is given in private."""
    if await _calls_for_help(desk, event):
        return Reply(typed=HELP)
    if not await _hear(desk, event, None):
        return Reply()
    say = await desk.voice(event.person)
    return answer(say, say("I have answered you in private. Please look at your messages from me."))


async def tell(desk: Desk, click: Click) -> Reply:
    """How a pledge is going, pressed below its words."""
    actor, said = await desk.directory.participant(click.person, click.channel), reply_at(click.position)
    await desk.write(lambda memory: followups.reply(memory, actor, click.value, said))
    say = await desk.voice(actor.id)
    return blocks.thanked(say, said)


async def _hear(desk: Desk, event: Event, conversation: str | None) -> bool:
    """Whether this is somebody's message that was not heard before."""
    if not _is_a_persons(desk, event) or await desk.directory.is_bot(event.person):
        return False
    actor, now = await desk.directory.participant(event.person, event.channel), desk.clock()
    wish = wish_of(unmentioned(str(event.body.get("text") or "")))
    origin = message_origin(event.channel or "", str(event.body.get("ts") or ""))
    return await desk.write(lambda memory: talk.hear(memory, now, actor, wish, origin, conversation))


async def _calls_for_help(desk: Desk, event: Event) -> bool:
    """Whether somebody asks what they can type, and says nothing else."""
    said = unmentioned(str(event.body.get("text") or ""))
    if not (asks_for_help(said) and _is_a_persons(desk, event)):
        return False
    return not await desk.directory.is_bot(event.person)


def _is_a_persons(desk: Desk, event: Event) -> bool:
    """Not an app's, not our own, and no message about a message: an edit, a deletion, somebody who joined."""
    body = event.body
    is_new = body.get("subtype") in {None, "file_share"} and not body.get("edited") and not body.get("hidden")
    is_app = bool(body.get("bot_id") or body.get("bot_profile"))
    return is_new and not is_app and event.person not in {"", "USLACKBOT", desk.bot_user}


NOUN = Noun(
    clicks=(OnClick(ids.TELL, Audience.EVERYONE, tell),),
    events=(
        OnEvent("message", ("im:history",), write, is_answered=True, subscription="message.im"),
        OnEvent("app_mention", ("app_mentions:read",), mention, is_answered=True),
    ),
)
