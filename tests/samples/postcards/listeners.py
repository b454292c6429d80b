"""What people do with postcards (what would be `handlers/postcards.py`)."""

from __future__ import annotations

from coproduction.people import Actor
from coproduction.words import Text
from handlers import ids
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from tests.samples.postcards import blocks, service


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro postcard greeting, or bare for the form."""
    if not rest:
        say = await desk.voice(command.person)
        return Reply(view=blocks.form(say, ids.private(command.channel)))
    return await _write(desk, command.person, command.channel or "", rest, command.origin)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    return await _write(desk, form.person, form.channel or "", form.required("greeting"), form.origin)


async def stamp(desk: Desk, click: Click) -> Reply:
    """The button on the card."""
    now = desk.clock()
    await desk.write(lambda memory: service.stamp(memory, now, click.value))  # type: ignore[arg-type]  # a sample's memory
    return Reply()


async def _write(desk: Desk, person: str, channel: str, greeting: str, origin: str) -> Reply:
    actor, now = Actor(person), desk.clock()
    await desk.write(lambda memory: service.write(memory, now, actor, channel, greeting, origin))  # type: ignore[arg-type]  # likewise
    say = await desk.voice(person)
    return answer(say, say("Your postcard is on its way."))


NOUN = Noun(
    verbs=(Verb("postcard", Audience.EVERYONE, Text("Hello from the park"), Text("greet everybody"), write),),
    clicks=(OnClick(blocks.STAMP, Audience.EVERYONE, stamp),),
    submissions=(OnSubmit(blocks.FORM, Audience.EVERYONE, submit),),
)
