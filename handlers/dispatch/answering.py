"""Every listener runs in here. What it returns is acknowledged and said; what it raises becomes words.

The act is stored, then acknowledged, then everything that needs Slack happens in the background. So what
fails there can cost a person some words but never their act, and no exception leaves a listener.
"""

import secrets
from collections.abc import Awaitable

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.errors import NotNow, Refusal
from coproduction.words import Text
from handlers.blocks.kit import Block, Drawing, context, paragraphs
from handlers.desk import Desk
from handlers.dispatch.background import Background
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.reply import Reply, Told, answer
from handlers.slack.slack_errors import SLACK_IS_AWAY, reason_of
from handlers.voice import Voice

log = structlog.get_logger(__name__)

_FAULT = Text(
    "Something went wrong on my side. Please try again. If it happens again, tell who looks after "
    "me here this reference: {reference}"
)
_OPENED_BEFORE = "exchanged_trigger_id"  # the act was delivered twice, and its form is open


class Answering:
    """Turns acts into replies, and replies into what people see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.background = Background()

    async def reply_to(self, heard: Heard, act: str, run: Awaitable[Reply]) -> tuple[Reply, bool]:
        """What to answer, and whether the act was heard out: False when it should come again."""
        try:
            return await run, True
        except Refusal as refusal:
            return await self._refused(heard, refusal), not isinstance(refusal, NotNow)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("fault", act=act, reference=reference)
            return await self._refused(heard, Refusal(_FAULT.filled(reference=reference))), False

    def follow(self, heard: Heard, reply: Reply, *, is_said: bool) -> None:
        """Do what the reply asks for, after the acknowledgement; `is_said` if its words went with that."""
        if reply.view or reply.home or reply.tell or (reply.words and not is_said):
            self.background.run(self._show(heard, reply, is_said=is_said), "show")

    async def _refused(self, heard: Heard, refusal: Refusal) -> Reply:
        say = await self._desk.voice(heard.person)
        words = say(refusal.words)
        if isinstance(heard, Submission) and heard.first_field:  # else nothing in it could bear the words
            field = refusal.field or ""
            return Reply(errors={field if field in heard.values else heard.first_field: words})
        return answer(say, words, *_given_back(say, heard))

    async def _show(self, heard: Heard, reply: Reply, *, is_said: bool) -> None:
        try:
            await self._open(heard, reply)
            if reply.words and not is_said:
                await self._tell(heard, reply.words, lasts=not reply.is_fleeting)
            for told in reply.tell:
                await self._whisper(told)
        except Exception:
            log.exception("words_not_delivered")

    async def _open(self, heard: Heard, reply: Reply) -> None:
        if reply.home:
            await self._desk.slack.publish_home(heard.person, reply.home)
        if reply.view is None:
            return
        try:
            if isinstance(heard, Click) and heard.view:
                await self._desk.slack.update_view(heard.view, reply.view)
            else:
                await self._desk.slack.open_view(heard.trigger or "", reply.view)
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            if reason_of(fault) == _OPENED_BEFORE:
                return
            log.warning("form_not_opened", reason=reason_of(fault))
            say = await self._desk.voice(heard.person)
            words = say("The form did not open in time. Nothing is lost: please press or type it again.")
            await self._tell(heard, Drawing.of_words(say, words, *_given_back(say, heard)))

    async def _tell(self, heard: Heard, words: Drawing, *, lasts: bool = True) -> None:
        """Tell the person who acted, in the place they are in."""
        if not (heard.reply_to and await self._answer(heard.reply_to, words)):
            await self._whisper(Told(heard.person, heard.channel or "", words), lasts=lasts)

    async def _answer(self, reply_to: str, words: Drawing) -> bool:
        try:
            return await self._desk.slack.answer(reply_to, words)
        except SLACK_IS_AWAY:
            return False

    async def _whisper(self, told: Told, *, lasts: bool = True) -> None:
        """In the channel if they are in it, else in their conversation with the bot if the words may last."""
        if told.channel and not told.channel.startswith("D"):
            try:
                await self._desk.slack.whisper(told.channel, told.person, told.words)
            except (SlackApiError, *SLACK_IS_AWAY) as fault:  # better twice than never
                log.info("not_whispered", reason=reason_of(fault))
            else:
                return
        if lasts:
            await self._desk.slack.say_privately(told.person, told.words)


def _given_back(say: Voice, heard: Heard) -> list[Block]:
    """A command is gone from where it was typed, so when it is refused its words are given back."""
    if not isinstance(heard, Command) or len(heard.text.split()) < 2:
        return []
    return [context(say("You typed:")), *paragraphs(f"{heard.name} {heard.text}")]
