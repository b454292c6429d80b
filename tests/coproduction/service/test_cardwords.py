"""Private words name a button of a channel's card as it stands there: in the language of the channel."""

from __future__ import annotations

import pytest

from coproduction.service.breakouts import proposing
from coproduction.service.checkins import Arrived
from coproduction.sessions import Session
from handlers.blocks.checkins import thanks, thanks_for_mood
from handlers.blocks.turns import queue
from tests.coproduction.town import ANA, BO, CY, HALL, Town, wished
from tests.speaking import SAY, in_every_language

CHECK_IN = {"en": "Check in", "es": "Registrar mi llegada"}
LEADS = {"en": "For facilitators", "es": "Para quienes facilitan"}
HAND = {"en": "Raise a hand", "es": "Levantar la mano"}
VOICES = in_every_language()


def speaking(town: Town, language: str) -> Session:
    session = town.start()
    town.memory.sessions.speak(HALL, language)
    return session


@pytest.mark.parametrize("spoken", [*VOICES])
def test_what_a_session_refuses_names_the_button_of_its_card(town: Town, spoken: str) -> None:
    session = speaking(town, spoken)
    few = (f"Ask everybody to press {CHECK_IN[spoken]}.", None)
    words, field = town.refusal(proposing.prepare, ANA, HALL, wished())
    assert (words.partition("have checked in. ")[2], field) == few
    town.arrive(session, BO, CY)
    town.going()
    words, _ = town.refusal(proposing.prepare, ANA, HALL, wished(origin="form:2"))
    assert f"press “{LEADS[spoken]}” on its card" in words


@pytest.mark.parametrize("reader", [*VOICES])
@pytest.mark.parametrize("spoken", [*VOICES])
def test_who_checks_in_and_who_gives_the_word_read_what_stands_on_the_card(
    town: Town, reader: str, spoken: str
) -> None:
    say, room, session = VOICES[reader], VOICES[spoken], speaking(town, spoken)
    told = [
        *(thanks(say, room, Arrived(session, is_named=named), is_late=False) for named in (True, False)),
        thanks(say, room, Arrived(session, is_silent=True), is_late=False),
        thanks_for_mood(say, room, Arrived(session), 4, is_late=False),
    ]
    assert [CHECK_IN[spoken] in each for each in told] == [True] * 4
    assert HAND[spoken] in queue(say, room, session.id, (), {}).text
    assert (reader == spoken) or CHECK_IN[reader] not in str(told)


def test_in_one_language_nothing_is_set_apart() -> None:
    assert "people press “Raise a hand” or type" in queue(SAY, SAY, "s", (), {}).text
