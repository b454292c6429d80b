"""Whom to ask is listed by role; who is in this Slack is told, may leave, and later it is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.kinds import Cause
from coproduction.messages import Message, rejected, sent
from coproduction.people import Actor
from coproduction.questioning import question_in
from coproduction.service import members, outbox, stakeholders, talk
from coproduction.service.kinds import KINDS
from coproduction.stakeholders import KEPT_FOR, MOST, TOLD, TOLD_OFF, Stakeholder, StakeholderForm, State
from handlers.understood import heard_in
from tests.coproduction.town import ANA, BO, CY, DAY, HALL, NOW, ONLY_FACILITATORS, PARK, Town

EVE = Actor("eve")
COOK = StakeholderForm("School cook", "schools", "to_ask", "eve", "cy")
ONLY = (ONLY_FACILITATORS.format("keep the list of people to ask"), None)
GONE = ("This line is not on the list any more, so nothing was changed.", None)


@pytest.fixture
def hall(any_town: Town) -> Town:
    """A programme."""
    any_town.start()
    return any_town


def adds(town: Town, form: StakeholderForm = COOK, origin: str = "form:1") -> Stakeholder:
    return town.do(stakeholders.add, NOW, ANA, HALL, origin, form)


def becomes(town: Town, line: Stakeholder, **words: str | None) -> Stakeholder:
    return town.do(stakeholders.change, NOW + DAY, ANA, line.id, replace(COOK, **words))  # type: ignore[arg-type]


def told(town: Town) -> list[Message]:
    return [each for each in town.messages() if each.kind == TOLD]


def roles(town: Town) -> list[str]:
    return [each.role for each in town.do(stakeholders.listed, ANA, HALL)]


def test_a_line_is_written_changed_and_removed_and_each_form_counts_once(hall: Town) -> None:
    line, _ = adds(hall), adds(hall)
    assert line == Stakeholder(
        *("form:1", HALL, "School cook", "schools", State.TO_ASK, "ana", NOW + KEPT_FOR, "eve", "cy")
    )
    adds(
        hall, replace(COOK, role=" A  vicar ", person=None, introducer=None, introducer_role="Head"), "form:2"
    )
    assert roles(hall) == ["A vicar", "School cook"]
    assert becomes(hall, line, role="Caretaker", person=None).forget_at == line.forget_at
    assert hall.do(stakeholders.get, ANA, line.id).role == "Caretaker"
    assert [hall.do(stakeholders.remove, ANA, line.id) is None for _ in range(2)] == [False, True]
    assert (roles(hall), hall.refusal(stakeholders.get, ANA, line.id)) == (["A vicar"], GONE)


def test_who_is_in_this_slack_is_told_once_when_they_are_first_asked(hall: Town) -> None:
    line = adds(hall)
    assert told(hall) == []
    asked = becomes(hall, line, state="asked")
    assert [(each.recipient, each.subject) for each in told(hall)] == [("eve", line.id)]
    assert (asked.told_at, KINDS[TOLD].cause) == (NOW + DAY, Cause.OWN_ACT)
    becomes(hall, line, state="coming")
    assert len(told(hall)) == 1
    [message] = told(hall)
    shown = KINDS[TOLD].content(hall.memory, message)
    assert (shown.stakeholder.state, shown.title) == (State.COMING, "New parents")


@pytest.mark.parametrize("state", ["asked", "coming", "not_now"])
def test_who_was_asked_before_they_were_listed_is_told_at_once(hall: Town, state: str) -> None:
    adds(hall, replace(COOK, state=state))
    adds(hall, replace(COOK, state=state, person=None), "form:2")
    assert [each.recipient for each in told(hall)] == ["eve"]


def test_another_person_in_a_line_is_told_anew_and_the_first_reads_that_nothing_is_left(hall: Town) -> None:
    line = adds(hall, replace(COOK, state="asked"))
    becomes(hall, line, state="asked", person="dee")
    first, second = sorted(told(hall), key=lambda each: each.recipient != "eve")
    assert second.recipient == "dee"
    content = KINDS[TOLD].content
    assert content(hall.memory, first).stakeholder is None
    assert content(hall.memory, second).stakeholder.person == "dee"
    assert KINDS[TOLD].guard(hall.memory, first, NOW)
    assert KINDS[TOLD].guard(hall.memory, second, NOW) is None


def test_who_takes_themselves_off_is_forgotten_and_not_added_again_until_it_would_have_gone(
    hall: Town,
) -> None:
    line = adds(hall, replace(COOK, state="asked", introducer_role=None))
    gone = ("There is nothing about you on this list any more.", None)
    assert hall.refusal(stakeholders.leave, CY, line.id) == gone
    assert hall.effects(stakeholders.leave, EVE, line.id).forgets
    kept = Stakeholder("form:1", HALL, "", "", State.OFF, "", NOW + KEPT_FOR, "eve", told_at=NOW)
    assert (hall.memory.stakeholders.get(line.id), roles(hall)) == (kept, [])
    assert not hall.memory.stakeholders.put(line)  # as by somebody who had read it before
    assert hall.do(stakeholders.leave, EVE, line.id) == kept
    off = ("This person does not want to be on this list. Please do not add them again.", "person")
    assert hall.refusal(stakeholders.add, NOW, ANA, HALL, "form:2", COOK) == off
    assert hall.refusal(stakeholders.change, NOW, ANA, line.id, COOK) == GONE
    assert hall.do(stakeholders.remove, ANA, line.id) is None
    hall.passes(NOW + KEPT_FOR)
    assert adds(hall, COOK, "form:3").person == "eve"
    assert hall.refusal(stakeholders.leave, EVE, line.id) == gone


def test_six_months_after_it_was_written_a_line_is_forgotten_also_when_it_was_changed(hall: Town) -> None:
    line = adds(hall)
    becomes(hall, line, state="coming")
    hall.end(NOW)
    assert "end of a line of people to ask" not in hall.passes(NOW + KEPT_FOR - DAY)
    assert roles(hall) == ["School cook"]
    assert "end of a line of people to ask" in hall.passes(NOW + KEPT_FOR)
    assert (roles(hall), hall.memory.stakeholders.of(HALL)) == ([], [])
    hall.do(stakeholders.forget, NOW + KEPT_FOR, line.id)


def test_whom_slack_could_not_tell_is_marked_as_not_told(hall: Town) -> None:
    line = adds(hall, replace(COOK, state="asked"))
    [message] = [each for each in hall.do(outbox.claim_to_send, NOW, 99) if each.kind == TOLD]
    assert not hall.do(stakeholders.get, ANA, line.id).is_to_tell
    hall.do(outbox.settle, NOW, message, rejected("user_not_found"))
    assert hall.do(stakeholders.get, ANA, line.id).is_to_tell


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("role", {"role": " \u200b"}),
        ("role", {"role": "x" * 76}),
        ("sector", {"sector": "moon"}),
        ("state", {"state": "off"}),
        ("introducer", {"introducer": "eve"}),
        ("introducer_role", {"introducer_role": "Head"}),
        ("person", {"person": "ana"}),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(hall: Town, field: str, wrong: dict[str, str]) -> None:
    form = replace(COOK, **wrong)
    assert hall.refusal(stakeholders.add, NOW, ANA, HALL, "form:1", form)[1] == field
    assert roles(hall) == []


def test_a_person_is_listed_once_and_a_list_is_not_endless(hall: Town) -> None:
    adds(hall)
    there = ("This person is on the list already. Please change that line.", "person")
    assert hall.refusal(stakeholders.add, NOW, ANA, HALL, "form:2", COOK) == there
    for number in range(2, MOST + 1):
        adds(hall, replace(COOK, person=None), f"form:{number}")
    full = f"This list has {MOST} lines. Please remove one first."
    last = replace(COOK, person=None)
    assert hall.refusal(stakeholders.add, NOW, ANA, HALL, "form:999", last) == (full, None)


def test_only_who_leads_and_is_there_keeps_the_list(hall: Town) -> None:
    line = adds(hall)
    for act, *given in (
        (stakeholders.listed, BO, HALL),
        (stakeholders.add, NOW, BO, HALL, "form:2", COOK),
        (stakeholders.change, NOW, BO, line.id, COOK),
        (stakeholders.remove, BO, line.id),
    ):
        assert hall.refusal(act, *given) == ONLY  # type: ignore[arg-type]
    assert hall.refusal(stakeholders.add, NOW, ANA, PARK, "f", COOK)[0].startswith("There is no programme")
    hall.do(members.read, HALL, ["bo"], is_private=True)
    shut_out = "You are not in this channel any more, so I did nothing. Ask somebody there to add you."
    for act, *given in ((stakeholders.get, ANA, line.id), (stakeholders.remove, ANA, line.id)):
        assert hall.refusal(act, *given) == (shut_out, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "is_off"),
    [("Please take me off the list", True), ("Quítame de la lista", True), ("stop", False), ("no", False)],
)
def test_who_is_on_the_list_takes_themselves_off_in_words(hall: Town, words: str, is_off: bool) -> None:
    line = adds(hall, replace(COOK, state="asked"))
    [message] = [each for each in hall.do(outbox.claim_to_send, NOW, 9) if each.kind == TOLD]
    hall.do(outbox.settle, NOW, message, sent("9.5", channel="D-EVE"))
    for _ in range(2):
        heard = heard_in(words, question_in(words), "D-EVE:1", "", keeps=True)
        hall.do(talk.hear, NOW, EVE, heard, "D-EVE")
    found = hall.memory.stakeholders.get(line.id)
    assert found
    assert (found.is_off, found.role) == ((True, "") if is_off else (False, "School cook"))
    told = [each.recipient for each in hall.messages() if each.kind == TOLD_OFF]
    assert told == ["eve"] * is_off
    known = hall.memory.people.get("eve")
    assert (known is None or known.wants_reminders) is (words != "stop")
