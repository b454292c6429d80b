"""The list of people to ask: kept by those who lead, told to whom it is about, forgotten after six months."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Over, Refusal, Taken
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Message, MessageState, Outcome, unwanted
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import gathering, people
from coproduction.service.owing import owe_privately
from coproduction.stakeholders import (
    KEPT_FOR,
    MOST,
    TOLD,
    TOLD_OFF,
    Stakeholder,
    StakeholderForm,
    State,
    require_fit,
    told_card,
)
from coproduction.words import Text

DOING = Text("keep the list of people to ask")
_GONE = Text("This line is not on the list any more, so nothing was changed.")
_THERE = Text("This person is on the list already. Please change that line.")
_OFF = Text("This person does not want to be on this list. Please do not add them again.")
_NOT_YOURS = Text("There is nothing about you on this list any more.")


@dataclass(frozen=True, slots=True)
class OnList:
    """What is kept of somebody, for themselves; None once nothing is. `title` is the programme's."""

    stakeholder: Stakeholder | None
    title: str | Text


def listed(memory: Memory, actor: Actor, channel: str) -> list[Stakeholder]:
    """The lines of a programme, for who leads it."""
    people.require_facilitator(memory, actor, DOING, channel)
    return [each for each in memory.stakeholders.of(channel) if not each.is_off]


def get(memory: Memory, actor: Actor, stakeholder_id: str) -> Stakeholder:
    """One line, for the same; a Refusal where it is gone."""
    people.require_facilitator(memory, actor, DOING)
    found = memory.stakeholders.get(stakeholder_id)
    if found is None or found.is_off:
        raise Over(_GONE)
    people.require_facilitator(memory, actor, DOING, found.channel)
    return found


def add(
    memory: Memory, now: datetime, actor: Actor, channel: str, origin: str, form: StakeholderForm
) -> Stakeholder:
    """A line more; `origin` is its form, and the same form twice is one line."""
    there = listed(memory, actor, channel)
    before = next((each for each in there if each.id == origin), None)
    if before:
        return before
    gathering.require(memory, channel)
    if len(there) >= MOST:
        raise Refusal("This list has {most} lines. Please remove one first.", most=MOST)
    fit = require_fit(form)
    new = Stakeholder(origin, channel, fit.role, fit.sector, State(fit.state), actor.id, now + KEPT_FOR)
    return _keep(memory, now, actor, _filled(new, fit), is_new=True)


def change(
    memory: Memory, now: datetime, actor: Actor, stakeholder_id: str, form: StakeholderForm
) -> Stakeholder:
    """What a line says now. Whoever else it is about by now is told anew; when it goes stays as it was."""
    before, fit = get(memory, actor, stakeholder_id), require_fit(form)
    after = replace(before, role=fit.role, sector=fit.sector, state=State(fit.state))
    if fit.person != before.person:
        after = replace(after, told_at=None)
        _redraw(memory, before)
    return _keep(memory, now, actor, _filled(after, fit))


def _filled(stakeholder: Stakeholder, form: StakeholderForm) -> Stakeholder:
    return replace(
        stakeholder,
        person=form.person,
        introducer=form.introducer,
        introducer_role=form.introducer_role,
    )


def _keep(
    memory: Memory, now: datetime, actor: Actor, stakeholder: Stakeholder, *, is_new: bool = False
) -> Stakeholder:
    """Store it, and tell whom it is about once they are asked."""
    _require_free(memory, actor, stakeholder)
    is_to_tell = stakeholder.is_to_tell
    kept = replace(stakeholder, told_at=now) if is_to_tell else stakeholder
    _store(memory, kept, is_new=is_new)
    if is_to_tell and kept.person:
        owe_privately(memory, now, told_card(kept.id, kept.person))
    _redraw(memory, kept)
    return kept


def _store(memory: Memory, kept: Stakeholder, *, is_new: bool) -> None:
    try:
        if is_new:
            memory.stakeholders.add(kept)
        elif not memory.stakeholders.put(kept):  # they have just taken themselves off
            raise Over(_GONE)
    except Taken:  # somebody else has added them at another process
        raise Refusal(_THERE, "person") from None


def _require_free(memory: Memory, actor: Actor, stakeholder: Stakeholder) -> None:
    if stakeholder.person is None:
        return
    if stakeholder.person == actor.id:
        raise Refusal("This is you. Please choose somebody else.", "person")
    others = [each for each in memory.stakeholders.of(stakeholder.channel) if each.id != stakeholder.id]
    same = next((each for each in others if each.person == stakeholder.person), None)
    if same:
        raise Refusal(_OFF if same.is_off else _THERE, "person")


def _redraw(memory: Memory, stakeholder: Stakeholder) -> None:
    if stakeholder.person:
        memory.changed(told_card(stakeholder.id, stakeholder.person))


def remove(memory: Memory, actor: Actor, stakeholder_id: str) -> Stakeholder | None:
    """A facilitator removes a line; None where it was gone."""
    people.require_facilitator(memory, actor, DOING)
    found = memory.stakeholders.get(stakeholder_id)
    if found is None or found.is_off:
        return None
    people.require_facilitator(memory, actor, DOING, found.channel)
    _drop(memory, found)
    return found


def leave(memory: Memory, actor: Actor, stakeholder_id: str) -> Stakeholder:
    """Whom it is about takes themselves off. Only that is kept, until the line would have gone."""
    found = memory.stakeholders.get(stakeholder_id)
    if found is None or found.person != actor.id:
        raise Over(_NOT_YOURS)
    off = replace(
        found, role="", sector="", state=State.OFF, added_by="", introducer=None, introducer_role=None
    )
    memory.stakeholders.put(off)
    memory.forgets()
    _redraw(memory, off)
    return off


def has_left(memory: Memory, actor: Actor, channel: str, person: str) -> bool:
    """Whether somebody took themselves off the list of a programme, for who leads it."""
    people.require_facilitator(memory, actor, DOING, channel)
    return any(each.person == person and each.is_off for each in memory.stakeholders.of(channel))


def told_of(memory: Memory, now: datetime, person: str) -> list[str]:
    """The lines about somebody (ids) that they were told of and are still on."""
    sent = memory.messages.sent_cards((TOLD,), now - KEPT_FOR, [person])
    found = (memory.stakeholders.get(message.subject) for message in sent)
    return [each.id for each in found if each and each.person == person and not each.is_off]


def to_forget(memory: Memory, now: datetime) -> list[str]:
    """The lines whose six months are over."""
    return memory.stakeholders.over(now)


def forget(memory: Memory, now: datetime, stakeholder_id: str) -> None:
    """Forget one, if it is still there."""
    found = memory.stakeholders.get(stakeholder_id)
    if found and found.forget_at <= now:
        _drop(memory, found)


def _drop(memory: Memory, stakeholder: Stakeholder) -> None:
    if memory.stakeholders.drop(stakeholder.id):
        memory.forgets()
        _redraw(memory, stakeholder)


def _shown(memory: Memory, message: Message) -> OnList:
    found = memory.stakeholders.get(message.subject)
    is_theirs = found is not None and found.person == message.recipient
    if found is None or not is_theirs:
        return OnList(None, "")
    return OnList(found, gathering.title_of(memory, found.channel))


def _told_off(memory: Memory, message: Message) -> OnList:
    return _shown(memory, replace(message, subject=message.occasion))


def _unwanted(memory: Memory, message: Message, _now: datetime) -> Outcome | None:
    shown = _shown(memory, message).stakeholder
    return unwanted("nothing is kept of them any more") if shown is None or shown.is_off else None


def _untold(memory: Memory, _now: datetime, message: Message, ended: Outcome) -> None:
    """Whom Slack could not tell does not know: the list says so, and those who lead tell them."""
    found = _shown(memory, message).stakeholder
    if found and not found.is_off and ended.state is MessageState.FAILED:
        memory.stakeholders.put(replace(found, told_at=None))


KINDS = (
    MessageKind(
        name=TOLD,
        content=_shown,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        guard=_unwanted,
        ended=_untold,
    ),
    MessageKind(name=TOLD_OFF, content=_told_off, cause=Cause.OWN_ACT),
)
