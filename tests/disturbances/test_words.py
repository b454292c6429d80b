"""Whatever people write while Slack asks for patience: each is answered, nobody is pinged."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from coproduction.checkins import WORD_LENGTH
from coproduction.errors import Refusal
from coproduction.ideas import text_of
from rehearsal.driver.room import Person
from tests.disturbances.faces import faces
from tests.disturbances.meeting import KINDS
from tests.disturbances.scene import WEDNESDAY, calm_again, everything_arrived_once, has_open_form
from tests.handlers.database import tables
from tests.lengths import has_long_form, short_or_long
from tests.stage import ROOM, Stage

TWO_WEEKS_LATER = datetime(2027, 3, 17, 10, 1, tzinfo=UTC)  # when a pledge without a day is asked about
PIECES = [
    "<!channel>",
    "<!here|here>",
    "<!subteam^S0123456>",
    "<!date^0^{date}|@everyone>",
    "<@U0CHAMP02>",
    "<@U0CHAMP02|Delroy>",
    "@Delroy Francis",
    "@channel",
    "<#C0PARENT0|parents>",
    "<https://example.org|@here>",
    "<mailto:ana@example.org|Ana>",
    "&lt;!channel&gt;",
    "&amp;lt;!here&amp;gt;",
    "\u202eمرحبا بالجميع\u202c",
    "🎉🎉👩‍👩‍👧‍👦",
    ":tada:",
    "\u200b\u200c\u200d\ufeff",
    "\u0000\u0007\u001b[31m",
    "*_~`> ```",
    "“quoted” 'and' \"quoted",
    '"',
    "'; DROP TABLE idea; --",
    "=HYPERLINK(1)",
    "{{7*7}} %s {0}",
    "a" * 3_000,
    "word " * 600,
    "é" * 1_000,
    "🎉" * 1_500,
]


# Each piece by itself and with others; in every check the short ones stand four in a text.
BY_FOURS = [" ".join(PIECES[first : first + 4]) for first in range(0, 24, 4)]


def mixtures(count: int) -> list[str]:
    """The same ones each time."""
    chance = random.Random(7)  # noqa: S311 - it guards nothing
    return [" ".join(chance.sample(PIECES[:24], k=4)) for _ in range(count)]


async def privately_told(person: Person) -> int:
    """How many things were said to this person alone, in the channel or where words go that it refused."""
    return sum(message.private for message in await person.messages())


async def is_answered(stage: Stage, person: Person, typed: str) -> None:
    """By private words, or by a form; which is then sent with the same words in it."""
    before = await privately_told(person)
    assert (await person.types(typed, channel=ROOM)).acked
    await stage.workspace.answering.background.done()
    if await privately_told(person) > before:
        return
    assert await has_open_form(person), typed
    await person.closes()


async def breaks_out(stage: Stage, text: str) -> None:
    """Groups with this prompt are shown and told, or it is said why not."""
    before = await privately_told(stage.miriam)
    assert (await stage.miriam.types(f"/copro breakout 3 {text}", channel=ROOM)).acked
    await stage.workspace.answering.background.done()
    if await has_open_form(stage.miriam):
        await stage.miriam.submits()
        await stage.workspace.answering.background.done()
    if await has_open_form(stage.miriam):  # it says why not
        assert await has_a_note(stage.miriam)
        await stage.miriam.closes()
        return
    await stage.workspace.answering.said()  # where they belong, as soon as Slack has time
    assert await privately_told(stage.miriam) > before


async def has_a_note(person: Person) -> bool:
    """Whether the form on this person's screen begins with why it was not taken."""
    return str((await person.modal()).json["blocks"][0].get("block_id")).startswith("note/")


async def fills_in(person: Person, command: str, answers: dict[str, str]) -> None:
    """A form with these words: it is taken, or says under the field what is wrong."""
    await person.types(command, channel=ROOM)
    await person.modal()
    await person.fills(answers)
    sent = await person.submits()
    assert sent.closed or sent.errors
    if not sent.closed:
        await person.closes()


def is_an_idea(text: str) -> bool:
    """Whether the form of an idea takes it."""
    try:
        return bool(text_of(text[:500]))
    except Refusal:
        return False


@has_long_form
@faces("429")
@pytest.mark.parametrize(
    "texts",
    short_or_long([[*BY_FOURS, *PIECES[24:]]], [PIECES[:14], PIECES[14:], BY_FOURS, mixtures(10)]),
)
async def test_nobody_is_pinged_by_accident_and_everybody_is_answered_whatever_they_write(
    stage: Stage, texts: list[str]
) -> None:
    await stage.time_is(WEDNESDAY)
    await stage.session()
    await stage.check_in(stage.blessing, stage.tunde)
    for text in texts:
        for method in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
            await stage.room.disturb(method, what="429", retry_after=0)
        await is_answered(stage, stage.ana, f"/idea {text}")
        await is_answered(stage, stage.ana, f"/pledge {text[:200]}")
        await is_answered(stage, stage.ana, f"/checkin {text}")
        await is_answered(stage, stage.ana, f"/copro {text}")
        await is_answered(stage, stage.miriam, f'/poll "{text[:100]}" "{text[:60]}" "Another"')
        await breaks_out(stage, text)
        await is_answered(stage, stage.miriam, f"/copro start {text}")
        await is_answered(stage, stage.miriam, f"/copro facilitators {text}")
        mood = {"How are you today?": "4 – good", "How do you feel? A word or a few.": text[:WORD_LENGTH]}
        await fills_in(stage.blessing, "/checkin", mood)
        await fills_in(stage.delroy, "/idea", {"Your idea": text[:500]})
        await fills_in(stage.delroy, "/pledge", {"What will you do differently?": text[:500]})
    await stage.ana.types("/copro ideas", channel=ROOM)
    await stage.delroy.types("/copro mine", channel=ROOM)
    await stage.delroy.opens_home()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await stage.time_is(TWO_WEEKS_LATER)
    await calm_again(stage)

    assert await stage.pings() == []
    kept = tables(stage)
    shown = {row["subject"] for row in kept["message"] if row["kind"] == "idea"}
    assert shown == {row["shown_on"] or row["id"] for row in kept["idea"]}
    written = [row for row in kept["idea"] if row["author"] == stage.delroy.id]
    assert len(written) == sum(map(is_an_idea, texts))
    kinds = sorted(set(KINDS) - {"consent", "recall"})
    await everything_arrived_once(stage, *kinds, "nudge", passing={"seat_changes"})
