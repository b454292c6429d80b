"""Bodies: named by who leads, ideas are sent to them, and who answers for one is asked once a week."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from coproduction.bodies import (
    AT_MOST,
    DECISIONS,
    GONE_WINDOW,
    MOST,
    OWNER_GONE,
    WINDOW,
    Body,
    answers_by,
    date_of,
    decides_of,
    how_named,
    lived_of,
    name_of,
    refuse_late_papers,
)
from coproduction.digests import day_named, week_of
from coproduction.errors import Over, Refusal
from coproduction.hours import local_day
from coproduction.ideas import Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.machine import MessageState
from coproduction.messages import Card, Message, Outcome, unwanted
from coproduction.people import Actor, Person, zone_of
from coproduction.ports import Memory
from coproduction.progress import Move, Progress, Step
from coproduction.service import decisiondays, leading, people, progress
from coproduction.service.owing import owe_all_privately, owed
from coproduction.words import Text

NAMING = Text("name who decides")
_FEWEST = 5  # supporters, from whom on it is told of how many perspectives they are
_GONE = Text("This body is gone, so nothing was changed.")


@dataclass(frozen=True, slots=True)
class BodyForm:
    """What somebody filled in about a body; dates are ISO, the weekday a number, as texts."""

    name: str
    decides: str
    how: str
    origin: str
    meets_on: str | None = None
    papers_on: str | None = None
    lived: str | None = None
    owner: str | None = None
    weekday: str = "0"


@dataclass(frozen=True, slots=True)
class Asked:
    """An idea that waits for a body, as who answers for it sees it.

    `lenses` is of how many perspectives its supporters are, None where that could tell who they are.
    """

    idea: Idea
    body: Body
    progress: Progress
    referral: Move
    supporters: int = 0
    lenses: int | None = None

    @property
    def waits(self) -> bool:
        """Whether it has no answer yet."""
        now = self.progress.referral
        return now is not None and now.id == self.referral.id


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What the message of a week asks, and how many more ideas wait for a later one."""

    asked: tuple[Asked, ...]
    more: int = 0


def listed(memory: Memory, actor: Actor, channel: str) -> list[Body]:
    """The bodies of a programme, for who leads it."""
    people.require_facilitator(memory, actor, NAMING, channel)
    return memory.bodies.of(channel)


def get(memory: Memory, actor: Actor, body_id: str) -> Body:
    """One of them, for the same; a Refusal where it is gone."""
    body = memory.bodies.get(body_id)
    if body is None:
        raise Over(_GONE)
    people.require_facilitator(memory, actor, NAMING, body.channel)
    return body


def name(memory: Memory, now: datetime, actor: Actor, channel: str, form: BodyForm) -> Body:
    """Name a body of a programme. The same form twice is one."""
    people.require_facilitator(memory, actor, NAMING, channel)
    before = memory.bodies.from_origin(form.origin)
    if before:
        return before
    if not memory.sessions.has_programme(channel):
        raise Refusal("There is no programme in this channel yet, so nobody decides about its ideas.")
    if len(memory.bodies.of(channel)) >= MOST:
        raise Refusal("This programme has {most} bodies. Please change one of those.", most=MOST)
    blank = Body(memory.new_id(), channel, "", "", how_named(form.how), form.origin)
    body = _filled(memory, now, actor, blank, form)
    memory.bodies.add(body)
    return body


def change(memory: Memory, now: datetime, actor: Actor, body_id: str, form: BodyForm) -> Body:
    """Say anew what is known of a body."""
    body = _filled(memory, now, actor, get(memory, actor, body_id), form)
    memory.bodies.put(body)
    return body


def _filled(memory: Memory, now: datetime, actor: Actor, body: Body, form: BodyForm) -> Body:
    today = local_day(now, zone_of(people.known(memory, actor)))
    filled = replace(
        body,
        name=name_of(form.name),
        decides=decides_of(form.decides),
        how=how_named(form.how),
        meets_on=date_of(form.meets_on, "meets_on", today, body.meets_on),
        papers_on=date_of(form.papers_on, "papers_on", today, body.papers_on),
        lived=lived_of(form.lived),
        owner=form.owner or None,
        weekday=day_named(form.weekday) or 0,
    )
    refuse_late_papers(filled, today)
    return replace(filled, next_at=decisiondays.next_of(memory, now, filled))


def by_when(memory: Memory, now: datetime, actor: Actor, body: Body) -> date:
    """By when it would answer what is sent now."""
    return answers_by(body, local_day(now, zone_of(people.known(memory, actor))))


def waiting(memory: Memory, body: Body) -> list[Asked]:
    """The ideas that wait for a body, those first that are due first."""
    ideas = dict.fromkeys(move.idea for move in memory.progress.of_body(body.id))
    found = [asked for each in ideas if (asked := _asked(memory, body, each)) and asked.waits]
    return sorted(found, key=_due_first)


def _due_first(asked: Asked) -> tuple[date, int]:
    return asked.progress.due_on or date.max, asked.idea.number


def _asked(memory: Memory, body: Body, idea_id: str) -> Asked | None:
    idea = memory.ideas.get(idea_id)
    if idea is None or not idea.stands:
        return None
    so_far = progress.of(memory, idea)
    sent = [move for move in so_far.moves if move.body == body.id and move.until]
    referral = so_far.referral or (sent[-1] if sent else None)
    if referral is None or referral.body != body.id:
        return None
    return asked_about(memory, idea, body, so_far, referral)


def asked_about(memory: Memory, idea: Idea, body: Body, so_far: Progress, referral: Move) -> Asked:
    """An idea as a body is asked about it, with who supports it, in numbers that tell nobody."""
    supporting = memory.news.supporters(idea.id)
    known = memory.people.some(supporting)
    lenses = {person.perspective for person in known.values() if person.perspective}
    bridge = len(lenses) if len(supporting) >= _FEWEST and lenses else None
    return Asked(idea, body, so_far, referral, len(supporting), bridge)


def due(memory: Memory, now: datetime) -> list[str]:
    """The ids of who should be asked by now."""
    return list(dict.fromkeys(body.owner for body in memory.bodies.due(now) if body.owner))


def ask(memory: Memory, now: datetime, owner: str) -> None:
    """Owe who decides the week's message: at most three ideas of all their bodies, each in its turn. Who is
    away is asked when they are back.
    """
    bodies, person = memory.bodies.owned_by(owner), memory.people.get(owner) or Person(owner)
    due = [body for body in bodies if body.next_at and body.next_at <= now]
    if not due or decisiondays.wait_until_back(memory, now, person, due):
        return
    today = decisiondays.goes_out_on(memory, now, person)
    week = week_of(today)
    found, card = to_ask(memory, bodies, today), Card(DECISIONS, owner, owner, occasion=week)
    is_told = memory.messages.find(card) is not None
    decisiondays.set_next(memory, now, person, bodies, today if found or is_told else None)
    if not found or is_told:
        return
    for each in found[:AT_MOST]:
        memory.progress.put(replace(each.referral, asked_in=week))
    memory.messages.add(replace(owed(memory, now, card, channel=person.conversation), not_after=now + WINDOW))


def to_ask(memory: Memory, bodies: Iterable[Body], today: date) -> list[Asked]:
    """What waits for these bodies in turn: first what was never asked, or longest ago, and is due first."""
    found = [each for body in bodies for each in waiting(memory, body) if not _has_time(each, today)]
    return sorted(found, key=lambda each: (each.referral.asked_in or "", *_due_first(each)))


def _has_time(asked: Asked, today: date) -> bool:
    due = asked.progress.due_on
    return asked.progress.has_time and due is not None and today < due


def decisions(memory: Memory, message: Message) -> tuple[Asked, ...] | None:
    """What the message of a week asks, and what was answered, taken back or hidden since."""
    found = []
    for body in decisiondays.owned(memory, message.recipient):
        for move in memory.progress.of_body(body.id):
            idea = memory.ideas.get(move.idea)
            if move.step is Step.SENT and move.asked_in == message.occasion and idea:
                found.append(asked_about(memory, idea, body, progress.of(memory, idea), move))
    return tuple(sorted(found, key=lambda each: (each.referral.until or date.max, each.idea.number))) or None


def _to_decide(memory: Memory, message: Message) -> ToDecide | None:
    """The same, and how many ideas wait that the newest message has no room for; an older one counts none."""
    asked, reader = decisions(memory, message), message.recipient
    sent = memory.messages.about(DECISIONS, reader)
    if not asked or any(each.due_at > message.due_at for each in sent):
        return ToDecide(asked) if asked else None
    today = local_day(message.due_at, zone_of(memory.people.get(reader) or Person(reader)))
    waits = to_ask(memory, memory.bodies.owned_by(reader), today)
    return ToDecide(asked, len({each.idea.id for each in waits} - {each.idea.id for each in asked}))


def _against(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    asked = decisions(memory, message)
    waits = any(each.waits and each.idea.stands for each in asked or ())
    return None if waits else unwanted("nothing waits any more")


def retire(memory: Memory, now: datetime, absent: Collection[str]) -> None:
    """These have left the workspace: who leads is told that somebody else has to answer for their bodies."""
    for person in absent:
        for body in memory.bodies.owned_by(person):
            memory.bodies.put(replace(body, owner=None, next_at=None))
            _tell_leaders(memory, now, body, person)


def _tell_leaders(memory: Memory, now: datetime, body: Body, gone: str) -> None:
    told = [Card(OWNER_GONE, body.id, one, occasion=gone) for one in leading_programme(memory, body.channel)]
    owe_all_privately(memory, now, [card for card in told if card.recipient != gone])


def leading_programme(memory: Memory, channel: str) -> list[str]:
    """Who leads a programme: those of its last session, else all who were made facilitators."""
    held = memory.sessions.of(channel)
    return (leading.in_channel(memory, held[-1]) if held else []) or people.facilitators(memory)


def _unreached(memory: Memory, now: datetime, message: Message, ended: Outcome) -> None:
    """Slack did not take it: whoever it was for is not there any more."""
    if ended.state is MessageState.FAILED:
        for body in memory.bodies.owned_by(message.recipient):
            _tell_leaders(memory, now, body, message.recipient)


def _body(memory: Memory, message: Message) -> Body | None:
    return memory.bodies.get(message.subject)


def _is_owned(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    body = _body(memory, message)
    is_settled = body is None or body.owner not in (None, message.occasion)
    return unwanted("somebody else answers for it now") if is_settled else None


def require_owner(actor: Actor, body: Body) -> None:
    """A Refusal for whoever does not answer for this body."""
    if body.owner != actor.id:
        raise Refusal(
            "Only the person who answers for {body} can do this. "
            "If that is you, ask those who lead to name you.",
            body=body.name,
        )


KINDS = (
    MessageKind(
        name=DECISIONS,
        content=_to_decide,
        cause=Cause.ASKED_FOR,
        window=WINDOW,
        keeps_changing=True,
        guard=_against,
        ended=_unreached,
    ),
    MessageKind(name=OWNER_GONE, content=_body, cause=Cause.CHANGE, window=GONE_WINDOW, guard=_is_owned),
)
