"""Messages to the bot and mentions of it: heard, understood where they are clear, and answered in private."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from coproduction import emoji
from coproduction.breakouts.asked import asks_where_to_sit
from coproduction.errors import Refusal
from coproduction.ideas import TEXT_LENGTH
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.questioning import Question, names_command, question_in
from coproduction.service import about, arrivals, beside, places, talk, tells
from coproduction.service.promised import Promised
from coproduction.talk import (
    asks_what_goes_on,
    away_until,
    is_away,
    thanks_only,
)
from coproduction.topics import topic_of
from coproduction.typeddates import wall_time_typed
from coproduction.words import Text
from handlers import ids
from handlers.blocks import talk as blocks
from handlers.blocks.coming import ask_again
from handlers.blocks.followups import reply_at, thanks
from handlers.blocks.kit import Drawing
from handlers.breakouts.presence import typed_where
from handlers.desk import Desk
from handlers.edge.heard import Click, Event, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick, OnEvent
from handlers.edge.markup import has_unnamed, unmentioned
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import asks_for_help
from handlers.reading import words_of
from handlers.sending.showing import what_is_asked
from handlers.understood import heard_in, may_be_idea

HELP, NOW, REMINDERS = "help", "now", "reminders"
_NO_GROUPS = Text(
    "There are no groups now. When there are, I write to you here who is in yours. "
    "To see what is going on, type {/now}."
)
_UNTIL_WHEN = Text(
    "Until when are you away? Write it with the day, and I ask you nothing before. For example: "
    "away until 12 December"
)
_WELCOME = Text("You are welcome. To see what is going on now, type {/now}.")


async def write(desk: Desk, event: Event) -> Reply:
    """A message in somebody's conversation with the bot."""
    if event.body.get("channel_type") != "im":
        return Reply()
    if reply := await _at_once(desk, event) or await _offer_idea(desk, event):
        return reply
    await _hear(desk, event, event.channel)
    return Reply()


async def mention(desk: Desk, event: Event) -> Reply:
    """The bot's name in a channel. The answer is nobody else's business, so it is given in private."""
    if reply := await _at_once(desk, event):
        return reply
    if not await _hear(desk, event, None):
        return Reply()
    say = await desk.voice(event.person)
    return answer(say, say("I have answered you in private. Please look at your messages from me."))


async def tell(desk: Desk, click: Click) -> Reply:
    """How a pledge is going, pressed below its words."""
    actor, said = await desk.directory.participant(click.person, click.channel), reply_at(click.position)
    now = desk.clock()

    def act(memory: Memory) -> tuple[Promised | None, bool]:
        told = tells.tell(memory, actor, click.value, said)
        return told, told is not None and tells.tell_below(memory, now, actor, told, click.mark)

    told, is_answered = await desk.write(act)
    say = await desk.voice(actor.id)
    if told is None:
        return answer(say, thanks(said))
    if is_answered:
        return Reply()
    helping = [told.facilitator] if told.facilitator else []
    names = await desk.directory.names(say, helping, desk.directory.patience.soon)
    return Reply(words=blocks.told_answer(say, told, names))


async def say_of(desk: Desk, click: Click) -> Reply:
    """Yes, done; Still working on it; or Stuck, pressed below words that were kept, which show it then."""
    actor, said = await desk.directory.participant(click.person, click.channel), reply_at(click.position)
    await desk.write(lambda memory: tells.tell(memory, actor, click.value, said))
    return Reply()


async def not_now(desk: Desk, click: Click) -> Reply:
    """Not now, pressed below a pledge's words: for some days, or until the day that they had typed."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    of, _, day = click.value.partition("|")
    again = await desk.write(lambda memory: arrivals.put_off(memory, now, actor, of, day or click.position))
    say = await desk.voice(actor.id)
    return Reply(words=Drawing.of(say, [ask_again(say, again)]))


async def _offer_idea(desk: Desk, event: Event) -> Reply | None:
    """Where nothing else is to be done with words that may be an idea: the way to share them, and no other
    answer. They stay in the button alone, and nothing of them is stored here.
    """
    words, channel, now = _words_of(event), event.channel or "", desk.clock()
    origin, ts = _origin(event), event.thread or ""
    if ts or len(words) > TEXT_LENGTH:
        return None
    heard = heard_in(words, _asks(desk, words), origin, ts, keeps=True)
    if not may_be_idea(heard) or not await _may_ask(desk, event):
        return None

    def read(memory: Memory) -> tuple[talk.Helpers, beside.Open] | None:
        is_answer = about.may_be_about(memory, now, event.person, heard)
        if is_answer or not places.among(memory, Actor(event.person, here=channel)):
            return None
        return talk.helpers(memory, event.person), beside.newest(memory, now, event.person)

    if not (found := await desk.read(read)):
        return None
    helping, waits = found
    say, seen = await desk.voice(event.person), await _as_seen(desk, event)
    names = await desk.directory.names(say, helping.facilitators, desk.directory.patience.soon)
    offered, asks = seen if len(seen) <= TEXT_LENGTH else words, what_is_asked(waits) if waits else None
    return Reply(words=blocks.share_as_idea(say, offered, helping, names, asks))


def _words_of(event: Event) -> str:
    return unmentioned(str(event.body.get("text") or ""))


async def _as_seen(desk: Desk, event: Event) -> str:
    """The same as its writer saw it, where it is kept: with the names of whom it mentions, but for ours."""
    text = str(event.body.get("text") or "").replace(f"<@{desk.bot_user}>", " ")
    if not has_unnamed(text):
        return unmentioned(text)
    return (await words_of(desk, await desk.voice(event.person), text)).strip()


def _origin(event: Event) -> str:
    return message_origin(event.channel or "", str(event.body.get("ts") or ""))


async def _hear(desk: Desk, event: Event, conversation: str | None) -> bool:
    """Whether this is somebody's message that was not heard before."""
    if not _is_a_persons(desk, event) or await desk.directory.is_bot(event.person):
        return False
    actor, now = await desk.directory.participant(event.person, event.channel), desk.clock()
    words = _words_of(event)
    under = (event.thread or "") if conversation else ""
    asks = Question.SURELY if topic_of(words) else _asks(desk, words)
    heard = heard_in(words, asks, _origin(event), under, keeps=conversation is not None)
    heard = replace(heard, thread=under)
    if heard.words:
        heard = replace(heard, words=await _as_seen(desk, event))
    return await desk.write(lambda memory: beside.hear(memory, now, actor, heard, conversation))


async def react(desk: Desk, event: Event) -> Reply:
    """An emoji put on a question of ours, in somebody's conversation with the bot: as if it were typed in its
    thread. One on anything else there says nothing to us.
    """
    ts, reaction = str((event.body.get("item") or {}).get("ts") or ""), str(event.body.get("reaction") or "")
    if event.person == desk.bot_user or await desk.directory.is_bot(event.person):
        return Reply()
    actor, now = await desk.directory.participant(event.person, event.channel), desk.clock()
    origin = message_origin(event.channel or "", f"{ts}:{reaction}")
    heard = heard_in(emoji.typed(reaction), Question.NO, origin, ts, keeps=True)
    await desk.write(lambda memory: beside.hear_reaction(memory, now, actor, heard, event.channel))
    return Reply()


def _asks(desk: Desk, words: str) -> Question:
    """Whether this asks us something, as the name of a command does, too."""
    return Question.SURELY if names_command(words, desk.voices.by_command()) else question_in(words)


async def _at_once(desk: Desk, event: Event) -> Reply | None:
    """The answer to somebody who only asks what they can type or what goes on, or says thank you."""
    said = _words_of(event)
    if asks_where_to_sit(said) and await _may_ask(desk, event):
        seat = await typed_where(desk, event)
        return seat or answer(await desk.voice(event.person), _NO_GROUPS)
    if _is_a_day(desk, day := away_until(said) or "") and await _may_ask(desk, event):
        return Reply(typed=f"{REMINDERS} back on {day}")
    is_for_now = asks_what_goes_on(said)
    told = _WELCOME if thanks_only(said) else _UNTIL_WHEN if is_away(said) else None
    if not (is_for_now or told or asks_for_help(said)) or not await _may_ask(desk, event):
        return None
    if told:
        return answer(await desk.voice(event.person), told)
    return Reply(typed=NOW if is_for_now else HELP)


def _is_a_day(desk: Desk, day: str) -> bool:
    """Whether these words can be read as a day to come, anywhere."""
    try:
        wall_time_typed(day, desk.clock(), ZoneInfo("UTC"))
    except Refusal:
        return False
    return True


async def _may_ask(desk: Desk, event: Event) -> bool:
    """Whether a person wrote it, and no app, whatever way it writes."""
    return _is_a_persons(desk, event) and not await desk.directory.is_bot(event.person)


def _is_a_persons(desk: Desk, event: Event) -> bool:
    """Not an app's, not our own, and no message about a message: an edit, a deletion, somebody who joined."""
    body = event.body
    is_new = body.get("subtype") in {None, "file_share"} and not body.get("edited") and not body.get("hidden")
    is_app = bool(body.get("bot_id") or body.get("bot_profile"))
    return is_new and not is_app and event.person not in {"", "USLACKBOT", desk.bot_user}


NOUN = Noun(
    clicks=(
        OnClick(ids.TELL, Audience.EVERYONE, tell),
        OnClick(ids.NOT_NOW, Audience.EVERYONE, not_now),
        OnClick(ids.SAY, Audience.EVERYONE, say_of),
    ),
    events=(
        OnEvent("message", ("im:history",), write, is_answered=True, subscription="message.im"),
        OnEvent("app_mention", ("app_mentions:read",), mention, is_answered=True),
    ),
)
