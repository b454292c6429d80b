"""How often a person is asked about what they promised, and until when they are away."""

from coproduction.errors import Refusal
from coproduction.people import Rhythm, zone_of
from coproduction.service import people, reminders
from coproduction.typeddates import wall_time_typed
from coproduction.words import Text
from handlers import ids
from handlers.blocks import reminders as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word

_RHYTHMS = {
    "light": Rhythm.LIGHT,
    "few": Rhythm.LIGHT,
    "standard": Rhythm.STANDARD,
    "usual": Rhythm.STANDARD,
    "on": Rhythm.STANDARD,
    "none": Rhythm.NONE,
    "off": Rhythm.NONE,
    "stop": Rhythm.NONE,
}
_HOW = Text(
    "You can write: {/reminders} light, {/reminders} standard, {/reminders} none, "
    "or {/reminders} back on next Tuesday. With nothing after it, a form opens."
)


async def choose(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro reminders [light | standard | none | back on DAY]"""
    actor, now = await desk.directory.participant(command.person, command.channel), desk.clock()
    say = await desk.voice(actor.id)
    word, more = first_word(rest)
    if not word:
        person = await desk.read(lambda memory: reminders.standing(memory, now, actor))
        return Reply(view=blocks.form(say, person))
    if word in _RHYTHMS and not more.strip():
        chosen = _RHYTHMS[word]
        person = await desk.write(lambda memory: reminders.set_rhythm(memory, now, actor, chosen))
        return answer(say, blocks.told(say, person))
    if word != "back":
        raise Refusal(_HOW)
    person = await desk.read(lambda memory: people.known(memory, actor))
    day = wall_time_typed(more.strip().removeprefix("on "), now, zone_of(person)).day
    reminders.back_on_day(day.isoformat(), now, person)
    return answer(say, blocks.read_as(say, day), *blocks.confirm(say, day))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form about reminders."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    wish = reminders.Wish(form.values.get("rhythm") or "", form.values.get("back_on"))
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
    return answer(say, blocks.told(say, person), *blocks.way_back(say, person))


NOUN = Noun(
    verbs=(
        Verb(
            "reminders",
            Audience.EVERYONE,
            Text("light"),
            Text("choose how often I ask about your pledges, and when you are away"),
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
