"""How postcards look (what would be `handlers/blocks/postcards.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coproduction.words import several
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    paragraphs,
)
from handlers.voice import Voice
from tests.samples.postcards.rules import LENGTH, POSTCARD, THANKS, Postcard

STAMP: Final = "stamp_postcard"
FORM: Final = "postcard_form"


def card(say: Voice, postcard: Postcard, names: Mapping[str, str]) -> Drawing:
    """A greeting with its stamps."""
    told = several(postcard.stamps, "From {name} · {n} stamp", "From {name} · {n} stamps")
    return Drawing.of(
        say,
        [
            header(say("Postcard")),
            *paragraphs(postcard.greeting),
            context(say(told, name=names[postcard.writer])),
            actions(
                button(
                    say("Stamp it"),
                    STAMP,
                    postcard.id,
                    aloud=say("Stamp it: {greeting}", greeting=postcard.greeting[:40]),
                )
            ),
        ],
    )


def thanks(say: Voice, postcard: Postcard, _names: Mapping[str, str]) -> Drawing:
    """To its writer."""
    return Drawing.of_words(say, say("Somebody stamped “{greeting}”.", greeting=postcard.greeting))


def form(say: Voice, private: str) -> View:
    """A new postcard."""
    greeting = text_input("greeting", say("Your greeting"), most=LENGTH)
    return modal(say, say("New postcard"), FORM, say("Send it"), private, [greeting])


DRAWINGS = (
    MessageDrawing(POSTCARD, card, lambda postcard: [postcard.writer]),
    MessageDrawing(THANKS, thanks),
)
