"""Which chairs of a programme are filled: by who comes to what is planned, else by who came last."""

from coproduction.chairs import Filled, filled
from coproduction.planned import Coming, Planned
from coproduction.ports import Memory
from coproduction.sessions import latest


def filled_in(memory: Memory, channel: str, planned: Planned | None) -> tuple[Filled, ...]:
    """The chairs as they stand; none where none are wished. Who may come, or has said nothing yet
    and is in the channel, could fill more.
    """
    wished = memory.chairs.of(channel)
    if not wished:
        return ()
    there = set(memory.members.of(channel))
    if planned:
        said = memory.planned.answers(planned.id)
        coming = {person for person, answer in said.items() if answer is Coming.YES}
        maybe = {person for person, answer in said.items() if answer is Coming.MAYBE}
        asked = there - (said.keys() - maybe) if there else maybe
    else:
        held = latest(memory.sessions.of(channel))
        coming = set(memory.sessions.attendees(held.id)) if held else set()
        asked = there - coming
    known = memory.people.some(coming | asked)
    come, invited = ([known[each] for each in some if each in known] for some in (coming, asked))
    return tuple(filled(wished, come, invited, knows_all=bool(there)))
