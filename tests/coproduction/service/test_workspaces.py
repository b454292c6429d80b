"""Through the services, too, nothing of one workspace can be reached or changed from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coproduction.breakouts import Part, Role
from coproduction.followups import PLEDGE, Reply
from coproduction.messages import sent
from coproduction.nudges import Nudges
from coproduction.people import Actor
from coproduction.service import (
    belongings,
    checkins,
    consents,
    followups,
    idealists,
    ideas,
    ideasupport,
    ideawithdrawals,
    now,
    nudges,
    outbox,
    people,
    pledges,
    polls,
    reports,
    sessions,
    stuck,
)
from coproduction.service.breakouts import helpcalls, presence, proposing, reportbacks, rollcall, rounds
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    HALL,
    HOUR,
    NOW,
    WEEK,
    Town,
    draft,
    form,
    promise,
    wished,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from coproduction.ports import Memory

LONG_AFTER = NOW + 20 * WEEK
MALLORY = Actor("mallory", is_admin=True)  # an admin, but of the other workspace


@pytest.fixture
def here(each_town: Town) -> Town:
    """A workspace in which everything has happened once."""
    session = each_town.start()
    each_town.arrive(session, BO, CY)
    each_town.going(minutes="10")
    each_town.idea()
    each_town.do(consents.ask, NOW, BO, "cy", HALL, draft("Share a cupboard", "message:1"))
    each_town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm("When?", ["Morning", "Evening"], "form:1"))
    each_town.pledge()
    return each_town


@pytest.fixture
def there(here: Town) -> Town:
    """Another workspace in the same database, in which nothing has happened."""
    return Town(here.connection, "T2")


def ids(town: Town) -> dict[str, str]:
    """The ids of what there is in a town, as if somebody had read them over a shoulder."""
    memory = town.memory
    [session], [idea], [poll] = memory.sessions.of(HALL), memory.ideas.of(HALL), memory.polls.open_in(HALL)
    [pledge] = memory.pledges.by("bo")
    follow_up = memory.follow_ups.of(PLEDGE, pledge.id)[0]
    return {
        "session": session.id,
        "round": memory.breakouts.of(session.id)[0].id,
        "idea": idea.id,
        "consent": memory.consents.waiting_for("cy")[0].id,
        "poll": poll.id,
        "follow_up": follow_up.id,
        "message": town.messages()[0].id,
    }


REFUSED: dict[str, Callable[[Memory, dict[str, str]], object]] = {
    "check in": lambda m, id_: checkins.arrive(m, BO, id_["session"], form()),
    "speak": lambda m, id_: checkins.speak_unnamed(m, BO, id_["session"], form(named=False)),
    "open the form": lambda m, _: checkins.prepare(m, BO, HALL),
    "end": lambda m, _: sessions.end(m, NOW, MALLORY, HALL),
    "propose groups": lambda m, _: proposing.prepare(m, MALLORY, HALL, wished()),
    "shuffle": lambda m, id_: proposing.prepare_again(m, MALLORY, id_["round"]),
    "look at groups": lambda m, id_: proposing.draft(m, MALLORY, id_["round"]),
    "swap": lambda m, id_: proposing.swap_two(m, NOW, MALLORY, id_["round"], "bo", "cy"),
    "go": lambda m, id_: rounds.go(m, NOW, MALLORY, id_["round"]),
    "list groups": lambda m, id_: rounds.listed(m, MALLORY, id_["round"]),
    "more time": lambda m, id_: rounds.extend(m, NOW, MALLORY, id_["round"], 5, None),
    "call back": lambda m, id_: rounds.call_back(m, NOW, MALLORY, id_["round"]),
    "take a role": lambda m, id_: rounds.take_role(m, BO, id_["round"], 1, Role.SCRIBE),
    "call for a hand": lambda m, id_: helpcalls.call(m, NOW, BO, id_["round"], 1),
    "go to a group": lambda m, id_: helpcalls.go(m, MALLORY, id_["round"], 1),
    "be here": lambda m, id_: presence.here(m, NOW, BO, id_["round"]),
    "look who sits": lambda m, id_: presence.sitting(m, MALLORY, id_["round"]),
    "where": lambda m, id_: presence.where(m, BO, id_["round"]),
    "see all groups": lambda m, id_: rounds.shown(m, BO, id_["round"]),
    "less time": lambda m, id_: rounds.shorten(m, NOW, MALLORY, id_["round"], NOW, NOW),
    "bring back": lambda m, id_: presence.bring_back(m, NOW, MALLORY, id_["round"], ["bo"]),
    "keep all": lambda m, id_: rollcall.keep_all(m, NOW, MALLORY, id_["round"]),
    "be missing": lambda m, id_: presence.remove(m, NOW, MALLORY, id_["round"], ["bo"]),
    "report back": lambda m, id_: reportbacks.report(
        m, NOW, BO, id_["round"], 1, {Part.AGREE: "yes"}, "form:9"
    ),
    "write": lambda m, _: ideas.write(m, NOW, BO, HALL, draft()),
    "save": lambda m, _: ideas.save_own(m, NOW, BO, HALL, draft()),
    "ask a writer": lambda m, _: consents.ask(m, NOW, CY, "bo", HALL, draft()),
    "say yes": lambda m, id_: consents.agree(m, NOW, CY, id_["consent"]),
    "say yes, unnamed": lambda m, id_: consents.agree_unnamed(m, NOW, CY, id_["consent"]),
    "say no": lambda m, id_: consents.decline(m, CY, id_["consent"]),
    "put back": lambda m, id_: ideawithdrawals.put_again(m, NOW, BO, id_["idea"]),
    "take a message back": lambda m, _: ideawithdrawals.withdraw_message(m, NOW, "form:1"),
    "list": lambda m, _: idealists.listed(m, BO, HALL),
    "support": lambda m, id_: ideasupport.support(m, CY, id_["idea"]),
    "take back": lambda m, id_: ideasupport.take_back(m, CY, id_["idea"]),
    "withdraw": lambda m, id_: ideawithdrawals.withdraw(m, NOW, BO, id_["idea"]),
    "vote": lambda m, id_: polls.vote(m, BO, id_["poll"], "0"),
    "close one": lambda m, id_: polls.close_one(m, MALLORY, id_["poll"]),
    "close": lambda m, _: polls.close(m, MALLORY, HALL),
    "pledge": lambda m, _: pledges.make(m, NOW, BO, HALL, promise()),
    "reply": lambda m, id_: followups.reply(m, BO, id_["follow_up"], Reply.DONE),
    "put off": lambda m, id_: followups.put_off(m, NOW, BO, id_["follow_up"], 3),
    "report": lambda m, _: reports.ask(m, NOW, MALLORY, HALL, "x"),
    "send again": lambda m, id_: nudges.send_again(m, NOW, MALLORY, id_["message"]),
    "facilitate": lambda m, _: sessions.start(m, NOW, ANA, HALL, "x"),
}
EMPTY: dict[str, tuple[Callable[[Memory, dict[str, str]], object], Any]] = {
    "questions": (lambda m, _: rollcall.questions_due(m, LONG_AFTER), []),
    "ask the silent": (lambda m, id_: rollcall.ask_silent(m, LONG_AFTER, id_["round"]), None),
    "rolls": (lambda m, _: rollcall.rolls_due(m, LONG_AFTER), []),
    "call the roll": (lambda m, id_: rollcall.call_roll(m, LONG_AFTER, id_["round"]), None),
    "leave": (lambda m, _: presence.gone(m, NOW, "bo", HALL), None),
    "claim": (lambda m, _: outbox.claim_to_send(m, LONG_AFTER, 99), []),
    "look": (lambda m, _: outbox.claim_to_look(m, LONG_AFTER, 99), []),
    "belongings": (lambda m, _: belongings.of(m, BO), belongings.Belongings([], [], around=[])),
    "facilitators": (lambda m, _: people.facilitators(m), []),
    "nudges": (lambda m, _: nudges.overview(m, NOW, MALLORY), Nudges({}, [], [], [])),
    "retry": (lambda m, _: outbox.retry_channel(m, NOW, HALL), None),
    "lapse": (lambda m, id_: consents.lapse(m, LONG_AFTER, id_["consent"]), None),
    "forget a consent": (lambda m, id_: consents.forget(m, id_["consent"]), None),
    "stuck": (lambda m, _: stuck.stuck(m), []),
    "now": (lambda m, _: now.look(m, NOW, MALLORY, HALL), []),
    "look after": (lambda m, _: outbox.look_after(m, NOW, HALL), None),
    "redraw": (lambda m, id_: outbox.redrawn(m, NOW, id_["message"], "x"), None),
    "move": (lambda m, _: people.move(m, "bo", "Asia/Tokyo"), None),
}


def test_from_elsewhere_every_act_is_refused_or_finds_nothing(here: Town, there: Town) -> None:
    before, stolen = here.rows(), ids(here)
    for act in REFUSED.values():
        there.refusal(act, stolen)
    for act, nothing in EMPTY.values():
        assert there.do(act, stolen) == nothing
    assert here.rows() == before
    assert set().union(*there.rows().values()) == set()


def test_at_home_the_same_acts_are_heard(here: Town) -> None:
    """So that the test above does not pass because its acts are refused everywhere."""
    known = ids(here)
    for name in ("check in", "support", "take back", "vote", "reply", "list"):
        here.do(REFUSED[name], known)
    for name in ("claim", "belongings", "facilitators", "redraw", "move"):
        act, nothing = EMPTY[name]
        assert name == "redraw" or here.do(act, known) != nothing


def test_the_same_names_in_two_workspaces_live_side_by_side(here: Town, there: Town) -> None:
    before = here.rows()
    there.found()
    there.start()
    there.idea("Theirs")
    there.pledge(BO)
    assert there.do(idealists.listed, BO, HALL)[0][0].text == "Theirs"
    there.end(NOW + HOUR)
    assert here.rows() == before
    assert here.memory.sessions.live_in(HALL) is not None


def test_a_message_claimed_here_is_not_settled_there(here: Town, there: Town) -> None:
    message, *_ = here.do(outbox.claim_to_send, NOW, 99)
    assert not there.do(outbox.settle, NOW, message, sent("1.2"))
    assert here.do(outbox.settle, NOW, message, sent("1.2"))


def test_an_admin_there_makes_nobody_a_facilitator_here(here: Town, there: Town) -> None:
    there.do(people.add_facilitator, MALLORY, "bo")
    assert here.do(people.facilitators) == ["ana"]
    assert there.do(people.facilitators) == ["bo"]
    assert not here.do(people.known, BO).is_facilitator
    assert here.refusal(sessions.end, NOW, BO, HALL)[0].startswith("Only the people who lead")
    assert here.do(sessions.end, NOW, ADA, HALL).channel == HALL
