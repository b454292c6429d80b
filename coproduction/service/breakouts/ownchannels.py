"""The private channels that groups of a round have, and where the cards of groups stand."""

from collections.abc import Iterable

from coproduction.breakouts import Round, group_card
from coproduction.ports import Memory


def own_channel(memory: Memory, round_: Round, number: int) -> str | None:
    """The private channel of one group, where it has one by now."""
    return own_channels(memory, round_, [number]).get(number)


def own_channels(memory: Memory, round_: Round, numbers: Iterable[int]) -> dict[int, str]:
    """The private channels of groups, by number, of those that have one by now."""
    session = memory.sessions.get(round_.session) if round_.has_channels else None
    if session is None:
        return {}
    placed = places_of(memory, round_, numbers).items()
    return {number: channel for number, channel in placed if channel and channel != session.channel}


def places_of(memory: Memory, round_: Round, numbers: Iterable[int]) -> dict[int, str | None]:
    """Where the cards of groups stand, by number; None for one on its way."""
    cards = memory.messages.find_all([group_card(round_.id, number) for number in numbers])
    return {card.part: message.channel for card, message in cards.items()}
