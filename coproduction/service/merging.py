"""What is part of another idea: who supports it supports the other one, also in the moment it becomes one."""

from dataclasses import replace
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.ports import Memory
from coproduction.progress import Progress, Step
from coproduction.service.ideacards import card_of


def whole_of(memory: Memory, idea: Idea) -> Idea:
    """The idea of which it is a part now, as far as people see that; itself where it is a part of none."""
    seen = {idea.id}
    while (number := _part_of(memory, idea)) is not None:
        found = (each for each in memory.ideas.of(idea.channel) if str(each.number) == number)
        whole = next((each for each in found if each.stands and each.id not in seen), None)
        if whole is None:
            return idea
        seen.add(whole.id)
        idea = whole
    return idea


def _part_of(memory: Memory, idea: Idea) -> str | None:
    last = Progress(tuple(memory.progress.of(idea.id))).last
    return last.how if last and last.step is Step.MERGED else None


def take_over(memory: Memory, part: Idea) -> None:
    """Whoever supports what is a part now supports the whole, once, but for its author; the part keeps its
    supporters, so that nothing is lost should it be opened again.
    """
    whole = whole_of(memory, part)
    for person in memory.news.supporters(part.id) if whole.id != part.id else ():
        if person != whole.author:
            memory.ideas.keep_support(whole.id, person)
    memory.changed(card_of(whole))


def free_parts(memory: Memory, at: datetime, whole: Idea) -> None:
    """What is a part of this idea is to be looked at again at this time, when it may stand by itself."""
    newest = {move.idea: move for move in memory.progress.of_channel(whole.channel)}
    for last in newest.values():
        if last.step is Step.MERGED and last.how == str(whole.number):
            memory.progress.put(replace(last, wake_at=at))


def is_alone(memory: Memory, part: Idea) -> bool:
    """Whether the idea of which this one is a part was taken back."""
    number = _part_of(memory, part)
    return any(each.is_withdrawn for each in memory.ideas.of(part.channel) if str(each.number) == number)
