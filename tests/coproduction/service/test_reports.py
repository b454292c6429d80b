"""The report of a programme, with the numbers of the story that the method was made for."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from coproduction.effects import NOTHING, Effects
from coproduction.followups import PLEDGE, FollowUp, Reply
from coproduction.ideas import IdeaKind
from coproduction.messages import Card
from coproduction.messages import sent as sent_as
from coproduction.people import SECTORS, Actor, Perspective
from coproduction.polls import NO, NOT_YET, YES
from coproduction.reports import REPORT
from coproduction.reports.figures import Closing, Figures
from coproduction.reports.freezing import thawed
from coproduction.reports.releasing import everything
from coproduction.service import (
    checkins,
    followups,
    ideas,
    ideawithdrawals,
    outbox,
    people,
    pledges,
    polls,
    reports,
)
from coproduction.shares import Share
from coproduction.usage import Event, Use
from handlers.blocks.reports import there_already
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    DAY,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    WEEK,
    Town,
    again,
)
from tests.lengths import has_long_form, short_or_long
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Mapping

SECOND = MINUTE / 60
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
        given = pledges.PledgeForm("Call", "2026-11-26", f"pledge:{number}")
        pledge = town.do(pledges.make, NOW + 2 * WEEK, CHAMPIONS[number], HALL, given).pledge
        [asked] = town.memory.follow_ups.of(PLEDGE, pledge.id)
        town.passes(asked.due_at)
        for message in town.do(outbox.claim_to_send, asked.due_at, 999):
            town.do(outbox.settle, asked.due_at, message, sent_as("1.2"))
        if said:
            town.do(followups.reply, CHAMPIONS[number], asked.id, said)


def test_the_programme_of_the_parent_champions_is_told_with_its_own_numbers(each_town: Town) -> None:
    """45 champions of 10 sectors over two sessions; 34 of the 40 who answered say yes: 85 %."""
    yes, no = dict.fromkeys(CHAMPIONS[:14], YES), dict.fromkeys(CHAMPIONS[14:24], NO)
    hold(each_town, 0, [*CHAMPIONS[:30], ANA], yes | no | {ANA: YES})
    hold(each_town, 1, [*CHAMPIONS[20:], ANA], dict.fromkeys(CHAMPIONS[20:40], YES))
    told = each_town.do(reports.figures, HALL, everything)
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
    told = town.do(reports.figures, HALL, everything)
    assert told.closing == Closing(Share(1, 2), Share(1, 15))
    assert [held.closing.of_answered for held in told.sessions] == [Share(2, 2), Share(0, 1)]


def test_an_added_facilitator_who_attends_is_nobody_in_the_figures(town: Town) -> None:
    town.do(people.add_facilitator, ADA, CHAMPIONS[1].id)
    hold(town, 0, CHAMPIONS[:15], {CHAMPIONS[0]: NO, CHAMPIONS[1]: YES})
    told = town.do(reports.figures, HALL, everything)
    assert told.champions == 14
    assert told.closing == Closing(Share(0, 1), Share(0, 14))


def test_follow_through_counts_each_pledge_by_its_reply_and_silence_as_its_own_line(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, Reply.DONE, Reply.DONE, Reply.WORKING, Reply.STUCK, None)
    town.do(pledges.make, NOW, CHAMPIONS[5], HALL, pledges.PledgeForm("Listen", None, "pledge:9"))
    told = town.do(reports.figures, HALL, everything)
    assert (told.pledges, told.pledgers) == (6, 6)
    assert told.follow_through == {
        "done": 2,
        "working": 1,
        "stuck": 1,
        "put_off": 0,
        "no_reply": 1,
        "missed": 0,
        "stopped": 0,
        "not_asked": 1,
    }


def told_by(town: Town) -> Mapping[Perspective, int]:
    """From where those who came know the service."""
    return town.do(reports.figures, HALL, everything).perspectives


def test_perspectives_are_those_that_champions_told(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    town.do(people.describe, CHAMPIONS[0], "parents", "lived")
    assert told_by(town) == {Perspective.FRONT_LINE: 15}  # as they were when it ended
    town.do(checkins.arrive, CHAMPIONS[0], town.start(NOW + WEEK).id, again())
    told = town.do(reports.figures, HALL, everything)
    assert told.perspectives == {Perspective.FRONT_LINE.value: 14, Perspective.LIVED.value: 1}


def test_one_programme_reports_nothing_of_another(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {CHAMPIONS[0]: YES})
    pledge_and_hear(town, Reply.DONE)
    town.start(channel=PARK)
    told = town.do(reports.figures, PARK, everything)
    assert (told.champions, told.ideas, told.pledges) == (0, 0, 0)
    assert set(told.follow_through.values()) == {0}


@pytest.mark.parametrize("actor", [ADA, ANA])
def test_a_facilitator_reads_the_report_and_posts_it_once(town: Town, actor: Actor) -> None:
    town.start()
    read = [town.effects(reports.ask, NOW + HOUR, actor, HALL, origin) for origin in ("a:1", "a:1", "b")]
    asked = Effects(events=(Event(Use.REPORT_ASKED),))
    assert read == [asked, NOTHING, asked]
    report = town.do(reports.ask, NOW + HOUR, actor, HALL, "c")
    assert town.do(reports.ask, NOW + 2 * HOUR, actor, HALL, "c") == report
    kept = town.memory.reports.get(report.id)
    assert kept == report
    assert (report.channel, report.made_at, report.asked_by) == (HALL, NOW + HOUR, actor.id)
    posted = [town.effects(reports.post, NOW + 2 * HOUR, actor, report.id) for _ in range(2)]
    assert posted == [Effects(owes=True), NOTHING]
    assert [card for card in town.owed() if card.kind == REPORT] == [Card(REPORT, report.id)]
    assert town.do(reports.post, NOW + 2 * HOUR, actor, report.id) == reports.Posted(HALL, is_new=False)


def test_two_who_lead_post_the_same_report_once_and_another_as_soon_as_anything_is_new(
    each_town: Town,
) -> None:
    each_town.start()
    each_town.start(channel=PARK)

    def posts(actor: Actor, channel: str = HALL, days: int = 0) -> bool:
        at = NOW + HOUR + days * DAY
        origin = f"{actor.id}:{channel}:{at}"
        report = each_town.do(reports.ask, at, actor, channel, origin)
        return each_town.do(reports.post, at, actor, report.id).is_new

    assert [posts(ANA), posts(ADA), posts(ADA, days=1), posts(ADA, PARK)] == [True, False, False, True]
    idea = each_town.idea()
    assert [posts(ADA, days=2), posts(ANA, days=3)] == [True, False]
    each_town.do(ideawithdrawals.withdraw, NOW, BO, idea.id)
    assert [posts(ANA, days=4), posts(ADA, days=4)] == [True, False]  # as before the idea


def test_who_asks_anew_and_posts_the_same_figures_reads_since_when_they_stand_there(town: Town) -> None:
    town.start()
    first = town.do(reports.ask, NOW, ANA, HALL, "a")
    town.do(reports.post, NOW + HOUR, ANA, first.id)
    again = town.do(reports.ask, NOW + DAY, ADA, HALL, "b")
    told = town.do(reports.post, NOW + DAY, ADA, again.id)
    assert told == reports.Posted(HALL, is_new=False, since=NOW + HOUR)
    drawn = there_already(SAY, told, {})
    assert [block["text"]["type"] for block in drawn.blocks] == ["mrkdwn"]  # else its channel is not named
    words = drawn.text
    assert words.startswith("I have not posted it, because nothing has changed since the last report.")
    assert "/copro report" not in words
    assert f"That one is in <#{HALL}>" in words


def test_of_two_who_post_in_the_same_moment_while_people_write_the_second_reads_who_was_first(
    each_town: Town,
) -> None:
    each_town.start()
    first = each_town.do(reports.ask, NOW, ANA, HALL, "a")
    each_town.idea()
    second = each_town.do(reports.ask, NOW, ADA, HALL, "b")
    assert each_town.do(reports.post, NOW + HOUR, ANA, first.id).is_new
    told = each_town.do(reports.post, NOW + HOUR + 59 * SECOND, ADA, second.id)
    assert told == reports.Posted(HALL, is_new=False, by="ana")
    words = there_already(SAY, told, {"ana": "Ana"}).text
    assert words.startswith("Ana has just posted the report, so I did not post yours.")
    after = each_town.do(reports.ask, NOW + HOUR + SECOND, ADA, HALL, "c")
    assert each_town.do(reports.post, NOW + HOUR + 2 * SECOND, ADA, after.id).is_new  # asked for after it


def test_a_minute_later_or_by_who_posted_the_first_another_report_is_posted(town: Town) -> None:
    town.start()
    first = town.do(reports.ask, NOW, ANA, HALL, "a")
    town.idea()
    own = town.do(reports.ask, NOW, ANA, HALL, "b")
    town.idea("Another idea", "form:2")
    theirs = town.do(reports.ask, NOW, ADA, HALL, "c")
    assert town.do(reports.post, NOW + SECOND, ANA, first.id).is_new
    assert town.do(reports.post, NOW + 2 * SECOND, ANA, own.id).is_new
    assert town.do(reports.post, NOW + 62 * SECOND, ADA, theirs.id).is_new


def test_nobody_else_posts_a_report_and_one_that_is_gone_says_how_to_get_another(town: Town) -> None:
    town.start()
    report = town.do(reports.ask, NOW, ANA, HALL, "a")
    no = (ONLY_FACILITATORS.format("post the report"), None)
    assert town.refusal(reports.post, NOW, BO, report.id) == no
    gone = ("This report is gone. To get a new one, type: /copro report", None)
    assert town.refusal(reports.post, NOW, ANA, "forged") == gone


def read(town: Town, actor: Actor = ANA) -> Figures:
    """The figures of a report that a facilitator asks for now."""
    origin = f"command:{len(town.rows()['report'])}"
    figures = thawed(town.do(reports.ask, NOW, actor, HALL, origin).figures)
    assert figures
    return figures


def test_the_only_answer_to_a_nudge_is_in_no_report(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, None, Reply.STUCK)
    late = {"no_reply": 2, "missed": 0, "not_asked": 0}
    assert read(town).follow_through == late
    town.do(followups.reply, CHAMPIONS[0], questions(town)[0].id, Reply.DONE)
    assert read(town).follow_through == late


def test_answers_are_counted_five_people_at_a_time(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, *[Reply.DONE] * 4, *[None] * 6)
    told = [read(town).follow_through]
    for question in questions(town)[4:]:
        actor = Actor(question.person)
        town.do(followups.reply, actor, question.id, Reply.STUCK)
        told.append(read(town).follow_through)
    shown = [(each.get("done"), each.get("stuck"), each["no_reply"]) for each in told]
    assert shown == [(None, None, 10), *[(4, 1, 5)] * 5, (4, 6, 0)]


def test_one_person_with_five_pledges_is_one_person(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    for number in range(5):
        given = pledges.PledgeForm(f"Call {number}", "2026-11-26", f"pledge:{number}")
        town.do(pledges.make, NOW, CHAMPIONS[0], HALL, given)
    for question in questions(town):
        town.do(followups.reply, CHAMPIONS[0], question.id, Reply.STUCK)
    assert set(read(town).follow_through) == {"no_reply", "missed", "not_asked"}


def test_not_now_and_stop_are_answers_too(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, None, None, None, None)
    for question in questions(town):
        town.do(followups.put_off, NOW + 2 * WEEK, Actor(question.person), question.id, 7)
    town.do(pledges.make, NOW, CHAMPIONS[9], HALL, pledges.PledgeForm("Listen", None, "pledge:9"))
    assert read(town).follow_through == {"no_reply": 4, "missed": 0, "not_asked": 1}
    town.do(people.remind, CHAMPIONS[9], wanted=False)
    told = read(town).follow_through
    assert (told["put_off"], told["stopped"], told["no_reply"], told["not_asked"]) == (4, 1, 0, 0)


def test_closing_answers_are_counted_five_people_at_a_time_in_the_session_and_in_all(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], dict.fromkeys(CHAMPIONS[:4], YES))
    [poll] = town.memory.polls.open_in(HALL)
    told = [read(town)]
    for actor, answer in [(champion, NO) for champion in CHAMPIONS[4:10]] + [(CHAMPIONS[0], NO)] * 5:
        town.do(polls.vote, actor, poll.id, answer)
        told.append(read(town))
    shown = [Share(0, 0), *[Share(4, 5)] * 5, *[Share(4, 10)] * 6]
    assert [each.closing.of_answered for each in told] == shown
    assert [each.sessions[0].closing.of_answered for each in told] == shown


def test_the_answers_of_few_in_one_session_are_not_what_the_programme_has_more(town: Town) -> None:
    """Thirteen answer in the first session; in the second six of them do, and one of these says no now."""
    hold(town, 0, CHAMPIONS[:15], dict.fromkeys(CHAMPIONS[:13], YES))
    hold(town, 1, CHAMPIONS[:15], dict.fromkeys(CHAMPIONS[:5], YES) | {CHAMPIONS[5]: NO})
    told = read(town)
    assert [each.closing.of_answered for each in told.sessions] == [Share(13, 13), Share(5, 6)]
    assert told.closing.of_answered == Share(13, 13)


def test_somebody_who_is_made_a_facilitator_takes_no_answer_out_of_the_figures(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], dict.fromkeys(CHAMPIONS[:6], YES))
    before = read(town)
    town.do(people.add_facilitator, ADA, CHAMPIONS[0].id)
    after = read(town)
    assert after.champions == before.champions - 1
    assert after.closing == Closing(Share(6, 6), Share(6, 14))
    assert after.perspectives == before.perspectives


def test_of_whom_came_one_later_nobody_learns_how_they_know_the_service(town: Town) -> None:
    hold(town, 0, CHAMPIONS[:15], {})
    assert read(town).perspectives == {Perspective.FRONT_LINE: 15}
    town.do(people.describe, CHAMPIONS[0], "parents", "lived")
    assert read(town).perspectives == {Perspective.FRONT_LINE: 15}


@has_long_form
@pytest.mark.parametrize("seed", range(short_or_long(2, 4)))
def test_no_two_reports_subtract_to_fewer_than_five_people(town: Town, seed: int) -> None:
    """People answer, and change their minds to and fro; a report is made after each of it."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    hold(town, 0, CHAMPIONS[:15], {})
    pledge_and_hear(town, *[None] * 9)
    asked = questions(town)
    book: dict[str, Reply] = {}
    seen: list[tuple[dict[str, int], dict[str, Reply]]] = []
    for _ in range(60):
        question, reply = chance.choice(asked), chance.choice(list(Reply))
        town.do(followups.reply, Actor(question.person), question.id, reply)
        book[question.person] = reply
        told = {line: number for line, number in read(town).follow_through.items() if line in list(Reply)}
        if told and (not seen or seen[-1][0] != told):
            assert told == {reply: list(book.values()).count(reply) for reply in Reply}
            seen.append((told, dict(book)))
    assert len(seen) > 2
    for (_, one), (_, other) in combinations(seen, 2):
        assert sum(one.get(person) != other.get(person) for person in book) >= 5


def questions(town: Town) -> list[FollowUp]:
    """The first question about each pledge, in the order of its person's number."""
    asked = [each for each in town.memory.follow_ups.of_channel(HALL) if each.occurrence == 1]
    return sorted(asked, key=lambda each: (int(each.person[1:]), each.id))


def test_nobody_else_asks_for_the_report(town: Town) -> None:
    town.start()
    words = (ONLY_FACILITATORS.format("ask for the report"), None)
    assert town.refusal(reports.ask, NOW, BO, HALL, "a") == words


def test_without_a_session_there_is_nothing_to_report(town: Town) -> None:
    town.start(channel=PARK)
    no = ("There is nothing to report yet: no session has been held in this channel.", None)
    assert town.refusal(reports.ask, NOW, ANA, HALL, "a") == no
