"""Those who lead hide an idea, with a reason, and show it again; who wrote it with their name is told."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.hidingreasons import because, chosen_of, own_reasons
from coproduction.ideas import IDEA_HIDDEN, Hidden, Idea
from coproduction.kinds import Cause, MessageKind
from coproduction.messages import Card, Message
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import ideacards, members, merging, people
from coproduction.service.ideawithdrawals import store
from coproduction.service.owing import owe_privately
from coproduction.sheets import Cell, Sheet, Who
from coproduction.undoing import WAY_BACK
from coproduction.words import Text

DOING = Text("hide an idea")
_SHOWN = "shown again"  # in the occasion of what tells its author so
_COLUMNS = (
    Text("Idea"),
    Text("Why it was hidden"),
    Text("Hidden by"),
    Text("Hidden (UTC)"),
    Text("Shown again by"),
    Text("Shown again (UTC)"),
)


@dataclass(frozen=True, slots=True)
class ToAuthor:
    """What the author of an idea is told when it was `hidden`: that it was, or that it is back."""

    idea: Idea
    hidden: Hidden
    is_back: bool = False


def numbered(memory: Memory, actor: Actor, channel: str, number: int) -> Idea:
    """The idea of this number of this programme, for who leads there; else a Refusal."""
    people.require_facilitator(memory, actor, DOING, channel)
    found = next((idea for idea in memory.ideas.of(channel) if idea.number == number), None)
    if found is None or found.sealed_in:
        raise Refusal("There is no idea {number} here that people can see.", number=number)
    return found


def hide(memory: Memory, now: datetime, actor: Actor, idea_id: str, chosen: str) -> tuple[Idea, bool]:
    """Hide an idea; False where somebody was quicker. Whoever wrote it without their name stays unknown.

    `chosen` is one of the usual reasons by its code, or one of the programme's own in its words.
    """
    idea = _led(memory, actor, idea_id)
    if idea.hidden_for:
        return idea, False
    reason, words = chosen_of(memory.sessions.hiding_reasons(idea.channel), chosen)
    hidden = Hidden(memory.new_id(), idea.id, actor.id, reason, now, words=words)
    memory.ideas.hide(hidden)
    if idea.author and not idea.is_withdrawn:
        owe_privately(memory, now, Card(IDEA_HIDDEN, idea.id, idea.author, occasion=hidden.id))
    _told_before(memory, idea)
    merging.look_again(memory, now + WAY_BACK, idea)
    return store(memory, replace(idea, hidden_for=reason, hidden_words=words)), True


def show_again(memory: Memory, now: datetime, actor: Actor, idea_id: str) -> tuple[Idea, bool]:
    """Show an idea again that was hidden; False where it was not."""
    idea = _led(memory, actor, idea_id)
    if idea.hidden_for is None:
        return idea, False
    last = [each for each in memory.ideas.hidings(idea.channel) if each.idea == idea.id][-1]
    memory.ideas.hide(replace(last, shown_by=actor.id, shown_at=now))
    shown = store(memory, replace(idea, hidden_for=None, hidden_words=None))
    merging.look_again(memory, now, shown)
    if idea.author and not idea.is_withdrawn:
        owe_privately(memory, now, Card(IDEA_HIDDEN, idea.id, idea.author, occasion=f"{last.id} {_SHOWN}"))
    _told_before(memory, idea)
    return shown, True


def _told_before(memory: Memory, idea: Idea) -> None:
    """What its author was told before does not say any more that it is so now."""
    memory.changed(*(message.card for message in memory.messages.about(IDEA_HIDDEN, idea.id)))


def to_hide(memory: Memory, actor: Actor, channel: str, number: int) -> tuple[Idea, tuple[str, ...]]:
    """The same, with its programme's own reasons to hide an idea."""
    idea = numbered(memory, actor, channel, number)
    members.require(memory, actor, channel)
    return idea, memory.sessions.hiding_reasons(channel)


def reasons(memory: Memory, actor: Actor, channel: str) -> tuple[str, ...]:
    """The programme's own reasons to hide an idea, for who leads it; empty where it uses the usual ones."""
    people.require_facilitator(memory, actor, DOING, channel)
    members.require(memory, actor, channel)
    if not memory.sessions.has_programme(channel):
        raise Refusal("There is no programme in this channel yet, so nothing can be hidden here.")
    return memory.sessions.hiding_reasons(channel)


def set_reasons(memory: Memory, actor: Actor, channel: str, text: str | None) -> tuple[str, ...]:
    """Give a programme reasons of its own, one a line, or the usual ones again. What was hidden keeps its."""
    reasons(memory, actor, channel)
    own = own_reasons(text)
    memory.sessions.set_hiding_reasons(channel, own)
    return own


def hidden(memory: Memory, actor: Actor, channel: str) -> list[Idea]:
    """The ideas of this programme that are hidden now, by number, for who leads it."""
    people.require_facilitator(memory, actor, DOING, channel)
    members.require(memory, actor, channel)
    found = [idea for idea in memory.ideas.of(channel) if idea.hidden_for and not idea.is_withdrawn]
    return sorted(found, key=lambda idea: idea.number)


def log(memory: Memory, actor: Actor, channel: str) -> Sheet:
    """All that was ever hidden in this programme, by whom and why; never who wrote it."""
    people.require_facilitator(memory, actor, DOING, channel)
    members.require(memory, actor, channel)
    ideas = {idea.id: idea for idea in memory.ideas.of(channel)}
    return Sheet(
        Text("Hidden ideas"),
        _COLUMNS,
        tuple(_row(ideas[each.idea].number, each) for each in memory.ideas.hidings(channel)),
    )


def _row(number: int, hidden: Hidden) -> tuple[Cell, ...]:
    by, shown_by = (Who(each) if each else None for each in (hidden.by, hidden.shown_by))
    return number, because(hidden.reason, hidden.words), by, hidden.hidden_at, shown_by, hidden.shown_at


def _led(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    people.require_facilitator(memory, actor, DOING)
    idea = memory.ideas.get(idea_id)
    if idea is None:
        raise Refusal("This idea is gone. Please use the newest message.")
    members.require(memory, actor, idea.channel)
    return idea


def _told(memory: Memory, message: Message) -> ToAuthor | None:
    idea, (which, _, back) = memory.ideas.get(message.subject), message.occasion.partition(" ")
    found = memory.ideas.hidings(idea.channel) if idea else []
    hidden = next((each for each in found if each.id == which), None)
    return ToAuthor(idea, hidden, back == _SHOWN) if idea and hidden else None


KINDS = (
    MessageKind(
        name=IDEA_HIDDEN,
        content=_told,
        cause=Cause.OWN_ACT,
        keeps_changing=True,
        programme=ideacards.channel_of,
    ),
)
