"""Every kind of message, from the services that declare them."""

from typing import Any

from coproduction.kinds import Cause, MessageKind, Rank, table
from coproduction.messages import Message, unwanted
from coproduction.outbox import Ranks
from coproduction.ports import Memory
from coproduction.service import (
    announcing,
    askings,
    board,
    bodies,
    champions,
    coleading,
    conditions,
    consents,
    corrections,
    digestcards,
    facilitators,
    helprequests,
    hiding,
    ideacards,
    leadoffers,
    nudgecards,
    observing,
    partings,
    plannews,
    pollends,
    polls,
    reports,
    sessioncards,
    sharing,
    slowforms,
    stakeholders,
    stepcards,
    stuck,
    successors,
    talk,
    telling,
    ties,
    waking,
    worked,
    yesno,
    yousaid,
)
from coproduction.service.breakouts import messages as breakouts

KINDS = table(
    (
        *sessioncards.KINDS,
        *partings.KINDS,
        *corrections.KINDS,
        *leadoffers.KINDS,
        *stepcards.KINDS,
        *announcing.KINDS,
        *coleading.KINDS,
        *plannews.KINDS,
        *breakouts.KINDS,
        *ideacards.KINDS,
        *board.KINDS,
        *conditions.KINDS,
        *observing.KINDS,
        *facilitators.KINDS,
        *hiding.KINDS,
        *consents.KINDS,
        *polls.KINDS,
        *pollends.KINDS,
        *nudgecards.KINDS,
        *digestcards.KINDS,
        *helprequests.KINDS,
        *sharing.KINDS,
        *askings.KINDS,
        *reports.KINDS,
        *slowforms.KINDS,
        *stuck.KINDS,
        *bodies.KINDS,
        *champions.KINDS,
        *stakeholders.KINDS,
        *telling.KINDS,
        *waking.KINDS,
        *worked.KINDS,
        *successors.KINDS,
        *talk.KINDS,
        *yesno.KINDS,
        *yousaid.KINDS,
        *ties.KINDS,
    )
)

RANKS: Ranks = (
    [kind.name for kind in KINDS.values() if kind.rank is Rank.FACILITATOR],
    [kind.name for kind in KINDS.values() if kind.rank is Rank.GROUP],
)

_UNKNOWN = MessageKind(
    name="",
    content=lambda _memory, _message: None,
    cause=Cause.UNASKED,
    guard=lambda _memory, _message, _now: unwanted("nobody knows this kind of message"),
)


def kind_of(name: str) -> MessageKind:
    """The kind of that name; for one that another version of us stored, a kind that is never sent."""
    return KINDS.get(name, _UNKNOWN)


def shown(memory: Memory, message: Message) -> tuple[Any, str | None]:
    """What a message shows as things stand now, None when what it is about is gone; and in which language.

    That is the one its reader chose, a person or the programme in whose channel it stands; None if none did.
    """
    kind = kind_of(message.kind)
    content = kind.content(memory, message)
    if message.recipient:
        reader = memory.people.get(message.recipient)
        return content, reader.language if reader else None
    spoken = memory.sessions.language_of(kind.programme(memory, message))
    return content, spoken or kind.guess(memory, message)
