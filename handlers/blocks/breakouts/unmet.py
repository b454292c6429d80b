"""What is told to somebody who needs what nobody else who came can give."""

from collections.abc import Mapping

from coproduction.service.breakouts.unmet import Unmet
from coproduction.words import Text, and_listed, listed
from handlers.blocks.kit import Block, Drawing, header, paragraphs, section
from handlers.blocks.mentions import mention
from handlers.voice import Voice

_SAID = Text("So far nobody else here has said that they can help with: {help}.")
_KNOWN = Text(
    "Whoever leads can see that somebody needs help, but not who. They see with what only if two people or "
    "more need it."
)


def told(say: Voice, shown: Unmet, names: Mapping[str, str]) -> Drawing:
    """What is missing, who knows what of it, and to whom to turn."""
    return Drawing.of(
        say, [header(say("What would help you")), *paragraphs(said(say, shown)), *_ask(say, shown, names)]
    )


def said(say: Voice, shown: Unmet) -> str:
    """What is missing and who knows of it, in two sentences."""
    return f"{say(_SAID.filled(help=listed(shown.needs)))} {say(_KNOWN)}"


def _ask(say: Voice, shown: Unmet, names: Mapping[str, str]) -> list[Block]:
    if not shown.leading:
        return []
    people = and_listed(mention(each, names) for each in shown.leading)
    return [
        section(say("If you want their help, please write to {people}. I tell them nothing.", people=people))
    ]
