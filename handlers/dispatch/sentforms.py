"""What is said of a form that was sent: in a message, or in the form itself where Slack takes none now."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.sessions import is_a_channel
from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, Drawing, context, is_aside, notice, paragraphs
from handlers.desk import Desk
from handlers.dispatch.background import Background
from handlers.dispatch.telling import is_soon_over
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.reply import Reply, answer
from handlers.slack.slack_errors import SLACK_IS_AWAY, is_busy
from handlers.voice import Voice

log = structlog.get_logger(__name__)

_MOMENT = timedelta(seconds=1)  # longer, and nobody should look at a form that closed without a word
_BUSY = Text("Slack is busy, so you read this here, and not in a message. You can close this.")
_BUTTONS_FOLLOW = Text(
    "Slack is busy, so you read this here. The buttons come in a message, too, a little later."
)
_SAVED_UNSEEN = Text(
    "I saved what you sent. It took so long that the form has closed, so I cannot show you what comes next. "
    "If you need it, please open it once more."
)
_UNSEEN = Text(
    "It took so long that the form has closed, so I cannot show you what comes next. Nothing has changed. "
    "Please open the form once more."
)
_HOME_FOLLOWS = Text("Slack is busy, so you read this here. Your Home shows it a little later.")
_NEVER_SHOWN = Text(
    "Slack was too busy to show what you pressed before this. If you still need it, please press it again."
)
_BELONGS = Text("This belongs to “{form}”, which you sent.")


def without_form(say: Voice, reply: Reply) -> Reply:
    """The same, for a form that is closed: what would stand in it is said. Nothing opens another: what was
    sent brings no trigger.
    """
    if not (reply.errors or reply.view):
        return reply
    if reply.errors:
        return answer(say, "\n".join(dict.fromkeys(reply.errors.values())))
    closed = Drawing.of_words(say, say(_SAVED_UNSEEN if reply.confirms else _UNSEEN))
    words = reply.words or (None if reply.then else closed)
    return replace(reply, view=None, words=words, in_form=False)


def in_the_form(reply: Reply, form: Click | Submission, title: Block) -> Reply:
    """The same, where words that must not last have no channel to be whispered in: the form shows them."""
    if not (reply.is_fleeting and reply.words) or reply.view or is_a_channel(form.told_in):
        return reply
    return replace(_shown(reply, form, title), words=None)


def never_shown(say: Voice, reply: Reply) -> Reply:
    """The same errors, of a form that was sent before it showed what was pressed in it."""
    field, words = next(iter(reply.errors.items()))
    return replace(reply, errors={**reply.errors, field: f"{words} {say(_NEVER_SHOWN)}"})


async def with_receipt(heard: Heard, reply: Reply) -> Reply:
    """The same; where a receipt cannot be whispered, because a form was opened in no channel, its words are
    there at once, for the form to show them."""
    if reply.receipt is None or is_a_channel(heard.told_in):
        return reply
    try:
        words = await reply.receipt.words()
    except Exception:
        log.exception("words_not_delivered")  # what they confirm is stored all the same
        return reply
    return replace(reply, words=words, is_fleeting=True, receipt=None)


async def shown_where_slack_is_busy(
    desk: Desk, reply: Reply, form: Submission, title: Block
) -> tuple[Reply, Reply]:
    """The same of words that Slack does not take now: whoever sent the form reads them in it, once. And what
    is left to say later.
    """
    say = await desk.voice(form.person)
    shown, left = _shown(reply, form, title), what_is_left(say, reply, title["text"])
    view, busy = shown.view or {}, context(say(_BUTTONS_FOLLOW if left.words else _BUSY))
    return replace(shown, view={**view, "blocks": [*view["blocks"], busy]}), left


async def briefly(desk: Desk, click: Click, words: Drawing) -> None:
    """What a press on Home was answered, in a form, while Slack does not show that Home; nothing where it
    opens no form either.
    """
    say = await desk.voice(click.person)
    view = notice(say, say("While Slack is busy"), [*words.blocks, context(say(_HOME_FOLLOWS))])
    with suppress(SlackApiError, *SLACK_IS_AWAY):
        await desk.slack.open_view(click.trigger or "", view)


def what_is_left(say: Voice, reply: Reply, title: str) -> Reply:
    """Of words read in the form of this title: their buttons, gone with it, and what they are about."""
    blocks = reply.words.blocks if reply.words else ()
    left = [block for block in blocks if _has_button(block) or is_aside(block)]
    told = [*paragraphs(say(_BELONGS, form=title)), *left]
    return replace(reply, words=Drawing.of(say, told) if any(map(_has_button, left)) else None)


def _has_button(block: Block) -> bool:
    return block["type"] == "actions" or "accessory" in block


async def waits(background: Background, say: Awaitable[Exception | None], within: float) -> bool:
    """Whether Slack says by then (seconds) that words which begin to be said now have to wait for a while.

    Where it says nothing, the form closes: its words may well be there already.
    """
    told: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    async def work() -> None:
        fault = None
        try:
            fault = await say
        except Exception:
            log.exception("words_not_delivered")
        finally:
            told.set_result(fault)

    background.run(work(), "say")
    heard, _ = await asyncio.wait([told], timeout=within)
    fault = told.result() if heard else None
    return fault is not None and is_busy(fault) and not is_soon_over(fault, _MOMENT)


def _shown(reply: Reply, form: Click | Submission, title: Block) -> Reply:
    """The same, with a form that holds its words."""
    if reply.words is None:
        return reply
    private = ids.private(form.channel, form.subject)
    private = ids.answered_in(private, form.said_in) if form.said_in else private
    about = {"private_metadata": ids.since(private, form.since) if form.since else private}
    return replace(reply, view={"type": "modal", "title": title, **about, "blocks": list(reply.words.blocks)})
