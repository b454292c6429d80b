"""The report of a programme, with the numbers of the story that the method was made for."""

from __future__ import annotations

import pytest

from coproduction.effects import NOTHING, Effects
from coproduction.followups import PLEDGE, Reply
from coproduction.ideas import IdeaKind
from coproduction.messages import Card
from coproduction.messages import sent as sent_as
from coproduction.people import SECTORS, Actor, Perspective
from coproduction.polls import NO, NOT_YET, YES
from coproduction.reports import REPORT
from coproduction.reports.figures import Closing
from coproduction.service import checkins, followups, ideas, outbox, people, pledges, polls, reports
from coproduction.shares import Share
from tests.coproduction.town import ADA, ANA, BO, HALL, HOUR, NOW, ONLY_FACILITATORS, PARK, WEEK, Town

CHAMPIONS = [Actor(f"p{number}") for number in range(45)]


def hold(town: Town, number: int, attending: list[Actor], answers: dict[Actor, str]) -> None:
    """One session with 12 change ideas and 3 collaborations, and answers to its closing question."""
    now = NOW + 2 * number * WEEK
    session = town.start(now, title=f"Session {number}")
    for actor in attending:
        sector = SECTORS[CHAMPIONS.index(actor) % 10] if actor in CHAMPIONS else SECTORS[0]
        town.do(checkins.arrive, actor, session.id, checkins.CheckInForm("4", None, True, sector, "front"))
    for idea in range(15):
        kind = IdeaKind.CHANGE if idea < 12 else IdeaKind.COLLABORATION
        written = ideas.IdeaDraft(f"Idea {idea}", kind, f"form:{number}:{idea}")
        town.do(ideas.write, now, attending[idea], HALL, written)
    town.end(now + HOUR)
    [closing] = town.memory.polls.open_in(HALL)
    for actor, option in answers.items():
        town.do(polls.vote, actor, closing.id, option)


def pledge_and_hear(town: Town, *replies: Reply | None) -> None:
    """Pledges by champions, each asked once and answered so; None does not reply."""
    for number, said in enumerate(replies):
        given = pledges.PledgeForm("Call", "2026-11-26", None, f"pledge:{number}")
        pledge = town.do(pledges.make, NOW + 2 * WEEK, CHAMPIONS[number], HALL, given).pledge
        [asked] = town.memory.follow_ups.of(PLEDGE, pledge.id)
        town.passes(asked.due_at)
        for message in town.do(outbox.claim_to_send, asked.due_at, 999):
            town.do(outbox.settle, asked.due_at, message, sent_as("1.2"))
        if said:
            town.do(followups.reply, CHAMPIONS[number], asked.id, said)


def test_the_programme_of_the_parent_champions_is_told_with_its_own_numbers(any_town: Town) -> None:
    """45 champions of 10 sectors over two sessions; 34 of the 40 who answered say yes: 85 %."""
    yes, no = dict.fromkeys(CHAMPIONS[:14], YES), dict.fromkeys(CHAMPIONS[14:24], NO)
    hold(any_town, 0, [*CHAMPIONS[:30], ANA], yes | no | {ANA: YES})
    hold(any_town, 1, [*CHAMPIONS[20:], ANA], dict.fromkeys(CHAMPIONS[20:40], YES))
    told = any_town.do(reports.figures, HALL)
    assert (told.champions, told.sectors) == (45, 10)
    assert told.closing == Closing(of_answered=Share(34, 40), of_attended=Share(34, 45))
    assert told.closing.of_answered.percent == 85
    assert [(held.title, held.attended, held.ideas, held.collaborations) for held in told.sessions] == [
        ("Session 0", 30, 12, 3),
        ("Session 1", 25, 12, 3),
    ]
    assert (told.ideas, told.collaborations, told.between_sessions) == (24, 6, 0)
    assert [held.closing.of_answered for held in told.sessions] == [Share(14, 24), Share(20, 20)]
    assert [held.closing.of_attended for held in told.sessions] == [Share(14, 30), Share(20, 25)]


def test_the_latest_closing_answer_of_a_person_counts_once(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {CHAMPIONS[0]: YES, CHAMPIONS[1]: YES})
    hold(town, 1, CHAMPIONS[:15], {CHAMPIONS[0]: NOT_YET})
    told = town.do(reports.figures, HALL)
    assert told.closing == Closing(Share(1, 2), Share(1, 15))
    assert [held.closing.of_answered for held in told.sessions] == [Share(2, 2), Share(0, 1)]


def test_an_added_facilitator_who_attends_is_nobody_in_the_figures(town: Town) -> None:
    town.do(people.add_facilitator, ADA, CHAMPIONS[1].id)
    hold(town, 0, CHAMPIONS[:15], {CHAMPIONS[0]: NO, CHAMPIONS[1]: YES})
    told = town.do(reports.figures, HALL)
    assert told.champions == 14
    assert told.closing == Closing(Share(0, 1), Share(0, 14))


def test_follow_through_counts_each_pledge_by_its_reply_and_silence_as_its_own_line(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, Reply.DONE, Reply.DONE, Reply.WORKING, Reply.STUCK, None)
    town.do(pledges.make, NOW, CHAMPIONS[5], HALL, pledges.PledgeForm("Listen", None, None, "pledge:9"))
    told = town.do(reports.figures, HALL)
    assert (told.pledges, told.pledgers) == (6, 6)
    assert told.follow_through == {
        "done": 2,
        "working": 1,
        "stuck": 1,
        "no_reply": 1,
        "missed": 0,
        "stopped": 0,
        "not_asked": 1,
    }


def test_perspectives_are_those_that_champions_told(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    town.do(people.describe, CHAMPIONS[0], "parents", "lived")
    told = town.do(reports.figures, HALL)
    assert told.perspectives == {Perspective.FRONT_LINE.value: 14, Perspective.LIVED.value: 1}


def test_one_programme_reports_nothing_of_another(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {CHAMPIONS[0]: YES})
    pledge_and_hear(town, Reply.DONE)
    town.start(channel=PARK)
    told = town.do(reports.figures, PARK)
    assert (told.champions, told.ideas, told.pledges) == (0, 0, 0)
    assert set(told.follow_through.values()) == {0}


@pytest.mark.parametrize("actor", [ADA, ANA])
def test_a_facilitator_asks_for_the_report_and_the_channel_gets_it_once(town: Town, actor: Actor) -> None:
    town.start()
    asked = [town.effects(reports.ask, NOW + HOUR, actor, HALL, origin) for origin in ("a:1", "a:1", "b")]
    assert asked == [Effects(owes=True), NOTHING, Effects(owes=True)]
    owed = [card for card in town.owed() if card.kind == REPORT]
    kept = [town.memory.reports.get(card.subject) for card in owed]
    assert [card._replace(subject="") for card in owed] == [Card(REPORT, "")] * 2
    assert sorted((report.origin, report.channel, report.made_at) for report in kept if report) == [
        ("a:1", HALL, NOW + HOUR),
        ("b", HALL, NOW + HOUR),
    ]
    assert {report.asked_by for report in kept if report} == {actor.id}


def test_nobody_else_asks_for_the_report(town: Town) -> None:
    town.start()
    words = (ONLY_FACILITATORS.format("ask for the report"), None)
    assert town.refusal(reports.ask, NOW, BO, HALL, "a") == words


def test_without_a_session_there_is_nothing_to_report(town: Town) -> None:
    town.start(channel=PARK)
    no = ("There is nothing to report yet: no session has been held in this channel.", None)
    assert town.refusal(reports.ask, NOW, ANA, HALL, "a") == no
