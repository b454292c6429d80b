"""On which weekday somebody is asked about the ideas that wait for their bodies: told, and chosen."""

from collections.abc import Sequence

from coproduction.bodies import Body
from coproduction.digests import WORKDAYS
from coproduction.words import WEEKDAYS, Text, and_listed, day
from handlers import ideaids
from handlers.blocks.digests import ON
from handlers.blocks.kit import Block, Drawing, actions, context, paragraphs, plain
from handlers.voice import Voice

_WEEKLY = Text("I ask you once a week at most. On which day is it best?")


def below(say: Voice, bodies: Sequence[Body]) -> list[Block]:
    """The menu below what waits for these bodies."""
    return [context(say(_WEEKLY)), actions(_menu(say, bodies))]


def at_home(say: Voice, bodies: Sequence[Body]) -> list[Block]:
    """The same for the Home of who answers for bodies; nothing for others."""
    if not bodies:
        return []
    names = and_listed([each.name for each in bodies])
    return [*paragraphs(say("You answer for {bodies}.", bodies=names)), *below(say, bodies)]


def chosen(say: Voice, bodies: Sequence[Body]) -> Drawing:
    """What somebody is told who has chosen."""
    on = ON[bodies[0].weekday]
    told = say("From now on I ask you {on} about ideas that wait for your answer.", on=on)
    first = min((each.next_at for each in bodies if each.next_at), default=None)
    comes = [say("The next time: {day}.", day=day(first.date()))] if first else []
    return Drawing.of_words(say, " ".join([told, *comes]))


def _menu(say: Voice, bodies: Sequence[Body]) -> Block:
    """Where several bodies have several days, none of them is chosen yet."""
    options = {on: {"text": plain(say(WEEKDAYS[on]), 75), "value": str(on)} for on in WORKDAYS}
    now = {each.weekday for each in bodies}
    initial = {"initial_option": options[now.pop()]} if len(now) == 1 else {}
    return {
        "type": "static_select",
        "action_id": ideaids.DECISION_DAY,
        "placeholder": plain(say("Choose a weekday"), 150),
        "options": list(options.values()),
        **initial,
    }
