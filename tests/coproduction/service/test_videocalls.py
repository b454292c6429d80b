"""The way into the video call stands wherever somebody is who takes part, from the start to the end."""

from __future__ import annotations

from dataclasses import replace

from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.service import calllinks, now, openings, places, planned, sessions
from coproduction.service.breakouts import presence
from coproduction.service.kinds import shown
from coproduction.sessions import SESSION_CARD, Session
from handlers.blocks.breakouts.notes import note, whereabouts
from handlers.blocks.home import live
from handlers.blocks.kit import fallback
from handlers.blocks.now import panel
from handlers.blocks.openings import at_home
from handlers.blocks.openings import shown as open_to
from handlers.blocks.sessions import card
from tests.coproduction.service.test_announcing import FORM, START
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, ONLY_FACILITATORS, Town
from tests.speaking import SAY, in_every_language

LINK = "https://meet.example/a?b=1&c=<@U1>"
SAFE = "https://meet.example/a?b=1&amp;c=&lt;@U1&gt;"


def begun(town: Town, link: str = LINK) -> Session:
    """A session that was planned with this link, and has begun."""
    plan = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:1", "en")
    changed: Planned = replace(plan, link=link)  # also one that no form lets in
    town.do(lambda memory: memory.planned.put(changed))
    return town.do(sessions.start, START, ANA, HALL, "")


def on_card(town: Town, session: Session) -> str:
    message = town.memory.messages.find(Card(SESSION_CARD, session.id))
    assert message is not None
    return card(SAY, shown(town.memory, message)[0], {}).text


def test_it_stands_on_the_card_in_now_and_on_home_until_the_session_is_over(
    any_town: Town,
) -> None:
    session = begun(any_town)
    any_town.arrive(session, BO)
    line = f"Video call: {SAFE}"
    assert line in on_card(any_town, session)
    for found in (any_town.do(openings.seen, BO, HALL), any_town.do(openings.seen, BO, "")):
        assert line in open_to(SAY, found, ()).text
        assert line in fallback(SAY, at_home(SAY, found))
        assert line in fallback(SAY, live(SAY, [each.session for each in found.each if each.session]))
    for channel in (HALL, "D-ANA"):
        assert line in fallback(SAY, panel(SAY, any_town.do(now.seen, START, ANA, channel)))
    for say in in_every_language().values():
        assert SAFE in fallback(say, at_home(say, found))

    any_town.end(START + MINUTE)
    assert "Video call" not in on_card(any_town, session)
    assert "Video call" not in open_to(SAY, any_town.do(openings.seen, BO, ""), ()).text
    assert "Video call" not in fallback(SAY, panel(SAY, any_town.do(now.seen, START, ANA, HALL)))


def test_whoever_leads_changes_it_and_all_that_shows_the_old_one_is_redrawn_first(town: Town) -> None:
    session = begun(town)
    town.arrive(session, BO, CY, DEE)
    round_ = town.going(START)
    other = "https://meet.example/other"
    before = town.memory.planned.of_session(session.id)
    assert before

    effects = town.effects(calllinks.change, ANA, session.id, f" {other} ")

    told = {Card("seat_note", round_.id, one.id) for one in (BO, CY, DEE)}
    assert set(effects.wrong) == {Card(SESSION_CARD, session.id), *told}
    assert f"Video call: {other}" in on_card(town, session)
    after = town.memory.planned.of_session(session.id)
    assert after == replace(before, link=other, changes=before.changes + 1)
    assert not town.do(calllinks.change, ANA, session.id, other).is_new
    assert town.refusal(calllinks.change, ANA, session.id, "call me") == (
        "A link begins with https:// and has no spaces. Please copy it from your video call.",
        "link",
    )
    assert town.refusal(calllinks.change, BO, session.id, other) == (
        ONLY_FACILITATORS.format("change the link to the video call"),
        None,
    )
    assert town.do(calllinks.change, ANA, session.id, "").plan.link is None
    assert "Video call" not in on_card(town, session)
    town.end(START + MINUTE)
    words, _ = town.refusal(calllinks.of, ANA, session.id)
    assert words == "The session “New parents” has already ended."


def test_who_reads_which_group_is_theirs_reads_where_it_meets(any_town: Town) -> None:
    any_town.arrive(begun(any_town), BO, CY, DEE)
    round_ = any_town.going(START)
    [told, *_] = [
        each for each in any_town.messages() if each.kind == "seat_note" and each.recipient == BO.id
    ]
    told_of = shown(any_town.memory, told)[0]
    names = {one.id: one.id for one in (BO, CY, DEE)}
    for drawn in (note(SAY, told_of, names), whereabouts(SAY, told_of, names)):
        assert f"Video call: {SAFE}" in drawn.text
    assert told_of.round.id == round_.id
    any_town.end(START + MINUTE)
    assert "Video call" not in note(SAY, shown(any_town.memory, told)[0], names).text


def test_a_session_without_a_plan_or_a_link_says_nothing_of_a_call(town: Town) -> None:
    town.arrive(town.start(), BO)
    assert "Video call" not in open_to(SAY, town.do(openings.seen, BO, HALL), ()).text
    shown = fallback(SAY, panel(SAY, town.do(now.seen, NOW, ANA, HALL)))
    assert "Video call" not in shown
    assert "Change the video link" not in shown
    live = town.memory.sessions.live_in(HALL)
    assert live
    assert town.refusal(calllinks.of, ANA, live.id)[0].startswith("This session was not planned")


def test_a_home_that_has_read_a_link_once_does_not_read_it_again(town: Town) -> None:
    session = begun(town)
    town.arrive(session, BO)
    read = [each.link for each in town.do(places.live_around, BO, {session.id: "as read"})]
    assert (read, [each.link for each in town.do(places.live_around, BO)]) == (["as read"], [LINK])


def test_home_shows_who_takes_part_the_round_that_goes_on_as_now_does(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO, CY, DEE)
    round_ = any_town.going()

    def read(who: Actor) -> str:
        found = any_town.do(openings.seen, who, "")
        at_their_home = fallback(SAY, at_home(SAY, found))
        assert at_their_home in open_to(SAY, found, ()).text
        return at_their_home

    def press(who: Actor) -> list[str]:
        found = any_town.do(openings.seen, who, "")
        rows = (block for block in at_home(SAY, found) if block["type"] == "actions")
        return [each["text"]["text"] for row in rows for each in row["elements"]]

    assert "Breakout 1 is going on." in read(BO)
    assert press(BO) == ["Check in again", "I'm here", "Where do I sit?", "All groups"]
    any_town.do(presence.here, NOW, BO, round_.id)
    assert "I have counted you as here." in read(BO)
    assert press(BO) == ["Check in again", "Where do I sit?", "All groups"]
    assert "I'm here" in press(CY)
