"""Every sentence about the groups, checked against the groups themselves by somebody who only counts.

Nothing here asks the code under test how good groups are: each sentence is read back as English and held
against people and tables. `SECOND_OPINION=5000` (rooms) makes a long run of it.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pytest

from coproduction.grouping import (
    Guest,
    Voices,
    Wish,
    arrange,
    assess,
    how_many,
    in_words,
    others,
    pairs_of,
    plan,
    tried,
)
from coproduction.people import Perspective
from tests.coproduction.grouping.rooms import (
    FRONT,
    GOVERNING,
    LIVED,
    Groups,
    Worth,
    groupings,
    is_lone,
    is_unmixed,
    split,
    unserved,
    worth,
)
from tests.speaking import in_english

ROOMS = int(os.environ.get("SECOND_OPINION", "250"))
MIXES: list[list[Perspective | None]] = [
    [LIVED, FRONT],
    [LIVED, FRONT, FRONT, GOVERNING, None],
    [LIVED, None, FRONT],
    [FRONT, None],
    [LIVED],
]
Tables = Sequence[Sequence[Guest]]


@dataclass(frozen=True)
class Seen:
    """Groups, as somebody sees them who walks from table to table."""

    people: list[Guest]
    wish: Wish
    tables: Tables

    def lived(self, table: Sequence[Guest]) -> int:
        return sum(guest.perspective is LIVED for guest in table)

    def professionals(self, table: Sequence[Guest]) -> int:
        return sum(guest.perspective in {FRONT, GOVERNING} for guest in table)

    def others(self) -> Iterable[Tables]:
        """Every other way to fill the same tables."""
        by_id = {guest.id: guest for guest in self.people}
        ids = tuple(by_id)
        for groups in split(ids, [len(table) for table in self.tables]):
            yield [[by_id[one] for one in group] for group in groups]

    def counts(self, tables: Tables) -> tuple[int, int]:
        return sum(map(is_lone, tables)), sum(map(is_unmixed, tables))

    def unserved(self) -> set[str]:
        return {
            need
            for table in self.tables
            for guest in table
            for need in guest.needs
            if not any(need in other.offers for other in table if other is not guest)
        }

    def lacking(self) -> int:
        return sum(len(unserved(table)) for table in self.tables)

    def asking(self, need: str) -> int:
        return sum(need in guest.needs for guest in self.people)

    def givers(self, need: str) -> int:
        return sum(need in guest.offers for guest in self.people)

    def pairs(self) -> list[frozenset[str]]:
        return [frozenset((one.id, two.id)) for table in self.tables for one, two in combinations(table, 2)]

    def unknown(self) -> int:
        return sum(guest.perspective is None for guest in self.people)

    def deaf(self) -> int:
        return sum(
            guest.perspective in {FRONT, GOVERNING} and guest.id not in self.wish.heard
            for table in self.tables
            if not self.lived(table)
            for guest in table
        )

    def alike(self) -> list[frozenset[str]]:
        sector = {guest.id: guest.sector for guest in self.people}
        return [
            pair
            for pair in self.pairs()
            if None not in (of := {sector[one] for one in pair}) and len(of) == 1
        ]


def number(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else 1


def fewest_unmixed(seen: Seen) -> int:
    return min(seen.counts(tables)[1] for tables in seen.others())


def sizes(match: re.Match[str], seen: Seen) -> bool:
    found = sorted(map(len, seen.tables))
    told = [int(size) for size in re.findall(r"\d+", match["sizes"])]
    return (number(match), {found[0], found[-1]}) == (len(found), set(told))


def pressed(match: re.Match[str], seen: Seen) -> tuple[Worth, list[Groups]]:
    """What the best of so many groups are worth, and which these are: one of them is made by a press."""
    wish = replace(seen.wish, groups=number(match), size=None)
    judged = [
        (worth(seen.people, wish, groups), groups)
        for groups in groupings([guest.id for guest in seen.people], number(match))
    ]
    best, _ = min(judged)
    return best, [groups for each, groups in judged if each == best]


def would_mix(match: re.Match[str], seen: Seen) -> bool:
    (broken, _), _ = pressed(match, seen)
    return broken[4:6] == (0, 0) and broken[3] <= seen.lacking()


def would_serve(match: re.Match[str], seen: Seen) -> bool:
    (broken, _), _ = pressed(match, seen)
    return broken[3] == len(unserved(seen.people)) < seen.lacking()


def served_more(match: re.Match[str], seen: Seen) -> bool:
    (broken, _), _ = pressed(match, seen)
    return broken[3] > seen.lacking() and int(match["made"]) == len(seen.tables)


def named_lack(match: re.Match[str], seen: Seen) -> bool:
    """A table is called by its number: each that is named has four people, and somebody without help."""
    tables = [seen.tables[int(place)] for place in re.findall(r"table (\d+)", match["where"])]
    return bool(tables) and all(len(table) >= 4 and unserved(table) for table in tables)


def lone(match: re.Match[str], seen: Seen) -> bool:
    alone, _ = seen.counts(seen.tables)
    if match["among"] and not all(seen.professionals(table) for table in seen.tables if is_lone(table)):
        return False
    others = [seen.counts(tables) for tables in seen.others()]
    reason = match["why"] or ""
    if "cannot be avoided" in reason:
        return number(match) == alone == min(count for count, _ in others)
    return number(match) == alone


def worth_it(_match: re.Match[str], seen: Seen) -> bool:
    alone, unmixed = seen.counts(seen.tables)
    return not any(a < alone and u <= unmixed for a, u in map(seen.counts, seen.others()))


def without_wishes(match: re.Match[str], seen: Seen) -> bool:
    alone, unmixed = seen.counts(seen.tables)
    named = match["what"]
    has_all = ("wishes" in named) <= bool(seen.wish.apart | seen.wish.together) and ("need" in named) <= any(
        guest.needs for guest in seen.people
    )
    is_first_alone = seen.wish.voices is Voices.NOBODY_ALONE
    return has_all and any(
        (a < alone and (is_first_alone or u <= unmixed))
        or (u < unmixed and (not is_first_alone or a <= alone))
        for a, u in map(seen.counts, seen.others())
    )


def price(_match: re.Match[str], seen: Seen) -> bool:
    alone, unmixed = seen.counts(seen.tables)
    return alone == 0 and not any(a == 0 and u < unmixed for a, u in map(seen.counts, seen.others()))


def even(_match: re.Match[str], seen: Seen) -> bool:
    counts = [sum(guest.perspective is GOVERNING for guest in table) for table in seen.tables]
    return max(counts) - min(counts) <= 1


def sector_pairs(tables: Tables) -> int:
    return sum(
        one.sector is not None and one.sector == two.sector
        for table in tables
        for one, two in combinations(table, 2)
    )


def fairest_sectors(_match: re.Match[str], seen: Seen) -> bool:
    alone = seen.counts(seen.tables)[0]
    others = (tables for tables in seen.others() if seen.counts(tables)[0] <= alone)
    return sector_pairs(seen.tables) == min(map(sector_pairs, others))


def fewest_meet(match: re.Match[str], seen: Seen) -> bool:
    again = sum(pair in seen.wish.met for pair in seen.pairs())
    least = min(sum(pair in seen.wish.met for pair in replace(seen, tables=t).pairs()) for t in seen.others())
    return number(match) == again == least


def broken(seen: Seen) -> int:
    pairs = set(seen.pairs())
    return len(seen.wish.apart & pairs) + len(seen.wish.together - pairs)


def newcomers_kept(seen: Seen) -> bool:
    return not any(all(guest.is_newcomer for guest in table) for table in seen.tables)


_SOMEBODY = r"In (?P<n>one|\d+) groups? somebody speaks from lived experience"
TRUTHS: dict[str, Callable[[re.Match[str], Seen], bool]] = {
    r"(?P<n>\d+|One) groups? of (?P<sizes>\d.*) (people|person)\.": sizes,
    r"The sizes differ by more than one\.": lambda _, s: (
        max(map(len, s.tables)) - min(map(len, s.tables)) > 1
    ),
    r"Somebody is alone in a group\.": lambda _, s: min(map(len, s.tables)) == 1 < len(s.people),
    r"(?P<n>\d+|One) groups? of \d.* would mix everybody\. .*": would_mix,
    r"In (?P<n>\d+|one) groups? of .*, nobody would be without help that .*\.": would_serve,
    r"In (?P<n>\d+|one) groups?, I could not serve as many .* I made (?P<made>\d+)\.": served_more,
    r"Everybody who needs help .*": lambda _, s: not s.unserved(),
    r"Somebody here needs help that nobody else here can give\. .*": lambda _, s: any(
        s.asking(need) == 1 and s.givers(need) <= 1 for need in s.unserved()
    ),
    r"In (?P<where>t.*), somebody needs help .* that only people of other groups can give\. .*": named_lack,
    r"In a smaller group, too\. .*": lambda _, s: any(
        unserved(table) for table in s.tables if len(table) < 4
    ),
    r"In some group somebody needs help .* that only people of other groups can give\. .*": lambda _, s: any(
        s.asking(need) == 1 and s.givers(need) >= 1 for need in s.unserved()
    ),
    r"Nobody else here can help with: (?P<help>.*)\.": lambda m, s: all(
        s.givers(need) <= 1 and s.asking(need) > 1 and need in s.unserved()
        for need in re.split(", | and ", m["help"])
    ),
    r"In some group nobody can help with: (?P<help>.*)\.": lambda m, s: (
        set(re.split(", | and ", m["help"])) <= {need for need in s.unserved() if s.asking(need) > 1}
    ),
    r"A wish keeps somebody apart from everybody who could help them\.": lambda _, s: bool(s.wish.apart),
    r"Nobody here is known to speak from lived experience\.": lambda _, s: (
        not s.lived(s.people) and s.unknown() > 0
    ),
    r"Nobody here speaks from lived experience\.": lambda _, s: not s.lived(s.people) and not s.unknown(),
    r"Every group has at least two people with lived experience\.": lambda _, s: (
        min(map(s.lived, s.tables)) >= 2
    ),
    r"In each group there is somebody who lives with it\.": lambda _, s: min(map(s.lived, s.tables)) >= 1,
    r"Nobody with lived experience is alone among professionals\.": lambda _, s: (
        not any(s.lived(table) == 1 and len(table) > 2 for table in s.tables)
    ),
    r"In a pair of one and one, nobody counts as alone\.": lambda _, s: any(
        s.lived(table) == s.professionals(table) == 1 and len(table) == 2 for table in s.tables
    ),
    rf"{_SOMEBODY} (?P<among>alone among professionals)(?P<why>:.*)?\.": lone,
    r"In (?P<n>one|\d+) groups?, only one person is known to live with it\.(?P<among>)(?P<why> With.*)?": (
        lone
    ),
    r"In (?P<n>one|\d+) groups?, two who live with it sit among five or more who work in it or run it\.": (
        lambda m, s: number(m) == sum(s.lived(t) == 2 and s.professionals(t) >= 5 for t in s.tables)
    ),
    r"In (?P<n>one|\d+) groups?, all work in the service or run it\.": lambda m, s: (
        number(m) == sum(s.professionals(table) == len(table) for table in s.tables)
    ),
    r"In (?P<n>one|\d+) groups? nobody is known to speak from lived experience\.": lambda m, s: (
        number(m) == sum(not s.lived(table) for table in s.tables)
    ),
    r"With the people here there cannot be fewer such groups\.": lambda _, s: (
        s.counts(s.tables)[1] == fewest_unmixed(s)
    ),
    r"If not, more groups would have nobody to hear\.": worth_it,
    r"If more of these groups had somebody to hear, somebody would be alone among professionals\.": price,
    r"The reason may be (?P<what>the wishes.*|that people who need help.*)\.": without_wishes,
    r"After this round, all who work in the service or run it have sat with .*": lambda _, s: s.deaf() == 0,
    r"(?P<n>One|\d+) (person|people) who works? in the service or runs? it will not yet .*": (
        lambda m, s: number(m) == s.deaf()
    ),
    r"(?P<n>One|\d+) (person has|people have) not told me how they know the service\.": lambda m, s: (
        number(m) == s.unknown()
    ),
    r"People from governing bodies are spread over the groups\.": even,
    r"People from governing bodies are not spread evenly over the groups\.": lambda m, s: not even(m, s),
    r"(?P<n>One|\d+) wish(es)? about who sits with whom could not be kept\.": lambda m, s: (
        number(m) == broken(s)
    ),
    r"All wishes about who sits with whom are kept\.": lambda _, s: broken(s) == 0,
    r"Some of these wishes contradict each other: .*": lambda _, s: bool(s.wish.apart and s.wish.together),
    r"Nobody meets again\.": lambda _, s: not any(pair in s.wish.met for pair in s.pairs()),
    r"(?P<n>One|\d+) pairs? meets? again\.": lambda m, s: (
        number(m) == sum(pair in s.wish.met for pair in s.pairs())
    ),
    r"(?P<n>One|\d+) pairs? meets? again, as few as possible\.": fewest_meet,
    r"Everybody whose sector is known is from the same one\.": lambda _, s: (
        len({guest.sector for guest in s.people} - {None}) == 1
    ),
    r"No two people of one sector share a group\.": lambda _, s: (
        not s.alike() and all(guest.sector for guest in s.people)
    ),
    r"No two people who told me the same sector share a group\.": lambda _, s: not s.alike(),
    r"Sectors are as even as they can be\.": fairest_sectors,
    r"Sectors are almost even\.": lambda _, s: bool(s.alike()),
    r"Some groups have more of one sector than others\.": lambda _, s: bool(s.alike()),
    r"Every newcomer is with somebody who has been here before\.": lambda _, s: newcomers_kept(s),
    r"Some newcomers are in a group without anybody who has been here before\.": lambda _, s: (
        not newcomers_kept(s)
    ),
    r"No better mix of these people is possible\.": lambda _, s: (
        s.counts(s.tables) == (0, 0) and not s.unserved()
    ),
}


def anybody(chance: random.Random) -> tuple[list[Guest], Wish]:
    """A room of few people, so that every other way to seat them can be looked at."""
    views = chance.choice(MIXES)
    people = [
        Guest(
            f"p{place}",
            chance.choice(["schools", "churches", "charities", None]),
            chance.choice(views),
            chance.random() < 0.3,
            needs=frozenset(chance.sample(["captions", "Polish"], chance.random() < 0.2)),
            offers=frozenset(chance.sample(["captions", "Polish"], chance.random() < 0.3)),
        )
        for place in range(chance.randrange(2, 8))
    ]
    ids = [guest.id for guest in people]
    couples = [
        pairs_of(*(chance.sample(ids, 2) for _ in range(chance.choice([0, 0, 1, 2])))) for _ in range(3)
    ]
    heard = frozenset(one for one in ids if chance.random() < 0.2)
    wish = Wish(
        size=chance.randrange(2, 5), apart=couples[0], together=couples[1], heard=heard,
        met=dict.fromkeys(couples[2], chance.randrange(1, 3)), voices=chance.choice(list(Voices)),
    )  # fmt: skip
    return people, wish


def by_hand(people: list[Guest], wish: Wish, chance: random.Random) -> list[list[str]]:
    """Groups that somebody changed after the search was done with them."""
    ids = [guest.id for guest in people]
    chance.shuffle(ids)
    groups = how_many(len(people), wish)
    return [ids[place::groups] for place in range(groups)]


def untrue(sentence: str, seen: Seen) -> str | None:
    """The sentence when it is untrue or nobody knows how to check it."""
    for pattern, truth in TRUTHS.items():
        if match := re.fullmatch(pattern, sentence):
            return None if truth(match, seen) else f"untrue: {sentence} {seen}"
    return f"cannot be checked: {sentence}"


def test_every_sentence_about_any_groups_is_true() -> None:
    chance = random.Random(os.environ.get("SECOND_OPINION_SEED", "rooms"))  # noqa: S311  # rooms, not secrets
    wrong, said = [], Counter[str]()
    for _ in range(ROOMS):
        people, wish = anybody(chance)
        found = arrange(people, wish)
        hand = by_hand(people, wish, chance)
        known = {guest.id: guest for guest in people}
        for groups, quality in ((found.groups, found.quality), (hand, assess(people, wish, hand))):
            seen = Seen(people, wish, [[known[one] for one in group] for group in groups])
            called = {tuple(group): f"table {n}" for n, group in enumerate(groups) if len(group) >= 4}
            sizes = others(people, wish, quality)
            sentences = in_english(in_words(quality, sizes=sizes, called=called))
            said.update(re.sub(r"\d+", "7", sentence)[:30] for sentence in sentences)
            wrong += [words for sentence in sentences if (words := untrue(sentence, seen))]
    assert wrong[:3] == []
    assert len(said) >= 25


def test_a_wish_that_leaves_two_alone_is_named() -> None:
    people = [
        Guest("a", None, LIVED),
        Guest("b", None, LIVED),
        *(Guest(f"f{n}", None, FRONT) for n in range(4)),
    ]
    said = in_english(in_words(arrange(people, Wish(groups=2, apart=pairs_of("ab"))).quality))
    assert said[1] == "In 2 groups somebody speaks from lived experience alone among professionals."
    assert "The reason may be the wishes about who sits with whom." in said


def test_people_of_unknown_perspective_are_said_to_be_unknown_and_never_safe() -> None:
    people = [
        Guest("l", None, LIVED),
        Guest("u"),
        Guest("v"),
        *(Guest(f"f{n}", None, FRONT) for n in range(3)),
    ]
    said = in_english(in_words(assess(people, Wish(groups=2), [["l", "u", "v"], ["f0", "f1", "f2"]])))
    assert (
        "In one group, only one person is known to live with it. With the people here it cannot be avoided."
        in said
    )
    assert "2 people have not told me how they know the service." in said


def test_who_has_not_heard_lived_experience_is_served_first() -> None:
    views = [LIVED] * 12 + [FRONT] * 33
    people = [Guest(f"p{n}", f"s{n % 10}", view) for n, view in enumerate(views)]
    first, second = plan(people, Wish(size=5), 2)
    told = [
        in_english(in_words(each.quality, sizes=others(people, Wish(size=5), each.quality)))
        for each in (first, second)
    ]
    assert (told[0][1:6], told[1][5]) == (
        [
            "6 groups of 7 or 8 people would mix everybody. "
            "Nobody with lived experience is alone, "
            "and in no group do all work in the service or run it.",
            "Nobody with lived experience is alone among professionals.",
            "In 3 groups, all work in the service or run it.",
            "If more of these groups had somebody to hear, somebody would be alone among professionals.",
            "15 people who work in the service or run it will not yet have met somebody who lives with it.",
        ],
        "After this round, all who work in the service or run it have sat with somebody who lives with it.",
    )


def test_the_only_interpreter_stays_with_who_needs_them_in_every_round() -> None:
    people = [Guest("asks", needs=frozenset({"sign"})), Guest("signs", offers=frozenset({"sign"}))]
    people += [Guest(f"p{n}", f"s{n % 5}", [LIVED, FRONT][n % 2]) for n in range(28)]
    for grouping in plan(people, Wish(size=5), 3, budget=20_000):
        assert [{"asks", "signs"} <= set(group) for group in grouping.groups].count(True) == 1


def asking_for(need: str, people: Sequence[Guest], asking: int) -> list[Guest]:
    """So many of these people need it; the one after them offers it."""
    each = frozenset({need})
    found = [replace(one, needs=each) for one in people[:asking]]
    return [*found, replace(people[asking], offers=each), *people[asking + 1 :]]


def thirteen() -> list[Guest]:
    """Three need Urdu, and one speaks it: four people, who fit into no group of three."""
    views = [LIVED, FRONT, FRONT, LIVED, GOVERNING]
    return asking_for("Urdu", [Guest(f"p{n:02}", f"s{n % 8}", views[n % 5]) for n in range(13)], 3)


def of_two_helpers() -> list[Guest]:
    """Four again; but each of the two needs, looked at alone, fits into a group of three."""
    asks, *_ = people = thirteen()
    both = [replace(each, needs=frozenset({"Urdu", "Polish"})) for each in (asks, people[1])]
    gives = [replace(each, needs=frozenset(), offers=frozenset({"Polish"})) for each in people[2:3]]
    return [*both, *gives, *people[3:]]


@pytest.mark.parametrize("people", [thirteen(), of_two_helpers()])
def test_groups_of_three_become_three_or_four_where_that_leaves_nobody_without_help(
    people: list[Guest],
) -> None:
    wish = Wish(size=3)
    [made] = plan(people, wish, 1, budget=9_000)
    assert [{"p00", "p01", "p02", "p03"} <= set(group) for group in made.groups].count(True) == 1
    assert in_english(in_words(made.quality, sizes=others(people, wish, made.quality)))[:2] == [
        "4 groups of 3 or 4 people.",
        "In 5 groups, I could not serve as many needs for help. So I made 4.",
    ]


def test_no_needs_are_blamed_for_another_number_of_groups_than_the_size_makes() -> None:
    people = asking_for("Urdu", [Guest(f"p{n}") for n in range(8)], 1)
    hand = assess(people, Wish(size=4), [["p0", "p1"], ["p2", "p3"], ["p4", "p5"], ["p6", "p7"]])
    assert others(people, Wish(size=4), hand).wanted == 0


def test_a_number_of_groups_that_leaves_somebody_without_help_is_kept_and_a_near_one_offered() -> None:
    people, wish = thirteen(), Wish(groups=5)
    [made] = plan(people, wish, 1, budget=9_000)
    told = in_english(in_words(made.quality, sizes=others(people, wish, made.quality)))
    assert told[0] == "5 groups of 2 or 3 people."
    assert told[told.index("In some group nobody can help with: Urdu.") + 1] == (
        "In 4 groups of 3 or 4 people, nobody would be without help that somebody here can give."
    )


def test_no_size_is_said_to_mix_everybody_where_needs_keep_it_from_doing_so() -> None:
    """By the numbers 2 groups would; but all with lived experience need what one person gives."""
    views = [LIVED] * 4 + [FRONT] * 5
    people = asking_for("Urdu", [Guest(f"p{n}", None, view) for n, view in enumerate(views)], 4)
    made = arrange(people, Wish(groups=3))
    assert others(people, Wish(groups=3), made.quality).mixing == (9,)


def test_groups_that_were_offered_keep_the_rules_as_they_were_said_to() -> None:
    chance, gifts = random.Random(14), "abcdef"  # noqa: S311  # a room, no secret
    people = [
        Guest(
            f"p{n:02}",
            f"s{n % 3}",
            chance.choice([LIVED, FRONT, FRONT]),
            needs=frozenset(chance.sample(gifts, chance.random() < 0.7)),
            offers=frozenset(chance.sample(gifts, chance.random() < 0.5)),
        )
        for n in range(16)
    ]
    found, wish = tried(people[::-1], Wish(size=3), 4), Wish(groups=4)
    assert found.groups == tried(people, Wish(size=3), 4).groups
    [begun], [made] = (plan(people, wish, 1, budget=0, start=start) for start in (found.groups, ()))
    assert begun.quality.broken <= found.quality.broken < made.quality.broken
