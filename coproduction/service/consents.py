"""Asking a writer before anything is shown, and what follows from their answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coproduction.consents import (
    ANSWERED,
    ASK_AGAIN,
    CONSENT,
    GONE_WINDOW,
    LAPSES_AFTER,
    SAVED_GONE,
    Consent,
    ConsentState,
    question,
    require_waiting,
    settled,
)
from coproduction.errors import Refusal, Taken
from coproduction.ideas import Idea, can_return, text_kept
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import closing, ideas, members, people, sessions
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.ideawithdrawals import restore
from coproduction.service.owing import owe_privately
from coproduction.sessions import latest
from coproduction.words import Text

_HAD_NAME = Text(
    "It was shown with your name before, so people would know that it is yours. "
    "You can say yes with your name, or no."
)


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

    Where its writer has taken it back for good, they are asked again.
    Whoever said stop is sent nothing; the question stands in their Home. Nobody can tell by the answer.
    """
    members.require(memory, by, channel)
    place = ideas.place_of_message(memory, channel, draft)
    found = _found(memory, now, place, author, draft)
    if found:
        return found
    before = memory.consents.from_origin(draft.origin)
    if before and before.state not in (*ASK_AGAIN, ConsentState.NAMED):
        return Asked(Standing.WAITS if before.waits else Standing.DECLINED)
    if before:
        memory.consents.drop(before.id)
    _ask(memory, now, by.id, author, place, draft)
    return Asked(Standing.ASKED)


def _found(
    memory: Memory, now: datetime, place: sessions.Place, author: str, draft: IdeaDraft
) -> Asked | None:
    """What is an idea already needs no question, nor what its writer has just taken back."""
    idea = memory.ideas.from_origin(draft.origin) or ideas.said_before(memory, place, author, draft.text)
    if idea is None:
        return None
    if not idea.is_withdrawn:
        return Asked(Standing.KEPT, idea)
    return Asked(Standing.WITHDRAWN) if can_return(idea, now) else None


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
    gone = _taken_back(memory, consent)
    captured = (
        Captured(restore(memory, now, gone, actor.id), is_new=True)
        if gone
        else ideas.capture(memory, now, _place(memory, consent), actor.id, _draft(consent))
    )
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
    gone = _taken_back(memory, consent)
    if gone and gone.author:
        raise Refusal(_HAD_NAME)
    if gone:
        return Captured(restore(memory, now, gone, None), is_new=True)
    return ideas.capture(memory, now, _place(memory, consent), None, _draft(consent))


def _taken_back(memory: Memory, consent: Consent) -> Idea | None:
    """The idea that this message was before its writer took it back."""
    idea = memory.ideas.from_origin(consent.origin)
    return idea if idea and idea.is_withdrawn else None


def forget(memory: Memory, consent_id: str) -> None:
    """Nothing is kept of who was asked and what they said."""
    consent = memory.consents.get(consent_id)
    if consent:
        memory.consents.drop(consent.id)
        memory.changed(question(consent))
        memory.forgets()


def decline(memory: Memory, actor: Actor, consent_id: str) -> None:
    """The writer says no: nothing is shown, their words are forgotten, and nobody asks again."""
    consent = require_waiting(memory.consents.get(consent_id), actor.id)
    idea = memory.ideas.from_origin(consent.origin)
    if idea and not idea.is_withdrawn:  # they said yes, without their name
        raise Refusal(ANSWERED)
    memory.consents.put(settled(consent, ConsentState.DECLINED))
    memory.forgets()
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
    """The private question as it stands: without a consent, nothing is kept of it any more. `had_name`: the
    message was an idea before, with its writer's name.
    """

    consent: Consent | None
    idea: Idea | None = None
    title: str = ""
    had_name: bool = False


def _shown(memory: Memory, message: Message) -> Asking:
    consent = memory.consents.get(message.subject)
    if consent is None:
        return Asking(None)
    last = latest(memory.sessions.of(consent.channel))
    idea = memory.ideas.get(consent.idea) if consent.idea else None
    gone = _taken_back(memory, consent) if consent.waits else None
    return Asking(consent, idea, last.title if last else "", had_name=bool(gone and gone.author))


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


def _saved(memory: Memory, message: Message) -> Consent | None:
    return memory.consents.get(message.subject)


def _its_channel(memory: Memory, message: Message) -> str:
    saved = _saved(memory, message)
    return saved.channel if saved else ""


def _is_back(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    saved = _saved(memory, message)
    idea = memory.ideas.get(saved.idea) if saved and saved.idea else None
    return None if idea and idea.is_withdrawn else unwanted("the idea is there again")


KINDS = (
    MessageKind(
        name=CONSENT,
        content=_shown,
        cause=Cause.BY_NAME,
        keeps_changing=True,
        guard=_unasked,
        ended=_unreached,
    ),
    MessageKind(
        name=SAVED_GONE,
        content=_saved,
        cause=Cause.CHANGE,
        window=GONE_WINDOW,
        programme=_its_channel,
        for_members=True,
        guard=_is_back,
    ),
)
