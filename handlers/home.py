"""What is a person's own: by command, and in App Home."""

from coproduction.people import Actor
from coproduction.service import pledges
from coproduction.service.people import known
from coproduction.words import Text
from handlers.blocks import home as blocks
from handlers.blocks.kit import Drawing
from handlers.desk import Desk
from handlers.edge.heard import Command, Event
from handlers.edge.listeners import Audience, Noun, OnEvent, Verb
from handlers.edge.reply import Reply


async def opened(desk: Desk, event: Event) -> Reply:
    """Somebody opens the bot's Home tab."""
    if event.body.get("tab") != "home":
        return Reply()
    actor = await desk.directory.participant(event.person)
    mine = await belongings(desk, actor)
    return Reply(home={"type": "home", "blocks": list(mine.blocks)})


async def mine(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro mine"""
    actor = await desk.directory.participant(command.person)
    return Reply(words=await belongings(desk, actor))


async def belongings(desk: Desk, actor: Actor) -> Drawing:
    """What is this person's own, as things stand now."""
    ideas, promised = await desk.read(lambda memory: pledges.belongings(memory, actor))
    person = await desk.read(lambda memory: known(memory, actor))
    say = await desk.voice(actor.id)
    return blocks.mine(say, ideas, promised, desk.clock(), wants_reminders=person.wants_reminders)


NOUN = Noun(
    verbs=(Verb("mine", Audience.EVERYONE, None, Text("see your ideas and pledges"), mine),),
    events=(OnEvent("app_home_opened", (), opened),),
)
