"""Private words in their reader's language, cards in the programme's; both guessed first, then chosen."""

from __future__ import annotations

from datetime import UTC, datetime

from coproduction.words import LANGUAGES
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from rehearsal.driver.room import Person
from tests.handlers.database import tables
from tests.speaking import SAY
from tests.stage import ROOM, Stage

ES = voice(Settings(), LANGUAGES["es"])
THANKS = "Thank you. Your idea is number {number}."
TITLE = "Session: {title}"
WHICH = "Please open the channel of your session and try again there."
SAVED = "Thank you. I have saved what you told me about yourself."
WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)


async def reads_spanish(stage: Stage, person: Person) -> None:
    """Slack's own words are Spanish for them."""
    await stage.room.change_person(person.name, locale="es-ES")


async def speaks(stage: Stage, person: Person, language: str) -> None:
    """They choose it in their profile, where everything is in English yet."""
    await person.types("/copro profile", channel=ROOM)
    await person.modal("About you")
    await person.fills(
        {
            "Who are you here as?": "Parents",
            "How do you know the service?": "I have lived it myself or in my family",
            "In which language should I speak to you?": language,
        }
    )
    await person.submits()


def test_what_is_expected_here_is_spanish() -> None:
    said = (THANKS, TITLE, WHICH, SAVED, "How is your pledge going?", "About you")
    assert [text for text in said if ES(text, number=1, title="x") == SAY(text, number=1, title="x")] == []


async def test_everybody_in_their_language_reads_private_words(stage: Stage) -> None:
    await reads_spanish(stage, stage.ana)
    await stage.session()

    await stage.ana.types("/idea Más bancos", channel=ROOM)
    await stage.delroy.types("/idea More benches", channel=ROOM)

    await stage.ana.sees(ES(THANKS, number=1), channel=ROOM, private=True)
    await stage.delroy.sees(SAY(THANKS, number=2), channel=ROOM, private=True)


async def test_a_refusal_is_in_the_language_of_who_is_refused(stage: Stage) -> None:
    await reads_spanish(stage, stage.ana)
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.sees(ES(WHICH), channel=ROOM, private=True)


async def test_cards_are_in_the_language_of_who_began_the_programme_whoever_reads_them(stage: Stage) -> None:
    await reads_spanish(stage, stage.miriam)
    await stage.miriam.types('/copro start "Familias"', channel=ROOM)
    card = await stage.delroy.sees(ES(TITLE, title="Familias"), channel=ROOM)
    assert ES("Nobody has checked in yet.") in card.readable

    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.room.change_person(stage.tunde.name, is_admin=True)
    await stage.tunde.types('/copro start "Otra vez"', channel=ROOM)
    await stage.delroy.sees(ES(TITLE, title="Otra vez"), channel=ROOM)


async def test_a_facilitator_chooses_the_language_of_a_programme(stage: Stage) -> None:
    await stage.miriam.types("/copro start", channel=ROOM)
    await stage.miriam.modal("New session")
    language = "In which language should I write in this channel?"
    await stage.miriam.fills({"What is the session about?": "Familias", language: "Español"})
    await stage.miriam.submits()

    await stage.ana.sees(ES(TITLE, title="Familias"), channel=ROOM)
    assert [row["language"] for row in tables(stage)["programme"]] == ["es"]


async def test_what_somebody_chooses_in_their_profile_holds_at_once_and_over_slacks(stage: Stage) -> None:
    await stage.session()
    await speaks(stage, stage.ana, "Español")

    await stage.ana.sees(ES(SAVED), private=True)
    await stage.ana.types("/copro profile", channel=ROOM)
    await stage.ana.modal(ES("About you"))
    await stage.ana.fills({ES("In which language should I speak to you?"): "English"})
    await stage.ana.submits()
    await stage.ana.sees(SAY(SAVED), private=True)


async def test_a_reminder_is_in_the_language_of_who_promised(stage: Stage) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.pledge(stage.ana, "Call the school", by="2027-03-12")
    await speaks(stage, stage.ana, "Español")

    await stage.time_is(ASKED)

    await stage.ana.sees(ES("How is your pledge going?"), channel="bot")


async def test_while_slack_does_not_say_who_somebody_is_they_are_spoken_to_in_english(stage: Stage) -> None:
    await stage.session()
    await reads_spanish(stage, stage.delroy)
    await stage.room.disturb("users.info", what="slow", seconds=5, lasting=True)

    await stage.delroy.types("/idea Más bancos", channel=ROOM)

    await stage.delroy.sees(SAY(THANKS, number=1), channel=ROOM, private=True)


async def test_a_vote_that_says_nothing_asks_slack_nothing(stage: Stage) -> None:
    await stage.session()
    await stage.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
    await stage.ana.sees("Nobody has answered yet.", channel=ROOM)
    await stage.rests()
    since = await stage.room.seq()

    await stage.delroy.clicks("Morning", on="When?", channel=ROOM)
    await stage.rests()

    asked = [entry for entry in await stage.room.log(since=since) if entry.get("name") == "users.info"]
    assert asked == []
