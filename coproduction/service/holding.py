"""Who has an idea in hand: they are named, try it, say how it went, keep it, ask for help or give it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coproduction.days import picked
from coproduction.errors import Refusal
from coproduction.hours import local_day
from coproduction.ideas import Idea
from coproduction.inhand import holder, is_over
from coproduction.people import Actor, zone_of
from coproduction.ports import Memory
from coproduction.progress import STALLED, Detail, Progress, State, Step
from coproduction.service import deciding, members, people, progress, waking
from coproduction.texts import required
from coproduction.words import Text

TRY_LENGTH = 500
ENDED = (Step.KEPT, Step.CHANGED, Step.STOPPED)
_ALONE = Text("Nobody else leads here, so there is nobody whom I could ask. Please choose another answer.")
_NOT_YOURS = Text("Only the person who has this idea in hand can do this.")


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried (or what was learnt), until when (ISO), and how it will show."""

    words: str
    until: str = ""
    how: str = ""


def own(memory: Memory, now: datetime, actor: Actor, idea_id: str, owner: str) -> Progress:
    """Somebody has an idea in hand from now on, and is told; after 60 days without a step they are asked.
    Nothing changes where they have it already.
    """
    idea = deciding.led(memory, actor, idea_id)
    if not owner:
        raise Refusal("Please choose who has it in hand.", "owner")
    before = progress.of(memory, idea)
    if holder(before) == owner:
        return before
    detail = Detail(owner=owner, wake_at=now + STALLED)
    owned = progress.record(memory, now, idea.id, Step.OWNED, actor.id, None, detail)
    waking.tell_owner(memory, now, owned, actor.id)
    return owned


def try_out(memory: Memory, now: datetime, actor: Actor, idea_id: str, trial: Trial) -> Progress:
    """An idea is tried: what, until when, and how it will show. Who has it in hand is asked at its end,
    else all who lead.
    """
    idea = deciding.led(memory, actor, idea_id)
    detail = _detail(memory, now, actor, trial)
    empty = Text("Please write what you try.")
    tried = required(trial.words, most=TRY_LENGTH, field="words", empty=empty, lines=True)
    return progress.record(memory, now, idea.id, Step.TRIED, actor.id, tried, detail)


def _detail(memory: Memory, now: datetime, actor: Actor, trial: Trial) -> Detail:
    today = local_day(now, zone_of(people.known(memory, actor)))
    ends = picked(
        trial.until,
        "until",
        today,
        today,
        unread=Text("Please choose the date from the calendar."),
        early=Text("This date is in the past. Please choose today or a later day."),
        late=Text("Please choose a date within a year."),
    )
    shows = required(trial.how, most=TRY_LENGTH, field="how", empty=Text("Please write how you will know."))
    return Detail(how=shows, until=ends, wake_at=deciding.after(memory, ends, actor.id))


def held(memory: Memory, actor: Actor, idea_id: str) -> Idea:
    """An idea that this person has in hand, or whose programme they lead. Who had it until it was answered,
    or went to a body, reads that with the step that they choose; once it is open again, it is in no hand.
    """
    idea = progress.standing(memory, idea_id)
    so_far = progress.of(memory, idea)
    theirs = None if so_far.state is State.HEARD else so_far.owner
    if theirs != actor.id and not people.may_facilitate(memory, actor):
        raise Refusal(_NOT_YOURS)
    members.require(memory, actor, idea.channel)
    return idea


def end_try(memory: Memory, now: datetime, actor: Actor, idea_id: str, code: str, trial: Trial) -> Progress:
    """A try ends: keep, change or stop, and (`words`) what was learnt. What is changed is tried again."""
    idea, step = held(memory, actor, idea_id), deciding.among(code, ENDED)
    detail = _detail(memory, now, actor, trial) if step is Step.CHANGED else Detail()
    return progress.record(memory, now, idea.id, step, actor.id, trial.words, detail)


def stalled(memory: Memory, now: datetime, actor: Actor, idea_id: str, code: str, words: str) -> Progress:
    """Who has an idea in hand keeps it (and is asked again later), closes it, wants help or gives it back."""
    step = deciding.among(code, deciding.STALLED_SAID)
    before = progress.of(memory, progress.standing(memory, idea_id))
    if progress.is_twice(before, now, step, actor.id, words):
        return before
    idea = held(memory, actor, idea_id)
    if before.referral:
        raise Refusal(deciding.WITH_A_BODY)
    if step is Step.HELP and not waking.others_who_lead(memory, idea, actor.id):
        raise Refusal(_ALONE, "step")
    is_early = before.trial is not None and not is_over(before)  # its day comes all the same
    later = now + STALLED if step in (Step.GOES_ON, Step.HELP) and not is_early else None
    detail = Detail(wake_at=later)
    said = progress.record(memory, now, idea.id, step, actor.id, words, detail)
    if said.last and step in (Step.HELP, Step.NOT_MINE):
        waking.tell_leads(memory, now, idea, said.last)
    return said


def in_hand(memory: Memory, person: str) -> list[Idea]:
    """What somebody has in hand now, as far as they may see it, the newest first."""
    theirs = [
        idea for idea in _held_by(memory, person) if not members.is_shut_out(memory, person, idea.channel)
    ]
    return sorted(theirs, key=lambda idea: (idea.channel, -idea.number))


def _held_by(memory: Memory, person: str) -> list[Idea]:
    named = dict.fromkeys(move.idea for move in memory.progress.naming(person))
    ideas = filter(None, (memory.ideas.get(each) for each in named))
    return [idea for idea in ideas if idea.stands and holder(progress.of(memory, idea)) == person]


def retire(memory: Memory, now: datetime, absent: Collection[str]) -> None:
    """These have left: nobody has their ideas in hand now, and those who lead are told at once."""
    for person in absent:
        for idea in _held_by(memory, person):
            left = progress.record(memory, now, idea.id, Step.NOT_MINE, None)
            if left.last:
                waking.tell_leads(memory, now, idea, left.last, absent)
