"""Entering for somebody in the call who has no Slack: what they say counts as if they had said it here.

A facilitator enters it, and is asked about what they promise, or a buddy is. What is anonymous nobody can
enter for somebody else: who enters it would know the answer and whose it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from coproduction import callers as rules
from coproduction import pollends
from coproduction.breakouts import GROUP_CARD, RoundState
from coproduction.callers import Caller, alias_of, is_caller
from coproduction.errors import Over, Refusal, Taken
from coproduction.followups import PLEDGE, WAITING
from coproduction.ideas import IdeaKind
from coproduction.looks import key_of
from coproduction.messages import Card
from coproduction.people import Actor, Person, zone_of
from coproduction.pledges import let_go
from coproduction.polls import CHOICE, POLL_CARD, SCALE, SCALE_TEN, YES_NO, Poll, Purpose
from coproduction.ports import Memory
from coproduction.service import checkins, ideas, people, pledges, polls
from coproduction.service.breakouts.history import groups
from coproduction.service.ideacards import card_of
from coproduction.sessions import Session
from coproduction.words import Text, day

DOING = Text("enter what people in the call say")
MOST_POLLS = 5  # in one form
_ONE_PRESS = frozenset({CHOICE, YES_NO, SCALE, SCALE_TEN})  # kinds of question whose answer is one choice
_GONE = Text("This person is not in the list any more. Please open the form again.")
_THERE = Text(
    "“{alias}” is in the list already. Is it the same person? Then choose them above. "
    "If not, please write a longer name, for example: {alias} from Leeds"
)
_FORGOTTEN = Text("This name is forgotten already, so I changed nothing.")
_NO_POLL = Text("This poll is gone, so nothing was entered. Please open the form again.")
_ANONYMOUS = Text(
    "This poll is anonymous, so nobody can answer it for somebody else: you would know their answer. "
    "Nothing was entered."
)


@dataclass(frozen=True, slots=True)
class CallerForm:
    """What a facilitator fills in: for whom, and what that person said. `who` is "" for somebody new, who has
    an `alias` and `agrees`; for somebody in the list an `alias` is another name. `answers` are by poll;
    `buddy` is asked about what they promise. What is empty is left out.
    """

    origin: str
    who: str = ""
    alias: str = ""
    agrees: bool = False
    sector: str | None = None
    perspective: str | None = None
    mood: str = ""
    word: str | None = None
    idea: str = ""
    pledge: str = ""
    by: str | None = None
    buddy: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """What the form needs to know: who is in the list, the live session, and the polls to answer in it."""

    callers: tuple[Caller, ...]
    session: Session | None
    polls: tuple[Poll, ...]
    has_anonymous: bool = False  # whether a poll is open that is not among them for that reason


@dataclass(frozen=True, slots=True)
class Entered:
    """For whom was entered what: `said` names it."""

    caller: Caller
    session: Session | None
    said: tuple[Text, ...] = ()
    is_gone: bool = False


def ready(memory: Memory, actor: Actor, channel: str) -> Ready:
    """Before the form: a Refusal for who does not lead, and where there is no programme."""
    people.require_facilitator(memory, actor, DOING, channel)
    if not memory.sessions.has_programme(channel):
        raise Refusal('There is no programme in this channel yet. To begin one, type: {/start} "Title"')
    asked = [poll for poll in memory.polls.open_in(channel) if _is_whole(memory, poll)]
    named = tuple(poll for poll in asked if not poll.is_anonymous and poll.kind in _ONE_PRESS)
    return Ready(
        tuple(memory.callers.of(channel)),
        memory.sessions.live_in(channel),
        named[:MOST_POLLS],
        any(poll.is_anonymous for poll in asked),
    )


def _is_whole(memory: Memory, poll: Poll) -> bool:
    """Whether it is answered by itself; of the closing form that is its first question."""
    return not poll.part_of and (poll.purpose is not Purpose.ANY or not memory.polls.parts_of(poll.id))


def enter(memory: Memory, now: datetime, actor: Actor, channel: str, form: CallerForm) -> Entered:
    """All of it, or nothing: a Refusal says at which field, and who filled it in loses no word."""
    ready(memory, actor, channel)
    caller = _whose(memory, now, actor, channel, form)
    if form.buddy:
        caller = follow(memory, actor, caller, form.buddy)
    them, session = as_actor(caller, actor), memory.sessions.live_in(channel)
    told = [
        _checked_in(memory, them, session, form),
        _written(memory, now, them, channel, form),
        *(_answered(memory, them, channel, *each) for each in form.answers.items() if each[1]),
        _promised(memory, now, them, channel, form),
    ]
    return Entered(caller, session, tuple(filter(None, told)))


def as_actor(caller: Caller, by: Actor) -> Actor:
    """Somebody in the call, who acts where a facilitator enters it, and lives in their zone."""
    return Actor(caller.id, zone=by.zone, here=caller.channel)


def _whose(memory: Memory, now: datetime, actor: Actor, channel: str, form: CallerForm) -> Caller:
    if form.who:
        caller = known(memory, channel, form.who)
        return rename(memory, actor, caller, form.alias) if form.alias.strip() else caller
    before = memory.callers.get(rules.id_of(form.origin))  # where the same form came twice
    return before or _new(memory, now, actor, channel, form)


def _new(memory: Memory, now: datetime, actor: Actor, channel: str, form: CallerForm) -> Caller:
    alias = alias_of(form.alias)
    if not form.agrees:
        raise Refusal("Please ask them first. Tick this when they have said yes.", "agrees")
    if len(memory.callers.of(channel)) >= rules.MOST:
        raise Refusal("The list is full. To take somebody out, type: {/caller} forget", "alias")
    caller = Caller(rules.id_of(form.origin), channel, alias, key_of(alias), actor.id, actor.id, now)
    return _stored(memory, caller, is_new=True)


def _stored(memory: Memory, caller: Caller, *, is_new: bool = False) -> Caller:
    alike = [each for each in memory.callers.of(caller.channel) if each.look == caller.look]
    if any(each.id != caller.id for each in alike):
        raise Refusal(_THERE.filled(alias=caller.alias), "alias")
    try:
        (memory.callers.add if is_new else memory.callers.put)(caller)
    except Taken:  # somebody else entered the same at another process
        raise Refusal(_THERE.filled(alias=caller.alias), "alias") from None
    return caller


def known(memory: Memory, channel: str, who: str) -> Caller:
    """Somebody in the list of this programme, or a Refusal."""
    caller = memory.callers.get(who) if is_caller(who) else None
    if caller is None or caller.channel != channel:
        raise Refusal(_GONE, "who")
    return caller


def named(memory: Memory, actor: Actor, channel: str, alias: str) -> Caller:
    """The same by alias."""
    people.require_facilitator(memory, actor, DOING, channel)
    look = key_of(alias.strip())
    found = [each for each in memory.callers.of(channel) if each.look == look]
    if not found:
        raise Refusal("I know nobody in the call by this name. To see the list, type: {/caller}")
    return found[0]


def chosen(memory: Memory, actor: Actor, channel: str, who: str) -> Caller:
    """The same by id, of those in a form."""
    people.require_facilitator(memory, actor, DOING, channel)
    return known(memory, channel, who)


def to_forget(memory: Memory, actor: Actor, who: str) -> Caller:
    """The same by id alone; a Refusal for who is forgotten already."""
    people.require_facilitator(memory, actor, DOING)
    caller = memory.callers.get(who)
    if caller is None:
        raise Over(_FORGOTTEN)
    return caller


def _checked_in(memory: Memory, them: Actor, session: Session | None, form: CallerForm) -> Text | None:
    """How they are, with the name that they have here: it was said aloud. They are there in any case."""
    if session is None:
        if form.mood or (form.word or "").strip():
            raise Refusal("No session is live here, so nobody can check in.", "mood")
        return None
    told = checkins.CheckInForm(form.mood, form.word, True, form.sector, form.perspective)
    if told.is_silent and memory.sessions.has_come(session.id, them.id):
        return None
    arrived = checkins.arrive(memory, them, session.id, told)
    return Text("that they are here") if arrived.is_silent else Text("their check-in")


def _written(memory: Memory, now: datetime, them: Actor, channel: str, form: CallerForm) -> Text | None:
    if not form.idea.strip():
        return None
    draft = ideas.IdeaDraft(form.idea, IdeaKind.CHANGE, form.origin, is_typed=True)
    kept = ideas.write(memory, now, them, channel, draft)
    again = Text("their idea, in the same words as before: it counts once")
    return Text("their idea") if kept.is_new else again


def _answered(memory: Memory, them: Actor, channel: str, poll_id: str, given: str) -> Text:
    """Their answer to a poll of this programme. What is anonymous is refused here, whatever a form brings."""
    poll = memory.polls.get(poll_id)
    if poll is None or poll.channel != channel:
        raise Refusal(_NO_POLL)
    if poll.is_anonymous:
        raise pollends.named(Refusal(_ANONYMOUS), poll)
    if poll.kind not in _ONE_PRESS:
        raise pollends.named(Refusal("I can enter answers of one choice only. Nothing was entered."), poll)
    polls.vote(memory, them, poll_id, given)
    return Text("their answer to “{question}”", question=poll.in_short)


def _promised(memory: Memory, now: datetime, them: Actor, channel: str, form: CallerForm) -> Text | None:
    if not form.pledge.strip():
        if form.by:
            raise Refusal("Please write what they will do, too.", "pledge")
        return None
    try:
        promised = pledges.PledgeForm(form.pledge, form.by, form.origin, is_typed=True)
        made = pledges.make(memory, now, them, channel, promised)
    except Refusal as refusal:
        raise Refusal(refusal.words, "pledge" if refusal.field == "what" else refusal.field) from None
    if made.is_again:
        return Text("their pledge, in the same words as before: it counts once")
    if made.pledge.by and not form.by:  # it was read in the words
        return Text("their pledge, by {day}", day=day(made.pledge.by))
    return Text("their pledge")


def rename(memory: Memory, actor: Actor, caller: Caller, alias: str) -> Caller:
    """Another alias, which stands wherever the old one did."""
    people.require_facilitator(memory, actor, DOING, caller.channel)
    new = alias_of(alias)
    renamed = _stored(memory, replace(caller, alias=new, look=key_of(new)))
    _redraw(memory, caller)
    return renamed


def follow(memory: Memory, actor: Actor, caller: Caller, buddy: str) -> Caller:
    """Who is asked from now on about what they promise; what is planned moves to that person."""
    people.require_facilitator(memory, actor, DOING, caller.channel)
    if is_caller(buddy):
        raise Refusal(_GONE, "buddy")
    followed = replace(caller, followed_by=buddy)
    memory.callers.put(followed)
    for pledge in memory.pledges.by(caller.id):
        asked = memory.follow_ups.of(PLEDGE, pledge.id)
        memory.follow_ups.put_all([replace(each, person=buddy) for each in asked if each.state in WAITING])
    return followed


def forget(memory: Memory, now: datetime, actor: Actor, caller: Caller) -> None:
    """They took back their consent: the alias goes, and what they said leads back to nobody.

    Their pledges are let go, so nobody is asked; what stands in totals stays there.
    """
    people.require_facilitator(memory, actor, DOING, caller.channel)
    _redraw(memory, caller)
    for pledge in memory.pledges.by(caller.id):
        if not pledge.is_withdrawn:
            pledges.stop(memory, let_go(pledge, now))
    for idea in memory.ideas.by(caller.id):
        memory.ideas.put(replace(idea, author=None))
    memory.people.put(Person(caller.id, zone=zone_of(_person(memory, caller)).key))
    people.unsay(memory, caller.id)
    memory.callers.drop(caller.id)


def _person(memory: Memory, caller: Caller) -> Person:
    return memory.people.get(caller.id) or Person(caller.id)


def _redraw(memory: Memory, caller: Caller) -> None:
    """Wherever the alias stands."""
    memory.changed(*(card_of(idea) for idea in memory.ideas.by(caller.id)))
    memory.changed(*(Card(POLL_CARD, poll.id) for poll in memory.polls.open_in(caller.channel)))
    session = memory.sessions.live_in(caller.channel)
    for round_ in memory.breakouts.of(session.id) if session else []:
        if round_.state is RoundState.LIVE:
            sits = [group for group in groups(memory, round_) if caller.id in group.members]
            memory.changed(*(Card(GROUP_CARD, round_.id, part=group.number) for group in sits))
