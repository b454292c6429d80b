"""How the room arrives, shown to everybody as soon as that tells of enough people."""

from coproduction.checkins import CheckIn, candour_mark, mark, snapshot, standing, with_candour
from coproduction.ports import Memory
from coproduction.releases import may_show
from coproduction.sessions import Session


def put(memory: Memory, session: Session, pepper: bytes, checkin: CheckIn) -> None:
    """Store an answer, and show the room how it arrives where that tells of at least five people.

    The card is drawn anew when who gave it is counted, too (`_attend`).
    """
    memory.breakouts.lock(session.id)  # two processes must not show two states that each take for the next
    memory.checkins.put(checkin)
    given = standing(pepper, memory.workspace, memory.checkins.of(session.id))
    latest = memory.checkins.latest(session.id)
    marks = [mark(pepper, memory.workspace, each) for each in given]
    following = snapshot(session.id, latest.number + 1 if latest else 1, given, marks)
    if not may_show(following.states, [latest.states] if latest else []):
        return  # most answers end here, without a look at all that was ever shown
    earlier = memory.checkins.snapshots(session.id)
    if may_show(following.states, (each.states for each in earlier)):
        candours = {
            candour_mark(pepper, memory.workspace, each): each.candour for each in given if each.candour
        }
        memory.checkins.show(with_candour(following, earlier, candours))
