"""Handing a programme over to somebody who agrees, and asking who came twice to lead it with others."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Over, Refusal, Taken
from coproduction.kinds import Cause, MessageKind
from coproduction.leadoffers import (
    COLEADING,
    HANDOVER,
    OFFER_ANSWERED,
    TIMES,
    WINDOW,
    LeadOffer,
    OfferKind,
    OfferState,
    may_be_asked,
    outcome,
    question,
    require_answerable,
    require_undoable,
    settled,
)
from coproduction.messages import Message, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import facilitators, members, people, places, upcoming
from coproduction.service.owing import owe_all_privately, owe_privately
from coproduction.words import Text

HANDING_OVER = Text("hand a programme over")
ASKING = Text("ask people to lead with you")
LETTING = Text("let somebody lead")
_LIVE = Text("A session goes on here. Please end it first, then hand the programme over.")
_WAITS = Text(
    "You have asked somebody already, and wait for their answer. To ask somebody else, undo that first."
)
_YES = frozenset({OfferState.AGREED, OfferState.LEADS})


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer, for who is asked. Its programme has no name but its channel's."""

    offer: LeadOffer


@dataclass(frozen=True, slots=True)
class Answered:
    """The same, once it was answered, for who asked."""

    offer: LeadOffer


def hand_over(memory: Memory, now: datetime, actor: Actor, channel: str, to: str, origin: str) -> LeadOffer:
    """A facilitator asks somebody, who is nobody's app, to take over the programme of a channel."""
    before = memory.lead_offers.from_origin(origin)
    if before:
        return before
    place = _led(memory, actor, channel, HANDING_OVER)
    if to == actor.id:
        raise Refusal("This is you. Please choose somebody else.")
    if place.is_live:
        raise Refusal(_LIVE)
    if not members.may(memory, Actor(to), place.channel):
        raise Refusal("This person is not in this channel. Please invite them here first.")
    waiting = [each for each in memory.lead_offers.of(place.channel) if each.waits and _is_handover(each)]
    if waiting:
        raise Refusal(_WAITS)
    offer = LeadOffer(memory.new_id(), place.channel, OfferKind.HANDOVER, actor.id, to, now, origin)
    _add(memory, offer)
    owe_privately(memory, now, question(offer))
    return offer


def _led(memory: Memory, actor: Actor, channel: str, doing: Text) -> places.Where:
    place = places.newest(memory, actor, channel)
    people.require_facilitator(memory, actor, doing, place.channel)
    return place


def _is_handover(offer: LeadOffer) -> bool:
    return offer.kind is OfferKind.HANDOVER


def _add(memory: Memory, offer: LeadOffer) -> None:
    try:
        memory.lead_offers.add(offer)
    except Taken:  # the same act arrived twice, at two processes at once
        raise Refusal("This has just been saved.") from None


def who_came_twice(
    memory: Memory, now: datetime, actor: Actor, channel: str
) -> tuple[places.Where, list[str]]:
    """A programme, and who came to two of its sessions or more, may not lead yet, and can be asked to."""
    place = _led(memory, actor, channel, ASKING)
    held = [each for each in memory.sessions.of(place.channel) if not (each.is_live or each.is_cancelled)]
    came = Counter(person for each in held for person in memory.sessions.attendees(each.id))
    often = [person for person, times in came.items() if times >= TIMES]
    known = memory.people.some(often)
    led = {one for each in held for one in people.in_charge(memory, each)}
    able = [
        id_
        for id_, person in known.items()
        if not person.is_facilitator and id_ not in led and members.may(memory, Actor(id_), place.channel)
    ]
    return place, may_be_asked(memory.lead_offers.of(place.channel), able, now)


def ask(memory: Memory, now: datetime, actor: Actor, channel: str) -> list[LeadOffer]:
    """Ask all who came twice, each in private and within what may come unasked; nobody is asked twice."""
    place, whom = who_came_twice(memory, now, actor, channel)
    offers = [
        LeadOffer(
            memory.new_id(),
            place.channel,
            OfferKind.COLEADING,
            actor.id,
            person,
            now,
            f"colead:{place.channel}:{person}:{now.date()}",
        )
        for person in whom
    ]
    for offer in offers:
        _add(memory, offer)
    owe_all_privately(memory, now, [question(offer) for offer in offers])
    return offers


def answer(memory: Memory, now: datetime, actor: Actor, offer_id: str, said: OfferState) -> LeadOffer:
    """Who was asked says yes, no, or never. A yes to a programme makes it theirs; a yes to leading with
    others is told to who asked, who lets them.
    """
    offer = require_answerable(memory.lead_offers.get(offer_id), actor.id)
    if said in _YES:
        members.require(memory, actor, offer.channel)
        people.meet(memory, actor)
    person = people.known(memory, actor)
    answered = replace(settled(offer, said, now), led_before=person.is_facilitator)
    _store(memory, answered, offer.state)
    if answered.is_handed_over:
        _lead(memory, actor.id, leads=True)
        _pass_on(memory, now, answered, offer.asked_by, offer.asked)
    if said in _YES or _is_handover(offer):  # who does not want to lead with others says so quietly
        owe_privately(memory, now, outcome(answered))
    return answered


def let_lead(memory: Memory, now: datetime, actor: Actor, offer_id: str) -> LeadOffer:
    """A facilitator lets somebody lead who has said that they would."""
    offer = memory.lead_offers.get(offer_id)
    if offer is None or offer.kind is not OfferKind.COLEADING or offer.state not in _YES:
        raise Over("They do not offer to lead any more, so nothing was changed.")
    people.require_facilitator(memory, actor, LETTING, offer.channel)
    if offer.state is OfferState.LEADS:
        return offer
    leads = settled(offer, OfferState.LEADS, now)
    _store(memory, leads, offer.state)
    if not facilitators.leads(memory, offer.asked):
        facilitators.tell(memory, now, actor, offer.asked, leads_now=True)
    _lead(memory, offer.asked, leads=True)
    return leads


def asked(memory: Memory, offer_id: str) -> str | None:
    """Who was asked to lead; None for an offer that nobody knows."""
    offer = memory.lead_offers.get(offer_id)
    return offer.asked if offer else None


def undo(
    memory: Memory, now: datetime, actor: Actor, offer_id: str, *, leads_anyhow: bool = False
) -> LeadOffer:
    """Who asked does not ask any more; or, for ten minutes, either of two gives a programme back.

    `leads_anyhow`: who was asked is an admin, who can lead also where they are not listed.
    """
    offer = require_undoable(memory.lead_offers.get(offer_id), actor.id, now)
    undone = settled(offer, OfferState.ENDED, now)
    _store(memory, undone, offer.state)
    if offer.is_handed_over:
        _lead(memory, offer.asked, leads=offer.led_before)
        if not (offer.led_before or leads_anyhow):
            facilitators.tell(memory, now, actor, offer.asked, leads_now=False)
        _pass_on(memory, now, offer, offer.asked, offer.asked_by)
    return undone


def _store(memory: Memory, offer: LeadOffer, was: OfferState) -> None:
    if not memory.lead_offers.move_on(offer, was):
        raise Refusal("This has just been answered.")
    memory.changed(question(offer), outcome(offer))


def _lead(memory: Memory, person_id: str, *, leads: bool) -> None:
    person = memory.people.get(person_id)
    if person and person.is_facilitator != leads:
        memory.people.put(replace(person, is_facilitator=leads), "is_facilitator")


def _pass_on(memory: Memory, now: datetime, offer: LeadOffer, giver: str, taker: str) -> None:
    """What is planned in the channel is led by who takes it; who hands it over helps, until it goes back."""
    stays = (giver,) if giver == offer.asked_by else ()
    for planned in upcoming.to_come(memory, now):
        held = memory.planned.hold(planned.id) if planned.channel == offer.channel else None
        if held and held.planned_by == giver:
            others = tuple(each for each in held.helpers if each not in (giver, taker))
            memory.planned.put(replace(held, planned_by=taker, helpers=(*stays, *others)))


def _shown(memory: Memory, message: Message) -> Offered | None:
    offer = memory.lead_offers.get(message.subject)
    return Offered(offer) if offer else None


def _answered(memory: Memory, message: Message) -> Answered | None:
    offer = memory.lead_offers.get(message.subject)
    return Answered(offer) if offer else None


def _unwanted(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    offer = memory.lead_offers.get(message.subject)
    if offer is None or not offer.waits:
        return unwanted("nobody waits for the answer any more")
    person = memory.people.get(offer.asked)
    leads = person is not None and person.is_facilitator and not _is_handover(offer)
    return unwanted("they can lead by now") if leads else None


KINDS = (
    MessageKind(name=HANDOVER, content=_shown, cause=Cause.BY_NAME, keeps_changing=True, guard=_unwanted),
    MessageKind(
        name=COLEADING,
        content=_shown,
        cause=Cause.UNASKED,
        window=WINDOW,
        keeps_changing=True,
        guard=_unwanted,
    ),
    MessageKind(name=OFFER_ANSWERED, content=_answered, cause=Cause.OWN_ACT, keeps_changing=True),
)
