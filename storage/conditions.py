"""What would have people support an idea, in their own words."""

from sqlalchemy import func, select

from coproduction.conditions import Condition
from storage.columns import belongs_to, fact, key, texts, who
from storage.ideas import idea
from storage.lastwords import About, LastWords
from storage.phrases import find, given, keep, pair, remove
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query, within

condition = fact(
    "condition",
    Register(
        whose="the person",
        why="so that the author of an idea hears what would win more people for it",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    key("idea"),
    *who(key("person")),
    *texts("words"),
    belongs_to("idea", "idea"),
)

_condition, _idea = condition.c, idea.c

_PUT = keep(condition, if_other="words")
_GET = find(Condition, condition, given(_condition.idea), given(_condition.person))
_DROP = remove(condition, given(_condition.idea), given(_condition.person))
# By the words themselves: the order of people would tell whose are whose.
_WORDS = Query(str, select(_condition.words).where(given(_condition.idea)).order_by(_condition.words))
_HOW_MANY = Query(
    pair,
    select(_condition.idea, func.count())
    .where(_condition.idea.in_(within(select(_idea.id).where(given(_idea.channel)))))
    .group_by(_condition.idea),
)


class Conditions(Repository):
    """`coproduction.conditions.Conditions`."""

    def put(self, condition: Condition) -> bool:
        self._says(condition.idea, condition.person, is_refused=False)
        return self._touch(_PUT, **values_of(condition)) == 1

    def get(self, idea: str, person: str) -> Condition | None:
        return self._one(_GET, idea=idea, person=person)

    def drop(self, idea: str, person: str) -> bool:
        is_gone = self._touch(_DROP, idea=idea, person=person) == 1
        if is_gone:
            self._says(idea, person, is_refused=True)
        return is_gone

    def _says(self, idea: str, person: str, *, is_refused: bool) -> None:
        LastWords(self._scope).keep(About.CONDITION, f"{idea} {person}", person, is_refused=is_refused)

    def words_of(self, idea: str) -> list[str]:
        return self._all(_WORDS, idea=idea)

    def how_many(self, channel: str) -> dict[str, int]:
        return dict(self._all(_HOW_MANY, channel=channel))
