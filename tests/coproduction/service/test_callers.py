"""Somebody in the call without Slack: a facilitator enters what they say, and it counts as all else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import GROUP_CARD, round_card, seat_note, seat_of
from coproduction.callers import id_of
from coproduction.errors import Taken
from coproduction.followups import NUDGE, FollowUpState, Reply
from coproduction.ideas import IdeaKind
from coproduction.levels import Level
from coproduction.looks import key_of
from coproduction.messages import Card, MessageState
from coproduction.people import Actor, Person
from coproduction.polls import YES_NO
from coproduction.reports.figures import Figures
from coproduction.reports.releasing import Gate
from coproduction.reports.telling import without_slack
from coproduction.service import callers, checkins, followups, ideas, now, pledges, polls, reports
from coproduction.service.breakouts import cards, presence, rollcall
from coproduction.service.callers import CallerForm
from coproduction.service.kinds import shown
from coproduction.service.outbox import claim_to_send
from handlers.blocks.kit import Drawing
from handlers.blocks.now import panel
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, HALL, MINUTE, NOW, ONLY_FACILITATORS, PARK, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.polls import Poll
    from coproduction.service.callers import Entered

ROSA = CallerForm("form:rosa", alias="Rosa", agrees=True)
ROSA_ID = id_of("form:rosa")
EVERYTHING = replace(
    ROSA, sector="family", perspective="lived", mood="4", word="glad", idea="A phone line", pledge="Call Ana"
)


def entered(town: Town, form: CallerForm = ROSA, by: Actor = ANA) -> Entered:
    return town.do(callers.enter, NOW, by, HALL, form)


def said(done: Entered) -> list[str]:
    return [SAY(words) for words in done.said]


def asked(town: Town, level: Level = Level.NAMED) -> Poll:
    form = polls.PollForm("Shall we meet again?", [], f"form:{level}", kind=YES_NO, level=level)
    return town.do(polls.open_poll, NOW, ANA, HALL, form)


def test_what_a_facilitator_enters_counts_with_what_the_others_say(any_town: Town) -> None:
    session, poll = any_town.start(), None
    any_town.arrive(session, BO)
    poll = asked(any_town)
    done = entered(any_town, replace(EVERYTHING, answers={poll.id: "0"}))

    memory = any_town.memory
    assert said(done) == [
        "their check-in",
        "their idea",
        "their answer to “Shall we meet again?”",
        "their pledge",
    ]
    assert memory.sessions.attendees(session.id) == ["bo", ROSA_ID]
    assert {each.voice: (each.mood, each.word, each.candour) for each in memory.checkins.of(session.id)} == {
        "bo": (4, None, None),
        ROSA_ID: (4, "glad", None),
    }
    assert [(idea.text, idea.author) for idea in memory.ideas.of(HALL)] == [("A phone line", ROSA_ID)]
    assert memory.polls.votes(poll.id) == {"0": 1}
    assert [(pledge.what, pledge.person) for pledge in memory.pledges.of(HALL)] == [("Call Ana", ROSA_ID)]
    told = reports.figures(memory, HALL, Gate(HALL, memory.reports.released(HALL)))
    assert (told.champions, told.ideas, told.pledges) == (2, 1, 1)
    assert (told.callers, told.callers_ideas, told.callers_pledges) == (1, 1, 1)


def test_a_report_tells_how_many_only_from_five_on() -> None:
    few = Figures((), 9, 1, {}, 1, 0, 0, None, 2, 2, {}, callers=4, callers_ideas=1, callers_pledges=2)  # type: ignore[arg-type]
    assert SAY(without_slack(few)) == (
        "Fewer than 5 of the champions were in the call without Slack. "
        "Entered for them, and counted above and below: 1 idea."
    )
    assert "1 idea and 2 seats in groups." in SAY(without_slack(replace(few, callers_seats=2)))
    assert SAY(without_slack(replace(few, callers=5))) == (
        "5 of the champions were in the call without Slack. "
        "Entered for them, and counted above and below: 1 idea and 2 pledges."
    )
    assert "1 idea, 1 closing answer and 2 pledges." in SAY(
        without_slack(replace(few, callers=5, callers_answers=1))
    )
    assert "answer" not in SAY(without_slack(replace(few, callers_answers=1)))


@pytest.mark.parametrize("level", [Level.ANONYMOUS])
def test_nobody_answers_an_anonymous_poll_for_somebody_else_and_nothing_of_the_form_is_kept(
    town: Town, level: Level
) -> None:
    town.start()
    poll = asked(town, level)
    found = town.do(callers.ready, ANA, HALL)
    assert (found.polls, found.has_anonymous) == ((), True)

    before = town.rows()
    no = town.refusal(callers.enter, NOW, ANA, HALL, replace(EVERYTHING, answers={poll.id: "0"}))
    assert no == (
        "This poll is anonymous, so nobody can answer it for somebody else: you would know their answer. "
        "Nothing was entered.",
        None,
    )
    assert town.rows() == before


THERE = (
    "“{}” is in the list already. Is it the same person? Then choose them above. "
    "If not, please write a longer name, for example: {} from Leeds"
)


def test_two_facilitators_who_enter_the_same_name_at_once_make_one_person(town: Town) -> None:
    town.start()
    entered(town)
    other = replace(ROSA, origin="form:2")
    assert town.refusal(callers.enter, NOW, ANA, HALL, other) == (THERE.format("Rosa", "Rosa"), "alias")
    looks_alike = replace(other, alias="rоsа")  # with letters that only look like ours
    assert town.refusal(callers.enter, NOW, ANA, HALL, looks_alike)[1] == "alias"
    assert entered(town, ROSA).caller.id == ROSA_ID  # the same form, delivered twice
    assert len(town.memory.callers.of(HALL)) == 1


def test_the_same_words_entered_twice_count_once_which_is_said(town: Town) -> None:
    town.start()
    entered(town, EVERYTHING)
    again = replace(EVERYTHING, origin="form:2", who=ROSA_ID, alias="", agrees=False, mood="", word=None)
    assert said(entered(town, again)) == [
        "their idea, in the same words as before: it counts once",
        "their pledge, in the same words as before: it counts once",
    ]
    assert (len(town.memory.ideas.of(HALL)), len(town.memory.pledges.of(HALL))) == (1, 1)


def test_the_day_at_the_end_of_what_somebody_promised_is_read_and_said(town: Town) -> None:
    town.start()
    promised = replace(ROSA, pledge="Call Ana by 12 November")
    assert said(entered(town, promised)) == [
        "that they are here",
        "their pledge, by Thursday 12 November 2026",
    ]
    assert [each.by for each in town.memory.pledges.of(HALL)] == [date(2026, 11, 12)]


def test_where_another_process_was_quicker_the_database_says_no(any_town: Town) -> None:
    any_town.start()
    caller = entered(any_town).caller
    with pytest.raises(Taken):
        any_town.do(lambda memory: memory.callers.add(replace(caller, id="call-other")))


@pytest.mark.parametrize(
    ("alias", "field"),
    [
        ("", "alias"),
        ("   ", "alias"),
        ("<!channel>", "alias"),
        ("<@U123>", "alias"),
        ("*Rosa*", "alias"),
        ("…", "alias"),
        ("R" * 41, "alias"),
        ("\u202easoR\u202c\u200b", ""),
    ],
)
def test_a_name_that_is_none_or_is_markup_is_refused_at_its_field(town: Town, alias: str, field: str) -> None:
    town.start()
    form = replace(ROSA, alias=alias)
    if field:
        assert town.refusal(callers.enter, NOW, ANA, HALL, form)[1] == field
    else:
        assert entered(town, form).caller.alias == "asoR"


def test_without_their_yes_nothing_is_kept(town: Town) -> None:
    town.start()
    no = town.refusal(callers.enter, NOW, ANA, HALL, replace(EVERYTHING, agrees=False))
    assert no == ("Please ask them first. Tick this when they have said yes.", "agrees")
    assert town.memory.callers.of(HALL) == []


def test_only_who_leads_enters_for_others_and_only_of_the_list_of_this_programme(town: Town) -> None:
    town.start()
    entered(town)
    town.start(channel=PARK)
    assert town.refusal(callers.enter, NOW, BO, HALL, ROSA) == (
        ONLY_FACILITATORS.format("enter what people in the call say"),
        None,
    )
    forged = CallerForm("form:3", who="bo", mood="1")
    for channel, form in ((HALL, forged), (PARK, replace(forged, who=ROSA_ID))):
        no = town.refusal(callers.enter, NOW, ANA, channel, form)
        assert no == ("This person is not in the list any more. Please open the form again.", "who")


def test_they_sit_in_groups_are_taken_to_be_here_and_get_no_message(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY, DEE)
    entered(town, EVERYTHING)
    round_ = town.going()
    there = town.do(presence.sitting, ANA, round_.id)
    assert ROSA_ID in {seat.person for group in there.groups for seat in group.seats}
    assert (ROSA_ID in there.here, ROSA_ID in there.silent) == (True, False)
    assert reports.figures(town.memory, HALL, Gate(HALL, [])).callers_seats == 1

    for actor in (BO, CY, DEE):
        town.do(presence.here, NOW, actor, round_.id)
    assert town.do(presence.sitting, ANA, round_.id).silent == ()
    town.do(rollcall.ask_silent, NOW + 2 * MINUTE, round_.id)
    claimed = town.do(claim_to_send, NOW + 2 * MINUTE, 100, None)
    assert ROSA_ID not in {message.recipient for message in claimed}
    note = town.memory.messages.find(seat_note(round_.id, ROSA_ID))
    assert note
    assert note.state is not MessageState.PENDING
    assert any(message.kind == GROUP_CARD for message in claimed)
    card = town.memory.messages.find(round_card(round_.id))
    assert card
    shown = cards.overview(town.memory, card)
    assert shown
    assert (shown.here, shown.people, shown.callers, shown.told) == (4, 4, 1, 0)  # no note is sent yet
    assert shown.untold == 0
    seat = seat_of(town.memory.breakouts.seats(round_.id), ROSA_ID)
    assert seat
    assert seat.role is None
    panel_now = Drawing.of(SAY, panel(SAY, town.do(now.seen, NOW, ANA, HALL))).text
    assert "4 of 4 people" in panel_now
    assert "0 of 3 people have the message with their group. 1 person here has no Slack." in panel_now


def test_who_comes_while_groups_are_out_gets_a_seat(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    round_ = town.going()
    done = entered(town)
    assert town.do(presence.join, NOW, session, done.caller.id)
    assert ROSA_ID in {seat.person for seat in town.memory.breakouts.seats(round_.id)}


def test_who_entered_a_pledge_is_asked_about_it_in_words_that_say_for_whom(town: Town) -> None:
    town.start()
    entered(town, EVERYTHING)
    (pledge,) = town.memory.pledges.by(ROSA_ID)
    planned = town.memory.follow_ups.of("pledge", pledge.id)
    assert planned
    assert {each.person for each in planned} == {"ana"}

    town.passes(planned[0].due_at + MINUTE)
    (nudge,) = [each for each in town.messages(MessageState.PENDING) if each.kind == NUDGE]
    assert nudge.recipient == "ana"
    note = town.do(lambda memory: shown(memory, nudge)[0])
    assert (note.whose, note.pledge.what, note.pledge.person) == (ROSA_ID, "Call Ana", "ana")
    town.do(followups.reply, ANA, planned[0].id, Reply.DONE)
    assert town.refusal(followups.reply, BO, planned[1].id, Reply.DONE)[1] is None
    told = reports.figures(town.memory, HALL, Gate(HALL, []))
    assert told.pledges == 1


def test_a_buddy_takes_the_questions_over_and_only_they_can_answer(town: Town) -> None:
    town.start()
    entered(town, EVERYTHING)
    (pledge,) = town.memory.pledges.by(ROSA_ID)
    entered(town, CallerForm("form:4", who=ROSA_ID, buddy="cy"))
    waiting = town.memory.follow_ups.of("pledge", pledge.id)
    assert {each.person for each in waiting} == {"cy"}
    assert town.do(pledges.mine, CY, pledge.id).person == ROSA_ID
    assert town.refusal(pledges.mine, ANA, pledge.id)[1] is None


def test_who_takes_back_their_yes_is_forgotten_and_the_totals_stay(any_town: Town) -> None:
    session = any_town.start()
    any_town.arrive(session, BO)
    entered(any_town, EVERYTHING)
    rosa = any_town.do(callers.chosen, ANA, HALL, ROSA_ID)
    any_town.do(callers.forget, NOW + DAY, ANA, rosa)

    memory = any_town.memory
    assert any_town.refusal(callers.to_forget, ANA, ROSA_ID)[0].startswith("This name is forgotten already")
    assert memory.callers.of(HALL) == []
    assert [(idea.text, idea.author) for idea in memory.ideas.of(HALL)] == [("A phone line", None)]
    assert [pledge.is_withdrawn for pledge in memory.pledges.of(HALL)] == [True]
    states = {each.state for each in memory.follow_ups.of_channel(HALL)}
    assert FollowUpState.PLANNED not in states
    assert memory.people.get(ROSA_ID) == Person(ROSA_ID)
    assert "Rosa" not in "".join(row for rows in any_town.rows().values() for row in rows)
    assert memory.sessions.how_many_came(session.id) == 2


def test_a_new_name_stands_wherever_the_old_one_did(town: Town) -> None:
    town.start()
    done = entered(town, EVERYTHING)
    (idea,) = town.memory.ideas.by(ROSA_ID)
    effects = town.effects(callers.rename, ANA, done.caller, "Rosa from Leeds")
    assert Card("idea", idea.id) in effects.cards
    assert town.do(callers.named, ANA, HALL, "rosa FROM leeds").id == ROSA_ID
    assert town.refusal(callers.named, ANA, HALL, "Rosa")[1] is None


def test_names_that_look_the_same_are_the_same() -> None:
    assert key_of("Rosa") == key_of("  ROSÁ ") == key_of("R0sa") == key_of("Rоsa")
    assert key_of("Rosa") != key_of("Rosi")


def told_by_themselves(town: Town, who: Actor, channel: str, origin: str, poll: Poll) -> None:
    session = town.memory.sessions.live_in(channel)
    assert session
    town.do(checkins.arrive, who, session.id, checkins.CheckInForm("4", "glad", True, "family", "lived"))
    told = ideas.IdeaDraft(f"A phone line {origin}", IdeaKind.CHANGE, origin)
    town.do(ideas.write, NOW, who, channel, told)
    town.do(polls.vote, who, poll.id, "0")
    town.do(pledges.make, NOW, who, channel, pledges.PledgeForm("Call Ana", None, origin))


def session_of_six(town: Town, channel: str, by_phone: int) -> tuple[Figures, dict[str, int]]:
    """Six people take part, so many of them entered by Ana; what is then told of the programme."""
    town.start(channel=channel)
    form = polls.PollForm("Shall we meet again?", [], f"form:{channel}", kind=YES_NO, level=Level.NAMED)
    poll = town.do(polls.open_poll, NOW, ANA, channel, form)
    for number in range(6):
        origin = f"{channel}:{number}"
        if number >= by_phone:
            told_by_themselves(town, Actor(f"person {number}"), channel, origin, poll)
            continue
        entered_ = replace(
            EVERYTHING,
            origin=origin,
            alias=f"Rosa {number}",
            idea=f"A phone line {origin}",
            answers={poll.id: "0"},
        )
        town.do(callers.enter, NOW, ANA, channel, entered_)
    votes = town.memory.polls.votes(poll.id)
    town.end(channel=channel)
    (closing,) = town.memory.polls.open_in(channel)
    for number in range(by_phone, 6):
        town.do(polls.vote, Actor(f"person {number}"), closing.id, "0")
    for rosa in town.memory.callers.of(channel):
        form_ = CallerForm(f"{channel}:{rosa.id}", who=rosa.id, answers={closing.id: "0"})
        town.do(callers.enter, NOW, ANA, channel, form_)
    return reports.figures(town.memory, channel, Gate(channel, [])), dict(votes)


def test_a_session_comes_to_the_same_figures_when_half_of_the_room_is_entered_for(town: Town) -> None:
    here, votes_here = session_of_six(town, HALL, by_phone=0)
    there, votes_there = session_of_six(town, PARK, by_phone=3)
    assert (there.callers, there.callers_ideas, there.callers_pledges, there.callers_answers) == (3, 3, 3, 3)
    apart = replace(there, callers=0, callers_ideas=0, callers_pledges=0, callers_answers=0)
    assert replace(apart, encounters=here.encounters) == here
    assert votes_there == votes_here == {"0": 6}
