"""Splitting the room into small groups."""

from coproduction.service import breakouts
from handlers import ids
from handlers.blocks import breakouts as blocks
from handlers.blocks.text import several
from handlers.desk import Desk
from handlers.heard import Command, Heard, Submission
from handlers.listeners import Audience, OnSubmit, Verb
from handlers.people import require_facilitator
from handlers.reply import Reply, say
from handlers.typed import first_word, unquoted


async def split(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro breakout 5 "prompt", or bare for the form."""
    if not rest:
        await require_facilitator(desk, command, "start a breakout")
        return Reply(view=blocks.form(ids.private(command.channel)))
    size, prompt = first_word(rest)
    return await _split(desk, command, breakouts.Form(size, unquoted(prompt), command.origin))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a breakout round."""
    asked = breakouts.Form(form.required("size").strip(), form.required("prompt"), form.origin)
    return await _split(desk, form, asked)


async def _split(desk: Desk, heard: Heard, form: breakouts.Form) -> Reply:
    actor, now, channel = await desk.directory.actor(heard.person), desk.clock(), heard.channel or ""
    made = await desk.write(lambda memory: breakouts.split(memory, now, actor, channel, form, desk.chance))
    people = sum(len(group.members) for group in made.groups)
    return say(
        f"{several(people, 'person', 'people')} in {several(len(made.groups), 'group')}. "
        "I am posting the groups here and telling each person privately.",
        owes=True,
    )


VERBS = (
    Verb(
        "breakout",
        Audience.FACILITATORS,
        'breakout 5 "What would help?"',
        "split into groups of about 5",
        split,
    ),
)
SUBMISSIONS = (OnSubmit(ids.BREAKOUT_FORM, Audience.FACILITATORS, submit),)
