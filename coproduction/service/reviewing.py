"""What a session looks back on: what was promised before it, and the ideas that wait since the last one."""

from dataclasses import dataclass

from coproduction.followups import PLEDGE, Reply, last_reply
from coproduction.ideas import Idea
from coproduction.pledges import Pledge
from coproduction.ports import Memory
from coproduction.releases import FEWEST
from coproduction.service import idealists
from coproduction.service.people import asked_for
from coproduction.sessions import Session, latest


@dataclass(frozen=True, slots=True)
class Review:
    """What was promised and thought of before a session, as far as everybody may see it.

    `promised` are the shared pledges that are open, the newest first; `done` is how many of those shared are
    done. `private` counts all others that stand, in steps of five and from five people on: whether one of
    them is done is told to nobody. `ideas` are those of the session `before`, the most supported first;
    `between` those that people wrote after it and before this one, by number.
    """

    promised: tuple[Pledge, ...]
    done: int
    private: int
    before: Session | None
    ideas: tuple[Idea, ...]
    between: tuple[Idea, ...] = ()


def review(memory: Memory, session: Session) -> Review:
    """What this session looks back on, as it stands now."""
    stand = [
        pledge
        for pledge in memory.pledges.of(session.channel)
        if pledge.made_at < session.started_at and not pledge.is_withdrawn
    ]
    shared = [pledge for pledge in reversed(stand) if pledge.is_shared]
    done = _done(memory, session.channel, shared)
    before = latest(_held(memory, session))
    waiting = idealists.supported(memory, session.channel) if before else []
    return Review(
        tuple(pledge for pledge in shared if pledge.id not in done),
        len(done),
        _in_fives([pledge for pledge in stand if not pledge.is_shared]),
        before,
        tuple(idea for idea, _ in waiting if before and idea.session == before.id),
        tuple(memory.ideas.between(session.channel, session.id)),
    )


def _held(memory: Memory, session: Session) -> list[Session]:
    """The sessions of its programme before it, in their order."""
    return [each for each in memory.sessions.of(session.channel) if each.started_at < session.started_at]


def _done(memory: Memory, channel: str, shared: list[Pledge]) -> set[str]:
    """Which of these their people have called done."""
    asked = [each for each in memory.follow_ups.of_channel(channel) if each.about == PLEDGE] if shared else []
    return {
        pledge.id
        for pledge in shared
        if last_reply(
            each
            for each in asked
            if (each.subject, each.person) == (pledge.id, asked_for(memory, pledge.person))
        )
        is Reply.DONE
    }


def _in_fives(private: list[Pledge]) -> int:
    """So many at least; 0 where so few people have any that a number would tell of each."""
    people = {pledge.person for pledge in private}
    return FEWEST * (len(private) // FEWEST) if len(people) >= FEWEST else 0
