"""What would help people to take part in a planned session."""

from coproduction.service import takingpart as service
from coproduction.service.planned import DOING
from coproduction.words import Text
from handlers import ids
from handlers.blocks import takingpart as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_KEPT = Text("Thank you. Only those who lead see it. I forget it 14 days after the session.")
_NOTHING = Text("I have forgotten what you told me for “{title}”.")


async def press_tell(desk: Desk, click: Click) -> Reply:
    """What would help you?"""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    asked = await desk.read(lambda memory: service.asked(memory, now, actor, click.value))
    return Reply(view=blocks.form(await desk.voice(click.person), asked))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    helps, words, contact = (form.required(each) for each in ("helps", "words", "contact"))
    told = await desk.write(
        lambda memory: service.tell(memory, now, actor, form.subject, helps.split(), words, contact)
    )
    say = await desk.voice(form.person)
    if told.needs:
        return answer(say, _KEPT)
    return answer(say, _NOTHING.filled(title=told.planned.title)) if told.had_before else Reply()


async def press_see(desk: Desk, click: Click) -> Reply:
    """What people need, for who leads."""
    actor = await desk.directory.actor(click.person, click.channel)
    planned, needs = await desk.read(lambda memory: service.told(memory, actor, click.value))
    say = await desk.voice(click.person)
    people = {each.person for each in needs}
    names = await desk.directory.names(say, people, desk.directory.patience.soon)
    return Reply(view=blocks.told(say, planned, needs, names))


NOUN = Noun(
    clicks=(
        OnClick(ids.TELL_NEEDS, Audience.EVERYONE, press_tell),
        OnClick(ids.SEE_NEEDS, Audience.FACILITATORS, press_see, doing=DOING),
    ),
    submissions=(OnSubmit(ids.NEEDS_FORM, Audience.EVERYONE, submit),),
)
