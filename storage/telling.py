"""Who follows which idea, and who is told what became of one."""

from sqlalchemy import Index, select

from coproduction.telling import News
from storage.columns import belongs_to, fact, key, texts, who
from storage.ideas import support
from storage.people import looks_on
from storage.phrases import add_new, find, given, remove
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

idea_follower = fact(
    "idea_follower",
    Register(
        whose="the person",
        why="so that who wants to hear what becomes of an idea is told",
        kept="as long as the programme",
        export="whole",
        erasure="deleted",
    ),
    key("idea"),
    *who(key("person")),
    belongs_to("idea", "idea"),
)
idea_news = fact(
    "idea_news",
    Register(
        whose="the person",
        why="so that nobody is told the same twice",
        kept="as long as the programme",
        export="no words of theirs",
        erasure="deleted",
    ),
    key("move"),
    *who(key("person")),
    *texts("told_in"),
    belongs_to("idea_step", "move"),
    Index("ix_idea_news_workspace_person_told_in", "workspace", "person", "told_in"),
)

_follower, _news = idea_follower.c, idea_news.c

_FOLLOW = add_new(idea_follower)
_UNFOLLOW = remove(idea_follower, given(_follower.idea), given(_follower.person))
_FOLLOWERS = Query(str, select(_follower.person).where(given(_follower.idea)).order_by(_follower.person))
_SUPPORTERS = Query(
    str,
    select(support.c.person)
    .where(given(support.c.idea), ~looks_on(support.c.person))
    .order_by(support.c.person),
)
_ADD = add_new(idea_news)
_TOLD_IN = find(News, idea_news, given(_news.person), given(_news.told_in), order=[_news.move])


class Newsroom(Repository):
    """`coproduction.telling.Newsroom`."""

    def follow(self, idea: str, person: str) -> bool:
        return self._touch(_FOLLOW, idea=idea, person=person) == 1

    def unfollow(self, idea: str, person: str) -> bool:
        return self._touch(_UNFOLLOW, idea=idea, person=person) == 1

    def followers(self, idea: str) -> list[str]:
        return self._all(_FOLLOWERS, idea=idea)

    def supporters(self, idea: str) -> list[str]:
        return self._all(_SUPPORTERS, idea=idea)

    def add(self, news: News) -> bool:
        return self._touch(_ADD, **values_of(news)) == 1

    def told_in(self, person: str, subject: str) -> list[News]:
        return self._all(_TOLD_IN, person=person, told_in=subject)
