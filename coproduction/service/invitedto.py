"""What somebody was invited to as a champion: the session that was meant then, whatever is held since."""

from dataclasses import dataclass
from datetime import datetime

from coproduction.champions import ANSWERED, INVITED, KEPT_FOR, ChampionInvitation, InvitationState
from coproduction.planned import Planned, PlannedState
from coproduction.ports import Memory
from coproduction.service import gathering
from coproduction.sessions import Session
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """What it is called, whether that was cancelled since, and the next session that was announced there."""

    title: str | Text
    is_cancelled: bool = False
    next: Planned | None = None


def of(memory: Memory, invitation: ChampionInvitation) -> InvitedTo:
    """The same of an invitation; of an old one what its programme is called now."""
    meant = _meant(memory, invitation)
    session, plan = memory.sessions.get(meant), memory.planned.get(meant)
    ahead = memory.planned.waiting(invitation.asked_at)
    coming = (each for each in ahead if each.channel == invitation.channel and each.is_announced)
    found = plan or session
    title = found.title if found else gathering.title_of(memory, invitation.channel)
    return InvitedTo(title, _is_cancelled(session, plan), next(coming, None))


def _meant(memory: Memory, invitation: ChampionInvitation) -> str:
    """The id of the session."""
    sent = memory.messages.about(INVITED, invitation.id)
    return sent[0].occasion if sent else ""


def _is_cancelled(session: Session | None, plan: Planned | None) -> bool:
    """A session that began by mistake is planned as before, where it was planned."""
    if plan:
        return plan.state is PlannedState.CANCELLED
    return session is not None and session.is_cancelled


def waiting_for(memory: Memory, planned: Planned) -> list[str]:
    """Who has said yes to become a champion, has not come to the programme yet, and knows of this session:
    they were invited to it, or it was announced.
    """
    invited = [each for each in memory.champions.of(planned.channel) if _agrees(each)]
    told = [each.asked for each in invited if planned.is_announced or _meant(memory, each) == planned.id]
    return [each for each in told if planned.channel not in memory.sessions.programmes_of(each)]


def _agrees(invitation: ChampionInvitation) -> bool:
    return invitation.state is InvitationState.ACCEPTED


def has_agreed(memory: Memory, person: str, channel: str) -> bool:
    """Whether somebody has said yes to become a champion of this programme."""
    return any(each.asked == person and _agrees(each) for each in memory.champions.of(channel))


def agreed(memory: Memory, now: datetime, person: str) -> list[str]:
    """The channels of all the programmes of which they have."""
    sent = memory.messages.sent_cards((INVITED,), now - KEPT_FOR, [person])
    found = (memory.champions.get(message.subject) for message in sent)
    return [each.channel for each in found if each and each.asked == person and _agrees(each)]


def redraw(memory: Memory, channel: str) -> None:
    """What whoever was invited there reads is different now."""
    for each in memory.champions.of(channel):
        told = memory.messages.about(INVITED, each.id, ANSWERED)
        memory.changed(*(message.card for message in told))
