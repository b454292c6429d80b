"""Somebody who reads all that was ever shown, and the database afterwards, learns nobody's answer."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from coproduction.checkins import STEPS, Arrivals, together
from coproduction.errors import Refusal
from coproduction.messages import Message
from coproduction.people import Actor
from coproduction.service import checkins
from coproduction.service.kinds import kind_of
from coproduction.sessions import SESSION_CARD, SUMMARY
from storage.people import person
from tests.coproduction.town import BO, CY, DEE, HOUR, NOW, Town, again, form
from tests.lengths import has_long_form, short_or_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coproduction.sessions import Session

PEOPLE = [Actor(f"p{number}") for number in range(14)]
Book = dict[str, tuple[str, str | None]]  # who says what, as only they know


def shown(town: Town, session: Session, kind: str = SESSION_CARD) -> Arrivals:
    """How the room arrived, as a message shows it."""
    arrivals = town.do(kind_of(kind).content, Message("m", kind, session.id, NOW, NOW)).arrivals
    assert isinstance(arrivals, Arrivals)
    return arrivals


def figures(arrivals: Arrivals) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """What of it could tell something about somebody's answer."""
    return arrivals.moods, arrivals.words


NOTHING = figures(Arrivals(0))


def check_in(town: Town, session: Session, actor: Actor, given: checkins.CheckInForm) -> None:
    """With a name or without, as the form does it."""
    spoke = None if given.is_named else town.do(checkins.speak_unnamed, actor, session.id, given)
    town.do(checkins.arrive, actor, session.id, given, spoke)


def without(frank: dict[str, str], person_id: str) -> dict[str, str]:
    """The same without what this person said."""
    return {each: said for each, said in frank.items() if each != person_id}


@dataclass
class Watcher:
    """Somebody who writes down each state of the card; and, beside it, what was true at that moment."""

    town: Town
    session: Session
    book: Book = field(default_factory=dict)
    frank: dict[str, str] = field(default_factory=dict)  # how far who could say what they think
    seen: list[tuple[tuple[tuple[int, ...], tuple[str, ...]], Book]] = field(default_factory=list)
    seen_frank: list[tuple[tuple[int, ...], dict[str, str]]] = field(default_factory=lambda: [((), {})])

    def __post_init__(self) -> None:
        self.seen.append((NOTHING, {}))

    def hears(
        self, actor: Actor, mood: str, word: str | None, *, named: bool, candour: str | None = None
    ) -> None:
        """Somebody answers; a refusal changes nothing."""
        try:
            given = replace(form(mood, word, named=named), candour=candour)
            check_in(self.town, self.session, actor, given)
            self.book[actor.id] = (mood, word)
            self.frank = {**self.frank, actor.id: candour} if candour else without(self.frank, actor.id)
        except Refusal:
            assert named  # a name is not put on again
        self.looks()

    def looks(self) -> None:
        """Write down the card if it shows something else than before."""
        arrivals = shown(self.town, self.session)
        assert figures(shown(self.town, self.session, SUMMARY)) == figures(arrivals)
        if figures(arrivals) != self.seen[-1][0]:
            assert sorted(arrivals.words) == sorted(word for _, word in self.book.values() if word)
            assert arrivals.told == len(self.book)
            self.seen.append((figures(arrivals), dict(self.book)))
        if arrivals.candours != self.seen_frank[-1][0]:
            told = Counter(self.frank.values())
            assert arrivals.candours == tuple(told[str(step)] for step in STEPS)
            self.seen_frank.append((arrivals.candours, self.frank))


def fewest(seen: Iterable[tuple[object, Mapping[str, object]]]) -> int:
    """Of any two states that were seen: by the answers of how many people do they differ, at least?"""
    return min(
        sum(one.get(each.id) != other.get(each.id) for each in PEOPLE)
        for (_, one), (_, other) in combinations(seen, 2)
    )


@has_long_form
@pytest.mark.parametrize("seed", range(short_or_long(2, 6)))
def test_no_two_states_of_the_card_subtract_to_fewer_than_five_people(town: Town, seed: int) -> None:
    """People come, change their minds to and fro, take names off, one of them again and again."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    watcher = Watcher(town, town.start())
    restless = chance.choice(PEOPLE)
    for _ in range(70):
        actor = restless if chance.random() < 0.2 else chance.choice(PEOPLE)
        mood, word = chance.choice("135"), chance.choice([None, "tired", "glad"])
        candour = chance.choice(["1", "2", "4", "5", None])
        watcher.hears(actor, mood, word, named=chance.random() < 0.4, candour=candour)
    town.end(NOW + HOUR)
    watcher.looks()
    assert len(watcher.seen) > 3
    assert len(watcher.seen_frank) > 2
    assert fewest(watcher.seen) >= 5
    assert fewest(watcher.seen_frank) >= 5


def test_the_first_who_arrives_is_only_counted(town: Town) -> None:
    session = town.start()
    check_in(town, session, BO, form("1", "exhausted", named=False))
    assert shown(town, session) == Arrivals(1)
    town.end()
    assert shown(town, session) == Arrivals(1)
    assert shown(town, session, SUMMARY) == Arrivals(1)


def test_forty_eight_people_arrive_five_by_five_and_the_last_three_are_only_counted(town: Town) -> None:
    session = town.start()
    told = []
    for number in range(48):
        check_in(town, session, Actor(f"p{number}"), form("4", "calm", named=number % 2 == 0))
        told.append(shown(town, session).told)
    assert told == [5 * (people // 5) for people in range(1, 49)]
    town.end()
    assert shown(town, session) == Arrivals(48, (0, 0, 0, 45, 0), ("calm",) * 45)
    assert together(shown(town, session).words) == [("calm", 45)]


def test_five_changes_of_one_person_are_one_voice(town: Town) -> None:
    session = town.start()
    for actor in PEOPLE[:5]:
        check_in(town, session, actor, form("4", named=False))
    before = shown(town, session)
    for mood in "12351":
        check_in(town, session, PEOPLE[0], again(mood, f"word {mood}", named=False))
        assert shown(town, session) == before
    for actor in PEOPLE[1:5]:
        check_in(town, session, actor, again("2", named=False))
    assert shown(town, session) == Arrivals(5, (1, 4, 0, 0, 0), ("word 1",))


def test_taking_names_off_is_no_change_of_an_answer(town: Town) -> None:
    session = town.start()
    for actor in PEOPLE[:5]:
        check_in(town, session, actor, form("4"))
    for actor in PEOPLE[:4]:
        check_in(town, session, actor, again("4", named=False))
    check_in(town, session, PEOPLE[4], again("1", "sad", named=False))
    assert shown(town, session) == Arrivals(5, (0, 0, 0, 5, 0), ())


def test_answers_that_go_back_to_an_older_state_do_not_give_the_last_one_away(town: Town) -> None:
    session = town.start()
    for mood in "45":
        for actor in PEOPLE[:5]:
            check_in(town, session, actor, form(mood))
    for actor in PEOPLE[:4]:
        check_in(town, session, actor, form("4"))
    check_in(town, session, BO, form("1", "exhausted", named=False))
    assert shown(town, session) == Arrivals(6, (0, 0, 0, 0, 5), ())


def test_a_snapshot_keeps_no_name_and_no_voice_and_at_the_end_no_mark(any_town: Town) -> None:
    session = any_town.start()
    for number, actor in enumerate(PEOPLE[:11]):
        check_in(any_town, session, actor, form("4", "calm", named=number % 2 == 0))
    stored = str(any_town.rows()["checkin_snapshot"])
    voices = {each.voice for each in any_town.memory.checkins.of(session.id)}
    assert [voice for voice in voices if voice in stored] == []
    assert [len(each.marks) for each in any_town.memory.checkins.snapshots(session.id)] == [5, 10]
    any_town.end()
    [left] = any_town.memory.checkins.snapshots(session.id)
    assert (left.moods, left.marks) == ((0, 0, 0, 10, 0), ())


@pytest.mark.parametrize(
    ("named", "unnamed", "left_named", "left_unnamed"),
    [
        (6, 0, 6, 0),
        (6, 1, 6, 0),  # five were shown: all of them named
        (6, 4, 0, 10),  # four of the ten that were shown gave no name
        (6, 5, 0, 10),
        (5, 5, 5, 5),
        (6, 9, 6, 9),
        (4, 2, 0, 5),  # of six, the first five were shown
    ],
)
def test_names_are_forgotten_where_they_would_leave_fewer_than_five_without_one(
    any_town: Town, named: int, unnamed: int, left_named: int, left_unnamed: int
) -> None:
    """Who has the files and knows who came when leaves out what is named, or what was shown."""
    session = any_town.start()
    crowd = [Actor(f"p{number}") for number in range(named + unnamed)]
    for number, actor in enumerate(crowd):
        check_in(any_town, session, actor, form("4", f"word {number}", named=number < named))
    seen = shown(any_town, session).words

    any_town.end()

    left = any_town.memory.checkins.of(session.id)
    assert sum(each.is_named for each in left) == left_named
    assert {each.voice for each in left if each.is_named} <= {actor.id for actor in crowd[:named]}
    unnamed_words = {each.word for each in left if not each.is_named}
    assert (len(unnamed_words), unnamed_words - set(seen)) == (left_unnamed, set())


def test_who_changed_their_answer_after_it_was_shown_is_not_found_beside_the_names(any_town: Town) -> None:
    session = any_town.start()
    for number, actor in enumerate(PEOPLE[:5]):
        check_in(any_town, session, actor, form("4", named=number < 4))
    check_in(any_town, session, PEOPLE[4], again("1", named=False))
    any_town.end()
    left = any_town.memory.checkins.of(session.id)
    assert [(each.is_named, each.mood) for each in left] == [(False, 4)] * 4


def test_attendance_says_nothing_of_when_or_in_which_order_people_came(any_town: Town) -> None:
    session = any_town.start()
    any_town.arrive(session, DEE, BO, CY)
    rows = any_town.rows()["attendance"]
    assert rows == [repr(("T1", session.id, person)) for person in ("bo", "cy", "dee")]
    any_town.end()
    assert any_town.rows()["attendance"] == rows


def test_nor_do_the_people_themselves_who_are_the_same_afterwards(any_town: Town) -> None:
    """Who came last stands in nothing that was shown, and the database numbers its rows as they come."""
    session = any_town.start()
    any_town.arrive(session, DEE, BO, CY)
    before = any_town.memory.people.all()
    any_town.end()
    assert any_town.memory.people.all() == before
    place: sa.ColumnClause[object] = sa.literal_column(
        "rowid" if any_town.connection.dialect.name == "sqlite" else "ctid"
    )
    people = sa.select(person.c.id).where(person.c.id.in_(["bo", "cy", "dee"])).order_by(place)
    assert any_town.connection.scalars(people).all() == ["bo", "cy", "dee"]
