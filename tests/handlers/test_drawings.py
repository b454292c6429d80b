"""Every drawing, with the longest and most hostile words: within Slack's limits, harmless, said twice."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coproduction.audited import Released
from coproduction.breakouts import (
    Group,
    Part,
    Presence,
    Role,
    Round,
    RoundState,
    Seat,
    Word,
    groups_of,
    seats_of,
    started,
)
from coproduction.breakouts.encounters import Encounters
from coproduction.breakouts.forms import NAME_LENGTH, PROMPT_LENGTH
from coproduction.breakouts.sayings import Brought, Saying, Sayings
from coproduction.cardresults import NAMED, result
from coproduction.checkins import MOODS, WORD_LENGTH, Arrivals
from coproduction.consents import Consent, ConsentState
from coproduction.documents import Chapter, Document, Grid, Row
from coproduction.followups import NUDGE, FollowUp, FollowUpState, Reply
from coproduction.grouping import Guest, Wish, assess
from coproduction.ideas import (
    CARD_LENGTH,
    MORE_LENGTH,
    ON_ONE_CARD,
    TEXT_LENGTH,
    WHOM_LENGTH,
    Idea,
    IdeaCard,
    IdeaKind,
    IdeasCard,
)
from coproduction.levels import Level
from coproduction.messages import Message, MessageState
from coproduction.nudges import Nudges
from coproduction.outcomes import Rung
from coproduction.people import SECTORS, Person, Perspective
from coproduction.pledges import FIRST_STEP_LENGTH, WHAT_LENGTH, Pledge
from coproduction.polls import (
    BEFORE_NOW,
    CARDS,
    OPEN_TEXT,
    OPTION_LENGTH,
    QUESTION_LENGTH,
    Judged,
    Poll,
    Purpose,
    Tally,
)
from coproduction.questions import KINDS, names_of
from coproduction.questions.openwords import TEXT_LENGTH as TEXT_ANSWER
from coproduction.questions.scales import STEPS
from coproduction.reports import Report
from coproduction.reports.document import document_of
from coproduction.reports.figures import Closing, Figures, SessionFigures
from coproduction.reports.freezing import frozen
from coproduction.reports.standing import FOLLOW_THROUGH
from coproduction.service.answers import Sheet
from coproduction.service.arrivals import Arrival
from coproduction.service.belongings import Belongings
from coproduction.service.breakouts.cards import GroupNote, RoomCard, RoundCard, TimeNote
from coproduction.service.breakouts.presence import Sitting
from coproduction.service.breakouts.proposing import Proposal
from coproduction.service.breakouts.reportbacks import Table
from coproduction.service.checkins import Arriving
from coproduction.service.consents import Asking
from coproduction.service.helprequests import Offer
from coproduction.service.ideas import IdeaDraft
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.places import Where
from coproduction.service.pledges import Made
from coproduction.service.promised import Promised
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.sessions import TITLE_LENGTH, Session, SessionState
from coproduction.shares import Share
from coproduction.tencards import Count, Counted, Turn, Verdict
from coproduction.texts import tidy
from coproduction.words import ENGLISH, Text
from handlers.blocks import (
    cardresults,
    checkins,
    helprequests,
    home,
    idealists,
    ideas,
    kit,
    nudges,
    pledges,
    polls,
    reports,
    talk,
    tencards,
    together,
)
from handlers.blocks import people as people_forms
from handlers.blocks.breakouts import choosing, preview, roomlist
from handlers.blocks.breakouts import forms as breakoutforms
from handlers.blocks.charts import CHART
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import FALLBACK_LENGTH, Drawing, View
from handlers.blocks.questions import form_of
from handlers.blocks.questions.openwords import page
from handlers.blocks.starting import start_form
from handlers.blocks.text import clip, escape, from_literal, literal
from handlers.dispatch.commands import help_for, voice
from handlers.settings import Settings
from handlers.unnamedideas import carried
from rehearsal.rules.blocks import elements_of
from rehearsal.rules.messages import check_blocks
from rehearsal.rules.views import check_view
from rehearsal.texts import markup_texts, readable, unescape
from tests.composing import composers, previewed
from tests.lengths import short_or_long
from tests.looks import Content, draw, people_in
from tests.speaking import SAY

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HOSTILE = (
    "<!channel>", "<!here|x>", "<@U0CHAMP01>", "<https://evil.example|nhs.uk>", "<!date^1^{date}|x>",
    "&lt;", "&amp;", "&", "<", ">", "*bold*", "_it_", "~no~", "`code`", ":bulb:", "\u202e", "\u200b",
    FAMILY, "\U0001f44d\U0001f3fd", "e\u0301", "فكرة", "ا", "word", "and", " ", "\n", "▰▱", "“", '"', "…",
)  # fmt: skip
LONGEST = ["&lt;", "<!channel> ", FAMILY, "word ", "<", f"{FAMILY} & "]


def words(most: int) -> st.SearchStrategy[str]:
    """What people may have written, as it is stored: at most so long, and sometimes exactly so long."""
    short = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8).map("".join)
    full = st.sampled_from([(piece * most)[:most] for piece in LONGEST])
    return st.one_of(short, full).map(lambda text: tidy(text)[:most] or "x")


numbers = st.integers(0, 10_000)
ids = st.uuids().map(lambda made: made.hex)
people = st.from_regex(r"U[A-Z0-9]{8}", fullmatch=True)
names = st.from_regex(r"[A-Za-z&<>'. ]{1,40}[A-Za-z]", fullmatch=True)  # Slack's own names
channel = st.just("C0PARENT0")
session = st.builds(
    Session, ids, channel, words(TITLE_LENGTH), st.sampled_from(SessionState), people, st.just(NOON)
)
idea = st.builds(
    Idea, ids, channel, ids, numbers, st.sampled_from(IdeaKind), words(TEXT_LENGTH), st.none() | people, ids,
    st.booleans(),
)  # fmt: skip
idea_card = st.builds(IdeaCard, idea, numbers)
consent = st.builds(
    Consent, ids, channel, ids, people, people, st.sampled_from(IdeaKind), words(TEXT_LENGTH), ids,
    st.sampled_from(ConsentState), st.just(NOON),
)  # fmt: skip


def _on_one(cards: tuple[IdeaCard, ...]) -> tuple[IdeaCard, ...]:
    """As many of these as are put on one card."""
    lengths = accumulate(len(card.idea.text) for card in cards)
    fits = [card for card, length in zip(cards, lengths, strict=True) if length <= CARD_LENGTH]
    return tuple(fits or cards[:1])


arrivals = st.builds(
    Arrivals,
    numbers,
    st.tuples(*[numbers] * len(MOODS)),
    st.lists(words(WORD_LENGTH), max_size=70).map(tuple),
)
poll = st.builds(
    Poll, ids, channel, ids, words(QUESTION_LENGTH),
    st.lists(words(OPTION_LENGTH), min_size=2, max_size=10).map(tuple),
    st.sampled_from(Purpose), ids, st.booleans(),
)  # fmt: skip


@st.composite
def tallies(drawn: st.DrawFn) -> Tally:
    """A poll with a count for each of its options."""
    made = drawn(poll)
    counts = drawn(st.tuples(*[numbers] * len(made.options)))
    return Tally(made, counts, sum(counts))


tally = tallies()


@st.composite
def asked_in_any_way(drawn: st.DrawFn) -> Tally:
    """A poll of any kind of question and any level, open or closed, with what is counted or written."""
    kind = drawn(st.sampled_from(list(KINDS.values())))
    least, most = (2, 2) if kind.name in (*STEPS, BEFORE_NOW) else (3, 10)
    options = (
        drawn(st.lists(words(OPTION_LENGTH), min_size=least, max_size=most))
        if kind.has_options
        else kind.options([])
    )
    of_kind = replace(
        drawn(poll), purpose=Purpose.ANY, kind=kind.name, options=tuple(options), most=2,
        level=drawn(st.sampled_from(Level)), is_live=drawn(st.booleans()),
    )  # fmt: skip
    if not of_kind.shows_counts:
        return Tally(of_kind, (), drawn(numbers))
    if of_kind.is_anonymous and kind.folded and kind.folded.names(of_kind):
        return Tally(of_kind, (), 15, Released(Rung.WORDS, ("most", *["few"] * (len(names_of(of_kind)) - 1))))
    counts = drawn(st.tuples(*[numbers] * len(kind.names(of_kind))))
    written = drawn(st.lists(words(TEXT_ANSWER), max_size=60)) if kind.name == OPEN_TEXT else []
    return Tally(of_kind, counts, sum(counts), written=tuple(written))


round_ = st.builds(
    Round, ids, ids, numbers, words(PROMPT_LENGTH).map(lambda said: (said,)), ids, numbers,
    state=st.sampled_from(RoundState), ends_at=st.none() | st.just(NOON),
)  # fmt: skip
seat = st.builds(
    Seat, ids, people, numbers, numbers, st.none() | st.sampled_from(Role), st.sampled_from(Presence)
)
group = st.builds(
    Group, st.integers(1, 60), words(NAME_LENGTH), words(PROMPT_LENGTH),
    st.lists(seat, min_size=1, max_size=20).map(tuple),
)  # fmt: skip
said_back = st.lists(
    st.builds(Word, ids, ids, numbers, numbers, st.sampled_from(Part), words(1_000), ids), max_size=9
).map(tuple)
sayings = st.builds(
    Sayings,
    numbers,
    st.lists(st.builds(Saying, words(1_000), st.integers(1, 40)), max_size=10).map(tuple),
    st.integers(0, 90),
)
brought = st.builds(Brought, sayings, sayings)
sectors = st.dictionaries(people, st.sampled_from(SECTORS))
pledge = st.builds(
    Pledge, ids, channel, ids, people, words(WHAT_LENGTH), st.none() | st.dates(date(2027, 1, 1)),
    st.none() | words(FIRST_STEP_LENGTH), st.just(NOON), ids,
)  # fmt: skip
follow_up = st.builds(
    FollowUp, ids, ids, people, st.integers(1, 9), st.just(NOON), st.sampled_from(FollowUpState),
    st.none() | st.sampled_from(Reply),
)  # fmt: skip
share = st.builds(Share, numbers, numbers)
closing = st.builds(Closing, share, share)
figures = st.builds(
    SessionFigures, st.just("Support & care <for> new parents"), st.just(NOON), numbers, numbers,
    numbers, closing,
)  # fmt: skip
report = st.builds(
    Figures,
    st.lists(figures, max_size=40).map(tuple),
    numbers,
    numbers,
    st.dictionaries(st.sampled_from(Perspective), numbers),
    numbers,
    numbers,
    numbers,
    closing,
    numbers,
    numbers,
    st.fixed_dictionaries(dict.fromkeys(FOLLOW_THROUGH, numbers)),
    st.builds(Encounters, numbers, numbers, numbers, numbers, numbers),
).map(document_of)
CONTENT: dict[str, st.SearchStrategy[Content]] = {
    "session": st.builds(SessionCard, session, arrivals),
    "idea": st.lists(idea_card, min_size=1, max_size=ON_ONE_CARD, unique_by=lambda each: each.idea.number)
    .map(lambda cards: IdeasCard(_on_one(tuple(cards)))),
    "question": st.builds(Asking, st.none() | consent, st.none() | idea, words(TITLE_LENGTH)),
    "round": st.builds(
        RoundCard, round_, st.lists(group, max_size=60).map(tuple), numbers, numbers, said_back,
        st.none() | round_, numbers,
    ),
    "room": st.builds(RoomCard, round_, group, said_back, st.booleans()),
    "group": group.flatmap(
        lambda made: st.builds(GroupNote, round_, st.just(made), st.sampled_from(made.members), sectors,
                               st.booleans(), st.none() | st.just("C0PARENT0"))
    ),
    "time": st.builds(TimeNote, round_, group, *[st.booleans()] * 3),
    "summary": st.builds(
        Summary, session, arrivals, st.lists(idea_card, max_size=14).map(tuple), numbers,
        st.lists(tally, max_size=5).map(tuple), brought,
    ),
    "nudge": st.builds(NudgeNote, follow_up, pledge, st.booleans(), st.none() | st.just(Arrival(NOON))),
    "poll": tally,
    "report": report,
}  # fmt: skip
OURS = re.compile(
    r"<!date\^\d+\^\{date_long_pretty\} at \{time\}\|(\w+ \d+ \w+ \d{4} at \d\d:\d\d UTC)>"
)  # the one form
BAR = re.compile(rf" [{kit.BARS}]+$", re.MULTILINE)


def check(drawing: Drawing, mentions: list[str] | None = None) -> None:
    """What must be true of every message."""
    blocks: list[dict[str, Any]] = list(drawing.blocks)
    check_blocks(blocks)  # Slack's limits, as the rehearsal knows them
    actions = [element["action_id"] for element in elements_of(blocks)]
    assert len(actions) == len(set(actions))
    assert 0 < len(drawing.text) <= FALLBACK_LENGTH < 4_000
    for markup in [drawing.text, *markup_texts(blocks)]:
        left = OURS.sub("", markup).replace("<#C0PARENT0>", "")  # a link to a channel notifies nobody
        for person in mentions or []:
            left = left.replace(f"<@{person}>", "")
        assert "<" not in left.replace("</", "")
        assert ">" not in left
        assert re.search(r"&(?!(?:amp|lt|gt);)", left) is None
    if not drawing.text.endswith("…"):
        assert unsaid(drawing) == []


def unsaid(drawing: Drawing) -> list[str]:
    """Every line a person reads in the blocks that the fallback does not say. A chart only repeats."""
    named = re.sub(r"<([@#]\w+)>", r"\1", OURS.sub(r"\1", drawing.text))
    spoken = " ".join(unescape(named).replace("`", "").split())
    told = [block for block in drawing.blocks if block["type"] != CHART]
    lines = BAR.sub("", readable(told)).replace("`", "").splitlines()
    return [line for line in lines if " ".join(line.split()) not in spoken]


@pytest.mark.parametrize("kind", CONTENT)
@given(data=st.data())
@settings(max_examples=short_or_long(6, 15), deadline=None)
def test_every_message_keeps_slacks_limits_pings_nobody_and_says_all_in_its_fallback(
    kind: str, data: st.DataObject
) -> None:
    content = data.draw(CONTENT[kind])
    known = {person: data.draw(names) for person in people_in(content)}

    drawing = draw(SAY, content, known)

    check(drawing, list(content.group.members) if isinstance(content, GroupNote | TimeNote) else None)


@given(asked_in_any_way())
@settings(max_examples=short_or_long(20, 60), deadline=None)
def test_a_poll_of_any_kind_and_the_form_in_which_it_is_answered(tally: Tally) -> None:
    check(draw(SAY, tally, {}))
    if form_of(tally.poll):
        check_view(polls.answer_form(SAY, tally.poll, None, "C0PARENT0|p"), "modal")
    check_view(polls.change_form(SAY, [tally.poll]), "modal")
    check_view(page(SAY, tally, 0, "C0PARENT0|"), "modal")


@given(st.lists(asked_in_any_way(), min_size=2, max_size=10))
@settings(max_examples=short_or_long(10, 30), deadline=None)
def test_a_poll_with_several_questions_of_any_kinds(asked: list[Tally]) -> None:
    assume(sum(each.poll.kind != CARDS for each in asked) > 1)
    first, *others = (each for each in asked if each.poll.kind != CARDS)
    parts = tuple(
        replace(each, poll=replace(each.poll, id=f"p{place}", part_of=first.poll.id, place=place))
        for place, each in enumerate(others, start=1)
    )
    tally = replace(first, parts=parts)
    check(draw(SAY, tally, {}))
    questions = tuple(each.poll for each in (tally, *parts))
    check_view(together.form(SAY, Sheet(first.poll, questions, (None,) * len(questions)), "C|p"), "modal")
    check_view(polls.change_form(SAY, questions), "modal")
    check_view(together.page(SAY, tally, 1, "C|"), "modal")


@given(st.lists(st.tuples(idea, numbers), max_size=30))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_the_list_of_ideas_too(listed: list[tuple[Idea, int]]) -> None:
    check(idealists.listing(SAY, listed, Where("C0PARENT0", "Title", is_live=True), is_elsewhere=True))


@given(
    st.lists(idea, max_size=20),
    st.lists(st.tuples(pledge, st.lists(follow_up, max_size=4)), max_size=20),
    st.booleans(),
)
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_what_is_mine_too_in_a_message_and_in_home(
    mine: list[Idea], promised: list[tuple[Pledge, list[FollowUp]]], wants_reminders: bool
) -> None:
    held = [Promised(pledge, tuple(asked), was_asked=wants_reminders) for pledge, asked in promised]
    drawing = home.mine(
        SAY, Belongings(mine, held), NOON - timedelta(days=1), wants_reminders=wants_reminders
    )

    check(drawing)
    check_view({"type": "home", "blocks": list(drawing.blocks)}, "home")


STUCK = [MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED]
stuck = st.builds(
    Message, ids, st.just(NUDGE), ids, st.just(NOON), st.just(NOON), channel, st.just("U0CHAMP01"),
    state=st.sampled_from(STUCK),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(MessageState), numbers), st.lists(stuck, max_size=15))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_the_overview_of_reminders_too_however_many_need_a_decision(
    counts: dict[MessageState, int], shown: list[Message]
) -> None:
    check_blocks(list(nudges.overview(SAY, Nudges(counts, to_look_at=shown), {}).blocks))


@given(words(60))
@settings(max_examples=short_or_long(6, 15), deadline=None)
def test_help_for_whatever_was_typed(typed: str) -> None:
    settings = Settings("al-")
    check(help_for(voice(settings), settings, f"I do not know “{typed}”."))


@given(words(WHAT_LENGTH), st.lists(st.just(NOON), min_size=1, max_size=4))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_the_thanks_for_a_pledge(what: str, asked_at: list[datetime]) -> None:
    made = Pledge("id", "C0PARENT0", None, "U0CHAMP01", what, None, None, NOON, "origin")
    told = pledges.made(SAY, Made(made, tuple(asked_at), "Africa/Lagos"))
    check(Drawing.of_words(SAY, told))


def test_a_pledge_of_several_lines_is_one_line_within_a_sentence_and_keeps_them_where_it_stands_alone() -> (
    None
):
    what = "Visit the clinic\nTalk to Sam\n\nBring a chair"
    made = Pledge("id", "C0PARENT0", None, "U0CHAMP01", what, None, None, NOON, "origin")
    one_line = "Visit the clinic / Talk to Sam / Bring a chair"
    form = helprequests.form(SAY, "f", made, "Miriam")["blocks"][0]["element"]
    told = [
        pledges.made(SAY, Made(made, (), "Africa/Lagos")),
        talk.ask_for_help(SAY, Offer(made, "f", "m"), {"m": "Miriam"})[0]["text"]["text"],
        form["initial_value"],
    ]
    assert [(one_line in each, "\n" in each) for each in told] == [(True, False)] * 3
    label = kit.button(what, "a", aloud=f"Change: {what}")
    assert (label["text"]["text"], label["accessibility_label"]) == (one_line, f"Change: {one_line}")
    assert what in pledges.quoted(SAY, made)[1]["text"]["text"]


def test_an_idea_of_several_lines_is_one_line_in_what_it_is_close_to() -> None:
    idea = Idea("i", "C0PARENT0", None, 1, IdeaKind.CHANGE, "A ramp\nA bench", "U0CHAMP01", "origin")
    assert "“A ramp / A bench”" in ideas.close_one(SAY, idea, idea)[0]["text"]["text"]


def _long_forms(typed: str) -> Iterator[View]:
    """All that an idea can hold; and what the look at it carries along."""
    more = typed[:MORE_LENGTH]
    for kind in IdeaKind:
        draft = IdeaDraft(typed, kind, "", whom=typed[:WHOM_LENGTH], better=more, evidence=more)
        where = [kit.context("Here")]
        yield ideas.form(SAY, "C0PARENT0|", draft, where, is_long=True)
        yield ideas.unnamed_form(SAY, "C0PARENT0|", draft, where)
        yield ideas.preview(SAY, f"C0PARENT0|{carried(draft, 'C0PARENT0')}", draft, (), where[0])


@given(words(TITLE_LENGTH), words(3_000))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_every_form_opens_whatever_it_is_filled_with(title: str, typed: str) -> None:
    live = Session("s" * 32, "C0PARENT0", title, SessionState.LIVE, "U0FACIL01", NOON)
    forms: list[View] = [
        checkins.form(SAY, Arriving(live, asks_profile=True)),
        checkins.form(SAY, Arriving(live, asks_profile=False)),
        people_forms.profile_form(SAY, Person("U1", sector="schools", perspective=Perspective.FRONT_LINE)),
        ideas.form(SAY, "C0PARENT0|", IdeaDraft(typed, IdeaKind.CHANGE, "")),
        *_long_forms(typed[:TEXT_LENGTH]),
        pledges.form(SAY, "C0PARENT0|", typed),
        *composers(SAY, typed),
        *(previewed(SAY, title) if tidy(title) else ()),
        breakoutforms.form(SAY, "C0PARENT0|"),
        breakoutforms.form(SAY, "C0PARENT0|", offers_channels=True),
        preview.preview(SAY, _proposal(300, title), "C0PARENT0|r", {}),
        choosing.swap(SAY, "C0PARENT0|r", "r", _proposal(300, title).groups, everybody(title)),
        choosing.working(SAY, 300),
        *(choosing.missing(SAY, sitting, "C0PARENT0|r", everybody(title)) for sitting in _sittings(title)),
        breakoutforms.report_back(SAY, _table(typed), "C0PARENT0|r:1"),
        start_form(SAY, "C0PARENT0", ENGLISH),
        tencards.form(
            *(SAY, Turn("i" * 32, 3, 10, 20, Verdict.HELPS), typed, f"C0PARENT0|{'p' * 32}"),
            question=title,
            can_go_back=True,
            is_gone=True,
        ),
    ]
    for form in forms:
        check_view(form, "modal")


@given(st.lists(words(TEXT_LENGTH), min_size=NAMED, max_size=NAMED))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_the_result_of_ten_cards_too(said: list[str]) -> None:
    settled = [
        Counted(str(n), Count(9, 0, 0), known=(Perspective.LIVED,), bridge=n + 1) for n in range(NAMED)
    ]
    told = cardresults.told(SAY, result(settled, 9), {str(n): each for n, each in enumerate(said)})
    check(Drawing.of(SAY, told))


@given(st.lists(words(TEXT_LENGTH), min_size=1, max_size=70), words(QUESTION_LENGTH))
@settings(max_examples=short_or_long(6, 12), deadline=None)
def test_the_list_of_all_cards_too(said: list[str], question: str) -> None:
    each = Count(9, 9, 9)
    cards = tuple(Counted(str(n), each, dict.fromkeys(Perspective, each)) for n in range(len(said)))
    titles, numbers = {str(n): title for n, title in enumerate(said)}, {str(n): n for n in range(len(said))}
    judged = Judged(result(cards, 99), titles, cards, numbers)
    check(fitted(tencards.listing(SAY, question, judged)))


def _proposal(people: int, name: str) -> Proposal:
    """Groups of four for so many people."""
    guests = [Guest(f"U{number:08}", SECTORS[number % 10], Perspective.LIVED) for number in range(people)]
    groups = tuple(tuple(guest.id for guest in guests[at : at + 4]) for at in range(0, people, 4))
    planned = Round("r" * 32, "s" * 32, 1, ("Why?",), "o", 4, names=(name,))
    quality = assess(guests, Wish(size=4), groups)
    seated = groups_of(planned, seats_of(planned, groups))
    return Proposal(planned, seated, quality, {guest.id: guest for guest in guests}, Wish(size=4), planned=3)


def _sittings(name: str) -> list[Sitting]:
    """Everybody has said that they are here, half of the room, and nobody."""
    draft = _proposal(300, name)
    people = [member for group in draft.groups for member in group.members]
    return [
        Sitting(draft.round, draft.groups, tuple(people[:here]), tuple(people[here:]))
        for here in (300, 150, 0)
    ]


def everybody(name: str) -> dict[str, str]:
    """The same name for all of them, and something must stand where it is empty."""
    return {f"U{number:08}": name or "a participant" for number in range(300)}


def _table(prompt: str) -> Table:
    asked = Round("r" * 32, "s" * 32, 1, (prompt,), "o", 4)
    return Table(asked, Group(1, asked.name(1), prompt, ()))


def test_a_card_of_sixty_groups_is_short_on_a_phone_and_what_to_press_comes_before_the_names() -> None:
    live = started(Round("r", "s", 1, ("What would help?",), "o", 5, minutes=20), NOON)
    there = groups_of(
        live, seats_of(live, tuple(tuple(f"U{n}" for n in range(at, at + 5)) for at in range(0, 300, 5)))
    )
    names = {f"U{n}": "Ana Pereira" for n in range(300)}
    lines = draw(SAY, RoundCard(live, there, 0, 300, (), None), names).text.splitlines()
    own = lines.index("Buttons: I'm here, Where do I sit?, All groups")
    assert [line.partition(":")[0] for line in lines[-7:]] == [
        *(f"Group {number}" for number in range(1, 7)),
        "And 54 more groups",
    ]
    assert own < lines.index("Group 1: " + ", ".join(["Ana Pereira"] * 4) + " and Ana Pereira")


@given(st.integers(0, 40), st.integers(1, 60))
def test_a_cut_never_splits_a_joined_emoji(before: int, most: int) -> None:
    text = "x" * before + FAMILY * 3

    cut = clip(text, most)

    kept = cut.removesuffix("…")
    assert len(cut) <= most
    assert re.fullmatch(rf"x*(?:{FAMILY})*", kept) is not None


@given(words(400), st.integers(1, 200))
def test_a_cut_text_is_the_beginning_of_the_text(text: str, most: int) -> None:
    cut = clip(text, most)

    assert len(cut) <= most
    assert text.startswith(cut.removesuffix("…").rstrip() if cut != text else cut)


@given(words(300))
def test_literal_words_are_read_as_they_were_written(text: str) -> None:
    assert from_literal(literal(text, 3_000)) == text
    assert unescape(literal(text, 3_000)) == text  # as Slack reads them
    assert unescape(escape(text)) == text


def test_the_longest_report_is_cut_and_not_refused() -> None:
    one = SessionFigures("A title & more " * 8, NOON, 45, 12, 3, Closing(Share(34, 40), Share(34, 45)))
    whole = Figures(
        (one,) * 30, 45, 10, {}, 360, 90, 0, one.closing, 40, 40, dict.fromkeys(FOLLOW_THROUGH, 8)
    )

    kept = Report("r", "C0PARENT0", NOON, "o", None, frozen(whole))
    for drawing in (draw(SAY, document_of(whole), {}), reports.preview(SAY, kept)):
        check_blocks(list(drawing.blocks))
        assert drawing.text.endswith("…")
        assert re.search(r"&\w*…$|<[^>]*…$", drawing.text) is None
    assert reports.preview(SAY, kept).blocks[-1]["elements"][0]["value"] == "r"


def test_of_a_long_table_a_message_shows_the_newest_rows_and_says_peoples_words_as_they_are() -> None:
    rows = tuple(Row((f"Day {n}", n), (f"Day *{n}* <!here>", Text("{n} of us", n=n))) for n in range(25))
    grid = Grid((Text("Day"), Text("People")), rows)
    whole = Document(Text("Days"), (Chapter(Text("Who & when"), (NOON,), grid),), Text("That is all."))

    drawing = draw(SAY, whole, {})

    check(drawing)
    lines = readable(list(drawing.blocks)).splitlines()
    assert lines[0] == "Days"
    assert lines[1] == "Who & when"
    assert lines[3:] == [
        *(line for n in range(8, 25) for line in (f"Day *{n}* <!here>", f"{n} of us")),
        "8 earlier ones are not shown.",
        "That is all.",
    ]


def test_a_room_that_looks_like_a_formula_is_a_name_in_the_file() -> None:
    rooms = [Group(1, '=HYPERLINK("x"),y', "Why?", (Seat("r", "U1", 1, 0), Seat("r", "U2", 1, 1)))]

    made = roomlist.table(SAY, rooms, {"U1": "ana@example.org"})

    assert list(csv.reader(made.splitlines())) == [
        ["Pre-assign Room Name", "Email Address"],
        ['\'=HYPERLINK("x"),y', "ana@example.org"],
    ]


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20SUM(A1)", "'\uff20SUM(A1)"),
        ("\u22121", "'\u22121"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\u200b=1", "'=1"),
        (" =1", "'=1"),
        ("Tea\r\n=1,you@example.org", "Tea =1,you@example.org"),
        ("Tea\u2028=1", "Tea =1"),
        ('Say "hello", Ana', 'Say "hello", Ana'),
        ("Tea;=1", "Tea;'=1"),
        ("```", "'" * 3),
        ("1 + 1", "1 + 1"),
    ],
)
def test_a_room_and_an_address_are_each_one_harmless_cell(written: str, cell: str) -> None:
    rooms = [Group(1, written, "", (Seat("r", "U1", 1, 0),)), Group(2, "B", "", (Seat("r", "U2", 2, 0),))]

    made = roomlist.table(SAY, rooms, {"U1": "ana@example.org", "U2": written})

    rows = list(csv.reader(io.StringIO(made, newline=""), strict=True))
    assert rows[1:] == [[cell, "ana@example.org"], ["B", cell]]
    assert len(made.splitlines()) == 3
    assert (f'"{cell}"' in made) == (";" in cell or ("," in cell and '"' not in cell))


def test_no_name_and_no_number_of_them_breaks_out_of_the_file() -> None:
    hostile = ("```", "&" * 500, "<!channel> `", "\n```\n")
    rooms = [Group(n, hostile[n % 4], "", (Seat("r", f"U{n}", n, 0),)) for n in range(80)]
    emails = {f"U{n}": f"{'&' * 60}{n}@example.org" for n in range(80)}

    drawn = roomlist.room_list(SAY, rooms, dict.fromkeys(emails, "Ana"), emails)

    sections = [block["text"]["text"] for drawing in drawn for block in drawing.blocks if "text" in block]
    files = [text for text in sections if "@example.org" in text]
    assert sum(text.count("@example.org") for text in files) == 80
    for text in files:
        assert (text[:3], text[-3:], text.count("`")) == ("```", "```", 6)
        assert "<!" not in text


def test_the_list_of_rooms_of_a_thousand_people_loses_nobody() -> None:
    rooms = [
        Group(
            number,
            f"Room {number}",
            "Why?",
            tuple(Seat("r", f"U{number:03}{n}", number, n) for n in range(20)),
        )
        for number in range(50)
    ]
    members = [person for each in rooms for person in each.members]

    drawn = roomlist.room_list(
        SAY,
        rooms,
        dict.fromkeys(members, "Ana <&> Pereira"),
        {person: f"{person}@example.org" for person in members},
    )

    for drawing in drawn:
        check(drawing)
    whole = "\n".join(readable(list(drawing.blocks)) for drawing in drawn)
    assert whole.count("@example.org") == len(members)
    assert whole.count("Ana <&> Pereira") == len(members)
