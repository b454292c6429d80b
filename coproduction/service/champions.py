"""Inviting somebody to become a champion: unasked, so once a week at most; they answer, or name another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.champions import (
    ANSWERED,
    CONFIRMED,
    INVITED,
    KEPT_FOR,
    MOST_SUGGESTED,
    SILENT_AFTER,
    SUGGESTED,
    WINDOW,
    ChampionInvitation,
    ChampionOffer,
    InvitationState,
    offer_of,
    outcome,
    question,
    require_answerable,
    require_not_asked,
    require_retractable,
    silence,
    suggestion,
)
from coproduction.errors import Over, Refusal
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import gathering, invitedto, people
from coproduction.service.invitedto import InvitedTo
from coproduction.service.owing import owe_privately
from coproduction.words import Text

DOING = Text("invite champions")


@dataclass(frozen=True, slots=True)
class Ready:
    """What the form needs: the programme, what it is called, and what was said of it before."""

    channel: str
    title: str
    offer: ChampionOffer | None


@dataclass(frozen=True, slots=True)
class Inviting:
    """An invitation as its person sees it."""

    invitation: ChampionInvitation
    offer: ChampionOffer
    to: InvitedTo

    @property
    def title(self) -> str | Text:
        """What it is called."""
        return self.to.title


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """What came of it, for who invited."""

    invitation: ChampionInvitation
    title: str | Text


@dataclass(frozen=True, slots=True)
class Suggested:
    """Whom somebody would ask, too."""

    invitation: ChampionInvitation
    person: str
    title: str | Text
    is_in: bool = False  # has said yes already, or takes part


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of the form: the words, and the invitation, where somebody was chosen."""

    offer: ChampionOffer
    title: str
    invitation: ChampionInvitation | None


def ready(memory: Memory, actor: Actor, channel: str) -> Ready:
    """Before the form, for who leads the programme."""
    people.require_facilitator(memory, actor, DOING, channel)
    return Ready(channel, gathering.require(memory, channel), memory.champions.offer(channel))


def keep(
    memory: Memory,
    now: datetime,
    actor: Actor,
    channel: str,
    origin: str,
    words: Mapping[str, str],
    asked: str | None,
) -> Kept:
    """Keep what invitations say, and invite whoever was chosen, who is nobody's app. `origin` is the form:
    the same form twice is one invitation.
    """
    place = ready(memory, actor, channel)
    offer = offer_of(channel, words)
    before = memory.champions.get(origin)
    invitation = before or (_invite(memory, now, actor, channel, origin, asked) if asked else None)
    memory.champions.put_offer(offer)
    return Kept(offer, place.title, invitation)


def _invite(
    memory: Memory, now: datetime, actor: Actor, channel: str, origin: str, asked: str
) -> ChampionInvitation:
    before = memory.champions.of(channel)
    _require_fit(memory, actor, channel, asked)
    require_not_asked(before, asked, now)
    invitation = ChampionInvitation(origin, channel, actor.id, asked, now, now + KEPT_FOR)
    memory.champions.add(invitation)
    meant = gathering.meant(memory, channel)
    owe_privately(memory, now, question(invitation, meant.id if meant else ""))
    return invitation


def _require_fit(memory: Memory, actor: Actor, channel: str, asked: str) -> None:
    """Neither oneself, nor who takes part already. Who has said stop looks like who gave no answer: nobody
    learns from a refusal what they said.
    """
    if asked == actor.id:
        raise Refusal("This is you. Please choose somebody else.", "asked")
    if channel in memory.sessions.programmes_of(asked):
        raise Refusal("This person takes part already.", "asked")


def answer(
    memory: Memory, now: datetime, actor: Actor, invitation_id: str, state: InvitationState
) -> ChampionInvitation:
    """Who was invited says yes, or not now; who invited them is told."""
    before = require_answerable(memory.champions.get(invitation_id), actor.id, state)
    return _settle(memory, now, before, state)


def take_back(memory: Memory, actor: Actor, invitation_id: str) -> ChampionInvitation:
    """Who invited somebody asks them no more, while they have not answered; the invitation says so."""
    before = require_retractable(memory.champions.get(invitation_id), actor.id)
    taken = replace(before, state=InvitationState.TAKEN_BACK)
    _store(memory, taken, before.state)
    _redraw(memory, taken)
    return taken


def _settle(
    memory: Memory, now: datetime, invitation: ChampionInvitation, state: InvitationState
) -> ChampionInvitation:
    settled = replace(invitation, state=state)
    _store(memory, settled, invitation.state)
    owe_privately(memory, now, outcome(settled))
    _redraw(memory, settled)
    return settled


def _redraw(memory: Memory, invitation: ChampionInvitation) -> None:
    asked = memory.messages.about(INVITED, invitation.id)
    memory.changed(*(message.card for message in asked), outcome(invitation), silence(invitation))


def _store(memory: Memory, invitation: ChampionInvitation, was: InvitationState) -> None:
    if not memory.champions.put(invitation, was):
        raise Refusal("This has just been answered.")


def theirs(memory: Memory, actor: Actor, invitation_id: str) -> ChampionInvitation:
    """The invitation of this person, also once it is answered; else a Refusal."""
    found = memory.champions.get(invitation_id)
    if found is None or found.asked != actor.id:
        raise Over(Text("This invitation is gone, so nothing was changed."))
    return found


def suggest(memory: Memory, now: datetime, actor: Actor, invitation_id: str, person: str) -> None:
    """Who was invited names somebody else: only who invited them is told, and decides. Twice is once."""
    found = theirs(memory, actor, invitation_id)
    if person in (actor.id, found.asked_by):
        raise Refusal("Please choose somebody else than you two.", "asked")
    if person in found.also:
        return
    if len(found.also) >= MOST_SUGGESTED:
        raise Refusal(
            "You have named {most} people. Please talk to who invited you.", "asked", most=MOST_SUGGESTED
        )
    _store(memory, replace(found, also=(*found.also, person)), found.state)
    owe_privately(memory, now, suggestion(found, person))


def silent(memory: Memory, now: datetime) -> list[str]:
    """The invitations that have had no answer for long."""
    return memory.champions.silent(now - SILENT_AFTER)


def tell_silence(memory: Memory, now: datetime, invitation_id: str) -> None:
    """Who invited hears that there is no answer: the same where it was never read, because its person has
    said stop, as where it was.
    """
    found = memory.champions.get(invitation_id)
    if found and found.state is InvitationState.WAITS and found.asked_at <= now - SILENT_AFTER:
        unanswered = replace(found, state=InvitationState.UNANSWERED)
        _store(memory, unanswered, found.state)
        if not _is_asked_again(memory, found):
            owe_privately(memory, now, silence(unanswered))


def _is_asked_again(memory: Memory, before: ChampionInvitation) -> bool:
    """Whether the same person was invited once more since, and that was not taken back."""
    return any(
        each.asked == before.asked
        and each.asked_at > before.asked_at
        and each.state is not InvitationState.TAKEN_BACK
        for each in memory.champions.of(before.channel)
    )


def to_forget(memory: Memory, now: datetime) -> list[str]:
    """The invitations whose six months are over."""
    return memory.champions.over(now)


def forget(memory: Memory, now: datetime, invitation_id: str) -> None:
    """Forget one, if it is still there."""
    found = memory.champions.get(invitation_id)
    if found and found.forget_at <= now:
        memory.champions.drop(found.id)
        memory.forgets()


def _shown(memory: Memory, message: Message) -> Inviting | None:
    found = memory.champions.get(message.subject)
    offer = memory.champions.offer(found.channel) if found else None
    return Inviting(found, offer, invitedto.of(memory, found)) if found and offer else None


def _answered(memory: Memory, message: Message) -> InvitationAnswered | None:
    found = memory.champions.get(message.subject)
    return InvitationAnswered(found, invitedto.of(memory, found).title) if found else None


def _confirmed(memory: Memory, message: Message) -> Inviting | None:
    return _shown(memory, replace(message, subject=message.occasion))


def _suggested(memory: Memory, message: Message) -> Suggested | None:
    found = memory.champions.get(message.subject)
    if found is None:
        return None
    person, channel = message.occasion, found.channel
    takes_part = channel in memory.sessions.programmes_of(person)
    is_in = takes_part or invitedto.has_agreed(memory, person, channel)
    return Suggested(found, person, invitedto.of(memory, found).title, is_in)


def _unwanted(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    found = memory.champions.get(message.subject)
    return None if found and found.waits else unwanted("nobody waits for the answer any more")


def _unreached(memory: Memory, now: datetime, message: Message, ended: Outcome) -> None:
    """What was not sent will not be answered: who invited can send the words by mail."""
    found = memory.champions.get(message.subject)
    if found and found.waits and ended.state in {MessageState.FAILED, MessageState.EXPIRED}:
        _settle(memory, now, found, InvitationState.UNREACHED)


KINDS = (
    MessageKind(
        name=INVITED,
        content=_shown,
        cause=Cause.UNASKED,
        window=WINDOW,
        keeps_changing=True,
        guard=_unwanted,
        ended=_unreached,
    ),
    MessageKind(name=ANSWERED, content=_answered, cause=Cause.OWN_ACT, keeps_changing=True),
    MessageKind(name=CONFIRMED, content=_confirmed, cause=Cause.OWN_ACT),
    MessageKind(name=SUGGESTED, content=_suggested, cause=Cause.OWN_ACT),
)
