"""Whether ideas that are done have worked."""

from sqlalchemy import select

from coproduction.worked import Effect, Said, Worked
from storage.columns import belongs_to, fact, integers, key, lists, maybes, moment, numbers, who, words
from storage.ideas import idea
from storage.phrases import add, find, given, keep, remove
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import within

worked_answer = fact(
    "worked_answer",
    Register(
        whose="the person",
        why="to count whether an idea has helped",
        kept="until it is counted, four weeks after the idea was done, or when it is opened again",
        export="whole",
        erasure="deleted",
    ),
    key("idea"),
    *who(key("person")),
    *words("effect", Effect),
    *maybes("words"),
    belongs_to("idea", "idea"),
)
worked = fact(
    "worked",
    Register(
        whose="nobody: totals of five or more, and sentences without a name",
        why="whether an idea has helped",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("idea"),
    *integers("asked", "answered"),
    *numbers("counts", "split"),
    *lists("words"),
    moment("counted_at", nullable=True),
    belongs_to("idea", "idea"),
)

_answer, _worked = worked_answer.c, worked.c

_SAY = keep(worked_answer)
_SAID_BY = find(Said, worked_answer, given(_answer.idea), given(_answer.person))
_SAID = find(Said, worked_answer, given(_answer.idea), order=[_answer.person])
_CLEAR = remove(worked_answer, given(_answer.idea))
_KEEP = add(worked)
_OF = find(Worked, worked, given(_worked.idea))
_OF_CHANNEL = find(
    Worked,
    worked,
    _worked.idea.in_(within(select(idea.c.id).where(given(idea.c.channel)))),
    order=[_worked.idea],
)


class WorkedStore(Repository):
    """`coproduction.worked.WorkedStore`."""

    def say(self, said: Said) -> None:
        self._touch(_SAY, **values_of(said))

    def said_by(self, idea: str, person: str) -> Said | None:
        return self._one(_SAID_BY, idea=idea, person=person)

    def said(self, idea: str) -> list[Said]:
        return self._all(_SAID, idea=idea)

    def clear(self, idea: str) -> None:
        self._touch(_CLEAR, idea=idea)

    def keep(self, worked: Worked) -> None:
        self._touch(_KEEP, **values_of(worked))

    def of(self, idea: str) -> Worked | None:
        return self._one(_OF, idea=idea)

    def of_channel(self, channel: str) -> list[Worked]:
        return self._all(_OF_CHANNEL, channel=channel)
