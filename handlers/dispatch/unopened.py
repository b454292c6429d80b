"""What somebody is told whose form did not open, with a way to go on: now, or when it is their turn."""

from datetime import timedelta
from functools import partial
from math import ceil

from coproduction.ports import Memory
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.kit import Block, Drawing, View, actions, button, paragraphs
from handlers.blocks.text import from_literal
from handlers.desk import Desk
from handlers.dispatch.line import Wanted
from handlers.dispatch.telling import Telling
from handlers.dispatch.unsaid import About, Say, Tries
from handlers.edge.heard import Click, Command, Heard, channel_and_subject
from handlers.edge.reply import Reply
from handlers.slack.slack_errors import is_busy
from handlers.voice import Voice

MOST_REPEATED = 2_000  # characters of a button's value
_LATE = Text("The form “{form}” did not open in time. Nothing is lost.")
_MANY = Text("Many people are opening forms just now.")
_WAIT = Text("Please wait. I will tell you here when it is your turn.")
_FIRST = Text("You go first.")
_SOON = Text("That takes less than a minute.")
# Who waits stands in no database: some forms are for what has no name. So a bot that stops forgets them.
_SILENT = Text("If you hear nothing by then, please press or type it again.")
_STILL = Text("It is still your turn: press “Open the form”.")
_NOT_NEEDED = Text("You do not need the form “{form}” any more. What it was for is over.")
_YOUR_TURN = Text("It is your turn: now the form “{form}” can open.")


def not_opened(say: Voice, heard: Heard, reply: Reply, fault: Exception | None) -> Drawing:
    """A trigger opens one form, within three seconds: a button brings a fresh one.

    `fault`: why, None when that is over. Where something can be done without the form, that comes first.
    """
    words = [*_late(say, reply), *([say(_MANY)] if fault and is_busy(fault) else [])]
    again = _again(say, heard, reply)
    if reply.instead:
        or_again = paragraphs(say("You can also try the form again.")) if again else []
        return Drawing.of_words(say, " ".join(words), *reply.instead, *or_again, *again)
    words.append(say("Press the button to try again.") if again else say("Please press or type it again."))
    return Drawing.of_words(say, " ".join(words), *again)


def in_line(say: Voice, reply: Reply, wait: timedelta, *, is_first: bool = False) -> Drawing:
    """To somebody who waits, when their turn comes as far as we can know."""
    minutes = ceil(wait.total_seconds() / 60)
    when = several(
        minutes,
        "That takes about {n} minute.",
        "That takes about {n} minutes.",
    )
    words = (_MANY, *([_FIRST] if is_first else []), _WAIT, when if minutes > 1 else _SOON, _SILENT)
    return Drawing.of_words(say, " ".join([*_late(say, reply), *map(say, words)]))


def turn_kept(say: Voice, heard: Heard, reply: Reply, wait: timedelta) -> Drawing:
    """To somebody who was called and whose form Slack has not opened: nobody else goes before them."""
    again = _again(say, heard, reply)
    if not again:
        return in_line(say, reply, wait, is_first=True)
    minutes = max(1, ceil(wait.total_seconds() / 60))
    later = several(
        minutes,
        "If it does not open, press it again in {n} minute. You keep your turn.",
        "If it does not open, press it again in {n} minutes. You keep your turn.",
    )
    words = [*_late(say, reply), say(_MANY), say(_STILL), say(later)]
    return Drawing.of_words(say, " ".join(words), *again)


def your_turn(say: Voice, heard: Heard, reply: Reply) -> Drawing:
    """To somebody who has waited."""
    again = _again(say, heard, reply)
    words = [say(_YOUR_TURN, form=_title(reply)), *([] if again else [say("Please press or type it again.")])]
    return Drawing.of_words(say, " ".join(words), *again)


def wanted_by(person: str, view: View) -> Wanted:
    """Which form this is, whichever button or command opens it, and what it carries along."""
    form = view.get("callback_id") or view["title"]["text"]
    return Wanted(person, str(form), ids.timeless(str(view.get("private_metadata") or "")))


def about_of(wanted: Wanted) -> About:
    """What words are about that tell how it stands with this form."""
    return About(wanted.person, f"form {wanted.form} {wanted.carried}")


class FormWords:
    """Tells somebody how it stands with a form that did not open; each raises what Slack says to that."""

    def __init__(self, desk: Desk, telling: Telling) -> None:
        self._desk = desk
        self._telling = telling

    async def not_opened(self, heard: Heard, reply: Reply, fault: Exception | None) -> None:
        """That it did not, with a way to go on."""
        await self._say(heard, reply, not_opened(await self._desk.voice(heard.person), heard, reply, fault))

    async def in_line(self, heard: Heard, reply: Reply, wait: timedelta, *, is_first: bool) -> None:
        """That they wait for it."""
        say = await self._desk.voice(heard.person)
        await self._say(heard, reply, in_line(say, reply, wait, is_first=is_first))

    async def turn_kept(self, heard: Heard, reply: Reply, wait: timedelta) -> None:
        """That they were called, and keep their turn."""
        await self._say(heard, reply, turn_kept(await self._desk.voice(heard.person), heard, reply, wait))

    async def call(self, heard: Heard, reply: Reply) -> Say:
        """What says that it is their turn; or that the form is not needed any more, where the session or the
        poll that it is about was open when they asked for it, and is over when their turn comes.
        """
        return partial(self._turn, heard, reply, was_open=await self._is_about_open(reply))

    async def _turn(self, heard: Heard, reply: Reply, *, was_open: bool) -> None:
        say = await self._desk.voice(heard.person)
        is_over = was_open and not await self._is_about_open(reply)
        over = Drawing.of_words(say, say(_NOT_NEEDED, form=_title(reply)))
        await self._say(heard, reply, over if is_over else your_turn(say, heard, reply))

    async def _is_about_open(self, reply: Reply) -> bool:
        """Whether it is about a session that is live, or a poll that is open."""
        about = channel_and_subject(reply.view or {})[1].partition(":")[0]

        def read(memory: Memory) -> bool:
            session, poll = memory.sessions.get(about), memory.polls.get(about)
            return bool((session and session.is_live) or (poll and poll.is_open))

        return bool(about) and await self._desk.read(read)

    async def _say(self, heard: Heard, reply: Reply, words: Drawing) -> None:
        """In the place of older words of the same form, where those were pressed."""
        is_again = isinstance(heard, Click) and ids.timeless(heard.row) == ids.AGAIN
        await self._telling.tell(heard, words, Tries(), lasts=not reply.is_fleeting, replaces=is_again)


def _late(say: Voice, reply: Reply) -> list[str]:
    """What was stored by the act comes first: only its form is late."""
    return [*([say(reply.stored)] if reply.stored else []), say(_LATE, form=_title(reply))]


def _title(reply: Reply) -> str:
    return from_literal(reply.view["title"]["text"]) if reply.view else ""


def is_long(command: Command) -> bool:
    """Whether it is too long for a button to carry, so that its words are given back instead."""
    return len(f"{command.name} {command.text}") > MOST_REPEATED


def _again(say: Voice, heard: Heard, reply: Reply) -> list[Block]:
    """The button that does the same once more, where one can; it knows since when the form is wanted."""
    since = ids.read_since(str(reply.view.get("private_metadata") or "")) if reply.view else None
    row = ids.since(ids.AGAIN, since) if since else ids.AGAIN
    label = say("Open the form")
    if isinstance(heard, Click) and not heard.view:
        return [_row(button(label, heard.action, heard.value), row)]
    if isinstance(heard, Command) and not is_long(heard):
        return [_row(button(label, ids.OPEN_AGAIN, f"{heard.name} {heard.text}"), row)]
    return []


def _row(again: Block, row: str) -> Block:
    return {**actions(again), "block_id": row}
