"""Lists that are too long for their message say how many are left out, and where those can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coproduction.audited import Released, Why
from coproduction.breakouts import Group, Part, Round, RoundState, Seat, Word
from coproduction.breakouts.sayings import Brought
from coproduction.checkins import Arrivals
from coproduction.levels import Level
from coproduction.outcomes import Rung
from coproduction.pledges import Pledge
from coproduction.polls import Poll, Purpose, Tally
from coproduction.service.belongings import Belongings
from coproduction.service.breakouts.cards import RoundCard
from coproduction.service.breakouts.rollcall import Silent
from coproduction.service.places import Invited, Where
from coproduction.service.promised import Promised
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.sessions import Session, SessionState
from coproduction.words import ENGLISH
from handlers.blocks import home, places
from handlers.blocks.breakouts import cards, rollcall
from handlers.blocks.fitting import MOST_BLOCKS, MOST_WEIGHT, as_many
from handlers.blocks.kit import Block, context, paragraphs
from handlers.blocks.partings import summary
from handlers.blocks.sessions import card
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from rehearsal.texts import readable

SAY = voice(Settings(), ENGLISH)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SESSION = Session("s", "C1", "Support for new parents", SessionState.LIVE, "U1", NOON)
OVER = Round("r", "s", 1, ("What would help?",), "o", 4, state=RoundState.ENDED)
NAMES: dict[str, str] = defaultdict(lambda: "Ana")


def said(blocks: list[Block] | tuple[Block, ...]) -> str:
    return readable(list(blocks))


def left_out(text: str, words: str) -> int:
    """The number that stands before these words; 0 where they are not said."""
    found = re.search(rf"(\d+) {words}", text)
    return int(found[1]) if found else 0


def seated(number: int, name: str, people: int) -> Group:
    seats = (Seat("r", f"U{number}-{order}", number, order) for order in range(people))
    return Group(number, name, "", tuple(seats))


def remarks(groups: int, each: int) -> RoundCard:
    """A round that is over, in which each group has brought back so much."""
    words = [
        Word(f"w{group}-{n}", "r", group, n, Part.AGREE, f"remark {group}.{n} " + "so it is " * 12, "o")
        for group in range(1, groups + 1)
        for n in range(each)
    ]
    there = tuple(seated(n, f"Group {n}", 2) for n in range(1, groups + 1))
    return RoundCard(OVER, there, 0, 2 * groups, tuple(words), None)


@pytest.mark.parametrize(("groups", "each"), [(3, 2), (3, 9), (20, 3), (60, 9)])
def test_a_rounds_card_says_how_many_remarks_it_leaves_out_and_opens_them(groups: int, each: int) -> None:
    drawn = cards.card(SAY, remarks(groups, each), NAMES)
    text = said(drawn.blocks)

    shown = len(re.findall(r"remark \d+\.\d+", text))
    assert shown + left_out(text, "more remarks?: press All remarks") == groups * each
    assert ("All remarks" in str(drawn.blocks[-1])) == (shown < groups * each)
    assert len(drawn.blocks) <= MOST_BLOCKS


def test_a_summary_says_how_many_polls_it_leaves_out() -> None:
    poll = Poll(
        "p",
        "C1",
        "s",
        "When is best? " + "x" * 100,
        ("Morning", "Evening") * 4,
        Purpose.ANY,
        "o",
        is_open=False,
    )
    tally = Tally(poll, (1, 2) * 4, 12)
    text = said(summary(SAY, Summary(SESSION, Arrivals(12), (), 0, (tally,) * 60, Brought()), {}).blocks)

    hidden = left_out(text, "more polls. Their results are on their cards")
    assert hidden > 0
    assert text.count("When is best?") + hidden == 60

    unanswered = replace(tally, counts=(), answered=0)
    mixed = (tally,) * 30 + (unanswered,) * 30
    text = said(summary(SAY, Summary(SESSION, Arrivals(12), (), 0, mixed, Brought()), {}).blocks)
    assert left_out(text, "polls that nobody answered") == 30
    hidden = left_out(text, "more polls. Their results are on their cards")
    assert text.count("When is best?") + hidden == 30

    silent = replace(tally, poll=replace(poll, id="q", question="And where?"), counts=(), answered=0)
    names_nobody = replace(
        silent,
        poll=replace(poll, question="Who?", level=Level.ANONYMOUS),
        released=Released(Rung.HELD, why=Why.TOO_FEW),
    )
    few = Summary(SESSION, Arrivals(12), (), 0, (silent, names_nobody, tally, silent), Brought())
    told = said(summary(SAY, few, {}).blocks)
    assert "Nobody answered: “And where?”, “And where?”" in told  # one line, of no anonymous poll
    assert told.index("Who?") < told.index("When is best?") < told.index("Nobody answered:")
    assert "more poll" not in told


def test_a_sessions_card_says_how_many_words_it_leaves_out() -> None:
    words = tuple(f"word{number}" for number in range(200))
    text = said(card(SAY, SessionCard(SESSION, Arrivals(200, (40,) * 5, words)), {}).blocks)

    hidden = left_out(text, "more words")
    assert hidden > 0
    assert len(re.findall(r"word\d+", text)) + hidden == 200


def test_who_facilitates_reads_in_how_many_more_groups_somebody_is_silent() -> None:
    groups = tuple(seated(n, f"Group {n} of a house with a long name", 6) for n in range(1, 120))
    people = tuple(member for group in groups for member in group.members)
    names = {person: f"Somebody With A Very Long Name {person}" for person in people}
    text = said(rollcall.silent(SAY, Silent(OVER, groups, people, is_open=True), names).blocks)

    hidden = left_out(text, "more groups somebody has not")
    assert hidden > 0
    assert len(re.findall(r"Group \d+ of a house", text)) + hidden == len(groups)


def test_home_says_how_many_sessions_and_pledges_it_leaves_out() -> None:
    around = [Invited(Where(f"C{n}", "A session", is_live=True), f"s{n}", has_come=False) for n in range(5)]
    pledge = Pledge("p", "C1", None, "U1", "Read to somebody", None, None, NOON, "o")
    promised = [Promised(replace(pledge, id=f"p{n}"), (), was_asked=False) for n in range(11)]

    assert "And 2 more sessions are live" in said(home.live(SAY, around))
    own = home.mine(SAY, Belongings((), promised), NOON, wants_reminders=True)
    assert "And 3 earlier pledges" in said(own.blocks)


def test_a_choice_of_places_says_how_many_it_leaves_out() -> None:
    meant = [Where(f"C{n}", "A session", is_live=True) for n in range(places.MOST + 7)]

    assert "And 7 more." in said(places.asks_where(SAY, meant))


@pytest.mark.parametrize("number", [0, 1, 10, 400])
def test_as_many_entries_as_fit_are_shown_and_the_others_counted(number: int) -> None:
    entries = [(2, paragraphs(f"entry {n} " + "and more " * 60)) for n in range(number)]
    drawn = as_many([context("above")], entries, lambda left: [context(f"{left} left")])

    text = said(drawn)
    shown = len(re.findall(r"entry \d+", text))
    assert text.splitlines()[-1] == f"{2 * (number - shown)} left"
    assert shown == number or len(text) > MOST_WEIGHT / 2 or len(drawn) == MOST_BLOCKS
