"""Changing the link to the video call of a session that runs: people follow the one that they read."""

from dataclasses import dataclass, replace

from coproduction.errors import Refusal
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.planforms import link_typed
from coproduction.planned import Planned, invitation
from coproduction.ports import Memory
from coproduction.service import sessions
from coproduction.service.breakouts import notes, plannedrounds
from coproduction.sessions import SESSION_CARD, Session
from coproduction.words import Text

DOING = Text("change the link to the video call")
_UNPLANNED = Text(
    "This session was not planned, so I hold no link to its video call. You can write it in the channel."
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A session that runs, with the plan that has its link. `is_new`: it has just become another one."""

    session: Session
    plan: Planned
    is_new: bool = False


def of(memory: Memory, actor: Actor, session_id: str) -> Linked:
    """The session and its plan, for a facilitator of it; else a Refusal."""
    session = sessions.led(memory, actor, session_id, DOING)
    plan = memory.planned.of_session(session.id)
    if plan is None:
        raise Refusal(_UNPLANNED)
    return Linked(session, plan)


def change(memory: Memory, actor: Actor, session_id: str, typed: str) -> Linked:
    """Keep another link, or none where nothing was typed; all that shows the old one is redrawn first."""
    found = of(memory, actor, session_id)
    plan = memory.planned.hold(found.plan.id) or found.plan
    link = link_typed(typed)
    if link == plan.link:
        return replace(found, plan=plan)
    changed = replace(plan, link=link, changes=plan.changes + 1)
    memory.planned.put(changed)
    memory.changed(invitation(changed))
    memory.misleads(Card(SESSION_CARD, found.session.id))
    round_ = plannedrounds.live_in(memory, found.session)
    if round_:
        memory.misleads(*notes.everybodys_notes(memory, round_))
    return Linked(found.session, changed, is_new=True)
