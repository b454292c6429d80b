"""A channel whose id Slack has changed: its programme goes on under the new one."""

from dataclasses import replace
from datetime import datetime

from coproduction.ports import Memory
from coproduction.service import closing, outbox


def move(memory: Memory, now: datetime, old: str, new: str) -> None:
    """All that is kept of the channel `old` is the channel `new`'s from now on, in one unit of work.

    Cards stay where they are, and keep changing. If somebody was quicker than this news and began something
    under the new id, nothing is lost: of two live sessions the older one ends, and its ideas keep their order
    behind the newer ones.
    """
    if memory.sessions.has_programme(new) and memory.sessions.has_programme(old):
        _make_room(memory, now, old, new)
    memory.members.move(old, new)
    outbox.retry_channel(memory, now, new)


def _make_room(memory: Memory, now: datetime, old: str, new: str) -> None:
    live = memory.sessions.live_in(old)
    if live and memory.sessions.live_in(new):
        closing.end(memory, now, live)
    # one by one, each to a number of the new programme: from then on no two have the same
    free = max((idea.number for idea in (*memory.ideas.of(old), *memory.ideas.of(new))), default=0)
    for behind, idea in enumerate(memory.ideas.of(old), 1):
        memory.ideas.put(replace(idea, number=free + behind))
    while memory.sessions.next_idea_number(new) < free + len(memory.ideas.of(old)):
        pass
