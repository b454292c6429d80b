"""What becomes of an idea: seen by everybody, and said by who leads, decides or has it in hand."""

from collections.abc import Callable

from coproduction.callers import is_caller
from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.progress import ANSWERS, Progress, Step, state_name
from coproduction.service import bodies, deciding, holding, progress, readingdays, telling
from coproduction.service.deciding import DOING
from coproduction.service.holding import Trial
from coproduction.words import Text, day
from handlers import ideaids
from handlers.blocks import deciding as messages
from handlers.blocks import ideapanel as panels
from handlers.blocks import inhand
from handlers.blocks import progress as blocks
from handlers.blocks import progressforms as forms
from handlers.blocks.decisiondays import reads
from handlers.blocks.kit import View
from handlers.bodies import today_at
from handlers.desk import Desk
from handlers.edge.giving_back import given_back
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import numbered_first
from handlers.voice import Voice

Find = Callable[[Memory, Actor, str], Idea]  # the idea, or a Refusal

_NUMBER = Text("Please type the number of the idea. For example: {/answer} 12")
_SAVED = Text(
    "Saved: idea {number} is “{state}” now. "
    "I tell those whom it concerns, with the one message a week that I may send."
)
_GRANTED = Text(
    "Saved: {body} has time for idea {number} until {until}. I do not ask you about it before. "
    "I tell those whom it concerns, with the one message a week that I may send."
)
_KEPT = {
    Step.GOES_ON: Text("You keep idea {number}. If nothing moves for 60 days, I ask you again."),
    Step.HELP: Text(
        "I have told those who lead that you ask for help with idea {number}. "
        "If nothing moves for 60 days, I ask you again."
    ),
}


async def panel(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro answer 12: where it stands, and what can be done; an answer is filled in below it, so words that
    were typed here are given back.
    """
    number, words = numbered_first(rest)
    if number is None:
        raise Refusal(_NUMBER)
    actor = await desk.directory.actor(command.person, command.channel)
    channel = command.channel or ""
    idea = await desk.read(lambda memory: deciding.numbered(memory, actor, channel, number))
    story = await desk.read(lambda memory: deciding.story(memory, actor, idea.id))
    say, author = await desk.voice(command.person), idea.author or ""
    has_left = bool(author) and not is_caller(author) and await desk.directory.has_left(author)
    drawn = panels.panel(say, story, has_left=has_left)
    return Reply(words=drawn, tell=given_back(say, command) if words else ())


async def became(desk: Desk, click: Click) -> Reply:
    """What became of it."""
    actor = Actor(click.person, here=click.channel)
    return Reply(view=await story_view(desk, actor, click.value))


async def story_view(desk: Desk, actor: Actor, idea_id: str) -> View:
    """What became of an idea, as this person sees it."""
    story = await desk.read(lambda memory: deciding.story(memory, actor, idea_id))
    say = await desk.voice(actor.id)
    partners = [each.partner for each in story.ties if each.partner]
    names = await desk.directory.names(say, partners, desk.directory.patience.soon)
    return blocks.view(say, story, names, today_at(desk.clock()))


async def follow(desk: Desk, click: Click) -> Reply:
    """Follow, or follow no more, as the button says."""
    actor = Actor(click.person, here=click.channel)
    story = await desk.read(lambda memory: deciding.story(memory, actor, click.value))
    act = telling.unfollow if click.choice == ideaids.NO_MORE else telling.follow
    await desk.write(lambda memory: act(memory, actor, story.idea))
    return Reply(view=await story_view(desk, actor, click.value), in_form=True)


async def ask_answer(desk: Desk, click: Click) -> Reply:
    """The form of an answer that came from outside."""
    actor = await desk.directory.actor(click.person, click.channel)
    idea = await desk.read(lambda memory: deciding.led(memory, actor, click.value))
    so_far = await desk.read(lambda memory: progress.of(memory, idea))
    return Reply(view=forms.answer(await desk.voice(click.person), idea, so_far))


async def ask_send(desk: Desk, click: Click) -> Reply:
    """The form that says how each body decides."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    idea = await desk.read(lambda memory: deciding.led(memory, actor, click.value))
    await desk.read(lambda memory: deciding.require_now(memory, idea, Step.SENT))
    found = await desk.read(lambda memory: bodies.listed(memory, actor, idea.channel))
    by = await desk.read(lambda memory: [(body, bodies.by_when(memory, now, actor, body)) for body in found])
    return Reply(view=forms.send(await desk.voice(click.person), idea, by, today_at(now)))


async def ask_own(desk: Desk, click: Click) -> Reply:
    """The form of who has it in hand."""
    return await _form(desk, click, deciding.led, forms.own, Step.OWNED)


async def ask_try(desk: Desk, click: Click) -> Reply:
    """The form of a try."""
    return await _form(desk, click, deciding.led, forms.try_out, Step.TRIED)


async def ask_end(desk: Desk, click: Click) -> Reply:
    """The form of a try's end."""
    return await _form(desk, click, holding.held, forms.end_try, Step.KEPT)


async def ask_stalled(desk: Desk, click: Click) -> Reply:
    """The form for who has an idea in hand with which nothing moved."""
    return await _form(desk, click, holding.held, forms.stalled, Step.GOES_ON)


async def _form(
    desk: Desk, click: Click, find: Find, draw: Callable[[Voice, Idea], View], step: Step
) -> Reply:
    """The form about an idea, for who may say what becomes of it as `find` knows; a Refusal, before anything
    is filled in, where this `step` cannot come now.
    """
    actor = await desk.directory.actor(click.person, click.channel)
    idea = await desk.read(lambda memory: find(memory, actor, click.value))
    await desk.read(lambda memory: deciding.require_now(memory, idea, step))
    return Reply(view=draw(await desk.voice(click.person), idea))


async def copy(desk: Desk, click: Click) -> Reply:
    """The page as a text."""
    actor = await desk.directory.actor(click.person, click.channel)
    idea = await desk.read(lambda memory: deciding.led(memory, actor, click.value))
    story = await desk.read(lambda memory: deciding.story(memory, actor, idea.id))
    if story.waits is None:
        raise Refusal("This idea is with no body now, so there is nothing to copy.")
    return Reply(view=messages.mail(await desk.voice(click.person), story.waits))


async def ask_decide(desk: Desk, click: Click) -> Reply:
    """The form of who decides, with what they pressed chosen in it where that is one answer."""
    actor = Actor(click.person, here=click.channel)
    asked = await desk.read(lambda memory: deciding.asked(memory, actor, click.value))
    pressed = click.choice.partition("/")[0]
    step = next((each for each in ANSWERS if each.value == pressed), None)
    return Reply(view=forms.decide(await desk.voice(click.person), asked, step))


async def decide(desk: Desk, form: Submission) -> Reply:
    """The answer of who decides."""
    actor, now = Actor(form.person, here=form.channel), desk.clock()
    code, words = form.required("step"), form.required("words")
    found, so_far = await desk.write(
        lambda memory: deciding.decide(memory, now, actor, form.subject, code, words)
    )
    if so_far.last and so_far.last.step is Step.MORE_TIME and so_far.due_on:
        say, until = await desk.voice(form.person), day(so_far.due_on)
        return answer(say, say(_GRANTED, number=found.idea.number, until=until, body=found.body.name))
    return await _saved(desk, form, found.idea.number, so_far)


async def record(desk: Desk, form: Submission) -> Reply:
    """An answer from outside."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    code, given = form.required("step"), form.values
    subject, _, stood = form.subject.partition("/")
    said = deciding.Recorded(form.required("words"), given.get("source"), given.get("part_of"), stood or None)
    so_far = await desk.write(lambda memory: deciding.record(memory, now, actor, subject, code, said))
    return await _saved_idea(desk, form, so_far)


async def send(desk: Desk, form: Submission) -> Reply:
    """An idea goes to a body."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    body, words = form.required("body"), form.required("words")
    so_far = await desk.write(lambda memory: deciding.send(memory, now, actor, form.subject, body, words))
    idea, say = await _of(desk, form), await desk.voice(form.person)
    read = await desk.read(lambda memory: readingdays.of(memory, now, idea, so_far))
    saved = say(_SAVED, number=idea.number, state=state_name(so_far.state))
    return answer(say, "\n".join(filter(None, [saved, reads(say, read, idea.number)])))


async def own(desk: Desk, form: Submission) -> Reply:
    """Somebody has it in hand."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    owner, idea, say = form.required("owner"), await _of(desk, form), await desk.voice(form.person)
    before = await desk.read(lambda memory: progress.of(memory, idea))
    so_far = await desk.write(lambda memory: holding.own(memory, now, actor, form.subject, owner))
    if so_far != before and owner == actor.id:
        return await _saved(desk, form, idea.number, so_far)
    names = await desk.directory.names(say, [owner], desk.directory.patience.soon)
    told = inhand.HAS_IT if so_far == before else inhand.NAMED_ANEW
    return answer(say, say(told, person=names[owner], number=idea.number))


async def try_out(desk: Desk, form: Submission) -> Reply:
    """A try begins."""
    actor, now, trial = await desk.directory.actor(form.person, form.channel), desk.clock(), _trial(form)
    so_far = await desk.write(lambda memory: holding.try_out(memory, now, actor, form.subject, trial))
    return await _saved_idea(desk, form, so_far)


async def end_try(desk: Desk, form: Submission) -> Reply:
    """A try ends."""
    actor, now, trial = await desk.directory.actor(form.person, form.channel), desk.clock(), _trial(form)
    code = form.required("step")
    so_far = await desk.write(lambda memory: holding.end_try(memory, now, actor, form.subject, code, trial))
    return await _saved_idea(desk, form, so_far)


def _trial(form: Submission) -> Trial:
    return Trial(form.required("words"), form.required("until"), form.required("how"))


async def stalled(desk: Desk, form: Submission) -> Reply:
    """What becomes of an idea with which nothing moved."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    code, words = form.required("step"), form.required("words")
    so_far = await desk.write(lambda memory: holding.stalled(memory, now, actor, form.subject, code, words))
    say, idea = await desk.voice(form.person), await _of(desk, form)
    if so_far.last and so_far.last.step is Step.NOT_MINE:
        leads = await desk.read(lambda memory: bodies.leading_programme(memory, idea.channel))
        is_told = any(one != actor.id for one in leads)
        return answer(say, say(inhand.GIVEN_BACK[actor.id in leads, is_told], number=idea.number))
    if so_far.last and so_far.last.step in _KEPT:
        return answer(say, say(_KEPT[so_far.last.step], number=idea.number))
    return await _saved(desk, form, idea.number, so_far)


async def _saved_idea(desk: Desk, form: Submission, so_far: Progress) -> Reply:
    idea = await _of(desk, form)
    return await _saved(desk, form, idea.number, so_far)


async def _of(desk: Desk, form: Submission) -> Idea:
    """The idea that a form is about."""
    subject = form.subject.partition("/")[0]
    return await desk.read(lambda memory: progress.standing(memory, subject))


async def _saved(desk: Desk, form: Submission, number: int, so_far: Progress) -> Reply:
    say = await desk.voice(form.person)
    return answer(say, say(_SAVED, number=number, state=state_name(so_far.state)))


_ALL, _LEAD = Audience.EVERYONE, Audience.FACILITATORS

NOUN = Noun(
    verbs=(
        Verb(
            "answer",
            _LEAD,
            Text("12"),
            Text("see what became of an idea, and record an answer"),
            panel,
            doing=DOING,
            of_programme=True,
            sister="ideas",
        ),
    ),
    clicks=(
        OnClick(ideaids.BECAME, _ALL, became),
        OnClick(ideaids.FOLLOW, _ALL, follow),
        OnClick(ideaids.ANSWER_IDEA, _LEAD, ask_answer, doing=DOING),
        OnClick(ideaids.SEND_IDEA, _LEAD, ask_send, doing=DOING),
        OnClick(ideaids.OWN_IDEA, _LEAD, ask_own, doing=DOING),
        OnClick(ideaids.TRY_IDEA, _LEAD, ask_try, doing=DOING),
        OnClick(ideaids.COPY_IDEA, _LEAD, copy, doing=DOING),
        OnClick(ideaids.END_TRY, _ALL, ask_end),
        OnClick(ideaids.STALLED, _ALL, ask_stalled),
        OnClick(ideaids.DECIDE, _ALL, ask_decide),
    ),
    submissions=(
        OnSubmit(ideaids.ANSWER_IDEA_FORM, _LEAD, record, doing=DOING),
        OnSubmit(ideaids.SEND_IDEA_FORM, _LEAD, send, doing=DOING),
        OnSubmit(ideaids.OWN_IDEA_FORM, _LEAD, own, doing=DOING),
        OnSubmit(ideaids.TRY_IDEA_FORM, _LEAD, try_out, doing=DOING),
        OnSubmit(ideaids.END_TRY_FORM, _ALL, end_try),
        OnSubmit(ideaids.STALLED_FORM, _ALL, stalled),
        OnSubmit(ideaids.DECIDE_FORM, _ALL, decide),
    ),
)
