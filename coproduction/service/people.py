"""Who people are to the programme."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.followups import HEARD, FollowUp, FollowUpState, moment_of, nudge_card
from coproduction.followups import moved as retimed
from coproduction.hours import in_zone
from coproduction.messages import Card
from coproduction.people import (
    OBSERVER,
    UNSAID,
    Actor,
    Person,
    help_named,
    known_zone,
    language_named,
    perspective_named,
    sector_named,
    takes_part_named,
    zone_of,
)
from coproduction.planned import Planned
from coproduction.pollends import cards_of
from coproduction.polls import CARDS
from coproduction.ports import Memory
from coproduction.service import members
from coproduction.sessions import SESSION_CARD, SUMMARY, Session
from coproduction.words import Text

_SAYS_IT = HEARD | {FollowUpState.CANCELLED}  # whose message has "stop", or the way back from it
_TO_COME = frozenset({FollowUpState.PLANNED, FollowUpState.PAUSED, FollowUpState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a person wrote about themselves."""

    sector: str | None
    perspective: str | None
    needs: str | None = None
    offers: str | None = None
    language: str | None = None
    takes_part: str | None = None  # asked of those who may lead


def known(memory: Memory, actor: Actor) -> Person:
    """What is remembered of the person, without storing anything."""
    return memory.people.get(actor.id) or Person(actor.id, zone=known_zone(actor.zone))


def asked_for(memory: Memory, person: str) -> str:
    """Who is asked about what somebody promised: they themselves; or, for who has no Slack, another."""
    caller = memory.callers.get(person) if is_caller(person) else None
    return caller.followed_by if caller else person


def who_is_asked(memory: Memory, person: Person) -> Person:
    """The same, with what is remembered of them."""
    asked = asked_for(memory, person.id)
    return person if asked == person.id else known(memory, Actor(asked))


def leading_session(memory: Memory, session: Session) -> list[str]:
    """Who is told what those who lead a session are told: who started it, who leads by its plan, though they
    have not come yet, and the added facilitators among those who came. Those who are only in its channel are
    not (`leading.in_channel`).
    """
    came = memory.people.some([session.started_by, *memory.sessions.attendees(session.id)])
    added = {id_ for id_, person in came.items() if person.is_facilitator}
    return sorted({session.started_by, *added, *leading_by_plan(memory, session)})


def leading_by_plan(memory: Memory, session: Session) -> list[str]:
    """Who planned a session, whoever has started it, then whom its plan named to help, as long as they may.

    Who planned may, also where they are on no list: admins are on none.
    """
    plan = memory.planned.of_session(session.id)
    return leading_plan(memory, plan) if plan else []


def leading_plan(memory: Memory, plan: Planned) -> list[str]:
    """The same of what is planned, whether it has begun or not."""
    named = memory.people.some(plan.helpers) if plan.helpers else {}
    return [plan.planned_by, *sorted(id_ for id_, person in named.items() if person.is_facilitator)]


def in_charge(memory: Memory, session: Session) -> tuple[str, ...]:
    """Who leads a session though they may be on no list: who started it, then who planned it."""
    plan = memory.planned.of_session(session.id)
    return tuple(dict.fromkeys((session.started_by, plan.planned_by if plan else session.started_by)))


def meet(memory: Memory, actor: Actor) -> Person:
    """Remember the person and where they live now."""
    person = known(memory, actor)
    moved = move(memory, actor.id, actor.zone)
    if moved is None:
        memory.people.put(person)
    return moved or person


def move(memory: Memory, person_id: str, zone: str | None) -> Person | None:
    """Follow a person to another time zone: what they will be asked moves to 10:00 there.

    None for somebody of whom nothing is remembered. A `zone` of None tells nothing, and changes nothing.
    """
    person = memory.people.get(person_id)
    if person is None:
        return None
    moved = replace(person, zone=known_zone(zone or person.zone))
    if moved.zone == person.zone:
        return person
    memory.people.put(moved, "zone")
    old, new = zone_of(person), zone_of(moved)
    waiting = [each for each in memory.follow_ups.of_person(person_id) if each.state in _TO_COME]
    memory.follow_ups.put_all([_in_zone(each, old, new) for each in waiting])
    for wanted in memory.digests.of(person_id):
        if wanted.next_at:
            memory.digests.put(replace(wanted, next_at=in_zone(wanted.next_at, old, new)))
    return moved


def _in_zone(follow_up: FollowUp, old: ZoneInfo, new: ZoneInfo) -> FollowUp:
    """The same wall time in another zone."""
    return retimed(follow_up, in_zone(moment_of(follow_up, old), old, new), new)


def describe(memory: Memory, actor: Actor, sector: str | None, perspective: str | None) -> Person:
    """Store a person's sector and perspective; asked once, changed whenever they wish."""
    before = meet(memory, actor)
    person = replace(
        before,
        sector=sector_named(sector or ""),
        perspective=perspective_named(perspective or ""),
    )
    memory.people.put(person, "sector", "perspective")
    if before.has_profile:
        unsay(memory, person.id, sector=sector == UNSAID, perspective=perspective == UNSAID)
    return look_on(memory, person, looks_on=perspective == OBSERVER)


def filled(person: Person, sector: str | None, perspective: str | None) -> tuple[str, str]:
    """What both are of somebody who may leave them out: who only looks on stays so until they choose."""
    return sector or UNSAID, perspective or (OBSERVER if person.is_observer else UNSAID)


def unsay(memory: Memory, person: str, *, sector: bool = True, perspective: bool = True) -> None:
    """Take back what somebody has told, also from sessions that have ended: their figures fall. Who tells
    something else changes none of them."""
    if sector:
        memory.at_end.unsay_sector(person)
    if perspective:
        memory.at_end.unsay_perspective(person)
    for session in memory.at_end.sessions_of(person) if sector or perspective else ():
        memory.changed(*(message.card for message in memory.messages.about(SUMMARY, session)))


def look_on(memory: Memory, person: Person, *, looks_on: bool) -> Person:
    """Keep whether somebody only looks on; then the cards of the sessions that they are in count others, and
    who looks on has no answer in open polls any more."""
    if person.is_observer == looks_on:
        return person
    marked = replace(person, is_observer=looks_on)
    memory.people.put(marked, "is_observer")
    live = memory.sessions.attended_live(person.id)
    memory.changed(*(Card(SESSION_CARD, each.id) for each in live))
    if looks_on:
        _take_out(memory, person.id)
    return marked


def _take_out(memory: Memory, person: str) -> None:
    """Delete the answers of somebody who has no ballot any more from polls that are open.

    Not from the closing question of a session that is over; and nobody can find an anonymous answer.
    """
    for poll in memory.polls.answered_by(person):
        whole = poll.part_of or poll.id
        held = memory.polls.lock(whole)
        if held is None or not held.is_open:
            continue  # it has closed meanwhile, and was counted
        memory.polls.withdraw(poll.id, person)
        if poll.kind == CARDS:
            memory.ten_cards.drop(poll.id, person)
        memory.changed(*cards_of(held, person))


def require_description(sector: str | None, perspective: str | None, needs: str | None) -> None:
    """Refuse what `describe` and `need` would."""
    sector_named(sector or "")
    perspective_named(perspective or "")
    help_named(needs, "needs")


def need(memory: Memory, actor: Actor, needs: str | None) -> None:
    """Store what would help a person to take part; when they said nothing, what they said before stays."""
    named = help_named(needs, "needs")
    if named:
        memory.people.put(replace(meet(memory, actor), needs=named), "needs")


def introduce(memory: Memory, actor: Actor, told: Introduction) -> Person:
    """Store all that a person tells about themselves; what helps them, and others, only seats people."""
    described = _described(memory, actor, told)
    needs, offers = help_named(told.needs, "needs"), help_named(told.offers, "offers")
    language = language_named(told.language) or described.language
    takes_part = takes_part_named(told.takes_part, described.takes_part)
    person = replace(described, needs=needs, offers=offers, language=language, takes_part=takes_part)
    memory.people.put(person, "needs", "offers", "language", "takes_part")
    return person


def _described(memory: Memory, actor: Actor, told: Introduction) -> Person:
    """Who has told nothing of the two need not: they are asked as they check in."""
    before = meet(memory, actor)
    if before.has_profile:
        return describe(memory, actor, told.sector, told.perspective)
    sector, perspective = filled(before, told.sector, told.perspective)
    says_more = told.perspective and not (before.is_observer and perspective == OBSERVER)
    return describe(memory, actor, sector, perspective) if told.sector or says_more else before


def remind(memory: Memory, actor: Actor, *, wanted: bool) -> Person:
    """Turn reminders off or on again for this person."""
    person = replace(meet(memory, actor), wants_reminders=wanted)
    memory.people.put(person, "wants_reminders")
    asked = [each for each in memory.follow_ups.of_person(person.id) if each.state in _SAYS_IT]
    memory.changed(*map(nudge_card, asked))  # each says whether there will be another question
    return person


def remember_conversation(memory: Memory, person_id: str, channel: str) -> None:
    """Keep the direct conversation with a person, so that it need not be opened again."""
    person = memory.people.get(person_id) or Person(person_id)
    memory.people.put(replace(person, conversation=channel), "conversation")


def may_facilitate(memory: Memory, actor: Actor) -> bool:
    """Whether the actor is an admin of the workspace, or was added as a facilitator by one."""
    person = memory.people.get(actor.id)
    return actor.is_admin or (person is not None and person.is_facilitator)


def require_facilitator(memory: Memory, actor: Actor, what: Text, channel: str = "") -> None:
    """Refuse, in words, unless the actor may facilitate.

    Nobody does so from outside: where the act belongs to a `channel`, they have to be in it.
    """
    if not may_facilitate(memory, actor):
        raise Refusal(
            "Only the people who lead can {what}. Do you lead, too? Then ask an admin of this workspace. "
            "They can type: {/facilitators} add @you",
            what=what,
        )
    members.require(memory, actor, channel)


def require_admin(actor: Actor) -> None:
    """Refuse, in words, unless the actor may change who facilitates."""
    if not actor.is_admin:
        raise Refusal("Only an admin of this workspace can change who facilitates.")


def add_facilitator(memory: Memory, actor: Actor, person_id: str) -> Person:
    """An admin makes somebody a facilitator."""
    return _facilitate(memory, actor, person_id, is_facilitator=True)


def remove_facilitator(memory: Memory, actor: Actor, person_id: str) -> Person:
    """An admin takes the role back, and with it the summaries of what they led."""
    person = _facilitate(memory, actor, person_id, is_facilitator=False)
    memory.digests.drop(person_id)
    return person


def retire(memory: Memory, absent: Collection[str]) -> None:
    """Who has left the workspace, or is an app, leads nobody any more, and is named to nobody as help."""
    for person in memory.people.some(absent).values():
        if person.is_facilitator:
            memory.people.put(replace(person, is_facilitator=False), "is_facilitator")
            memory.digests.drop(person.id)


def facilitators(memory: Memory) -> list[str]:
    """The ids of the facilitators that were added; admins may facilitate without being listed."""
    return sorted(person.id for person in memory.people.all() if person.is_facilitator)


def _facilitate(memory: Memory, actor: Actor, person_id: str, *, is_facilitator: bool) -> Person:
    require_admin(actor)
    person = memory.people.get(person_id) or Person(person_id)
    changed = replace(person, is_facilitator=is_facilitator)
    memory.people.put(changed, "is_facilitator")
    return changed
