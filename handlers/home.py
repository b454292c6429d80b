"""What is a person's own: by command, and in App Home."""

from dataclasses import replace
from itertools import count

from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import along, nudging, openings, places, pledges, upcoming
from coproduction.service import belongings as service
from coproduction.service import decisiondays as days
from coproduction.service.openings import Openings
from coproduction.service.people import known, may_facilitate
from coproduction.words import Text
from handlers import ids, listids, nudges, panels
from handlers.blocks import decisiondays
from handlers.blocks import home as blocks
from handlers.blocks.announcing import to_answer
from handlers.blocks.followups import reply_at
from handlers.blocks.home import Waiting
from handlers.blocks.kit import Drawing, View
from handlers.blocks.longlists import Lines
from handlers.blocks.openings import at_home
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Event
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnEvent, Verb
from handlers.edge.reply import Home, Reply

_TURNS = count(1)


async def opened(desk: Desk, event: Event) -> Reply:
    """Somebody opens the bot's Home tab."""
    if event.body.get("tab") != "home":
        return Reply()
    return Reply(home=await of(desk, event.person))


async def mine(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro mine"""
    actor = await desk.directory.participant(command.person, command.channel)
    return Reply(words=await belongings(desk, actor))


async def of(desk: Desk, person: str, words: Drawing | None = None) -> Home:
    """This person's Home as it is now, with what an act has just answered."""
    turn = next(_TURNS)
    return Home(await _view(desk, person, words), turn, words)


async def answered(desk: Desk, click: Click, reply: Reply) -> Reply:
    """What a press is answered: above a Home as it is now, where it was pressed there; else as it is."""
    return Reply(home=await of(desk, click.person, reply.words)) if click.is_home else reply


async def _pledges(desk: Desk, click: Click, _subject: str) -> Lines:
    """All of one's own."""
    actor = await desk.directory.participant(click.person, click.channel)
    own, person = await desk.read(lambda memory: (service.of(memory, actor), known(memory, actor)))
    say, wants = await desk.voice(actor.id), person.wants_reminders
    names = await desk.directory.names(say, own.people, desk.directory.patience.soon)
    return blocks.each_pledge(say, own, desk.clock(), names, wants_reminders=wants)


async def _asked_of_them(desk: Desk, click: Click, _subject: str) -> Lines:
    """All that others ask somebody."""
    actor = await desk.directory.participant(click.person, click.channel)
    own, say = await desk.read(lambda memory: service.of(memory, actor)), await desk.voice(actor.id)
    names = await desk.directory.names(say, own.people, desk.directory.patience.soon)
    return blocks.each_asked(say, own, names)


async def _live(desk: Desk, click: Click, _subject: str) -> Lines:
    """All sessions that go on where somebody is."""
    actor = await desk.directory.participant(click.person, click.channel)
    around = await desk.read(lambda memory: places.live_around(memory, actor))
    return blocks.each_live(await desk.voice(actor.id), around)


async def belongings(desk: Desk, actor: Actor) -> Drawing:
    """What is this person's own, as things stand now."""
    now = desk.clock()
    own, person, waiting, asked, held = await desk.read(
        lambda memory: (
            service.with_partners(memory, actor),
            known(memory, actor),
            memory.consents.waiting_for(actor.id),
            memory.consents.asked_by(actor.id),
            along.held(memory, now, actor.id),
        )
    )
    waits = Waiting(tuple(waiting), sum(each.waits for each in asked), held)
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, own.people, desk.directory.patience.soon)
    wants = person.wants_reminders
    return blocks.mine(say, own, now, wants_reminders=wants, waits=waits, names=names)


async def _view(desk: Desk, person: str, words: Drawing | None = None) -> View:
    actor, say = await desk.directory.participant(person), await desk.voice(person)
    panel = await panels.at_home(desk, actor, words)
    at = desk.clock()
    around, asked, to_come, answers_for = await desk.read(
        lambda memory: (
            places.live_around(memory, actor, panel.links),
            _asked(memory, actor),
            [] if may_facilitate(memory, actor) else upcoming.around(memory, at, actor),
            days.owned(memory, person),
        )
    )
    own, led = await belongings(desk, actor), await nudges.at_home(desk, actor)
    if asked is None:  # the panel has the step that is open
        around = [replace(each, step=None) for each in around]
    going = at_home(say, asked) if asked else blocks.live(say, around)
    waits = [
        *(blocks.take_part(say) if around and asked is None else ()),
        *going,
        *to_answer(say, to_come),
    ]
    decides = decisiondays.at_home(say, answers_for)
    shown = [*panel.blocks, *waits, blocks.to_do(say), blocks.all_ideas(say), *own.blocks, *decides, *led]
    return {"type": "home", "blocks": shown}


def _asked(memory: Memory, actor: Actor) -> Openings | None:
    """What is asked where they are; whoever may facilitate has all polls in the panel."""
    return None if may_facilitate(memory, actor) else openings.seen(memory, actor, "")


async def reply_pledge(desk: Desk, click: Click) -> Reply:
    """Done, Working on it or Stuck, pressed where one's own things stand."""
    actor, said = (
        await desk.directory.participant(click.person, click.channel),
        reply_at(ids.last(click.action)),
    )
    await desk.write(lambda memory: pledges.answer(memory, actor, click.value, said))
    return await again(desk, click, actor)


async def let_go(desk: Desk, click: Click) -> Reply:
    """Let a pledge go."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: pledges.withdraw(memory, now, actor, click.value))
    return await again(desk, click, actor)


async def take_up(desk: Desk, click: Click) -> Reply:
    """Take a pledge up again."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: pledges.resume(memory, now, actor, click.value))
    return await again(desk, click, actor)


async def go_on(desk: Desk, click: Click) -> Reply:
    """Go on asking about a pledge, pressed where one's own things stand."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: nudging.go_on(memory, now, actor, click.value))
    return await again(desk, click, actor)


async def again(desk: Desk, click: Click, actor: Actor) -> Reply:
    """What is theirs, as it stands now, where they pressed: in Home, in a list, or in words of its own.

    A reminder shows by itself what became of its pledge.
    """
    is_on_nudge = click.choice.partition("/")[0] == str(ids.ON_NUDGE)
    if ids.base(click.action) in {ids.LET_GO, ids.TAKE_UP} and is_on_nudge:
        return Reply()
    if click.is_home:
        return Reply(home=await of(desk, click.person))
    if click.view:  # a page of their list, which shows it
        return Reply()
    return Reply(words=await belongings(desk, actor))


NOUN = Noun(
    verbs=(Verb("mine", Audience.EVERYONE, None, Text("see your ideas and pledges"), mine),),
    clicks=(
        OnClick(ids.REPLY_PLEDGE, Audience.EVERYONE, reply_pledge),
        OnClick(listids.GO_ON, Audience.EVERYONE, go_on),
        OnClick(ids.LET_GO, Audience.EVERYONE, let_go),
        OnClick(ids.TAKE_UP, Audience.EVERYONE, take_up),
    ),
    events=(OnEvent("app_home_opened", (), opened),),
    lists=(
        LongList(listids.PLEDGES, Text("My pledges"), _pledges),
        LongList(listids.ASKED, Text("What others ask you"), _asked_of_them),
        LongList(listids.LIVE, Text("Live sessions"), _live),
    ),
)
