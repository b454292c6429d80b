"""Write first, then see: showing all ideas that were written in a step."""

from datetime import datetime, timedelta
from math import ceil

from coproduction.service import revealing
from coproduction.service.revealing import DOING, Revealed
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.running import read_drawn_for
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer

_NONE = Text("Nobody has written an idea in this step yet. From now on, all see what is written.")


async def press(desk: Desk, click: Click) -> Reply:
    """Show all ideas now, in the panel of those who lead."""
    session, _, _ = read_drawn_for(click.value)
    actor, now = await desk.directory.actor(click.person), desk.clock()
    shown = await desk.write(lambda memory: revealing.press(memory, now, actor, session))
    voice = await desk.voice(click.person)
    told = told_of(shown, now) if shown.ideas else [_NONE]
    return answer(voice, " ".join(map(voice.of, told)))


def told_of(shown: Revealed, now: datetime) -> list[Text]:
    """That they come, and when the last does where that takes a while."""
    words = several(
        shown.ideas,
        "{n} idea is in the channel now, or on its way.",
        "{n} ideas are in the channel now, or on their way.",
    )
    if (wait := ceil((shown.until - now) / timedelta(minutes=1))) < 1:
        return [words]
    last = several(
        wait,
        "The last come in about {n} minute. To read all now, type: {/ideas}",
        "The last come in about {n} minutes. To read all now, type: {/ideas}",
    )
    return [words, last]


NOUN = Noun(clicks=(OnClick(ids.REVEAL_IDEAS, Audience.FACILITATORS, press, doing=DOING),))
