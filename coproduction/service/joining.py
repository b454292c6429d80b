"""Adding one's own idea to another that says nearly the same: as support with words, not as a second one."""

from datetime import datetime

from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import conditions, ideasupport, ideawithdrawals
from coproduction.words import Text

_APART = ":"
_ELSEWHERE = Text("These two ideas are of two programmes, so one cannot be added to the other.")


def subject_of(own: Idea, other: Idea) -> str:
    """The two ideas, as a button or a form carries them."""
    return f"{own.id}{_APART}{other.id}"


def before_joining(memory: Memory, actor: Actor, subject: str) -> tuple[Idea, Idea]:
    """One's own idea and the one that it is added to; a Refusal where that cannot be."""
    own_id, _, other_id = subject.partition(_APART)
    own = ideawithdrawals.own(memory, actor, own_id)
    other, _ = conditions.before_saying(memory, actor, other_id)
    if own.channel != other.channel:
        raise Refusal(_ELSEWHERE)
    return own, other


def join(memory: Memory, now: datetime, actor: Actor, subject: str, text: str) -> tuple[Idea, Idea]:
    """Support the other idea, with these words beside it, and take one's own back; all or nothing."""
    own, other = before_joining(memory, actor, subject)
    ideasupport.support(memory, actor, other.id)
    conditions.say(memory, now, actor, other.id, text)
    return ideawithdrawals.withdraw(memory, now, actor, own.id), other
