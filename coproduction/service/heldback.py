"""What is written in a step in which people write first, and then see: who may be told what of it."""

from dataclasses import dataclass

from coproduction import steps
from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.releases import FEWEST
from coproduction.service import running
from coproduction.sessions import Session


@dataclass(frozen=True, slots=True)
class HeldBack:
    """That ideas are held back here: `at_least` so many, in steps of five, so that no count that rises by one
    tells when somebody wrote without their name. 0 says that there are fewer than five, or none.
    """

    at_least: int


def sealed_by(memory: Memory, session: Session | None) -> str | None:
    """The step in which what is written now waits to be revealed; None where it is seen at once."""
    at = running.standing(memory, session) if session else None
    if at is None or at.step.kind != steps.IDEAS or not at.step.hides:
        return None
    return None if memory.ideas.is_revealed(at.session.id, at.step.key) else at.step.key


def waiting(memory: Memory, session: Session) -> list[Idea]:
    """The ideas of a session that wait to be revealed."""
    ideas = memory.ideas.of(session.channel)
    return [idea for idea in ideas if idea.session == session.id and idea.sealed_in]


def of(memory: Memory, channel: str, session: str | None = None) -> HeldBack | None:
    """What everybody may know of ideas that wait in this channel, or in this session of it; None where what
    is written is seen.
    """
    live = memory.sessions.live_in(channel)
    if live is None or session not in (None, live.id) or sealed_by(memory, live) is None:
        return None
    written = sum(not idea.is_withdrawn for idea in waiting(memory, live))
    return HeldBack(written // FEWEST * FEWEST)


def own(memory: Memory, actor: Actor, channel: str) -> list[Idea]:
    """The ideas that this person has written here with their name, and that nobody else sees yet."""
    session = memory.sessions.live_in(channel)
    found = waiting(memory, session) if session else []
    return [idea for idea in found if idea.author == actor.id and not idea.is_withdrawn]


def refuse(memory: Memory, channel: str) -> None:
    """A Refusal where nothing can be chosen from because it is held back."""
    if of(memory, channel):
        raise Refusal(
            "The ideas of this step are still held back, so nobody can choose from them yet. "
            "Show them first: type {/now} and press “Show all ideas now”."
        )
