"""What becomes of an idea: bodies are asked and answer, people are told once, and what is done is judged."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coproduction.bodies import DECISIONS, OVERDUE_TOLD, OWNER_GONE, Body
from coproduction.conditions import CONDITIONS
from coproduction.ideas import Hiding, Idea
from coproduction.machine import MessageState
from coproduction.messages import Card, Message
from coproduction.people import Actor, Person, Perspective
from coproduction.progress import IDEA_HELP, IN_HAND, STALLED_NOTE, TRY_ENDS, NamedMove, State, Step
from coproduction.service import (
    bodies,
    conditions,
    deciding,
    decisiondays,
    hiding,
    holding,
    ideasupport,
    initiatives,
    outbox,
    people,
    progress,
    readingdays,
    successors,
    telling,
    worked,
    yousaid,
)
from coproduction.service.bodies import BodyForm
from coproduction.service.deciding import Recorded
from coproduction.service.holding import Trial
from coproduction.service.kinds import KINDS
from coproduction.telling import IDEA_NEWS
from coproduction.worked import DID_IT_WORK
from coproduction.yousaid import YOU_SAID, YOU_SAID_DRAFT
from handlers import bodies as drawn_bodies
from handlers.blocks import deciding as drawn_deciding
from handlers.blocks import decisiondays as decisiondays_drawn
from handlers.blocks import ideapanel, inhand, progressforms
from handlers.blocks import initiatives as drawn_initiatives
from handlers.blocks import progress as drawn_progress
from handlers.blocks import yousaid as drawn_yousaid
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, HALL, HOUR, NOW, ONLY_FACILITATORS, WEEK, Town
from tests.speaking import SAY

EVE = Actor("eve")  # who answers for the board
MONDAY = datetime(2026, 10, 26, 10, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 12, tzinfo=UTC)
PAST = "This date is in the past. Please choose today or a later day."
AFTER_MEETING = datetime(2026, 11, 14, 10, tzinfo=UTC)


def board(town: Town, **more: str) -> Body:
    """Ana names the health board, which meets on 6 November."""
    form = BodyForm("Health board", "what clinics spend", "vote", "form:board", "2026-11-06", owner="eve")
    return town.do(bodies.name, NOW, ANA, HALL, replace(form, **more))


def kinds(town: Town, *names: str) -> list[Card]:
    """What is owed of these kinds."""
    return [card for card in town.owed() if card.kind in names]


def state(town: Town, idea_id: str) -> State:
    """Where an idea stands."""
    return progress.of(town.memory, progress.standing(town.memory, idea_id)).state


@pytest.fixture
def hall(town: Town) -> Town:
    """A session with Bo, Cy and Dee."""
    town.arrive(town.start(), BO, CY, DEE)
    return town


def asked(town: Town, now: datetime = MONDAY) -> tuple[bodies.Asked, ...]:
    """What the newest message of the week asks Eve."""
    town.passes(now)
    message = [each for each in town.messages() if each.kind == DECISIONS][-1]
    shown = KINDS[DECISIONS].content(town.memory, message)
    return shown.asked if shown else ()


def test_a_body_says_how_and_by_when_before_anything_is_sent(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    assert hall.do(bodies.by_when, NOW, ANA, body) == date(2026, 11, 13)
    assert hall.do(bodies.by_when, NOW + 5 * WEEK, ANA, body) == date(2026, 12, 24)  # that meeting is past
    sent = hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    assert (sent.state, sent.due_on, sent.referral and sent.referral.how) == (
        State.WITH,
        date(2026, 11, 13),
        "vote",
    )


def test_a_meeting_that_is_over_is_refused_at_its_field_unless_it_stood_there_before(hall: Town) -> None:
    past, later = "2026-01-09", NOW + 5 * WEEK
    for field in ("meets_on", "papers_on"):
        form = replace(BodyForm("Panel", "all", "vote", "form:panel"), **{field: past})
        assert hall.refusal(bodies.name, NOW, ANA, HALL, form) == (PAST, field)
    body = board(hall)
    kept = BodyForm("Board", "what clinics spend", "vote", "form:change", "2026-11-06")
    assert hall.do(bodies.change, later, ANA, body.id, kept).name == "Board"
    assert hall.refusal(bodies.change, later, ANA, body.id, replace(kept, meets_on=past)) == (
        PAST,
        "meets_on",
    )


def test_a_meeting_that_is_over_is_the_last_one_and_who_leads_is_asked_for_the_next(
    hall: Town,
) -> None:
    body, idea, on = board(hall, papers_on="2026-11-04"), hall.idea(), date(2026, 11, 6)
    by = [(body, hall.do(bodies.by_when, NOW, ANA, body))]
    ask, form = "The day of its meeting has passed. Please press", "To say when a body meets next"
    for today, words in ((on, "Its next meeting"), (on + DAY, "Its last meeting")):
        is_over = today > on
        listed = drawn_bodies.listed(SAY, [body], today).text
        assert f"{words}: Friday 6 November 2026" in listed
        assert "Papers were due: Wednesday 4 November 2026" in listed
        assert (ask in listed) is (ask in drawn_bodies.saved(SAY, body, today)) is is_over
        sending = str(progressforms.send(SAY, idea, by, today))
        assert (words in sending, form in sending) == (True, is_over)
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    story = hall.do(deciding.story, BO, idea.id)
    assert "Nobody has said when it meets next." in str(drawn_progress.view(SAY, story, today=on + DAY))
    assert "Papers are due: Wednesday" in str(drawn_progress.view(SAY, story, today=on - 2 * DAY))


def test_papers_that_are_due_after_the_meeting_to_come_are_refused_at_their_field(hall: Town) -> None:
    late = BodyForm("Panel", "all", "vote", "form:panel", "2026-11-20", "2026-11-21")
    words = "Papers are due before the next meeting. Please choose an earlier day."
    assert hall.refusal(bodies.name, NOW, ANA, HALL, late) == (words, "papers_on")
    body = hall.do(bodies.name, NOW, ANA, HALL, replace(late, papers_on="2026-11-20"))
    assert hall.refusal(bodies.change, NOW, ANA, body.id, late) == (words, "papers_on")
    is_over = NOW + 5 * WEEK  # and papers for another meeting may be due
    kept = hall.do(bodies.change, is_over, ANA, body.id, replace(late, papers_on="2026-12-20"))
    assert str(kept.papers_on) == "2026-12-20"


def test_only_who_leads_names_bodies_and_sends_ideas_to_them(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    assert board(hall) == body  # the same form twice
    refused = ONLY_FACILITATORS.format("say what becomes of an idea")
    for act in (
        (deciding.send, idea.id, body.id),
        (deciding.record, idea.id, "yes", Recorded("")),
        (holding.own, idea.id, "bo"),
    ):
        assert hall.refusal(act[0], NOW, BO, *act[1:])[0] == refused
    assert state(hall, idea.id) is State.HEARD


def test_four_ideas_go_to_a_body_two_are_answered_one_is_refused_and_one_is_overdue(hall: Town) -> None:
    body = board(hall)
    four = [hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(4)]
    for idea in four:
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    first = asked(hall)
    assert [each.idea for each in first] == four[:3]  # three a week, the earliest first
    for each, code in zip(first, ("yes", "partly", "no"), strict=True):
        told = hall.do(deciding.decide, MONDAY, EVE, each.referral.id, code, "Because there is money")[1]
        assert told.state is State.ANSWERED
    assert [each.idea for each in asked(hall, MONDAY + WEEK)] == four[3:]
    hall.passes(AFTER_MEETING)
    assert kinds(hall, OVERDUE_TOLD) == []
    [late] = asked(hall, MONDAY + 3 * WEEK)  # the week's message reminds her
    assert (late.idea, late.progress.is_late) == (four[3], True)
    hall.passes(AFTER_MEETING + WEEK)
    hall.passes(AFTER_MEETING + 5 * WEEK)
    assert kinds(hall, OVERDUE_TOLD) == [Card(OVERDUE_TOLD, HALL, "ana", occasion="2026-W47")]
    assert state(hall, four[3].id) is State.WITH


def test_the_weekly_list_says_how_many_more_ideas_wait_and_an_old_one_does_not(hall: Town) -> None:
    body = board(hall)
    five = [hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(5)]
    for idea in five[:4]:
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    first = asked(hall)
    one = "1 more idea waits for you. It comes in a later week: I send at most three a week."
    two = "2 more ideas wait for you. They come in later weeks: I send at most three a week."
    assert one in _words(hall, "eve", "2026-W44")

    sends = hall.effects(deciding.send, MONDAY + DAY, ANA, five[4].id, body.id)
    assert two in _words(hall, "eve", "2026-W44")
    hidden = hall.effects(hiding.hide, MONDAY + DAY, ANA, five[4].id, Hiding.PERSON)
    assert one in _words(hall, "eve", "2026-W44")
    card = Card(DECISIONS, "eve", "eve", occasion="2026-W44")
    assert (card in sends.cards, card in hidden.cards) == (True, True)

    hall.do(deciding.decide, MONDAY + DAY, EVE, first[0].referral.id, "yes", "Because there is money")
    assert one in _words(hall, "eve", "2026-W44")
    assert len(asked(hall, MONDAY + WEEK)) == 3  # the fourth, and two that were not answered
    for week in ("2026-W44", "2026-W45"):
        assert "more idea" not in _words(hall, "eve", week)


def test_what_is_late_comes_in_the_one_message_of_the_owners_day_and_then_in_one_to_who_leads(
    hall: Town,
) -> None:
    body = board(hall, weekday="3")  # she is asked on Thursdays
    for number in range(2):
        idea = hall.idea(f"Idea of the number {number}", f"form:{number}")
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    day, last = MONDAY, MONDAY + 5 * WEEK
    while day < last:
        hall.passes(day)
        shown = [
            KINDS[DECISIONS].content(hall.memory, each) for each in hall.messages() if each.kind == DECISIONS
        ][-1:]
        assert [len(each.asked) for each in shown] in ([], [2])  # each idea once, also when who leads is told
        day += DAY
    told = [
        (f"{each.due_at:%a %d %b}", each.kind, each.recipient)
        for each in hall.messages()
        if each.kind in (DECISIONS, OVERDUE_TOLD)
    ]
    thursdays = ("Thu 29 Oct", "Thu 05 Nov", "Thu 12 Nov", "Thu 19 Nov", "Thu 26 Nov")
    assert [(on, kind) for on, kind, who in told if who == "eve"] == [(on, DECISIONS) for on in thursdays]
    assert [each for each in told if each[2] != "eve"] == [("Sat 21 Nov", OVERDUE_TOLD, "ana")]
    asked_last, told_last = _words(hall, "eve", "2026-W48"), _words(hall, "ana", "2026-W47")
    assert asked_last.count("An answer is late. Please press the button of your answer.") == 1
    assert asked_last.count("<#C-HALL>") == 2
    assert told_last.count("<#C-HALL>") == 1
    for words in (asked_last, told_last):
        assert words.count("The answer was due on Friday 13 November 2026.") == 2


def test_who_sends_up_more_than_three_ideas_hears_when_the_rest_is_read_and_what_is_before_that(
    hall: Town,
) -> None:
    body = board(hall, weekday="1", papers_on="2026-10-29")
    told = []
    for number in range(1, 8):
        idea = hall.idea(f"Idea of the number {number}", f"form:{number}")
        sent = hall.do(deciding.send, NOW, ANA, idea.id, body.id)
        told.append(hall.do(readingdays.of, NOW, idea, sent))
    days = [(str(each.on), str(each.papers), str(each.meeting)) for each in told if each]
    assert days == [
        *[("2026-10-27", "None", "None")] * 3,
        *[("2026-11-03", "2026-10-29", "None")] * 3,
        ("2026-11-10", "2026-10-29", "2026-11-06"),
    ]
    late = decisiondays_drawn.reads(SAY, told[3], 4)
    assert "gets idea 4 on Tuesday 3 November 2026, or later: I send at most three ideas a week." in late
    assert "Papers are due on Thursday 29 October 2026, before that." in late
    # Nobody answers, and all the same each is read when it was said.
    first = asked(hall, MONDAY + DAY)
    page = _words(hall, "eve", "2026-W44")
    assert "Date of the meeting: Friday 6 November 2026" in page
    assert "Papers are due: Thursday 29 October 2026" in page
    shown = [first, *(asked(hall, MONDAY + DAY + weeks * WEEK) for weeks in range(1, 4))]
    numbers = [[each.idea.number for each in week] for week in shown]
    assert numbers == [[1, 2, 3], [4, 5, 6], [1, 2, 7], [3, 4, 5]]
    assert "Date of the meeting" not in _words(hall, "eve", "2026-W46")  # by now all of them are late


def test_each_idea_that_waits_has_its_turn_also_where_nobody_answers_those_that_are_due_first(
    hall: Town,
) -> None:
    body = board(hall)
    for number in range(1, 9):
        if number == 5:  # by now the meeting is a later one, and so is the day for an answer
            form = BodyForm(body.name, body.decides, "vote", body.origin, "2026-12-18", owner="eve")
            hall.do(bodies.change, NOW, ANA, body.id, form)
        idea = hall.idea(f"Idea of the number {number}", f"form:{number}")
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    shown = [asked(hall, MONDAY + weeks * WEEK) for weeks in range(5)]
    numbers = [[each.idea.number for each in week] for week in shown]
    assert numbers == [[1, 2, 3], [4, 5, 6], [1, 7, 8], [2, 3, 4], [1, 5, 6]]


def test_who_sends_an_idea_to_a_body_without_anybody_in_slack_hears_that_it_takes_a_mail(hall: Town) -> None:
    body, idea = board(hall, owner=""), hall.idea()
    sent = hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    words = decisiondays_drawn.reads(SAY, hall.do(readingdays.of, NOW, idea, sent), idea.number)
    assert words.startswith("Nobody answers for ")
    assert words.endswith("To copy a text for a mail, type: /copro answer 1")


@pytest.mark.parametrize(
    ("first", "is_away", "owed"),
    [
        (MONDAY + 10 * DAY + 9 * HOUR, False, "Thu 05 Nov, Thu 19 Nov, Thu 26 Nov"),  # it goes out on Friday
        (MONDAY + 11 * DAY, False, "Fri 06 Nov, Thu 19 Nov, Thu 26 Nov"),
        (MONDAY, True, "Mon 09 Nov, Thu 19 Nov, Thu 26 Nov"),
        (MONDAY + 9 * DAY, False, "Wed 04 Nov, Thu 12 Nov, Thu 19 Nov, Thu 26 Nov"),
    ],
    ids=[
        "frozen until the evening",
        "frozen until a Friday",
        "away until a Monday",
        "until the day before",
    ],
)
def test_a_list_that_comes_late_is_followed_by_none_within_a_week(
    hall: Town, first: datetime, is_away: bool, owed: str
) -> None:
    body = board(hall, weekday="3")
    hall.do(deciding.send, NOW, ANA, hall.idea().id, body.id)
    if is_away:
        hall.memory.people.put(Person("eve", back_on=date(2026, 11, 9)), "back_on")
    day = first
    while day < MONDAY + 5 * WEEK:
        hall.passes(day)
        day = (day + DAY).replace(hour=10)
    lists = [each for each in hall.messages() if each.kind == DECISIONS]
    assert ", ".join(f"{each.due_at:%a %d %b}" for each in lists) == owed


def _words(town: Town, person: str, week: str) -> str:
    """What somebody reads in the message of a week, as things stand now."""
    [found] = [each for each in town.messages() if (each.recipient, each.occasion) == (person, week)]
    return DRAWINGS[found.kind].draw(SAY, KINDS[found.kind].content(town.memory, found), {}).text


def test_the_author_is_told_each_thing_once_in_one_message_that_waits(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(ideasupport.support, CY, idea.id)
    hall.do(telling.follow, CY, idea)
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [each] = asked(hall)
    hall.do(deciding.decide, MONDAY, EVE, each.referral.id, "no", "The law does not let us")
    hall.do(deciding.decide, MONDAY, EVE, each.referral.id, "no", "The law does not let us")
    news = [message for message in hall.messages() if message.kind == IDEA_NEWS]
    assert sorted(message.recipient for message in news) == ["bo", "cy"]
    views = [str(drawn_progress.view(SAY, hall.do(deciding.story, each, idea.id))) for each in (BO, CY, DEE)]
    assert [(offer in view) for view in views for offer in ("'Follow'", "Stop following")] == [
        *(False, False),  # its author is told anyhow
        *(False, True),
        *(True, False),
    ]
    for message in news:
        shown = KINDS[IDEA_NEWS].content(hall.memory, message)
        assert [told.move.step for told in shown] == [Step.SENT, Step.NO]


def test_a_decision_comes_before_what_would_help_and_nothing_else_does(hall: Town) -> None:
    idea = hall.idea()
    hall.do(conditions.say, NOW, CY, idea.id, "if it costs little")
    [note] = [message for message in hall.messages() if message.kind == CONDITIONS]
    guard = KINDS[CONDITIONS].guard
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    assert guard(hall.memory, note, NOW) is None
    hall.do(deciding.record, NOW, ANA, idea.id, "no", Recorded("The law does not let us"))
    held = guard(hall.memory, note, NOW)
    assert held is not None
    assert held.state is MessageState.PENDING
    for news in [message for message in hall.messages() if message.kind == IDEA_NEWS]:
        hall.memory.messages.move_on(replace(news, state=MessageState.SENT), news.state)
    assert guard(hall.memory, note, NOW) is None


def test_what_was_sent_is_not_joined(hall: Town) -> None:
    idea = hall.idea()
    hall.do(progress.record, NOW, idea.id, Step.SHORTLISTED, "ana")
    [message] = [each for each in hall.messages() if each.kind == IDEA_NEWS]
    hall.memory.messages.move_on(replace(message, state=MessageState.SENT), MessageState.PENDING)
    hall.do(deciding.record, NOW, ANA, idea.id, "yes", Recorded("", "Minutes of 6 November"))
    both = [each for each in hall.messages() if each.kind == IDEA_NEWS]
    shown = [KINDS[IDEA_NEWS].content(hall.memory, each) for each in both]
    # They are of one moment, so they stand in the order of their ids.
    assert sorted([told.move.step for told in each] for each in shown) == [[Step.SHORTLISTED], [Step.YES]]


def _offered(town: Town, idea: Idea) -> tuple[str, list[str]]:
    """The buttons of the panel that leads read, and the answers that its form offers."""
    buttons = ideapanel.panel(SAY, town.do(deciding.story, ANA, idea.id)).text.rpartition("Buttons: ")[2]
    form = progressforms.answer(SAY, idea, progress.of(town.memory, idea))
    [field] = [each for each in form["blocks"] if each.get("block_id") == "step"]
    return buttons, [each["value"] for each in field["element"]["options"]]


def test_only_what_can_be_done_with_an_idea_as_it_stands_is_offered(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    answers, more = ["yes", "partly", "no", "not now"], ["done", "merged"]
    hand = "Name who has it in hand, Try it out"
    assert _offered(hall, idea) == (f"Send to a body, Record an answer, {hand}", [*answers, *more])
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    assert _offered(hall, idea) == (f"Record an answer, {hand}, Text for a mail", [*answers, *more])
    hall.do(deciding.record, NOW, ANA, idea.id, "yes", Recorded(""))
    assert _offered(hall, idea) == (f"Record an answer, {hand}", [*answers, *more, "opened"])
    hall.do(deciding.record, NOW, ANA, idea.id, "done", Recorded(""))
    assert _offered(hall, idea) == ("Record an answer", ["opened"])
    for step in (Step.SENT, Step.OWNED, Step.TRIED, Step.KEPT, Step.GOES_ON):
        refused = hall.refusal(deciding.require_now, idea, step)  # an old button opens no form
        assert refused[0].startswith("That cannot be done now: this idea is “answered” by now.")


def test_an_answer_is_changed_in_one_act_with_its_reason_and_told_once_as_changed(hall: Town) -> None:
    idea = hall.idea()
    hall.do(deciding.record, NOW, ANA, idea.id, "yes", Recorded(""))
    stood = progress.of(hall.memory, idea).answer
    assert stood
    no = Recorded("The money is gone", instead_of=stood.id)
    why = hall.refusal(deciding.record, NOW + DAY, ANA, idea.id, "yes", replace(no, words=" "))
    assert why == ("Please write why, in a sentence. The people whose idea this is read it.", "words")
    for _ in range(2):  # the form arrives twice
        hall.do(deciding.record, NOW + DAY, ANA, idea.id, "no", no)
    changed = progress.of(hall.memory, idea)
    assert changed.answer
    assert (len(changed.moves), changed.answer.step, changed.state) == (2, Step.NO, State.ANSWERED)
    refused = hall.refusal(deciding.record, NOW + DAY, ANA, idea.id, "not now", replace(no, words="Not yet"))
    assert refused[0].startswith("That cannot be done now")  # another answer stands there by now
    [news] = [message for message in hall.messages() if message.kind == IDEA_NEWS]
    told = drawn_deciding.news(SAY, KINDS[IDEA_NEWS].content(hall.memory, news), {}).text
    assert told.count("The answer has changed. The answer is no, because:") == 1
    assert told.count("The answer has changed.") == 1


def test_what_is_part_of_another_idea_says_of_which(hall: Town) -> None:
    whole, part, third = (hall.idea(f"Benches in park {n}", f"form:{n}") for n in range(3))

    def refusal(of: str | None) -> tuple[str, str | None]:
        return hall.refusal(deciding.record, NOW, ANA, part.id, "merged", Recorded("", None, of))

    asked_for = ("Please write the number of the other idea. For example: 12", "part_of")
    assert [refusal(of) for of in (None, "", "x", "1.0")] == [asked_for] * 4
    gone = "There is no idea 99 here now. Please look at the numbers again: /copro ideas"
    assert refusal(" #99") == (gone, "part_of")
    itself = f"Idea {part.number} cannot take it in. Please choose another one."
    assert refusal(str(part.number)) == (itself, "part_of")
    for person in (CY, DEE):
        hall.do(ideasupport.support, person, part.id)
    hall.do(ideasupport.support, CY, whole.id)
    merged = hall.do(deciding.record, NOW, ANA, part.id, "merged", Recorded("", None, f" #{whole.number} "))
    assert merged.last is not None
    assert (merged.last.step, merged.last.how) == (Step.MERGED, str(whole.number))
    assert hall.memory.news.supporters(whole.id) == ["cy", "dee"]
    hall.arrive(hall.memory.sessions.of(HALL)[-1], EVE)
    supported, is_new = hall.do(ideasupport.support, EVE, part.id)
    assert (supported.id, is_new) == (whole.id, True)
    assert hall.do(ideasupport.support, EVE, part.id)[1] is False
    assert hall.memory.news.supporters(part.id) == ["cy", "dee"]
    assert hall.memory.news.supporters(whole.id) == ["cy", "dee", "eve"]
    # what is a part itself takes nothing in, or two could be parts of each other and neither be there
    words, field = hall.refusal(
        deciding.record, NOW, ANA, third.id, "merged", Recorded("", None, str(part.number))
    )
    assert (words, field) == (itself, "part_of")


def test_who_decides_reads_its_support_and_from_five_on_its_bridge_also_in_a_mail(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id, "Nobody is alone then")

    def page() -> str:
        [each] = asked(hall)
        told = drawn_deciding.page(SAY, each)
        assert str(told)[1:-1] in str(drawn_deciding.mail(SAY, each))
        return str(told)

    for words in ("Why it matters: Nobody is alone then", "Nobody has supported it yet."):
        assert words in page()
    for number in range(5):
        lens = Perspective.LIVED if number % 2 else Perspective.FRONT_LINE
        hall.do(people.describe, Actor(f"p{number}"), "parents", lens.value)
        assert "different ways" not in page()
        hall.memory.ideas.keep_support(idea.id, f"p{number}")
    assert "5 people support it. They look at it in 2 different ways." in page()
    assert "Please answer by Friday 13 November 2026" in page()
    assert "/copro answer 1" in str(drawn_deciding.mail(SAY, asked(hall)[0]))


def test_who_answers_for_a_body_chooses_their_day_and_it_goes_before_what_others_set(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    for chosen in ("off", "5", "Monday", ""):
        assert hall.refusal(decisiondays.choose_day, NOW, EVE, chosen)[0].startswith("Please choose a week")
    no = hall.refusal(decisiondays.choose_day, NOW, BO, "2")[0]
    assert no.startswith("You answer for no body now")
    [theirs] = hall.do(decisiondays.choose_day, NOW, EVE, "2")
    assert (theirs.weekday, theirs.next_at) == (2, MONDAY + 2 * DAY)
    form = BodyForm("Health board", "what clinics spend", "vote", "form:2", owner="eve", weekday="4")
    assert hall.do(bodies.change, NOW, ANA, body.id, form).next_at == MONDAY + 2 * DAY
    hall.passes(MONDAY + DAY)
    assert kinds(hall, DECISIONS) == []
    [each] = asked(hall, MONDAY + 2 * DAY)
    assert each.body.weekday == 2
    [theirs] = hall.do(decisiondays.choose_day, MONDAY + 2 * DAY, EVE, "3")  # this week is told already
    assert theirs.next_at == MONDAY + 10 * DAY
    [card] = kinds(hall, DECISIONS)
    assert card in hall.effects(decisiondays.choose_day, MONDAY + 2 * DAY, EVE, "0").cards


def test_nobody_but_the_owner_answers_and_nobody_twice(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [each] = asked(hall)
    refused = hall.refusal(deciding.decide, MONDAY, BO, each.referral.id, "yes", "")
    assert refused[0].startswith("Only the person who answers for Health board")
    assert hall.refusal(deciding.decide, MONDAY, EVE, each.referral.id, "no", "  ")[1] == "words"
    for code in ("no", "partly", "not theirs"):
        said = hall.refusal(deciding.decide, MONDAY, EVE, each.referral.id, code, "no")
        assert (said[0].partition(".")[0], said[1]) == ("This is very short", "words")
    assert hall.refusal(deciding.decide, MONDAY, EVE, each.referral.id, "owned", "x")[1] == "step"
    hall.do(deciding.decide, MONDAY, EVE, each.referral.id, "yes", "")
    late = hall.refusal(deciding.decide, MONDAY + DAY, EVE, each.referral.id, "no", "After all")
    assert late[0].startswith("This has an answer by now")
    assert hall.refusal(deciding.record, MONDAY, ANA, idea.id, "no", Recorded("x"))[0].startswith(
        "That cannot"
    )


def test_who_answers_what_waits_for_them_no_more_reads_what_became_of_it(hall: Town) -> None:
    body, other, idea = board(hall), board(hall, name="Council", origin="form:2"), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [each] = asked(hall)
    [message] = [one for one in hall.messages() if one.kind == DECISIONS]

    def no() -> str:
        return hall.refusal(deciding.decide, MONDAY + DAY, EVE, each.referral.id, "yes", "")[0]

    hall.do(deciding.record, MONDAY, ANA, idea.id, "no", Recorded("It costs too much"))
    assert no() == "This has an answer by now, so nothing was changed. You can see it on the card."
    hall.do(deciding.record, MONDAY, ANA, idea.id, "opened", Recorded(""))
    assert no() == (
        "This idea was answered and then opened again, so nothing was changed. "
        "It is not with Health board now. You can see it on the card."
    )
    hall.do(deciding.send, MONDAY, ANA, idea.id, body.id)
    again = "This idea was sent to Health board again, so nothing was changed. "
    assert no() == f"{again}I ask you about it in my next message about ideas that wait for you."
    told = DRAWINGS[DECISIONS].draw(SAY, KINDS[DECISIONS].content(hall.memory, message), {}).text
    assert "It was sent to you again. I ask you about it in a newer message." in told
    asked(hall, MONDAY + WEEK)
    assert no() == f"{again}You can answer it in my newest message about ideas that wait for you."
    hall.do(deciding.record, MONDAY, ANA, idea.id, "no", Recorded("It costs too much"))
    hall.do(deciding.record, MONDAY, ANA, idea.id, "opened", Recorded(""))
    hall.do(deciding.send, MONDAY, ANA, idea.id, other.id)
    assert no() == (
        "This idea is not with Health board any more, so nothing was changed. You can see it on the card."
    )


def test_an_answer_after_the_idea_was_taken_back_changes_nothing(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [each] = asked(hall)
    hall.memory.ideas.put(replace(idea, is_withdrawn=True))
    refused = hall.refusal(deciding.decide, MONDAY, EVE, each.referral.id, "yes", "")
    assert refused[0].startswith("This idea was taken back")
    hall.passes(AFTER_MEETING + 2 * WEEK)
    assert kinds(hall, OVERDUE_TOLD) == []


def test_more_time_moves_the_day_and_not_theirs_gives_it_back(hall: Town) -> None:
    body, idea, other = board(hall), hall.idea(), hall.idea("Another idea", "form:2")
    for each in (idea, other):
        hall.do(deciding.send, NOW, ANA, each.id, body.id)
    first, second = asked(hall)
    later = hall.do(deciding.decide, MONDAY, EVE, first.referral.id, "more time", "")[1]
    assert (later.due_on, later.state) == (date(2026, 11, 23), State.WITH)
    hall.do(deciding.decide, MONDAY, EVE, second.referral.id, "not theirs", "The council decides this")
    assert state(hall, other.id) is State.HEARD
    moves = [NamedMove(move, body.name) for move in hall.memory.progress.of(other.id)]
    assert "“The council decides this”" in str(drawn_progress.on_card(SAY, moves, None))
    hall.passes(AFTER_MEETING)
    assert kinds(hall, OVERDUE_TOLD) == []


def test_who_asked_for_time_is_not_asked_before_their_day_and_late_is_told_once_a_week(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(telling.follow, CY, idea)
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [first] = asked(hall)
    hall.do(deciding.decide, MONDAY, EVE, first.referral.id, "more time", "")
    told: dict[str, list[str]] = {}
    for days in range(7, 49):  # until Monday 23 November there is time
        known, at = set(hall.owed()), MONDAY + timedelta(days=days)
        hall.passes(at)
        new = [each for each in hall.messages() if each.card not in known and each.kind != YOU_SAID_DRAFT]
        told |= {f"{each.due_at:%d.%m.}": [] for each in new}
        for each in new:
            told[f"{each.due_at:%d.%m.}"].append(f"{each.kind} {each.recipient}")
    assert told == {
        "23.11.": ["decisions eve"],
        "30.11.": ["decisions eve"],
        "01.12.": ["overdue_told ana"],
        "07.12.": ["decisions eve"],
    }
    late = hall.do(deciding.story, ANA, idea.id)
    assert "with Health board, late since Monday 23 November 2026" in str(ideapanel.panel(SAY, late).blocks)
    assert late.waits
    told_owner = drawn_deciding.decisions(SAY, bodies.ToDecide((late.waits,)), {}).text
    told_leader = drawn_deciding.overdue_told(SAY, [late.waits], {}).text
    for words in (told_owner, told_leader):
        assert "The answer was due on Monday 23 November 2026." in words
    assert "Please press the button of your answer. One of them is for more time" in told_owner
    assert "Health board should have answered idea 1 by now. You can ask the people there." in told_leader
    assert "Or write down an answer: /copro answer 1" in told_leader
    for news in [message for message in hall.messages() if message.kind == IDEA_NEWS]:
        shown = KINDS[IDEA_NEWS].content(hall.memory, news)
        assert [each.move.step for each in shown] == [Step.SENT, Step.MORE_TIME, Step.LATE]


def test_who_leads_hears_that_a_decision_owner_has_left_and_names_another(hall: Town) -> None:
    body = board(hall)
    hall.do(successors.retire, NOW, ["eve"])
    assert kinds(hall, OWNER_GONE) == [Card(OWNER_GONE, body.id, "ana", occasion="eve")]
    form = BodyForm("Health board", "what clinics spend", "consent", "form:2", owner="dee", weekday="3")
    changed = hall.do(bodies.change, NOW, ANA, body.id, form)
    assert (changed.owner, changed.next_at) == ("dee", datetime(2026, 10, 29, 10, tzinfo=UTC))


def test_a_try_ends_on_its_day_and_what_was_learnt_stands(hall: Town) -> None:
    idea = hall.idea()
    tried = Trial("Two buddies", "2026-11-05", "We count calls")
    hall.do(holding.try_out, NOW, ANA, idea.id, tried)
    hall.passes(NOW + WEEK)
    assert kinds(hall, TRY_ENDS) == []
    hall.passes(NOW + 3 * WEEK)
    assert [card.recipient for card in kinds(hall, TRY_ENDS)] == ["ana"]
    assert hall.refusal(holding.end_try, NOW + 3 * WEEK, ANA, idea.id, "kept", Trial(""))[1] == "words"
    again = Trial("Two are too few", "2026-12-05", "We count visits")
    changed = hall.do(holding.end_try, NOW + 3 * WEEK, ANA, idea.id, "changed", again)
    assert (changed.state, changed.trial and changed.trial.how) == (State.TRYING, "We count visits")
    kept = hall.do(holding.end_try, NOW + 3 * WEEK, ANA, idea.id, "kept", Trial("Calls went down"))
    assert (kept.state, kept.answer and kept.answer.words) == (State.ANSWERED, "Calls went down")


def test_when_nothing_moved_for_sixty_days_its_owner_is_asked_once(hall: Town) -> None:
    idea = hall.idea()
    owned = hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    assert kinds(hall, IN_HAND) == [Card(IN_HAND, owned.moves[0].id, "dee")]
    assert [card.recipient for card in kinds(hall, IDEA_NEWS)] == ["bo"]
    hall.passes(NOW + timedelta(days=59))
    assert kinds(hall, STALLED_NOTE) == []
    for days in (60, 61, 130):
        hall.passes(NOW + timedelta(days=days))
    assert [card.recipient for card in kinds(hall, STALLED_NOTE)] == ["dee"]
    assert hall.refusal(holding.stalled, NOW, BO, idea.id, "goes on", "")[0].startswith("Only the person")
    asked = hall.do(holding.stalled, NOW, DEE, idea.id, "help", "").last
    assert asked
    assert kinds(hall, IDEA_HELP) == [Card(IDEA_HELP, idea.id, "ana", occasion=asked.id)]
    assert hall.do(holding.stalled, NOW, DEE, idea.id, "goes on", "").state is State.WITH
    assert hall.do(holding.stalled, NOW, DEE, idea.id, "closed", "Nobody has time").state is State.ANSWERED
    hall.do(deciding.record, NOW + timedelta(days=131), ANA, idea.id, "opened", Recorded(""))
    assert "dee" in [card.recipient for card in kinds(hall, IDEA_NEWS)]
    [told] = [message for message in hall.messages() if message.kind == IN_HAND]
    drawn = str(inhand.named_owner(SAY, KINDS[IN_HAND].content(hall.memory, told), {}))
    assert "It is “heard” now. Thank you." in drawn


def test_who_keeps_an_idea_or_asks_for_help_is_asked_again_after_sixty_more_quiet_days(hall: Town) -> None:
    idea, day = hall.idea(), NOW
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    for code in ("help", "goes on", "help"):
        day += timedelta(days=61)
        hall.passes(day)
        hall.do(holding.stalled, day, DEE, idea.id, code, "")
        hall.passes(day + timedelta(days=59))
    assert [card.recipient for card in kinds(hall, STALLED_NOTE)] == ["dee"] * 3
    assert [card.recipient for card in kinds(hall, IDEA_HELP)] == ["ana"] * 2  # each time it is asked for
    [*_, told] = [message for message in hall.messages() if message.kind == STALLED_NOTE]
    assert "You have asked for help, and those who lead know it." in _in_hand(hall, told)
    changed = hall.effects(holding.stalled, day + DAY, DEE, idea.id, "goes on", "").cards
    assert told.card in changed
    assert "You keep it. If nothing moves for 60 days, I ask you again." in _in_hand(hall, told)


def _in_hand(town: Town, message: Message) -> str:
    return inhand.stalled(SAY, KINDS[message.kind].content(town.memory, message), {}).text


def test_who_was_named_by_mistake_says_so_and_who_leads_is_told_in_which_channel(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    [told] = [message for message in hall.messages() if message.kind == IN_HAND]
    assert "'This is not mine'" in str(progressforms.stalled(SAY, idea))
    for _ in range(2):  # the form arrives twice
        hall.do(holding.stalled, NOW, DEE, idea.id, "not mine", "I have never heard of it")
    assert (state(hall, idea.id), progress.of(hall.memory, idea).owner) == (State.HEARD, None)
    assert "You have said that this is not yours, and those who lead know it." in _in_hand(hall, told)
    [note] = [message for message in hall.messages() if message.kind == IDEA_HELP]
    words = inhand.wants_help(SAY, KINDS[IDEA_HELP].content(hall.memory, note), {}).text
    assert note.recipient == "ana"
    for each in ("<#C-HALL>", "says that it is not theirs", "I have never heard of it"):
        assert each in words
    hall.passes(NOW + timedelta(days=61))
    assert kinds(hall, STALLED_NOTE) == []


def test_who_is_named_on_a_sunday_night_is_told_on_monday_and_keeps_their_week(hall: Town) -> None:
    idea, sunday = hall.idea(), MONDAY - 15 * HOUR
    hall.do(holding.own, sunday, ANA, idea.id, "dee")
    sent: dict[str, datetime] = {}
    for now in (sunday, sunday + 4 * HOUR, MONDAY):
        for claimed in hall.do(outbox.claim_to_send, now, 99):
            sent[claimed.kind] = now
    assert sent[IN_HAND] == MONDAY
    assert hall.memory.allowances.get("dee").day is None


def test_who_leads_alone_has_nobody_to_ask_for_help(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "ana")
    words = "Nobody else leads here, so there is nobody whom I could ask. Please choose another answer."
    assert hall.refusal(holding.stalled, NOW, ANA, idea.id, "help", "") == (words, "step")


def test_what_is_with_a_body_by_now_is_not_in_the_hand_of_who_had_it(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    for code in ("goes on", "help", "not mine"):
        refused = hall.refusal(holding.stalled, NOW, DEE, idea.id, code, "")
        assert refused[0].startswith("This idea is with a body now")
    hall.passes(AFTER_MEETING)
    assert progress.of(hall.memory, idea).is_late


def test_when_a_body_says_that_others_decide_who_leads_is_told_and_its_owner_reads_so(hall: Town) -> None:
    body, idea = board(hall), hall.idea()
    hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    [each] = asked(hall)
    hall.do(deciding.decide, MONDAY, EVE, each.referral.id, "not theirs", "The council decides this")
    [note] = [message for message in hall.messages() if message.kind == IDEA_HELP]
    words = inhand.wants_help(SAY, KINDS[IDEA_HELP].content(hall.memory, note), {}).text
    assert note.recipient == "ana"
    assert "says that others decide this idea. Please look for who decides:" in words
    assert "The council decides this" in words
    assert "Those who lead look for them. Thank you." in _words(hall, "eve", "2026-W44")


def test_whether_it_worked_is_asked_once_and_told_of_five_by_nobodys_name(hall: Town) -> None:
    idea = hall.idea()
    crowd = [Actor(f"p{n}") for n in range(5)]
    for each in (*crowd, CY):
        hall.do(people.describe, each, "parents", Perspective.LIVED.value)
        hall.memory.ideas.keep_support(idea.id, each.id)
    for code in ("done", "opened", "done"):
        hall.do(deciding.record, NOW + DAY, ANA, idea.id, code, Recorded("It runs"))
    told = [card.kind for card in hall.owed() if card.recipient == "bo"]
    assert told.index(IDEA_NEWS) < told.index(DID_IT_WORK)  # first what became of it
    assert sorted(card.recipient for card in kinds(hall, DID_IT_WORK)) == ["bo", "cy", *(p.id for p in crowd)]
    for each in crowd:
        hall.do(worked.say, each, idea.id, "helped", "It was good")
    hall.do(worked.say, crowd[0], idea.id, "harm", "It was not")
    assert hall.refusal(worked.say, DEE, idea.id, "helped")[0].startswith("I ask the people")
    hall.passes(NOW + 5 * WEEK)
    found = hall.memory.worked.of(idea.id)
    assert found
    assert (found.asked, found.answered, found.counts, found.parts) == (7, 5, (4, 0, 1), ())
    assert (len(found.words), hall.rows()["worked_answer"]) == (5, [])
    assert hall.refusal(worked.say, CY, idea.id, "helped")[0].startswith("What people said")


def test_what_fewer_than_five_say_is_told_to_nobody(hall: Town) -> None:
    idea = hall.idea()
    hall.do(deciding.record, NOW, ANA, idea.id, "done", Recorded(""))
    hall.do(worked.say, BO, idea.id, "harm", "It was too loud")
    assert hall.effects(worked.count, NOW, idea).forgets  # also in the files, who said it
    hall.passes(NOW + 5 * WEEK)
    found = hall.memory.worked.of(idea.id)
    assert found
    assert (found.counts, found.words, found.parts) == ((), (), ())


def test_somebody_in_the_same_words_as_before_is_not_somebody_quicker(hall: Town) -> None:
    idea = hall.idea()
    moves = [hall.do(progress.record, NOW, idea.id, Step.OWNED, "ana", "Ours") for _ in range(2)]
    assert moves[0] == moves[1]


def test_once_a_month_a_draft_tells_what_moved_and_somebody_posts_it(hall: Town) -> None:
    body = board(hall)
    first, second, third = (hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(3))
    hall.do(deciding.send, NOW, ANA, first.id, body.id)
    hall.do(deciding.record, NOW + DAY, ANA, second.id, "no", Recorded("The law does not let us", "A mail"))
    hall.do(deciding.record, NOW + DAY, ANA, third.id, "done", Recorded("It runs"))
    hall.do(initiatives.name, ANA, HALL, "form:9", "Food for all", "it cooks", "we offer our hall")
    hall.passes(NOW + WEEK)
    assert kinds(hall, YOU_SAID_DRAFT, YOU_SAID) == []
    hall.passes(NOVEMBER)
    [card] = kinds(hall, YOU_SAID_DRAFT)
    assert card.recipient == "ana"
    month = hall.memory.months.get(card.subject)
    assert month
    shown = yousaid.of(hall.memory, month)
    assert [each.idea for each in shown.answered] == [second]
    assert [each.idea for each, _ in shown.done] == [third]
    assert [each.idea for each in shown.waiting] == [first]
    assert [each.name for each in shown.linked] == ["Food for all"]
    assert hall.refusal(yousaid.settle, NOVEMBER, BO, month.id, is_posted=True)[0].startswith(
        "Only the people"
    )
    assert hall.do(yousaid.seen, ANA, month.id) == shown
    assert hall.refusal(yousaid.seen, BO, month.id)[0].startswith("Only the people")
    too_old = month.due_at + yousaid.FRESH + HOUR
    assert hall.refusal(yousaid.settle, too_old, ANA, month.id, is_posted=True)[0].startswith("This draft is")
    hall.do(yousaid.settle, month.due_at + yousaid.FRESH, ANA, month.id, is_posted=True)
    assert hall.do(yousaid.seen, BO, month.id).answered == shown.answered
    assert hall.refusal(yousaid.settle, NOVEMBER, ANA, month.id, is_posted=False)[0].startswith(
        "Somebody has"
    )
    assert kinds(hall, YOU_SAID) == [Card(YOU_SAID, month.id)]
    hall.passes(NOVEMBER + 6 * WEEK)  # nothing moved since
    assert len(kinds(hall, YOU_SAID_DRAFT)) == 1


def test_there_is_no_draft_of_what_only_waits_or_was_taken_back(hall: Town) -> None:
    body = board(hall)
    waits, gone = hall.idea("It waits for them", "form:1"), hall.idea("It is taken back", "form:2")
    hall.do(deciding.send, NOW, ANA, waits.id, body.id)
    hall.do(deciding.record, NOW, ANA, gone.id, "yes", Recorded(""))
    hall.memory.ideas.put(replace(gone, is_withdrawn=True))
    hall.passes(NOVEMBER)
    assert kinds(hall, YOU_SAID_DRAFT) == []
    linked = hall.do(initiatives.name, ANA, HALL, "form:9", "Food for all", "it cooks", "we offer our hall")
    told = [drawn_initiatives.listing(SAY, HALL, each).text for each in ([], [linked])]
    assert ["once a month" in each for each in told] == [False, False]
    assert "After each month in which something became of an idea, you get a draft" in told[1]


def test_the_draft_tells_each_idea_once_where_it_stands_now_and_what_is_late(hall: Town) -> None:
    body = board(hall)
    stopped, late, done, waits, answered = (
        hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(5)
    )
    for idea, until in ((stopped, "2026-10-25"), (late, "2026-10-30"), (done, "2026-12-01")):
        hall.do(holding.try_out, NOW, ANA, idea.id, Trial("Two buddies", until, "We count calls"))
    hall.do(holding.end_try, NOW + DAY, ANA, stopped.id, "stopped", Trial("Nobody called"))
    hall.do(deciding.record, NOW + DAY, ANA, done.id, "yes", Recorded(""))
    hall.do(deciding.record, NOW + 2 * DAY, ANA, done.id, "done", Recorded("It runs"))
    for idea in (waits, answered):
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    first, second = sorted(asked(hall), key=lambda each: each.idea.number)
    hall.do(deciding.decide, MONDAY, EVE, first.referral.id, "more time", "")
    hall.passes(NOVEMBER)
    hall.do(deciding.decide, NOVEMBER, EVE, second.referral.id, "yes", "")  # before the draft is read
    [card] = kinds(hall, YOU_SAID_DRAFT)
    month = hall.memory.months.get(card.subject)
    assert month
    shown = yousaid.of(hall.memory, month)
    parts = {part: str(drawn_yousaid.lines_of(SAY, shown, part)) for part in drawn_yousaid.PARTS}
    assert {part: re.findall(r"Idea of the number (\d)", drawn) for part, drawn in parts.items()} == {
        "answered": ["0"],
        "done": ["2"],
        "worked": [],
        "tried": ["1"],
        "waiting": ["3"],
    }
    assert "We tried it until Friday 30 October 2026. Nobody has said yet what we learnt." in parts["tried"]
    assert "who should answer by Monday 23 November 2026" in parts["waiting"]
    later = yousaid.of(hall.memory, replace(month, due_at=MONDAY + 5 * WEEK))
    assert "The answer was due on Monday 23 November 2026" in str(
        drawn_yousaid.lines_of(SAY, later, "waiting")
    )
