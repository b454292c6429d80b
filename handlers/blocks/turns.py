"""Raising a hand, and for whoever leads, who is next to speak."""

from collections.abc import Mapping, Sequence

from coproduction.service.turns import Place
from coproduction.sessions import Session
from coproduction.words import Text, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, paragraphs, section
from handlers.voice import Voice

SHOWN = 10  # people in the list, each with buttons
_ORDER = Text(
    "First come those who have spoken least. "
    "Then come those who know the service in a way that nobody has spoken of yet. Only you see this list."
)
RAISE = Text("Raise a hand")
_NOBODY = Text("Nobody waits to speak. To raise a hand, people press “{button}” or type {/hand}.")


def raise_button(say: Voice, session: Session) -> Block:
    """The button on cards."""
    aloud = say("Raise a hand in {title}", title=session.title)
    return button(say(RAISE), ids.RAISE_HAND, session.id, aloud=aloud)


def is_up(say: Voice, place: Place) -> Drawing:
    """What somebody is told whose hand is up: their own place, and nothing of others."""
    return Drawing.of(say, own_hand(say, place))


def own_hand(say: Voice, place: Place, number: int = 0) -> list[Block]:
    """The same among other things; `number` tells the button from that of another session."""
    words = say("Your hand is up. You are number {place}.", place=place.place)
    aloud = say("Take my hand down in {title}", title=place.session.title)
    down = button(
        say("Take my hand down"), ids.numbered(ids.LOWER_HAND, number), place.session.id, aloud=aloud
    )
    fair = say("Those who have spoken least come first, so your place can change.")
    return [*paragraphs(words), context(fair), actions(down)]


def queue(
    say: Voice,
    room: Voice,
    session: str,
    waiting: Sequence[str],
    names: Mapping[str, str],
    note: Text | None = None,
) -> Drawing:
    """Who would like to speak, in order, with what can be said of each. Cards have the `room`'s voice."""
    said = [section(say(note))] if note else []
    if not waiting:
        return Drawing.of(say, [*said, section(say(_NOBODY, button=room(RAISE)))])
    shown = [block for line in each_waiting(say, session, waiting[:SHOWN], names) for block in line]
    left = several(len(waiting) - SHOWN, "And {n} more person waits", "And {n} more people wait")
    more = [longlists.more(say, left, listids.HANDS, session)] if len(waiting) > SHOWN else []
    return Drawing.of(say, fitting([*said, context(say(_ORDER)), *shown, *more], keep=len(more)))


def each_waiting(
    say: Voice, session: str, waiting: Sequence[str], names: Mapping[str, str]
) -> list[list[Block]]:
    """Each of those who would like to speak, with what can be said of them."""
    return [
        [
            *paragraphs(say("{number}. {person}", number=number, person=names[person])),
            actions(
                _said(say, Text("Spoke"), ids.at(ids.SPOKE, number), session, person, names[person]),
                _said(say, Text("Later"), ids.at(ids.LATER, number), session, person, names[person]),
            ),
        ]
        for number, person in enumerate(waiting, start=1)
    ]


def _said(say: Voice, label: Text, action: str, session: str, person: str, name: str) -> Block:
    aloud = say("{label}: {person}", label=label, person=name)
    return button(say(label), action, f"{session}|{person}", aloud=aloud)
