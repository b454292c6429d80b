"""A plan that is played through for who plans it, in one private message; nothing of it is stored."""

from coproduction.errors import Refusal
from coproduction.service.planned import DOING
from coproduction.words import Text
from handlers import ids
from handlers.blocks import tryouts as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, Told
from handlers.planned import led

_OLD = Text("Please use the buttons of the newest message.")


async def press(desk: Desk, click: Click) -> Reply:
    """Try it out, and Next: the step as it is planned at this moment, in the place of the one before.

    From the plan, the first one goes to their conversation with the bot, where they are not: they read so.
    """
    planned_id, place = _read(click.value)
    planned = await led(desk, click, planned_id)
    words = blocks.played(await desk.voice(click.person), planned, place)
    if not click.view:
        return Reply(words=words, replaces=True)
    sent = blocks.sent(await desk.voice(click.person), planned)
    return Reply(view=sent, tell=(Told(click.person, ids.AT_HOME, words),))


def _read(value: str) -> tuple[str, int]:
    """The planned session, and how many of its steps have been shown."""
    planned_id, _, shown_before = value.partition(":")
    if not (shown_before.isascii() and shown_before.isdigit()):
        raise Refusal(_OLD)
    return planned_id, int(shown_before[:4])


async def press_stop(desk: Desk, click: Click) -> Reply:
    """Stop, with the way back to the plan."""
    planned = await led(desk, click, click.value)
    return Reply(words=blocks.stopped(await desk.voice(click.person), planned), replaces=True)


NOUN = Noun(
    clicks=(
        OnClick(ids.TRY_OUT, Audience.FACILITATORS, press, doing=DOING),
        OnClick(ids.STOP_TRYING, Audience.FACILITATORS, press_stop, doing=DOING),
    )
)
