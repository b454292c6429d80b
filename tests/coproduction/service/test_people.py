"""Who people are to the programme, and what follows them when they move."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coproduction.people import LEADS_NO_MORE, LEADS_NOW, Actor, Person, Perspective, alike
from coproduction.service import checkins, facilitators, people, talk
from coproduction.service.breakouts import history
from coproduction.service.kinds import kind_of
from coproduction.words import Text
from tests.coproduction.town import ADA, ANA, BO, CY, NOW, ONLY_FACILITATORS, WEEK, Town, form, refusal

TOKYO = "Asia/Tokyo"


def test_an_admin_adds_and_removes_facilitators(town: Town) -> None:
    assert town.do(people.add_facilitator, ADA, "zoe") == Person("zoe", is_facilitator=True)
    assert town.do(people.add_facilitator, ADA, "bo").is_facilitator
    assert town.do(people.facilitators) == ["ana", "bo", "zoe"]
    assert town.do(people.remove_facilitator, ADA, "zoe") == Person("zoe")
    assert town.do(people.facilitators) == ["ana", "bo"]


def test_who_is_made_a_facilitator_by_somebody_else_is_told_by_whom_and_only_what_still_holds(
    town: Town,
) -> None:
    town.do(people.add_facilitator, ADA, "bo")
    for one, leads_now in (("bo", True), ("bo", False), ("cy", False), (ADA.id, True)):
        town.do(facilitators.tell, NOW, ADA, one, leads_now=leads_now)
    owed = [each for each in town.messages() if each.kind in {LEADS_NOW, LEADS_NO_MORE}]
    assert len(owed) == 3  # Ada need not be told what she did
    wanted = [each for each in owed if kind_of(each.kind).guard(town.memory, each, NOW) is None]
    shown = {(each.recipient, town.do(kind_of(each.kind).content, each)) for each in wanted}
    assert shown == {
        ("bo", facilitators.Appointed("ada", leads=True)),
        ("cy", facilitators.Appointed("ada", leads=False)),
    }


def test_a_role_changes_nothing_else_about_a_person(town: Town) -> None:
    bo = town.do(people.describe, Actor("bo", zone=TOKYO), "parents", "lived")
    assert town.do(people.add_facilitator, ADA, "bo") == replace(bo, is_facilitator=True)
    assert town.do(people.remove_facilitator, ADA, "bo") == bo


def test_who_has_left_leads_nobody_and_is_named_to_nobody_who_needs_help(town: Town) -> None:
    town.do(people.add_facilitator, ADA, "bo")
    town.do(people.retire, ["bo", "nobody"])
    assert town.do(people.facilitators) == ["ana"]
    assert town.do(talk.helpers, "cy").facilitators == ("ana",)
    assert town.do(people.known, Actor("bo")) == Person("bo")


@pytest.mark.parametrize("actor", [ANA, BO])
def test_only_an_admin_changes_who_facilitates(town: Town, actor: Actor) -> None:
    words = ("Only an admin of this workspace can change who facilitates.", None)
    assert town.refusal(people.add_facilitator, actor, "bo") == words
    assert town.refusal(people.remove_facilitator, actor, "ana") == words
    assert town.do(people.facilitators) == ["ana"]


def test_what_only_facilitators_can_do_is_named_in_the_refusal(town: Town) -> None:
    words = (ONLY_FACILITATORS.format("bake a cake"), None)
    assert refusal(people.require_facilitator, town.memory, BO, Text("bake a cake")) == words
    town.do(people.require_facilitator, ANA, Text("bake a cake"))
    town.do(people.require_facilitator, ADA, Text("bake a cake"))


def test_looking_at_a_person_stores_nothing(town: Town) -> None:
    assert town.written(people.known, BO) == {}
    assert town.do(people.known, Actor("bo", zone=TOKYO)) == Person("bo", zone=TOKYO)
    assert town.do(people.known, Actor("bo", zone="Nowhere/At_All")) == Person("bo")


def test_meeting_remembers_a_person_and_where_they_live_now(town: Town) -> None:
    assert town.do(people.meet, Actor("bo", zone=TOKYO)) == Person("bo", zone=TOKYO)
    assert town.do(people.meet, Actor("bo", zone="Africa/Lagos")) == Person("bo", zone="Africa/Lagos")
    assert town.memory.people.get("bo") == Person("bo", zone="Africa/Lagos")


def test_while_slack_does_not_say_where_a_person_lives_they_have_not_moved(town: Town) -> None:
    town.do(people.meet, Actor("bo", zone=TOKYO))
    assert town.do(people.meet, BO) == Person("bo", zone=TOKYO)


def test_a_profile_is_told_and_changed_whenever_a_person_wishes(town: Town) -> None:
    told = town.do(people.describe, BO, "parents", "lived")
    assert told == Person("bo", sector="parents", perspective=Perspective.LIVED)
    changed = town.do(people.describe, BO, "schools", "front")
    assert (
        town.memory.people.get("bo")
        == changed
        == replace(told, sector="schools", perspective=Perspective.FRONT_LINE)
    )


def test_a_profile_that_is_not_on_the_list_is_refused_and_the_person_is_not_remembered(town: Town) -> None:
    sector = ("Please choose who you are here as.", "sector")
    assert town.refusal(people.describe, BO, "pirates", "front") == sector
    assert town.refusal(people.describe, BO, None, "front") == sector
    perspective = ("Please choose from where you know the service.", "perspective")
    assert town.refusal(people.describe, BO, "schools", "above") == perspective
    assert town.refusal(people.describe, BO, "schools", None) == perspective
    assert town.memory.people.get("bo") is None


def test_reminders_are_wanted_until_they_are_not_and_again_when_asked_for(town: Town) -> None:
    assert town.do(people.meet, BO).wants_reminders
    assert not town.do(people.remind, BO, wanted=False).wants_reminders
    assert town.memory.people.get("bo") == Person("bo", wants_reminders=False)
    assert town.do(people.remind, BO, wanted=True) == Person("bo")


def test_a_conversation_is_kept_for_the_known_and_the_unknown(town: Town) -> None:
    bo = town.do(people.describe, BO, "parents", "lived")
    town.do(people.remember_conversation, "bo", "D-BO")
    town.do(people.remember_conversation, "cy", "D-CY")
    assert town.memory.people.get("bo") == replace(bo, conversation="D-BO")
    assert town.memory.people.get("cy") == Person("cy", conversation="D-CY")


def due(town: Town, person: str) -> list[datetime]:
    """When a person's follow-ups fall due."""
    return [follow_up.due_at for follow_up in town.memory.follow_ups.of_person(person)]


def test_what_a_person_will_be_asked_moves_with_them_to_ten_in_their_new_zone(town: Town) -> None:
    town.start()
    town.pledge(BO, origin="form:bo")
    town.pledge(CY, origin="form:cy")
    london = [datetime(*day, 10, tzinfo=UTC) for day in ((2026, 11, 5), (2026, 12, 3), (2027, 1, 14))]
    assert due(town, "bo") == london
    town.do(people.move, "bo", TOKYO)
    assert due(town, "bo") == [at.replace(hour=1) for at in london]
    assert due(town, "cy") == london


def test_any_act_from_a_new_zone_moves_what_is_planned(town: Town) -> None:
    town.start()
    town.pledge(BO)
    town.do(people.meet, Actor("bo", zone="America/New_York"))
    assert due(town, "bo")[0] == datetime(2026, 11, 5, 15, tzinfo=UTC)


def test_a_question_whose_day_has_come_does_not_move(town: Town) -> None:
    town.start()
    town.pledge(BO, by="2026-11-09")
    town.end()
    asked = datetime(2026, 11, 6, 10, tzinfo=UTC)
    assert town.passes(asked) == ["end of a poll", "follow-up"]
    before = town.rows()
    town.do(people.move, "bo", TOKYO)
    assert due(town, "bo") == [asked]
    assert town.rows()["message"] == before["message"]


@pytest.mark.parametrize("zone", [None, "Mars/Olympus", "Europe/London"])
def test_who_stays_or_moves_out_of_this_world_is_asked_at_home(town: Town, zone: str | None) -> None:
    town.do(people.meet, BO)
    assert town.do(people.move, "bo", zone) == Person("bo")


def test_nobody_is_remembered_for_moving(town: Town) -> None:
    assert town.do(people.move, "stranger", TOKYO) is None
    assert town.memory.people.get("stranger") is None


def test_where_a_person_lives_decides_when_a_pledge_is_asked_about(town: Town) -> None:
    town.start()
    kolkata = Actor("bo", zone="Asia/Kolkata")
    town.pledge(kolkata)
    assert due(town, "bo") == [
        datetime(2026, 10, 22, 4, 30, tzinfo=UTC) + weeks * WEEK for weeks in (2, 6, 12)
    ]


SAME = [
    ("captions", "Captioning", "a captioner"),
    ("interpreter", "interpreting", "interpretation", "intérprete"),
    ("subtítulos", "subtitulado", "subtitulación"),
    ("Polish", "polish", "help with Polish"),
    ("note-taker", "note taking"),
]


@pytest.mark.parametrize("words", SAME, ids=str)
def test_kinds_of_help_that_mean_the_same_are_called_the_same_by_the_shortest_wording(
    words: tuple[str, ...],
) -> None:
    shortest = min(words, key=lambda each: (len(each), each))
    assert alike(words) == dict.fromkeys(words, shortest)


@pytest.mark.parametrize(
    ("one", "another"),
    [("Romanian", "Romani"), ("Polish", "Portuguese"), ("sign language", "language"), ("a", "the")],
)
def test_other_kinds_of_help_stay_apart(one: str, another: str) -> None:
    assert alike([one, another]) == {one: one, another: another}


def test_who_needs_captions_is_served_by_who_offers_captioning(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO, CY)
    town.do(people.introduce, BO, people.Introduction("parents", "lived", needs="Captions"))
    town.do(people.introduce, CY, people.Introduction("parents", "lived", offers="captioning, Polish"))
    bo, cy = town.do(history.guests, session, ["bo", "cy"])
    assert (bo.needs, cy.offers) == (frozenset({"captions"}), frozenset({"captions", "polish"}))


def test_needs_are_told_at_the_first_check_in_and_saying_nothing_takes_none_away(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, replace(form(), needs="Captions, Polish"))
    assert town.do(people.known, BO).needs == ("Captions", "Polish")
    town.do(checkins.arrive, BO, session.id, form())
    assert town.do(people.known, BO).needs == ("Captions", "Polish")
