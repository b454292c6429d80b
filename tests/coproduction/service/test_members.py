"""What people may see and do in a channel follows who is in it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.breakouts import Part, Role
from coproduction.ideas import IDEA_CARD
from coproduction.leadoffers import OfferState
from coproduction.levels import Level
from coproduction.members import Door
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    POLL_CARD,
    RANKING,
    SCALE,
    SEVERAL,
    YES_NO,
)
from coproduction.service import (
    answers,
    belongings,
    channels,
    checkins,
    consents,
    idealists,
    ideas,
    ideasupport,
    ideawithdrawals,
    leadoffers,
    members,
    people,
    places,
    pledges,
    polls,
    reports,
    sessions,
    successors,
)
from coproduction.service.breakouts import helpcalls, presence, proposing, reportbacks, rollcall, rounds
from coproduction.service.kinds import KINDS, kind_of
from coproduction.service.owing import owe
from coproduction.service.successors import NOBODY_LEADS, Leaderless
from coproduction.sessions import SESSION_CARD
from coproduction.stuck import STUCK
from coproduction.words import Text
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    PARK,
    Town,
    draft,
    form,
    promise,
    wished,
)
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.ports import Memory

NOT_THERE = (
    "You are not in this channel any more, so I did nothing. Ask somebody there to add you.",
    None,
)
NEW = "C-NEW"
MALLORY = Actor("mallory", is_admin=True, here="C-MALLORYS")  # an admin who is in no channel of ours
WHEN = polls.PollForm("When?", ["Morning", "Evening"], "form:1")


def happened(town: Town) -> None:
    """A session in which everything has happened once, Bo's doing for the most part."""
    session = town.start()
    town.arrive(session, BO, CY, ANA)
    town.going(minutes="10")
    town.idea()
    town.do(ideas.write, NOW, CY, HALL, draft("A quiet room", "form:2"))
    town.do(ideawithdrawals.withdraw, NOW, BO, town.idea("A choir", "form:3").id)
    town.do(consents.ask, NOW, CY, "bo", HALL, draft("Share a cupboard", "message:1"))
    town.do(polls.open_poll, NOW, ANA, HALL, WHEN)
    town.pledge()
    town.do(reports.ask, NOW, ANA, HALL, "form:9")


def ids(town: Town) -> dict[str, str]:
    """The ids of what there is, as if somebody had kept their buttons."""
    memory = town.memory
    [session], [poll] = memory.sessions.of(HALL), memory.polls.open_in(HALL)
    bos, cys, choir = memory.ideas.of(HALL)
    [pledge] = memory.pledges.by("bo")
    return {
        "session": session.id,
        "poll": poll.id,
        "round": memory.breakouts.of(session.id)[0].id,
        "bo's": bos.id,
        "cy's": cys.id,
        "choir": choir.id,
        "consent": memory.consents.waiting_for("bo")[0].id,
        "pledge": pledge.id,
    }


PARTICIPANTS: dict[str, Callable[[Memory, Actor, dict[str, str]], object]] = {
    "vote": lambda m, who, id_: polls.vote(m, who, id_["poll"], "0"),
    "open the form of an answer": lambda m, who, id_: answers.answering(m, who, id_["poll"]),
    "answer in the form": lambda m, who, id_: answers.answer_all(m, who, id_["poll"], ["0"]),
    "read all results": lambda m, who, id_: answers.results(m, who, id_["poll"]),
    "read what all wrote": lambda m, who, id_: answers.written(m, who, id_["poll"]),
    "support": lambda m, who, id_: ideasupport.support(m, who, id_["cy's"]),
    "write an idea here": lambda m, who, _: ideas.write(m, NOW, who, HALL, draft("Tea", "form:8")),
    "write one elsewhere": lambda m, who, _: ideas.write(m, NOW, who, "D-BO", draft("Tea", "form:8")),
    "save a message": lambda m, who, _: ideas.save_own(m, NOW, who, HALL, draft("Tea", "form:8")),
    "put an idea back": lambda m, who, id_: ideawithdrawals.put_again(m, NOW, who, id_["choir"]),
    "read the ideas": lambda m, who, _: idealists.listed(m, who, HALL),
    "read the ideas elsewhere": lambda m, who, _: idealists.listed(m, who, "D-BO"),
    "turn a page": lambda m, who, _: idealists.of_programme(m, who, HALL),
    "turn a page of a session": lambda m, who, id_: idealists.of_session(m, who, id_["session"]),
    "ask a writer": lambda m, who, _: consents.ask(m, NOW, who, "cy", HALL, draft("Tea", "form:8")),
    "say yes": lambda m, who, id_: consents.agree(m, NOW, who, id_["consent"]),
    "say yes without a name": lambda m, who, id_: consents.agree_unnamed(m, NOW, who, id_["consent"]),
    "pledge here": lambda m, who, _: pledges.make(m, NOW, who, HALL, promise(origin="form:8")),
    "pledge elsewhere": lambda m, who, _: pledges.make(m, NOW, who, "D-BO", promise(origin="form:8")),
    "open the check-in": lambda m, who, _: checkins.prepare(m, who, HALL),
    "check in": lambda m, who, id_: checkins.arrive(m, who, id_["session"], form()),
    "speak without a name": lambda m, who, id_: checkins.speak_unnamed(m, who, id_["session"], form()),
    "be here": lambda m, who, id_: presence.here(m, NOW, who, id_["round"]),
    "where do I sit": lambda m, who, id_: presence.where(m, who, id_["round"]),
    "all groups": lambda m, who, id_: rounds.shown(m, who, id_["round"]),
    "take a role": lambda m, who, id_: rounds.take_role(m, who, id_["round"], 1, Role.SCRIBE),
    "call for a hand": lambda m, who, id_: helpcalls.call(m, NOW, who, id_["round"], 1),
    "report back": lambda m, who, id_: reportbacks.report(
        m, NOW, who, id_["round"], 1, {Part.AGREE: "yes"}, "form:8"
    ),
    "where could it belong": lambda m, who, _: places.meant(m, who, "D-BO"),
    "where else could it belong": lambda m, who, _: places.among(m, who),
}

LEADERS: dict[str, Callable[[Memory, Actor, dict[str, str]], object]] = {
    "start": lambda m, who, _: sessions.start(m, NOW, who, HALL, "Mine"),
    "open the form of a session": lambda m, who, _: sessions.may_start(m, who, HALL),
    "open the form of another title": lambda m, who, _: sessions.led_here(m, who, HALL, Text("x")),
    "open the form of a poll": lambda m, who, _: polls.may_open(m, who, HALL),
    "ask before the end": lambda m, who, _: sessions.ending(m, who, HALL),
    "end": lambda m, who, _: sessions.end(m, NOW, who, HALL),
    "end it from elsewhere": lambda m, who, id_: sessions.end(m, NOW, who, "C1", id_["session"]),
    "rename": lambda m, who, id_: sessions.rename(m, who, id_["session"], "Mine"),
    "cancel": lambda m, who, id_: sessions.cancel(m, NOW, who, id_["session"]),
    "open a poll": lambda m, who, _: polls.open_poll(m, NOW, who, HALL, replace(WHEN, origin="form:8")),
    "close the polls": lambda m, who, _: polls.close(m, who, HALL),
    "see the polls": lambda m, who, _: polls.open_here(m, who, HALL),
    "take a poll back": lambda m, who, id_: polls.take_back(m, who, id_["poll"]),
    "look at a poll to change it": lambda m, who, id_: polls.still_unanswered(m, who, id_["poll"]),
    "report": lambda m, who, _: reports.ask(m, NOW, who, HALL, "form:8"),
    "ask for groups": lambda m, who, _: proposing.ask(m, who, HALL),
    "make groups": lambda m, who, _: proposing.prepare(m, who, HALL, wished()),
    "shuffle": lambda m, who, id_: proposing.prepare_again(m, who, id_["round"]),
    "look at groups": lambda m, who, id_: proposing.draft(m, who, id_["round"]),
    "go": lambda m, who, id_: rounds.go(m, NOW, who, id_["round"]),
    "more time": lambda m, who, id_: rounds.extend(m, NOW, who, id_["round"], 5, None),
    "less time": lambda m, who, id_: rounds.shorten(m, NOW, who, id_["round"], NOW, NOW),
    "call back": lambda m, who, id_: rounds.call_back(m, NOW, who, id_["round"]),
    "list the groups": lambda m, who, id_: rounds.listed(m, who, id_["round"]),
    "go to a group": lambda m, who, id_: helpcalls.go(m, who, id_["round"], 1),
    "who is missing": lambda m, who, id_: presence.sitting(m, who, id_["round"]),
    "take out": lambda m, who, id_: presence.remove(m, NOW, who, id_["round"], ["bo"]),
    "bring back": lambda m, who, id_: presence.bring_back(m, NOW, who, id_["round"], ["bo"]),
    "keep all": lambda m, who, id_: rollcall.keep_all(m, NOW, who, id_["round"]),
}


GIVEN = {
    CHOICE: "1",
    SEVERAL: "0 1",
    YES_NO: "1",
    SCALE: "4",
    BEFORE_NOW: "2 4",
    DOTS: "1 1 0",
    RANKING: "0 1",
    OPEN_TEXT: "Tea",
}
WITH_OPTIONS, NUMBERED = {CHOICE, SEVERAL, DOTS, RANKING}, {SEVERAL, DOTS}


def always(given: str) -> Callable[[object], str]:
    """What a form gives to whatever it is asked."""
    return lambda _poll: given


def read(town: Town, *there: Actor, is_private: bool = True, channel: str = HALL) -> None:
    """Slack has told who is in a channel."""
    members = [actor.id for actor in there]
    town.do(lambda memory: memory.members.read(channel, members, is_private=is_private))


def test_who_was_removed_from_a_private_channel_does_and_sees_nothing_there(any_town: Town) -> None:
    happened(any_town)
    known = ids(any_town)
    read(any_town, ANA, CY)
    before = any_town.rows()
    for name, act in PARTICIPANTS.items():
        assert (name, any_town.refusal(act, replace(BO, here="D-BO"), known)) == (name, NOT_THERE)
        assert (name, any_town.refusal(act, replace(BO, here=HALL), known)) == (name, NOT_THERE)
    assert any_town.rows() == before


@pytest.mark.parametrize("level", list(Level))
def test_who_was_removed_answers_no_kind_of_poll_of_any_level_whichever_button_is_forged(
    town: Town, level: Level
) -> None:
    town.start()
    options, asked = ["A", "B", "C"], []
    for number, (kind, given) in enumerate(GIVEN.items()):
        listed = options if kind in WITH_OPTIONS else []
        form_ = polls.PollForm(
            "When?", listed, f"form:{number}", kind, level, most=2 if kind in NUMBERED else None
        )
        if level is not Level.ANONYMOUS or kind in (CHOICE, YES_NO, SCALE, OPEN_TEXT):
            asked.append((town.do(polls.open_poll, NOW, ANA, HALL, form_), given))
    read(town, ANA, CY)
    before = town.rows()
    for poll, given in asked:
        for unnamed in (True, False):
            assert town.refusal(polls.vote, BO, poll.id, given, unnamed=unnamed) == NOT_THERE
        assert town.refusal(answers.answer_all, BO, poll.id, [given]) == NOT_THERE
        assert town.refusal(answers.give, BO, poll.id, always(given)) == NOT_THERE
    assert town.rows() == before
    for poll, given in asked:
        assert town.do(polls.vote, CY, poll.id, given, unnamed=poll.is_anonymous)
        assert sum(town.memory.polls.votes(poll.id).values()) == 1


def test_nobody_facilitates_from_outside_be_they_an_admin(any_town: Town) -> None:
    happened(any_town)
    known = ids(any_town)
    read(any_town, BO, CY)
    before = any_town.rows()
    for name, act in LEADERS.items():
        for who in (ANA, MALLORY):
            assert (name, any_town.refusal(act, who, known)) == (name, NOT_THERE)
    assert any_town.rows() == before


def test_what_is_ones_own_stays_ones_own(town: Town) -> None:
    happened(town)
    known = ids(town)
    town.do(ideasupport.support, BO, known["cy's"])
    read(town, ANA, CY)
    mine = [idea.id for idea in belongings.of(town.memory, BO).ideas]
    assert set(mine) == {known["bo's"], known["choir"]}
    assert town.do(ideasupport.take_back, BO, known["cy's"])[1]
    assert town.do(ideawithdrawals.withdraw, NOW, BO, known["bo's"]).is_withdrawn
    assert town.do(pledges.withdraw, NOW, BO, known["pledge"]).is_withdrawn
    town.do(consents.decline, BO, known["consent"])


def test_who_is_in_the_channel_does_as_before_and_who_comes_back_too(any_town: Town) -> None:
    happened(any_town)
    known = ids(any_town)
    read(any_town, ANA, CY)
    any_town.do(lambda memory: memory.members.join(HALL, "bo"))
    assert any_town.do(polls.vote, BO, known["poll"], "0")
    assert any_town.do(ideasupport.support, BO, known["cy's"])[1]
    assert not any_town.do(ideasupport.support, BO, known["cy's"])[1]
    assert any_town.do(places.meant, BO, "D-BO") == [places.Where(HALL, "New parents", is_live=True)]
    any_town.do(lambda memory: memory.members.leave(HALL, "bo"))
    assert any_town.refusal(polls.vote, BO, known["poll"], "1") == NOT_THERE
    assert any_town.memory.polls.ballots(known["poll"]) == {"bo": "0"}


def test_until_the_members_of_a_channel_have_been_read_nobody_is_shut_out(any_town: Town) -> None:
    happened(any_town)
    known = ids(any_town)
    any_town.do(lambda memory: memory.members.join(HALL, "cy"))
    any_town.do(lambda memory: memory.members.leave(HALL, "bo"))
    assert any_town.do(polls.vote, BO, known["poll"], "0")
    assert any_town.do(places.among, DEE) == []  # what she is in, nobody has told


def test_in_a_public_channel_who_acts_right_there_may(any_town: Town) -> None:
    happened(any_town)
    known = ids(any_town)
    read(any_town, ANA, CY, is_private=False)
    there, elsewhere = replace(DEE, here=HALL), replace(DEE, here="C-DEES")
    assert any_town.refusal(polls.vote, elsewhere, known["poll"], "0") == NOT_THERE
    assert any_town.refusal(ideasupport.support, elsewhere, known["cy's"]) == NOT_THERE
    assert any_town.refusal(checkins.arrive, elsewhere, known["session"], form()) == NOT_THERE
    assert any_town.memory.polls.ballots(known["poll"]) == {}
    assert any_town.do(polls.vote, there, known["poll"], "0")
    assert any_town.do(ideasupport.support, there, known["cy's"])[1]
    assert not any_town.do(ideasupport.support, there, known["cy's"])[1]
    any_town.do(checkins.arrive, there, known["session"], form())
    # who has taken part has notes with buttons in their conversation with the bot
    assert any_town.do(presence.here, NOW, elsewhere, known["round"]).group.members


def test_the_programmes_of_the_channels_one_is_in_can_be_meant(town: Town) -> None:
    town.start()
    town.start(channel=PARK)
    read(town, DEE)
    assert town.do(places.among, DEE) == [places.Where(HALL, "New parents", is_live=True)]


def test_reading_anew_forgets_who_is_not_there_any_more(any_town: Town) -> None:
    read(any_town, ANA, BO)
    read(any_town, BO, CY)
    read(any_town, DEE, channel=PARK)
    memory = any_town.memory
    assert memory.members.of(HALL) == {"bo", "cy"}
    assert memory.members.channels_of("dee") == {PARK}
    assert memory.members.door(HALL, "ana") is Door.CLOSED
    assert memory.members.door(HALL, "bo") is Door.OPEN
    read(any_town, BO, is_private=False)
    assert any_town.memory.members.door(HALL, "ana") is Door.PUBLIC


# A channel that has another id


def test_a_programme_follows_its_channel_to_another_id(any_town: Town) -> None:
    happened(any_town)
    read(any_town, ANA, BO)
    known, messages = ids(any_town), any_town.messages()
    before = any_town.rows()
    any_town.do(channels.move, NOW, HALL, NEW)
    assert {table: [row for row in rows if HALL in row] for table, rows in any_town.rows().items()} == {
        table: [] for table in before
    }
    counts = {table: len(rows) for table, rows in before.items()}
    assert {table: len(rows) for table, rows in any_town.rows().items()} == counts
    moved = {message.id: message.channel for message in any_town.messages()}
    assert moved == {each.id: NEW if each.channel == HALL else each.channel for each in messages}
    assert any_town.memory.members.of(NEW) == {"ana", "bo"}
    assert any_town.do(polls.vote, BO, known["poll"], "0")
    written = any_town.do(ideas.write, NOW, BO, NEW, draft("Tea", "form:8")).idea
    assert (written.session, written.number) == (known["session"], 4)
    assert any_town.end(NOW + HOUR, channel=NEW).id == known["session"]
    owed = {card.kind for card in any_town.owed()}
    assert {SESSION_CARD, IDEA_CARD, POLL_CARD} <= owed


def test_what_is_about_a_channel_or_comes_from_a_message_in_it_follows_it_too(any_town: Town) -> None:
    any_town.start()
    any_town.end()
    any_town.do(leadoffers.hand_over, NOW, ANA, HALL, "cy", "form:1")
    [offer] = any_town.memory.lead_offers.of(HALL)
    any_town.do(leadoffers.answer, NOW, CY, offer.id, OfferState.NEVER)
    any_town.start()
    saved = any_town.do(ideas.save_own, NOW, BO, HALL, draft("Tea", f"message:{HALL}:1.2")).idea
    any_town.do(consents.ask, NOW, BO, "cy", HALL, draft("Cake", f"message:{HALL}:1.3"))
    any_town.do(successors.tell, NOW, [ANA.id], [ADA.id])
    for kind in KINDS:  # whatever any of them calls its subject
        any_town.do(owe, NOW, Card(kind, HALL, "bo", occasion=HALL))
    before = any_town.rows()

    any_town.do(channels.move, NOW, HALL, NEW)

    assert any_town.rows() == {
        table: sorted(row.replace(HALL, NEW) for row in rows) for table, rows in before.items()
    }
    assert not any_town.do(ideas.save_own, NOW, BO, NEW, draft("Tea", f"message:{NEW}:1.2")).is_new
    assert any_town.memory.ideas.of(NEW) == [replace(saved, channel=NEW, origin=f"message:{NEW}:1.2")]
    [told] = [each for each in any_town.memory.messages.about(NOBODY_LEADS, NEW) if each.recipient == "ada"]
    assert kind_of(NOBODY_LEADS).content(any_town.memory, told) == Leaderless(NEW, ("New parents",))


def test_what_was_told_of_the_new_id_before_the_news_stays(any_town: Town) -> None:
    for channel in (HALL, NEW):
        any_town.start(channel=channel)
        any_town.end(channel=channel)
        any_town.do(owe, NOW, Card(STUCK, channel, "ada", occasion="day"))
        any_town.do(consents.ask, NOW, BO, "cy", channel, draft("Cake", f"message:{channel}:1.3"))
    newer = any_town.memory.messages.about(STUCK, NEW)
    any_town.do(channels.move, NOW, HALL, NEW)
    assert any_town.memory.messages.about(STUCK, NEW) == newer


def test_news_of_it_twice_or_of_a_channel_without_a_programme_change_nothing(any_town: Town) -> None:
    happened(any_town)
    any_town.do(channels.move, NOW, HALL, NEW)
    before = any_town.rows()
    any_town.do(channels.move, NOW, HALL, NEW)
    any_town.do(channels.move, NOW, "C-ANY", "C-OTHER")
    assert any_town.rows() == before


def test_what_began_under_the_new_id_before_the_news_of_it_stays_too(any_town: Town) -> None:
    older = any_town.start()
    any_town.arrive(older, BO)
    any_town.idea("One", "form:1")
    any_town.idea("Two", "form:2")
    newer = any_town.start(NOW + MINUTE, channel=NEW)
    any_town.do(ideas.write, NOW, BO, NEW, draft("Three", "form:3"))
    any_town.do(channels.move, NOW + HOUR, HALL, NEW)
    memory = any_town.memory
    assert [(each.number, each.text) for each in memory.ideas.of(NEW)] == [
        (1, "Three"),
        (3, "One"),
        (4, "Two"),
    ]
    assert [(each.id, each.is_live) for each in memory.sessions.of(NEW)] == [
        (older.id, False),
        (newer.id, True),
    ]
    fourth = any_town.do(ideas.write, NOW, BO, NEW, draft("Four", "form:4")).idea
    assert fourth.number == 5
    assert Card("summary", older.id) in any_town.owed()


def test_an_admin_makes_facilitators_from_anywhere(town: Town) -> None:
    read(town, BO)
    town.do(people.add_facilitator, ADA, "cy")
    assert people.facilitators(town.memory) == ["ana", "cy"]


def test_of_a_private_channel_that_the_bot_is_out_of_only_who_acts_in_it_is_seen(town: Town) -> None:
    town.arrive(town.start(), BO)
    town.do(members.read, HALL, {"bo", "bot"}, is_private=True)
    assert town.do(members.may, BO, HALL)

    town.do(members.shut, HALL)

    assert not town.do(members.may, BO, HALL)
    assert town.do(members.may, replace(BO, here=HALL), HALL)
    assert town.refusal(ideas.write, NOW, BO, "D-BO", draft()) == (SAY(members.UNSEEN), None)
    town.do(members.read, HALL, {"bot"}, is_private=True)  # it is back, and Bo is gone
    assert town.refusal(ideas.write, NOW, replace(BO, here=HALL), HALL, draft()) == (
        SAY(members.NOT_THERE),
        None,
    )
