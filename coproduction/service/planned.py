"""Planning a session: by one facilitator, changed by any who lead there, and never by two at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.agendas import Agenda
from coproduction.agendatemplates import TEMPLATES, USUAL_LENGTH, AgendaTemplate, name_of, taken
from coproduction.errors import Over, Refusal, Taken
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.planforms import PlanForm, filled
from coproduction.planned import (
    Planned,
    PlannedState,
    awaited,
    blank,
    called_off_note,
    cancelled,
    invitation,
    moved_note,
    waiting,
)
from coproduction.plannews import Deed, is_news
from coproduction.ports import Memory
from coproduction.service import coleading, invitedto, members, partings, people, plannews, upcoming
from coproduction.service.owing import owe_all_privately
from coproduction.service.plannews import Done
from coproduction.service.upcoming import Upcoming
from coproduction.sessions import Session, channel_of
from coproduction.takingpart import FORGOTTEN_AFTER
from coproduction.words import Text

DOING = Text("plan a session")
_OVERTAKEN = Text(
    "Nothing is saved yet: somebody else has changed this plan meanwhile. "
    "What they wrote stands in each field that you had left as it was. To save what stands here, press Save. "
    "To keep all that they wrote, close this."
)
_HELD = Text("This session was held and is over. To plan another one, type {/plan}.")
_MOVED = Text("“{title}” has a new time now, so I started nothing.")
_NO_TEMPLATE = Text("This agenda is gone. Please choose another one to begin with.")


class Moved(Refusal):
    """What would be started has another time (`planned`) than the one that was shown."""

    def __init__(self, planned: Planned) -> None:
        super().__init__(_MOVED.filled(title=planned.title))
        self.planned = planned


class Overtaken(Refusal):
    """Somebody else has changed the same `planned` session since the form was opened.

    `theirs` are the fields that they changed. `merged` has what they wrote where whoever sent the form
    has touched nothing.
    """

    def __init__(self, planned: Planned, mine: Planned, seen: str) -> None:
        super().__init__(_OVERTAKEN)
        self.planned, self.theirs = planned, planned.changed_since(seen)
        touched = mine.changed_since(seen)
        untouched = [name for name in self.theirs if name not in touched]
        self.merged = replace(mine, **{name: getattr(planned, name) for name in untouched})


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a facilitator begins with: their time zone, the agendas of their own, and what is planned here."""

    zone: str
    templates: tuple[AgendaTemplate, ...]
    planned: tuple[Upcoming, ...]


def begin(memory: Memory, now: datetime, actor: Actor, channel: str) -> Beginning:
    """What there is to begin with in this channel, or a Refusal that says where else to go."""
    _require(memory, actor, channel_of(channel))
    return Beginning(
        people.known(memory, actor).zone,
        tuple(memory.agenda_templates.of(channel)),
        tuple(upcoming.left_in(memory, now, actor, channel)),
    )


def plan(
    memory: Memory, now: datetime, actor: Actor, channel: str, form: PlanForm, origin: str, language: str
) -> Planned:
    """A facilitator plans a session for this channel. The same form a second time is the same session."""
    _require(memory, actor, channel_of(channel))
    before = memory.planned.from_origin(origin)
    if before:
        return before
    agenda, usual = _template(memory, channel, form.template)
    new = blank(memory.new_id(), channel, actor.id, people.meet(memory, actor).zone, origin)
    planned = awaited(filled(replace(new, agenda=agenda, language=language), form, now, usual), now)
    memory.planned.add(planned)
    coleading.tell(memory, now, actor, planned)
    return planned


def _template(memory: Memory, channel: str, chosen: str) -> tuple[Agenda, int]:
    """The agenda that a plan begins with, and how long such a session is; blank where none was chosen."""
    if ours := TEMPLATES.get(chosen):
        return ours.agenda, ours.minutes
    own = memory.agenda_templates.get(chosen) if chosen else None
    if chosen and (own is None or own.channel != channel):
        raise Refusal(_NO_TEMPLATE, "template")
    return (own.agenda, own.minutes) if own else ((), USUAL_LENGTH)


def led(memory: Memory, actor: Actor, planned_id: str) -> Planned:
    """A planned session that neither began nor was cancelled, for a facilitator there; else a Refusal."""
    people.require_facilitator(memory, actor, DOING)
    kept = memory.planned.get(planned_id)
    held = memory.sessions.get(kept.session) if kept and kept.session else None
    if held and not held.is_live:
        raise Over(_HELD)
    found = waiting(kept)
    members.require(memory, actor, found.channel)
    return found


def meant(memory: Memory, now: datetime, actor: Actor, planned_id: str, seen: str) -> Planned:
    """The same for who starts it; raises Moved where the button says another time than its own, which is
    not now. `seen` is the `revision` of it that was shown.
    """
    found = led(memory, actor, planned_id)
    if seen not in ("", str(found.revision)) and not found.is_about_now(now):
        raise Moved(found)
    return found


def seen(memory: Memory, now: datetime, actor: Actor, planned_id: str) -> Upcoming:
    """The same with how many come."""
    return upcoming.upcoming(memory, now, led(memory, actor, planned_id))


def change(
    memory: Memory, now: datetime, actor: Actor, planned_id: str, form: PlanForm, seen: str
) -> Planned:
    """A facilitator changes what is planned; who answered, or leads it, is told of another time.

    `seen` is the stamp of what they changed; raises Overtaken when somebody else was quicker.
    """
    before = _held(memory, actor, planned_id)
    after = filled(before, replace(form, helpers=_chosen(before, actor, form)), now, before.minutes)
    if after == before:
        return before
    if before.stamp != seen:
        raise Overtaken(before, after, seen)
    after = replace(after, changes=before.changes + 1)
    if (before.starts_at, before.minutes) != (after.starts_at, after.minutes):
        after = awaited(replace(after, revision=before.revision + 1), now)
        _moved(memory, now, actor, after, before)
    coleading.tell(memory, now, actor, after, before.helpers)
    _redraw(memory, now, after)
    return _put(memory, after)


def _moved(memory: Memory, now: datetime, actor: Actor, planned: Planned, before: Planned) -> None:
    """Its time is another one, as who led it before and still does is told, and who has answered."""
    still = [each for each in planned.led_with(actor.id) if each in before.led_with(actor.id)]
    is_renamed = planned.title != before.title
    know = [each for each in still if coleading.knows(memory, planned, each)]
    plannews.tell(memory, now, Done(planned, Deed.MOVED, actor.id, is_renamed), know)
    if planned.is_announced:
        memory.taking_part.postpone(planned.id, planned.ends_at + FORGOTTEN_AFTER)
        _tell_all(memory, now, planned, {actor.id, *still}, moved_note)


def _chosen(before: Planned, actor: Actor, form: PlanForm) -> list[str]:
    """Whom a form names to help: who fills it in is not shown themselves there, and stays."""
    stay = [each for each in before.helpers if each in form.helpers or each == actor.id]
    return [*stay, *(each for each in form.helpers if each not in stay)]


def arrange(
    memory: Memory, now: datetime, actor: Actor, planned_id: str, rearrange: Callable[[Agenda], Agenda]
) -> Upcoming:
    """A facilitator changes the agenda as it is at this moment, whoever else has changed it before."""
    before = _held(memory, actor, planned_id)
    return upcoming.upcoming(memory, now, _put(memory, replace(before, agenda=rearrange(before.agenda))))


def cancel(memory: Memory, now: datetime, actor: Actor, planned_id: str, reason: str) -> Planned:
    """A facilitator cancels a planned session for good. Who answered, or leads it, is told why until a day
    after its end.
    """
    gone = cancelled(_held(memory, actor, planned_id), actor.id, reason)
    memory.taking_part.forget(gone.id)
    memory.forgets()
    if is_news(gone, now):
        leading = gone.led_with(actor.id)
        plannews.tell(memory, now, Done(gone, Deed.CANCELLED, actor.id), leading)
        _tell_all(memory, now, gone, {actor.id, *leading}, called_off_note)
    _redraw(memory, now, gone)
    return _put(memory, gone)


def _redraw(memory: Memory, now: datetime, planned: Planned) -> None:
    """What names it elsewhere than its own card."""
    partings.redraw_before(memory, now, planned)
    invitedto.redraw(memory, planned.channel)


def save_template(memory: Memory, actor: Actor, planned_id: str, typed: str) -> AgendaTemplate:
    """Keep the agenda of a planned session under a name, for all who facilitate in its channel."""
    planned = led(memory, actor, planned_id)
    name = name_of(typed, memory.agenda_templates.of(planned.channel))
    made = AgendaTemplate(memory.new_id(), planned.channel, name, planned.agenda, planned.minutes, actor.id)
    try:
        memory.agenda_templates.add(made)
    except Taken:  # somebody else was quicker between the look and the row
        raise taken() from None
    return made


def delete_template(memory: Memory, actor: Actor, template_id: str) -> AgendaTemplate:
    """Delete an agenda of their own; what was planned with it stays."""
    found = memory.agenda_templates.get(template_id)
    _require(memory, actor, found.channel if found else "")
    if found is None:
        raise Refusal(_NO_TEMPLATE)
    memory.agenda_templates.delete(found.id)
    return found


def begun(memory: Memory, now: datetime, planned: Planned, session: Session) -> None:
    """It has become this session."""
    started = _put(memory, replace(planned, state=PlannedState.STARTED, session=session.id))
    by = session.started_by
    plannews.tell(memory, now, Done(started, Deed.STARTED, by), started.led_with(by))


def not_begun(memory: Memory, now: datetime, session: Session) -> None:
    """The session that it had become began by mistake, so it is still to come."""
    planned = memory.planned.of_session(session.id)
    if planned:
        _put(memory, awaited(replace(planned, state=PlannedState.PLANNED, session=None), now))


def _require(memory: Memory, actor: Actor, channel: str) -> None:
    people.require_facilitator(memory, actor, DOING, channel)


def _held(memory: Memory, actor: Actor, planned_id: str) -> Planned:
    memory.planned.hold(planned_id)
    return led(memory, actor, planned_id)


def _put(memory: Memory, planned: Planned) -> Planned:
    memory.planned.put(planned)
    memory.changed(invitation(planned))
    return planned


def _tell_all(
    memory: Memory,
    now: datetime,
    planned: Planned,
    but: Collection[str],
    note: Callable[[Planned, str], Card],
) -> None:
    """Tell everybody who has answered, and who becomes a champion, in private, `but` who knows already."""
    told = {*memory.planned.answers(planned.id), *invitedto.waiting_for(memory, planned)} - {*but}
    owe_all_privately(memory, now, [note(planned, one) for one in sorted(told)])
