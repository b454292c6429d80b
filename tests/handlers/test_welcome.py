"""What an installation says to those who arrive: whom they can turn to, and what perspectives are called."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from coproduction.people import Person, Perspective
from coproduction.service.checkins import Arriving
from coproduction.sessions import Session, SessionState
from handlers.blocks import checkins, people
from handlers.dispatch import commands
from handlers.settings import Settings
from tests.speaking import SAY

AT = datetime(2026, 10, 22, 18, tzinfo=UTC)
LIVE = Session("s", "C1", "New parents", SessionState.LIVE, "ana", AT)
CONTACTS = "Nadia, 020 7946 0000 <!channel>"
NAMES = {Perspective.LIVED.value: "Parent champion"}


def written(drawn: object) -> str:
    return json.dumps(drawn, ensure_ascii=False)


def test_whom_people_can_turn_to_stands_in_the_form_and_in_help_and_pings_nobody() -> None:
    form = written(checkins.form(SAY, Arriving(LIVE, True), checkins.Surroundings(contacts=CONTACTS)))
    help_ = written(commands.help_for(SAY, Settings(help_contacts=CONTACTS)).blocks)
    for shown in (form, help_):
        assert '"type": "plain_text", "text": "Get help now: Nadia, 020 7946 0000 <!channel>"' in shown
    assert "Get help now" not in written(checkins.form(SAY, Arriving(LIVE, True)))
    assert "Get help now" not in written(commands.help_for(SAY, Settings()).blocks)


def test_the_programmes_own_names_stand_for_our_perspectives_in_both_forms() -> None:
    around = checkins.Surroundings(perspectives=NAMES)
    for form in (
        checkins.form(SAY, Arriving(LIVE, True), around),
        people.profile_form(SAY, Person("ana"), names=NAMES),
    ):
        [asked] = [block for block in form["blocks"] if block.get("block_id") == "perspective"]
        options = {each["value"]: each["text"]["text"] for each in asked["element"]["options"]}
        assert options == {
            "lived": "Parent champion",
            "front": "I work with people who use it",
            "governing": "I help to decide how it is run",
            "observer": "I only look on: I study or review this",
            "unsaid": "Rather not say",
        }


def test_the_form_says_who_sees_a_name_and_sends_what_is_said_by_who_is_counted_already() -> None:
    sends = []
    for around in (checkins.Surroundings(), checkins.Surroundings(is_in=True)):
        form = checkins.form(SAY, Arriving(LIVE, False), around)
        assert "“With my name”: I keep your name with your answer. People here do not see it." in written(
            form
        )
        sends.append(form["submit"]["text"])
    assert sends == ["Check in", "Send"]


def test_who_looks_on_reads_that_their_answers_are_in_no_totals() -> None:
    form = written(checkins.form(SAY, Arriving(LIVE, False, is_observer=True)))
    assert "You are here as an observer" in form


def test_what_the_agenda_asks_for_stands_in_place_of_how_people_feel_and_there_are_three_questions() -> None:
    form = checkins.form(SAY, Arriving(LIVE, False, prompt="What do you hope for?"))
    labels = [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]
    assert labels == [
        "How are you today?",
        "I could say what I really think here",
        "What do you hope for?",
        "Your name",
    ]
