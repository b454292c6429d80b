"""What goes on now: the present step of each programme, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from coproduction.board import BOARD
from coproduction.breakouts import MORE
from coproduction.effects import Effects
from coproduction.messages import Card, held_up, sent
from coproduction.people import Actor
from coproduction.polls import POLL_CARD, Poll
from coproduction.reports import REPORT
from coproduction.service import (
    board,
    members,
    now,
    outbox,
    people,
    planned,
    polls,
    reopening,
    reports,
    sessions,
    stuck,
)
from coproduction.service.breakouts import presence, rounds
from coproduction.service.kinds import kind_of
from coproduction.service.listening import Listening
from coproduction.service.now import Going
from coproduction.sessions import SUMMARY
from coproduction.stuck import Obstacle
from coproduction.usage import Event, Use
from tests.coproduction.service.test_planned import FORM
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
)

DIRECT = "D-ANA"  # her conversation with the bot


def ask(town: Town, question: str) -> Poll:
    wanted = polls.PollForm(question, ["Morning", "Evening"], f"form:{question}")
    return town.do(polls.open_poll, NOW, ANA, HALL, wanted)


def refused(town: Town, reason: str) -> None:
    """Slack refuses what is due, so that it waits with all that is owed there."""
    for message in town.do(outbox.claim_to_send, NOW, 1):
        town.do(outbox.settle, NOW, message, held_up(reason, HOUR))


def all_arrives(town: Town, at: datetime) -> None:
    while claimed := town.do(outbox.claim_to_send, at, 9):
        for message in claimed:
            town.do(outbox.settle, at, message, sent("1.2"))


def look(town: Town, at: timedelta = MINUTE, channel: str = HALL, actor: Actor = ANA) -> list[Going]:
    return town.do(now.seen, NOW + at, actor, channel)


def test_a_champion_is_refused(town: Town) -> None:
    assert town.refusal(now.seen, NOW, BO, HALL) == (
        ONLY_FACILITATORS.format("see what is going on now"),
        None,
    )


def test_where_nothing_goes_on_nothing_is_shown(town: Town) -> None:
    assert look(town) == []
    assert look(town, channel=DIRECT) == []


def test_the_session_of_this_channel_who_came_and_ten_minutes_to_cancel_it(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    room = Listening(session)
    assert look(town) == [Going(HALL, session, came=2, can_cancel=True, room=room)]
    assert look(town, 11 * MINUTE) == [Going(HALL, session, came=2, room=room)]


def test_of_a_round_its_present_step_and_its_end_before_it_was_given_more_time(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE, ANA)
    town.proposed(minutes="10")
    planned = look(town)[0].round
    assert planned is not None
    assert (planned.round.number, planned.is_next, planned.back_to) == (1, False, None)

    round_ = town.do(rounds.go, NOW, ANA, planned.round.id).round
    live = look(town)[0].round
    assert live is not None
    assert (live.round.id, live.back_to) == (round_.id, None)

    end = round_.ends_at
    assert end is not None
    town.do(rounds.extend, NOW + MINUTE, ANA, round_.id, MORE // MINUTE, end)
    longer = look(town)[0].round
    assert longer is not None
    assert longer.back_to == end
    late = look(town, 11 * MINUTE)[0].round
    assert late is not None
    assert late.back_to is None

    town.do(rounds.call_back, NOW, ANA, round_.id)
    assert look(town)[0].round is None


def test_who_is_out_of_a_round_is_counted_and_can_be_brought_back_from_there(any_town: Town) -> None:
    town = any_town
    session = town.start()
    town.arrive(session, BO, CY, DEE, ANA)
    round_ = town.going()
    for person in (BO.id, CY.id):
        town.do(members.joined, HALL, person)
    town.do(presence.remove, NOW, ANA, round_.id, [BO.id, DEE.id])  # Dee is in the channel no more
    shown = look(town)[0].round
    assert shown is not None
    assert (shown.people, shown.out, shown.told, shown.untold) == (1, 1, 0, 0)
    back = town.do(presence.bring_back, NOW, ANA, round_.id, [])
    assert [shift.person for shift in back.shifts if shift.before is None] == [BO.id]
    after = look(town)[0].round
    assert after is not None
    assert after.out == 0


def test_a_next_round_that_was_planned_with_the_one_before_can_start_at_once(town: Town) -> None:
    town.arrive(town.start(), BO, CY, DEE)
    first = town.going(rounds="2")
    town.do(rounds.call_back, NOW, ANA, first.id)
    [going] = look(town)
    assert going.round is not None
    assert (going.round.round.number, going.round.is_next) == (2, True)


def test_one_poll_is_closed_and_the_others_stay_open(any_town: Town) -> None:
    any_town.start()
    when, where = ask(any_town, "When?"), ask(any_town, "Where?")
    any_town.do(polls.vote, BO, when.id, "0")
    assert {each.poll.id: each.answered for each in look(any_town)[0].polls} == {when.id: 1, where.id: 0}

    closed = any_town.effects(polls.close_one, ANA, when.id)

    events = (Event(Use.POLL_CLOSED, {"answers": 1}),)
    card = Card(POLL_CARD, when.id)
    assert closed == Effects((card,), frozenset([card]), forgets=True, events=events)
    assert [each.poll.id for each in look(any_town)[0].polls] == [where.id]
    assert any_town.refusal(polls.vote, CY, when.id, "0") == (
        "This poll has closed, so this answer was not counted. If you gave one before, it still counts.",
        None,
    )
    assert any_town.refusal(polls.close_one, ANA, when.id) == (
        "This poll has closed, so it stays as it is.",
        None,
    )
    assert any_town.refusal(polls.close_one, BO, where.id)[0].startswith("Only the people who lead")
    assert any_town.refusal(polls.close_one, ANA, "nowhere") == ("This poll is gone.", None)


def test_after_the_end_the_closing_question_and_nobody_closes_it(town: Town) -> None:
    session = town.start()
    town.arrive(session, ANA, BO)
    ended = town.end()
    for channel in (HALL, DIRECT):
        [going] = look(town, channel=channel)
        assert (going.session, going.last) == (None, ended)
        assert going.closing is not None
        assert going.closing.answered == 0
        assert town.refusal(polls.close_one, ANA, going.closing.poll.id) == (
            "The closing question belongs to every session. It stays as it is.",
            None,
        )
    town.start(NOW + HOUR, PARK, "A bench")
    assert [each.channel for each in look(town, 13 * HOUR, DIRECT) if each.closing] == [HALL]
    for channel in (HALL, DIRECT):
        assert [each.channel for each in look(town, 13 * DAY, channel) if each.closing] == [HALL]
    while town.passes(NOW + 15 * DAY):
        pass
    assert look(town, 15 * DAY, DIRECT) == look(town, 15 * DAY) == []


def test_who_leads_two_channels_without_checking_in_finds_the_questions_of_both(any_town: Town) -> None:
    for channel, at in ((HALL, NOW), (PARK, NOW + HOUR)):
        any_town.start(at, channel, channel)
        any_town.do(members.joined, channel, ANA.id)
        any_town.end(at, channel)
    found = look(any_town, 13 * DAY, DIRECT)
    assert [each.channel for each in found if each.closing and each.last] == [PARK, HALL]


def test_from_their_conversation_every_session_they_lead_or_are_in_the_newest_first(town: Town) -> None:
    hall = town.start()
    park = town.start(NOW + MINUTE, PARK, "A bench")
    assert [(each.session, each.is_old) for each in look(town, HOUR, DIRECT)] == [(park, False), (hall, True)]

    town.do(people.add_facilitator, ADA, "cy")
    assert look(town, HOUR, DIRECT, CY) == []
    plan = town.do(planned.plan, NOW, ANA, HALL, replace(FORM, helpers=["cy"]), "form:1", "en")
    town.do(planned.begun, NOW, plan, hall)
    for came in ([], [park]):  # whom a plan named to help leads also where they have not checked in
        town.arrive(park, *[CY for _ in came])
        assert [(each.session, each.is_old) for each in look(town, HOUR, DIRECT, CY)] == [
            *((each, False) for each in came),
            (hall, False),
        ]
        assert [each.session for each in look(town, HOUR, PARK, CY)] == [park]


def test_an_older_session_that_nobody_ended_elsewhere_is_offered_beside_the_newer(town: Town) -> None:
    hall = town.start()
    park = town.start(NOW + MINUTE, PARK, "A bench")
    assert [(each.session, each.is_old) for each in look(town, HOUR, PARK)] == [(park, False), (hall, True)]
    assert [each.session for each in look(town, HOUR, HALL)] == [hall]
    town.arrive(hall, BO, CY)
    ask(town, "When?")
    older = look(town, HOUR, PARK)[1]  # with all that goes on there
    assert (older.came, [each.poll.question for each in older.polls]) == (2, ["When?"])
    assert town.do(sessions.left_open, park, "ana") == [hall]
    assert town.do(sessions.ending, ANA, "", hall.id).session == hall


def test_what_waits_is_counted_by_what_is_to_be_changed_also_when_no_session_is_live(town: Town) -> None:
    town.start()
    ask(town, "When?")
    refused(town, "is_archived")
    [waits] = look(town)[0].waits
    assert (waits.channel, waits.obstacle, waits.messages) == (HALL, Obstacle.ARCHIVED, 2)

    town.end()
    for channel in (HALL, DIRECT):
        [going] = look(town, 13 * HOUR, channel)
        assert [(each.obstacle, each.messages) for each in going.waits] == [(Obstacle.ARCHIVED, 2)]

    town.do(stuck.post_again, NOW + MINUTE, ANA, waits.first)
    [left] = look(town)[0].waits
    assert left.messages == 1
    assert left.first != waits.first


def test_a_look_marks_the_cards_to_be_redrawn_so_that_a_deleted_one_is_noticed(town: Town) -> None:
    town.start()
    poll = ask(town, "When?")
    all_arrives(town, NOW)
    effects = town.effects(now.look, NOW, ANA, HALL)
    assert poll.id in {card.subject for card in effects.cards if card.kind == POLL_CARD}


def test_a_look_notices_a_deleted_summary_also_where_nothing_goes_on_any_more(town: Town) -> None:
    session = town.start()
    town.end()
    all_arrives(town, NOW + HOUR)
    later = NOW + 15 * DAY
    town.passes(later)  # the closing question is closed, too
    assert look(town, 15 * DAY) == []
    assert town.effects(now.look, later, ANA, HALL) == Effects((Card(SUMMARY, session.id),))


def lives(town: Town, kind: str) -> list[bool]:
    """Of all messages of a kind, in order: whether each is posted again when somebody deletes it."""
    every = (each for each in town.messages() if each.kind == kind)
    told = sorted(every, key=lambda each: each.due_at)
    return [town.do(kind_of(kind).lives, each) for each in told]


def test_of_what_is_over_only_the_newest_is_posted_again(town: Town) -> None:
    town.start()
    town.end()
    second = town.start(NOW + DAY)
    assert lives(town, SUMMARY) == [False]  # something else goes on
    town.do(sessions.end, NOW + DAY, ANA, HALL)
    assert lives(town, SUMMARY) == [False, True]
    town.do(reopening.undo, NOW + DAY, ANA, second.id)
    assert lives(town, SUMMARY) == [False, False]
    town.do(sessions.end, NOW + DAY + MINUTE, ANA, HALL)
    assert lives(town, SUMMARY) == [False, False, True]


def test_of_boards_and_reports_only_the_newest_is_posted_again(town: Town) -> None:
    town.start()
    for number in range(2):
        at = NOW + number * MINUTE
        town.do(board.open_board, at, ANA, HALL, f"form:{number}")
        town.idea(f"Idea {number}", f"idea:{number}")
        asked = town.do(reports.ask, at, ANA, HALL, f"report:{number}")
        town.do(reports.post, at, ANA, asked.id)
    all_arrives(town, NOW + HOUR)
    assert (lives(town, BOARD), lives(town, REPORT)) == ([False, True], [False, True])
    town.end()
    assert lives(town, BOARD) == [False, False]
