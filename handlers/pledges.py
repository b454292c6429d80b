"""Pledges: made by a command or after the closing question."""

from coproduction.service import pledges
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pledges as blocks
from handlers.blocks.followups import stopped
from handlers.blocks.places import asks_where
from handlers.desk import Desk
from handlers.edge.heard import Command, Submission
from handlers.edge.listeners import Audience, Noun, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.whereabouts import target, whereabouts


async def type_pledge(desk: Desk, command: Command, rest: str) -> Reply:
    """/pledge: always the form, because it asks three things. What was typed fills its first field."""
    where, say = await whereabouts(desk, command), await desk.voice(command.person)
    asked = [] if where.is_clear else asks_where(say, where.places)
    return Reply(view=blocks.form(say, where.carried(command), rest, asked))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    filled = pledges.PledgeForm(
        form.required("what"), form.values.get("by"), form.values.get("first_step"), form.origin
    )
    channel = await target(desk, form)
    made = await desk.write(lambda memory: pledges.make(memory, now, actor, channel, filled))
    say = await desk.voice(actor.id)
    return answer(say, blocks.made(say, made), *([] if made.wants_reminders else stopped(say)))


NOUN = Noun(
    verbs=(
        Verb(
            "pledge", Audience.EVERYONE, None, Text("promise to do one thing differently"), type_pledge, True
        ),
    ),
    submissions=(OnSubmit(ids.PLEDGE_FORM, Audience.EVERYONE, submit),),
)
