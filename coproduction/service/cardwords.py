"""What stands on a channel's cards, for private words that name it: a card speaks its channel's language."""

from coproduction.ports import Memory
from coproduction.words import Text, language_of


def on_card(memory: Memory, channel: str, label: Text) -> str:
    """What a button is called on the cards of this channel."""
    return language_of(memory.sessions.language_of(channel)).pattern(label)
