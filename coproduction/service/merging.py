"""What is part of another idea: who supports it supports the other one, also in the moment it becomes one."""

from dataclasses import replace
from datetime import datetime

from coproduction.ideas import Idea
from coproduction.ports import Memory
from coproduction.progress import Move, Progress, Step
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


def parts(memory: Memory, whole: Idea) -> list[Idea]:
    """What is a part of this idea now, or was until it was gone, where nothing else became of it since."""
    return [idea for move in _naming(memory, whole) if (idea := memory.ideas.get(move.idea))]


def look_again(memory: Memory, at: datetime, whole: Idea) -> None:
    """An idea goes, or is there again: at this time its parts may stand by themselves, or be parts again."""
    own = [each for each in memory.progress.of(whole.id)[-1:] if _names_whole(each)]
    for last in (*own, *_naming(memory, whole)):
        memory.progress.put(replace(last, wake_at=at))


def changes(memory: Memory, part: Idea, last: Move) -> Step | None:
    """What time brings to a part whose newest step this is: its whole was taken back or hidden, so that it
    stands by itself, or is there again, so that it is its part.
    """
    stands = any(each.stands for each in memory.ideas.of(part.channel) if str(each.number) == last.how)
    if last.step is Step.MERGED:
        return None if stands else Step.OPENED
    return Step.MERGED if stands and _names_whole(last) else None


def _names_whole(last: Move) -> bool:
    """Whether it tells of which idea something is, or was, a part."""
    return last.step in (Step.MERGED, Step.OPENED) and last.how is not None


def _naming(memory: Memory, whole: Idea) -> list[Move]:
    """The newest steps of ideas that tell so of this one."""
    newest = {move.idea: move for move in memory.progress.of_channel(whole.channel)}
    return [last for last in newest.values() if _names_whole(last) and last.how == str(whole.number)]
