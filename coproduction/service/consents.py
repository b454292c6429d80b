"""Asking a writer before anything is shown, and what follows from their answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coproduction.consents import (
    ANSWERED,
    ASK_AGAIN,
    CONSENT,
    LAPSES_AFTER,
    Consent,
    ConsentState,
    question,
    require_waiting,
    settled,
)
from coproduction.errors import Refusal, Taken
from coproduction.ideas import Idea, text_kept
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import closing, ideas, members, people, sessions
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.owing import owe_privately
from coproduction.sessions import latest


class Standing(StrEnum):
    """What whoever would like to keep a message is told of it."""

    ASKED = "asked"  # just now
    WAITS = "waits"  # since somebody asked before
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Asked:
    """How it stands with a message, and the idea that it is, if it is one."""

    standing: Standing
    idea: Idea | None = None


def ask(memory: Memory, now: datetime, by: Actor, author: str, channel: str, draft: IdeaDraft) -> Asked:
    """Somebody would like to keep another's message: its writer is asked, once, and nothing is shown.

    Whoever said stop is sent nothing; the question stands in their Home. Nobody can tell by the answer.
    """
    members.require(memory, by, channel)
    place = ideas.place_of_message(memory, channel, draft)
    found = _found(memory, place, author, draft)
    if found:
        return found
    before = memory.consents.from_origin(draft.origin)
    if before and before.state not in ASK_AGAIN:
        return Asked(Standing.WAITS if before.waits else Standing.DECLINED)
    if before:
        memory.consents.drop(before.id)
    _ask(memory, now, by.id, author, place, draft)
    return Asked(Standing.ASKED)


def _found(memory: Memory, place: sessions.Place, author: str, draft: IdeaDraft) -> Asked | None:
    """What is an idea already needs no question."""
    idea = memory.ideas.from_origin(draft.origin) or ideas.said_before(memory, place, author, draft.text)
    if idea is None:
        return None
    return Asked(Standing.WITHDRAWN) if idea.is_withdrawn else Asked(Standing.KEPT, idea)


def _ask(
    memory: Memory, now: datetime, by: str, author: str, place: sessions.Place, draft: IdeaDraft
) -> None:
    consent = Consent(
        id=memory.new_id(),
        channel=place.channel,
        session=place.session.id if place.session else None,
        author=author,
        asked_by=by,
        kind=draft.kind,
        text=text_kept(draft.text),
        origin=draft.origin,
        state=ConsentState.WAITS,
        lapses_at=now + LAPSES_AFTER,
    )
    try:
        memory.consents.add(consent)
    except Taken:  # another process was quicker between the look and the row
        raise Refusal("Somebody has just asked its writer, so nothing more is needed.") from None
    owe_privately(memory, now, question(consent))


def agree(memory: Memory, now: datetime, actor: Actor, consent_id: str) -> Captured:
    """The writer says yes, with their name: now it is an idea."""
    consent = require_waiting(memory.consents.get(consent_id), actor.id)
    members.require(memory, actor, consent.channel)
    people.meet(memory, actor)
    captured = ideas.capture(memory, now, _place(memory, consent), actor.id, _draft(consent))
    if captured.idea.author != actor.id:
        raise Refusal(ANSWERED)  # without a name, and that stays
    memory.consents.put(settled(consent, ConsentState.NAMED, captured.idea.id))
    memory.changed(question(consent))
    return captured


def agree_unnamed(memory: Memory, now: datetime, actor: Actor, consent_id: str) -> Captured:
    """The writer says yes, without their name. `forget` comes after it, in a unit of work of its own:

    nothing in this one may hold the person's id. Whoever presses again after a crash between the two brings
    the same idea about, which is one.
    """
    consent = require_waiting(memory.consents.get(consent_id), actor.id)
    members.require(memory, actor, consent.channel)
    return ideas.capture(memory, now, _place(memory, consent), None, _draft(consent))


def forget(memory: Memory, consent_id: str) -> None:
    """Nothing is kept of who was asked and what they said."""
    consent = memory.consents.get(consent_id)
    if consent:
        memory.consents.drop(consent.id)
        memory.changed(question(consent))
        memory.forgets()


def decline(memory: Memory, actor: Actor, consent_id: str) -> None:
    """The writer says no: nothing is shown, and nobody asks again."""
    consent = require_waiting(memory.consents.get(consent_id), actor.id)
    if memory.ideas.from_origin(consent.origin):  # they said yes, without their name
        raise Refusal(ANSWERED)
    memory.consents.put(settled(consent, ConsentState.DECLINED))
    memory.changed(question(consent))


def due(memory: Memory, now: datetime) -> list[str]:
    """The questions that have waited long enough."""
    return [consent.id for consent in memory.consents.lapsed(now)]


def lapse(memory: Memory, now: datetime, consent_id: str) -> None:
    """Nobody has answered: nothing is shown."""
    consent = memory.consents.get(consent_id)
    if consent and consent.waits and consent.lapses_at <= now:
        closing.close_question(memory, consent, ConsentState.LAPSED)


def _place(memory: Memory, consent: Consent) -> sessions.Place:
    return sessions.Place(consent.channel, memory.sessions.live_in(consent.channel))


def _draft(consent: Consent) -> IdeaDraft:
    return IdeaDraft(consent.text, consent.kind, consent.origin)


@dataclass(frozen=True, slots=True)
class Asking:
    """The private question as it stands: without a consent, nothing is kept of it any more."""

    consent: Consent | None
    idea: Idea | None = None
    title: str = ""


def _shown(memory: Memory, message: Message) -> Asking:
    consent = memory.consents.get(message.subject)
    if consent is None:
        return Asking(None)
    last = latest(memory.sessions.of(consent.channel))
    idea = memory.ideas.get(consent.idea) if consent.idea else None
    return Asking(consent, idea, last.title if last else "")


def _unasked(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    consent = memory.consents.get(message.subject)
    if consent is None or not consent.waits:
        return unwanted("nobody waits for the answer any more")
    return None


def _unreached(memory: Memory, _now: datetime, message: Message, outcome: Outcome) -> None:
    """A question that Slack did not take will never be answered: whoever asks again is asked for anew."""
    consent = memory.consents.get(message.subject)
    if consent and consent.waits and outcome.state is MessageState.FAILED:
        closing.close_question(memory, consent, ConsentState.UNREACHED)


KINDS = (
    MessageKind(
        name=CONSENT,
        content=_shown,
        cause=Cause.BY_NAME,
        keeps_changing=True,
        guard=_unasked,
        ended=_unreached,
    ),
)
