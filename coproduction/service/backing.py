"""Who stands behind ideas: supporters, the sectors they come from, and what would help."""

from coproduction.board import Backed, Backing, backing
from coproduction.ideas import Idea
from coproduction.ports import Memory
from coproduction.service import idealists


def of(memory: Memory, idea: Idea) -> Backing:
    """Who stands behind one idea."""
    supporters = memory.ideas.supporters(idea.id)
    return backing(supporters, memory.boards.sectors_of(idea.id), len(memory.conditions.words_of(idea.id)))


def of_all(memory: Memory, channel: str, session: str | None = None) -> list[Backed]:
    """The ideas that people may see of a programme, or of one session of it, by number."""
    sectors, conditions = memory.boards.sectors(channel), memory.conditions.how_many(channel)
    found = [
        Backed(idea, backing(supporters, sectors.get(idea.id, 0), conditions.get(idea.id, 0)))
        for idea, supporters in idealists.supported(memory, channel)
        if session in (None, idea.session)
    ]
    return sorted(found, key=lambda each: each.idea.number)
