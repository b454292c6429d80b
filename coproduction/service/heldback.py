"""What is written in a step in which people write first, and then see: who may be told what of it."""

from dataclasses import dataclass, replace

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
    tells when somebody wrote without their name. 0 says that there are fewer than five, or none. `own` are
    those of whoever looks.
    """

    at_least: int
    own: tuple[Idea, ...] = ()


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


def seen_by(memory: Memory, actor: Actor, channel: str, session: str | None = None) -> HeldBack | None:
    """The same for one person, who sees the ideas that they have written here with their name."""
    held, live = of(memory, channel, session), memory.sessions.live_in(channel)
    if held is None or live is None:
        return None
    own = (idea for idea in waiting(memory, live) if idea.author == actor.id and not idea.is_withdrawn)
    return replace(held, own=tuple(own))


def refuse(memory: Memory, channel: str) -> None:
    """A Refusal where nothing can be chosen from because it is held back."""
    if of(memory, channel):
        raise Refusal(
            "The ideas of this step are still held back, so nobody can choose from them yet. "
            "Show them first: type {/now} and press “Show all ideas now”."
        )
