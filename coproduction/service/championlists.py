"""Whom a programme has invited to become champions, and since when each of them knows."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.champions import INVITED, ChampionInvitation
from coproduction.messages import MessageState
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people
from coproduction.service.champions import DOING


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation, and when it reached its person; None while it is still to be sent."""

    invitation: ChampionInvitation
    asked_at: datetime | None


def listed(memory: Memory, actor: Actor, channel: str) -> list[Listed]:
    """Whom a programme has invited, the newest first, for who leads it."""
    people.require_facilitator(memory, actor, DOING, channel)
    return [_listed(memory, each) for each in memory.champions.of(channel)[::-1]]


def _listed(memory: Memory, invitation: ChampionInvitation) -> Listed:
    sent = memory.messages.about(INVITED, invitation.id)
    is_owed = any(message.state is MessageState.PENDING for message in sent)
    arrived = [message.arrived_at for message in sent if message.arrived_at]
    return Listed(invitation, None if is_owed else min(arrived, default=invitation.asked_at))
