"""Bodies: who decides about ideas, named and changed by those who lead."""

from collections.abc import Sequence
from datetime import date, datetime

from coproduction.bodies import Body, has_met
from coproduction.hours import local_day
from coproduction.people import Person, zone_of
from coproduction.service import bodies
from coproduction.service import decisiondays as days
from coproduction.service.bodies import NAMING, BodyForm
from coproduction.words import Text
from handlers import home, ideaids, ids
from handlers.blocks import decisiondays
from handlers.blocks import progress as blocks
from handlers.blocks import progressforms as forms
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.voice import Voice

_HAS_MET = Text("The day of its meeting has passed. Please press *Change* and say when it meets next.")


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro body: who decides, or the form where nobody was named yet."""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: bodies.listed(memory, actor, channel))
    say = await desk.voice(command.person)
    return (
        Reply(words=listed(say, found, today_at(desk.clock())))
        if found
        else Reply(view=forms.body(say, channel))
    )


def today_at(now: datetime) -> date:
    """Which day it is where most people are."""
    return local_day(now, zone_of(Person("")))


def listed(say: Voice, found: Sequence[Body], today: date) -> Drawing:
    """Who decides, each with how, and the way to change it."""
    drawn: list[Block] = [header(say("Who decides"))]
    for each in found:
        label = say("Change")
        change = button(
            label,
            ids.at(ideaids.CHANGE_BODY, each.id),
            each.id,
            aloud=say("{label}: {about}", label=label, about=each.name),
        )
        asks = [context(say(_HAS_MET))] if has_met(each, today) else []
        drawn += [*paragraphs(blocks.how(say, each, today)), *asks, actions(change)]
    drawn.append(actions(button(say("Name another"), ideaids.NEW_BODY, found[0].channel)))
    return Drawing.of(say, drawn)


async def press_new(desk: Desk, click: Click) -> Reply:
    """The form of a body."""
    return Reply(view=forms.body(await desk.voice(click.person), click.value or click.channel or ""))


async def press_change(desk: Desk, click: Click) -> Reply:
    """The same with what is known."""
    actor = await desk.directory.actor(click.person, click.channel)
    body = await desk.read(lambda memory: bodies.get(memory, actor, click.value))
    return Reply(view=forms.body(await desk.voice(click.person), body.channel, body))


async def submit(desk: Desk, form: Submission) -> Reply:
    """A body, new or changed."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    channel = form.channel or ""
    filled = BodyForm(
        form.required("name"),
        form.required("decides"),
        form.required("how"),
        form.origin,
        form.values.get("meets_on"),
        form.values.get("papers_on"),
        form.values.get("lived"),
        form.values.get("owner"),
        form.required("weekday"),
    )
    if form.subject:
        body = await desk.write(lambda memory: bodies.change(memory, now, actor, form.subject, filled))
    else:
        body = await desk.write(lambda memory: bodies.name(memory, now, actor, channel, filled))
    say = await desk.voice(form.person)
    return answer(say, saved(say, body, today_at(now)))


def saved(say: Voice, body: Body, today: date) -> str:
    """What can be done with a body now, and that the day of its meeting is over, where it is."""
    words = say("Saved. Ideas can be sent to {body} now.", body=body.name)
    return f"{words} {say(_HAS_MET)}" if has_met(body, today) else words


async def choose_day(desk: Desk, click: Click) -> Reply:
    """Who answers for bodies chooses when they are asked."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    owned = await desk.write(lambda memory: days.choose_day(memory, now, actor, click.value))
    told = Reply(words=decisiondays.chosen(await desk.voice(click.person), owned))
    return await home.answered(desk, click, told)


NOUN = Noun(
    verbs=(
        Verb(
            "body",
            Audience.FACILITATORS,
            None,
            Text("name who decides about ideas"),
            listing,
            doing=NAMING,
            of_programme=True,
        ),
    ),
    clicks=(
        OnClick(ideaids.NEW_BODY, Audience.FACILITATORS, press_new, doing=NAMING),
        OnClick(ideaids.CHANGE_BODY, Audience.FACILITATORS, press_change, doing=NAMING),
        OnClick(ideaids.DECISION_DAY, Audience.EVERYONE, choose_day),
    ),
    submissions=(OnSubmit(ideaids.BODY_FORM, Audience.FACILITATORS, submit, doing=NAMING),),
)
