"""How often a person is asked about what they promised, and until when they are away."""

from dataclasses import replace

from coproduction.errors import Refusal
from coproduction.hours import ASK_AT
from coproduction.people import Rhythm, zone_of
from coproduction.phrases import named, plainly
from coproduction.service import people, reminders
from coproduction.typeddates import hour_typed, wall_time_typed
from coproduction.words import Text
from handlers import ids
from handlers.blocks import reminders as blocks
from handlers.desk import Desk
from handlers.edge.giving_back import given_back
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word

BACK, HOUR = "back", "hour"
SPELLINGS = Text(  # translators: what people may type to choose, after each colon and apart by commas
    "light: light, few; standard: standard, usual, on; none: none, off, stop, never; back: back; hour: at"
)
_ON = Text("on")  # translators: what may stand before the day on which somebody is back, as in "back on 3/11"
_ONLY_DAY = Text("I heard the day. The hour changed nothing.")
_HOW = Text(
    "You can write: {/reminders} light, {/reminders} standard, {/reminders} none, {/reminders} at 17, "
    "or {/reminders} back on next Tuesday. With nothing after it, a form opens. "
    "To answer a reminder, press a button below it, write to me, or put an emoji on it. "
    "✅ says that it is done."
)


async def choose(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro reminders [light | standard | none | at HOUR | back on DAY]"""
    actor, now = await desk.directory.participant(command.person, command.channel), desk.clock()
    say = await desk.voice(actor.id)
    word, more = first_word(rest)
    if not word:
        person = await desk.read(lambda memory: reminders.standing(memory, now, actor))
        return Reply(view=blocks.form(say, person))
    meant = named(SPELLINGS).get(word)
    if meant in set(Rhythm) and not more.strip():
        chosen = Rhythm(meant)
        person = await desk.write(lambda memory: reminders.set_rhythm(memory, now, actor, chosen))
        return answer(say, blocks.told(say, person))
    if meant == HOUR:
        hour = hour_typed(rest)
        person = await desk.write(lambda memory: reminders.set_hour(memory, now, actor, hour))
        return answer(say, blocks.told(say, person, is_hour=True))
    if meant != BACK:
        raise Refusal(_HOW)
    person = await desk.read(lambda memory: people.known(memory, actor))
    read = wall_time_typed(_without_on(more.strip()), now, zone_of(person))
    reminders.back_on_day(read.day.isoformat(), now, person)
    back = given_back(say, command, say(_ONLY_DAY)) if read.hour != ASK_AT else ()
    return replace(answer(say, blocks.read_as(say, read.day), *blocks.confirm(say, read.day)), tell=back)


def _without_on(text: str) -> str:
    first, rest = first_word(text)
    return rest if rest and first in plainly(_ON) else text


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form about reminders."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    wish = reminders.Wish(
        form.values.get("rhythm") or "", form.values.get("back_on"), form.values.get("ask_at")
    )
    person = await desk.write(lambda memory: reminders.choose(memory, now, actor, wish))
    say = await desk.voice(actor.id)
    return answer(say, blocks.told(say, person))


async def confirm(desk: Desk, click: Click) -> Reply:
    """Yes, that is the day I meant."""
    return await _away(desk, click, click.value)


async def come_back(desk: Desk, click: Click) -> Reply:
    """I am back already."""
    return await _away(desk, click, None)


async def _away(desk: Desk, click: Click, back_on: str | None) -> Reply:
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    person = await desk.write(lambda memory: reminders.set_away(memory, now, actor, back_on))
    say = await desk.voice(actor.id)
    return answer(say, blocks.told(say, person), *blocks.way_back(say, person.back_on))


NOUN = Noun(
    verbs=(
        Verb(
            "reminders",
            Audience.EVERYONE,
            Text("light"),
            Text("choose how often and when I ask about your pledges, and when you are away"),
            choose,
            takes_words=True,
            more=_HOW,
        ),
    ),
    clicks=(
        OnClick(ids.AWAY_UNTIL, Audience.EVERYONE, confirm),
        OnClick(ids.COME_BACK, Audience.EVERYONE, come_back),
    ),
    submissions=(OnSubmit(ids.REMINDERS_FORM, Audience.EVERYONE, submit),),
)
