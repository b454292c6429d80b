"""The story's checks find what they are there for, and say it in words."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from story import cards, conduct, endings, figures, groups, welcoming
from story.performance import checked_script
from story.record import Act, Face, Seen
from story.script import CHANGE, Breakout, Help, Idea, Script, Session, TenCards
from story.welcoming import Welcome

AT = datetime(2027, 3, 16, 10, 0, 5, tzinfo=UTC)
ANA, BEN, CEM = "Ana Pereira", "Ravi Patel", "Chen Wei"
FACES = {
    ANA: Face("U1", "Europe/London", "parents", "lived experience"),
    BEN: Face("U2", "Asia/Kolkata", "primary care", "front line"),
    CEM: Face("U3", "Europe/London", "parents", "front line"),
}
IDEAS = (
    Idea(ANA, "typed", CHANGE, "More benches", supporters=(BEN,)),
    Idea(BEN, "anonymous", CHANGE, "Fewer forms"),
)
CARDS = (
    Seen(AT, "Idea 1\nMore benches\nFrom Ana Pereira · 1 supporter\nSupport"),
    Seen(AT, "Idea 2\nFewer forms\nFrom a participant · 0 supporters\nSupport"),
)


@pytest.fixture(scope="module")
def script() -> Script:
    return checked_script()


# Ideas


def test_faithful_cards_pass() -> None:
    assert cards.idea_cards(IDEAS, CARDS) == []
    assert cards.numbering(IDEAS, CARDS) == []


def test_a_lost_idea_is_found() -> None:
    assert cards.idea_cards(IDEAS, CARDS[:1]) == ["“Fewer forms” stands on 0 cards instead of one"]
    assert cards.numbering(IDEAS, CARDS[:1]) == ["no card bears number 2"]


def test_a_doubled_idea_is_found() -> None:
    assert cards.idea_cards(IDEAS, [*CARDS, CARDS[1]]) == ["“Fewer forms” stands on 2 cards instead of one"]
    assert cards.numbering(IDEAS, [*CARDS, CARDS[1]]) == ["number 2 stands on 2 cards"]


def test_a_lost_supporter_is_found() -> None:
    stale = Seen(AT, CARDS[0].words.replace("1 supporter", "0 supporters"))

    assert cards.idea_cards(IDEAS, [stale, CARDS[1]]) == [
        "“More benches” has 1 supporters, and its card says 0"
    ]


def test_an_author_who_is_named_against_their_wish_is_found(script: Script) -> None:
    idea = next(idea for idea in script.ideas if idea.is_anonymous)
    faces = {idea.who: FACES[ANA]}
    discreet = Seen(AT, f"Idea 1\n{idea.text}\nFrom a participant", raw="[]")
    betrayed = dataclasses.replace(discreet, raw='{"author": "U1"}')

    assert conduct.unnamed(script, [discreet], faces) == []
    assert conduct.unnamed(script, [betrayed], faces) == [
        f"a message with the anonymous idea “{idea.text}” names its author"
    ]


# Polls and sessions


def test_a_lost_vote_is_found(script: Script) -> None:
    poll = script.sessions[0].poll
    lines = [f"{option}: 1 (3 %)" for option in poll.options]
    found = cards.poll_card(poll, [Seen(AT, "\n".join(["Poll: closed", poll.question, *lines]))])

    assert len(found) == len(poll.options)
    assert found[0].startswith(f"“{poll.question}” does not show ")


def test_a_message_too_many_is_found(script: Script) -> None:
    # 38 people in groups of five, then 35, as three were away. 31 in groups of four and five who came late:
    # how many groups those are, their cards say. Then 34.
    talk = script.sessions[1].breakouts[0].prompt
    late = [Seen(AT, f"Group {number}, round 1\n{ANA}\n{talk}\nReport back") for number in range(1, 10)]
    rounds = sum(1 + 2 * groups for groups in (8, 7, 9, 9))
    # Of the second session seven steps, two of them again, one after the undone end; and a card of all ideas.
    # Of the first one seven steps, a card of all ideas and the invitation.
    led = 7 + 2 + 1 + 1 + 7 + 1 + 1
    expected = cards.PER_SESSION * 2 + rounds + led + 1 + 3  # ten cards, report, an undone end, the month
    other = [Seen(AT, "Breakout 1: 2 groups\nA prompt")] * (expected - len(late))

    assert cards.number_of_messages(script, [*CARDS, *late, *other]) == []
    assert cards.number_of_messages(script, [*late, *other, other[0]]) == [
        f"the bot wrote {expected + 1} messages in the channel, and {expected} were called for"
    ]


def step(number: int, kind: str, *, stands: str = "This step is over.") -> Seen:
    return Seen(AT, f"Step {number} of 7: {kind}\nWhat is said\n{stands}")


def test_a_step_that_was_opened_twice_or_is_not_over_is_found(script: Script) -> None:
    plan = script.sessions[1].plan
    kinds = ("Our pledges and ideas", "Check-in", "Small groups", "Break", "Ideas", "Ten cards", "Closing")
    opened = [step(number, kind) for number, kind in enumerate(kinds, start=1)]
    again = [step(6, "Ten cards"), step(7, "Closing"), step(7, "Closing")]
    assert cards.gone_through([None, plan], [*CARDS, *opened, *again]) == []

    twice = cards.gone_through([plan], [*opened[:3], opened[2], *opened[3:], *again])
    assert [words.startswith("the steps ") for words in twice] == [True]
    still_open = step(7, "Closing", stands="Until 12:00.")
    assert cards.gone_through([plan], [*opened, *again[:2], still_open]) == [
        "the card “Step 7 of 7: Closing” does not say that the step is over"
    ]
    assert cards.gone_through([None], []) == []


# Groups


@pytest.fixture
def session(script: Script) -> Session:
    """Three people, and one round from which the third is away."""
    whole = script.sessions[0]
    who, other, third = whole.check_ins[:3]
    return replace(
        whole, check_ins=(who, other, third), breakouts=(Breakout(3, "What would help?", (third.who,)),)
    )


def room_card(number: int, *members: str) -> Seen:
    *others, last = members
    people = f"{', '.join(others)} and {last}" if others else last
    return Seen(AT, f"Group {number}, round 1\n{people}\nWhat would help?\nReport back")


def note(mention: str, head: str = "You are in group 1") -> Seen:
    words = f"{head}\nPlease talk about:\nWhat would help?"
    return Seen(AT, words, mentions=frozenset({mention}))


def test_a_note_that_is_lost_or_doubled_is_found(session: Session) -> None:
    who, other, third = session.attending
    direct = {who: (note("U2"),), other: (), third: (note("U1"), note("U1", "You are in group 2 now"))}

    assert groups.told_once(session, direct) == [
        f"{other} was told of a group for “What would help?” 0 times instead of 1"
    ]
    assert groups.few_moved(session, direct | {who: (note("U2", "You are in group 2 now"),)}) == [
        "2 people moved for 1 who were missing or came late"
    ]


def test_a_wrong_companion_is_found(session: Session) -> None:
    who, other, third = session.attending
    ids = {who: "U1", other: "U2", third: "U3"}
    channel = [room_card(1, who, other)]
    direct = {who: (note("U2"),), other: (note("U3"),), third: ()}

    assert groups.companions(session, direct, channel, ids) == [
        f"{other} was told to meet others than those in their group of “What would help?”"
    ]


def test_who_sits_nowhere_or_twice_and_uneven_groups_are_found(session: Session) -> None:
    who, other, third = session.attending

    assert groups.seated(session, [room_card(1, who, other)]) == []
    found = groups.seated(session, [room_card(1, who, third), room_card(2, who)])
    assert sorted(found) == sorted(
        [
            f"{who} sits in 2 groups of round 1 of “{session.title}”",
            f"{other} sits in 0 groups of round 1 of “{session.title}”",
            f"{third} sits in 1 groups of round 1 of “{session.title}”",
        ]
    )


def test_a_lone_voice_and_a_second_meeting_are_found(session: Session) -> None:
    who, other, _ = session.attending
    faces = {
        who: replace(FACES[ANA], perspective="lived experience"),
        other: replace(FACES[BEN], perspective="front line"),
    }
    channel = [room_card(1, who, other)]

    assert groups.lone_voices(session, channel, faces) == [
        f"{', '.join(sorted((who, other)))}: one person with lived experience alone"
    ]
    one, two = sorted((who, other))
    assert groups.met_again([session, session], channel, []) == [f"{one} and {two} sat together 2 times"]
    sign_language = Help("sign language", frozenset({who}), frozenset({other}))
    assert groups.met_again([session, session], channel, [sign_language]) == []


def test_who_sits_without_the_help_they_need_is_found(session: Session) -> None:
    who, other, third = session.attending
    helps = [Help("sign language", frozenset({who}), frozenset({who, third}))]

    assert groups.unserved(session, [room_card(1, who, other, third)], helps) == []
    assert groups.unserved(session, [room_card(1, who, other), room_card(2, third)], helps) == [
        f"{who} has nobody for sign language in round 1 of “{session.title}”"
    ]


def test_a_group_that_grows_without_end_and_one_person_alone_are_found(session: Session) -> None:
    late = replace(session, breakouts=(replace(session.breakouts[0], size=2, meanwhile=session.attending),))
    who, other, third = late.attending
    crowded, alone = room_card(1, who, other, third, CEM), room_card(2, BEN)

    assert groups.overgrown(late, [room_card(1, who, other, third)]) == []
    assert groups.overgrown(late, [crowded, alone]) == [
        f"a group of round 1 of “{late.title}” has 4 people",
        f"a group of round 1 of “{late.title}” has 1 people",
    ]


def test_who_met_whom_is_counted_on_the_cards_and_a_report_that_says_another_number_is_found(
    session: Session,
) -> None:
    who, other, third = session.attending
    met = groups.encounters([session, session], [room_card(1, who, other, third)])
    told = "2 breakout rounds with 2 groups: {} pairs of people sat in one small group, 3 of them more than "
    told += "once."

    assert figures.faults(told.format(3), [met]) == []
    assert figures.faults(told.format(4), [met]) == [
        "who met whom: the report says 2, 2, 4, 3, people did 2, 2, 3, 3"
    ]


# Sessions that nobody ended


def test_who_is_not_told_or_told_too_early_that_the_clock_closed_a_session_is_found(script: Script) -> None:
    left, ended = script.sessions
    lead, other = left.facilitator, ended.facilitator
    words = (
        f"Nobody has ended the session “{left.title}”, so I have closed it. "
        "Its summary is in its channel, and you can start the next one."
    )
    told, early = Seen(left.closes + timedelta(minutes=5), words), Seen(left.begins, words)

    assert cards.closed_by_the_clock(left, {lead: [told], other: []}) == []
    assert cards.closed_by_the_clock(ended, {lead: [told], other: []}) == []
    assert cards.closed_by_the_clock(left, {lead: [], other: [early]}) == [
        f"{lead} was told 0 times instead of 1 that “{left.title}” closed by itself",
        f"{other} was told 1 times instead of 0 that “{left.title}” closed by itself",
        f"“{left.title}” was closed at 10:00 already",
    ]


# The report


def test_a_wrong_figure_is_found() -> None:
    figure = figures.Figure("the willing", f"^{figures.of_answered()}$", (85, 34, 40))

    assert figures.faults("85 % (34 of 40) of those who answered", [figure]) == []
    assert figures.faults("83 % (33 of 40) of those who answered", [figure]) == [
        "the willing: the report says 83, 33, 40, people did 85, 34, 40"
    ]
    assert figures.faults("nothing", [figure]) == ["the report tells the willing 0 times instead of once"]


def test_the_reference_story_comes_to_the_reference_figures(script: Script) -> None:
    faces = dict.fromkeys(script.attending, FACES[ANA])
    truths = {figure.about: figure.truth for figure in figures.figures(script, faces, [])}

    assert truths["the willing of those who answered"] == (85, 34, 40)
    assert truths["the willing of all who attended"] == (76, 34, 45)
    assert truths["attendance of “Support for new parents”"] == (38,)


# Conduct


def test_an_unanswered_and_a_slow_act_are_found() -> None:
    acts = [
        Act(ANA, "clicks Yes", acked=True, ms=12),
        Act(BEN, "clicks No", acked=False, missing="timeout"),
        Act(CEM, "types /idea", acked=True, ms=3_200),
    ]

    assert conduct.acknowledged(acts, late=1) == [
        f"{BEN} clicks No: timeout",
        f"{CEM} types /idea: took 3200 ms",
        "1 acknowledgements came too late",
    ]
    assert conduct.slowest(acts) == acts[2]


def test_a_ping_and_a_broken_rule_are_found() -> None:
    assert conduct.without_pings(["channel"]) == ["a message in the channel pinged channel"]
    assert conduct.within_rules(["no_text: chat.postMessage"]) == [
        "a rule of Slack's was broken: no_text: chat.postMessage"
    ]


def test_a_log_that_tells_too_much_is_found(script: Script) -> None:
    idea = script.ideas[0].text

    assert conduct.discreet_log("[info] ready", script) == []
    assert conduct.discreet_log(f"[info] saved {idea}", script) == [
        f"the bot's log holds people's words: {idea}"
    ]
    assert conduct.discreet_log("token=xoxb-1", script) == ["the bot's log holds a token"]


@pytest.mark.parametrize("line", ["Traceback (most recent call last):", "[error    ] fault  act=vote"])
def test_a_fault_in_the_log_is_found(line: str) -> None:
    assert conduct.untroubled_log(f"[info     ] ready\n{line}") == [f"the bot's log tells of a fault: {line}"]


# Ten cards


def test_ten_cards_tell_how_many_judged_how_many_ideas_and_a_missing_person_is_found(script: Script) -> None:
    judges = TenCards("What helps?", {ANA: "Helps", BEN: "Not sure"})
    session = replace(script.sessions[0], ideas=IDEAS, ten_cards=judges)
    words = "Ten cards: closed\nWhat helps?\n{} answered, and 0 of 2 cards got at least 5 answers."
    told = [Seen(AT, words.format(who)) for who in ("2 people", "1 person")]

    assert cards.ten_cards(session, told[:1]) == []
    fault = ["“What helps?” does not tell once that 2 people answered about 2 ideas"]
    assert cards.ten_cards(session, told[1:]) == fault
    assert cards.ten_cards(session, told) == fault
    assert cards.ten_cards(replace(session, ten_cards=None), []) == []


# The end of a session


def closing_card(*lines: str) -> Seen:
    closed = "20 people have answered. This question is closed now."
    return Seen(AT, "\n".join(["What we did together", closed, *lines]))


def test_what_a_closing_card_leaves_out_or_gives_away_is_found(script: Script) -> None:
    first, second = script.sessions
    written = [f"• {given.worked}" for given in first.said if given.worked]
    faithful = closing_card(
        "Felt listened to (4 or 5 of 5): 58 % (7 of 12)",
        "50 % (6 of 12) of those who answered understand better now than they did before.",
        endings.WORKED,
        *written,
        endings.TO_CHANGE,
        "Fewer than 5 people answered this, so I do not show it.",
    )
    assert endings.on_card(first, 1, [faithful]) == []
    told = replace(faithful, words=faithful.words.replace("6 of 12", "7 of 12"))
    assert endings.on_card(first, 1, [told]) == ["the closing card does not say that it is 6 of 12"]
    leaky = replace(faithful, words=f"{faithful.words}\n• A longer break")
    assert endings.on_card(first, 1, [leaky]) == [
        "the closing card gives away what few wrote: A longer break"
    ]
    assert endings.on_card(first, 1, []) == ["0 of 0 closing questions are closed"]
    is_open = replace(faithful, words=faithful.words.replace("This question is closed now.", ""))
    assert endings.on_card(second, 2, [faithful, closing_card()]) == []
    assert endings.on_card(second, 2, [faithful, is_open]) == ["1 of 2 closing questions are closed"]


def test_who_is_not_welcomed_or_is_welcomed_twice_is_found() -> None:
    labels = [welcoming.SECTOR, welcoming.PERSPECTIVE]
    first, later = Welcome.of(f"Check in\n{welcoming.NOTICE}", labels), Welcome.of("Check in", [])
    unasked = Welcome.of(f"Check in\n{welcoming.NOTICE}", labels[:1])

    assert welcoming.faults([ANA, BEN], {ANA: [first], BEN: [first, later, later]}) == []
    assert welcoming.faults([ANA, BEN], {ANA: [unasked, later, first]}) == [
        f"{BEN} never checked in by themselves",
        f"{ANA} came for the first time and was not asked who they are",
        f"{ANA} was welcomed a second time",
    ]
    assert welcoming.faults([ANA], {ANA: [later]}) == [
        f"{ANA} came for the first time and was shown no notice",
        f"{ANA} came for the first time and was not asked who they are",
    ]
