"""It would help if …: said of an idea, and taken back."""

from collections.abc import Awaitable, Callable, Sequence

from coproduction.conditions import words_of
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import conditions, joining
from coproduction.words import Text
from handlers import board, ideaids, listids
from handlers.blocks import conditions as blocks
from handlers.blocks import ideawithdrawals
from handlers.blocks.kit import View
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.lookedat import noted
from handlers.voice import Voice

_KEPT = Text("Thank you. Your words are kept. You can change them, or take them back.")
_JOINED = Text("Your words are with idea {number} now, and you support it. Your idea {own} is taken back.")
_GONE = Text("Your words are gone.")
_NONE = Text("You had no words here, so nothing has changed.")


async def press(desk: Desk, click: Click) -> Reply:
    """It would help if …: the form."""
    actor = Actor(click.person, here=click.channel)
    try:
        idea, said = await desk.read(lambda memory: conditions.before_saying(memory, actor, click.value))
    except Refusal as refusal:
        return Reply(view=await board.shown(desk, click, click.value, refusal.words))
    return Reply(view=blocks.form(await desk.voice(click.person), idea, said))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; what may tell who somebody is, is shown once more first."""

    async def again(say: Voice, actor: Actor, words: str, said: Sequence[Text]) -> View:
        idea, _ = await desk.read(lambda memory: conditions.before_saying(memory, actor, form.subject))
        return blocks.form(say, idea, words, said)

    return await _after_a_look(desk, form, keep, again)


async def _after_a_look(
    desk: Desk,
    form: Submission,
    store: Callable[[Desk, Submission], Awaitable[Reply]],
    again: Callable[[Voice, Actor, str, Sequence[Text]], Awaitable[View]],
) -> Reply:
    """Store the words of a form; those that may tell who somebody is are shown `again` first, and nothing of
    them is stored.
    """
    words = words_of(form.required("words"))
    said = await noted(desk, form.channel or "", words)
    if not said:
        return await store(desk, form)
    actor = Actor(form.person, here=form.channel)
    return Reply(view=await again(await desk.voice(form.person), actor, words, said))


async def keep(desk: Desk, form: Submission) -> Reply:
    """The same after that look: whoever wrote it decides. The idea is shown again with what they said."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    words = form.required("words")
    await desk.write(lambda memory: conditions.say(memory, now, actor, form.subject, words))
    return Reply(view=await board.shown(desk, form, form.subject, _KEPT))


async def take_back(desk: Desk, click: Click) -> Reply:
    """Take my words back."""
    actor = Actor(click.person, here=click.channel)
    try:
        _, was_there = await desk.write(lambda memory: conditions.take_back(memory, actor, click.value))
        told = _GONE if was_there else _NONE
    except Refusal as refusal:
        told = refusal.words
    return Reply(view=await board.shown(desk, click, click.value, told))


async def press_join(desk: Desk, click: Click) -> Reply:
    """Add mine to idea 12: the form with one's own words."""
    actor = Actor(click.person, here=click.channel)
    own, other = await desk.read(lambda memory: joining.before_joining(memory, actor, click.value))
    return Reply(view=blocks.joining_form(await desk.voice(click.person), own, other))


async def join(desk: Desk, form: Submission) -> Reply:
    """The form; what may tell who somebody is, is shown once more first."""

    async def again(say: Voice, actor: Actor, words: str, said: Sequence[Text]) -> View:
        own, other = await desk.read(lambda memory: joining.before_joining(memory, actor, form.subject))
        return blocks.joining_form(say, own, other, words, said)

    return await _after_a_look(desk, form, join_so, again)


async def join_so(desk: Desk, form: Submission) -> Reply:
    """The same after that look: the words stand with the other idea, and one's own can be put back."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    words = form.required("words")
    own, other = await desk.write(lambda memory: joining.join(memory, now, actor, form.subject, words))
    say = await desk.voice(form.person)
    told = say(_JOINED, number=other.number, own=own.number)
    return answer(say, told, ideawithdrawals.offer_return(say, own))


async def _said(desk: Desk, click: Click, idea: str) -> Lines:
    """All that people say would help, for the author."""
    actor = Actor(click.person, here=click.channel)
    words = await desk.read(lambda memory: conditions.heard_by(memory, actor, idea))
    return blocks.all_words(await desk.voice(click.person), words)


NOUN = Noun(
    clicks=(
        OnClick(ideaids.WOULD_HELP, Audience.EVERYONE, press),
        OnClick(ideaids.TAKE_BACK_WORDS, Audience.EVERYONE, take_back),
        OnClick(ideaids.ADD_TO_IDEA, Audience.EVERYONE, press_join),
    ),
    submissions=(
        OnSubmit(ideaids.WOULD_HELP_FORM, Audience.EVERYONE, submit),
        OnSubmit(ideaids.WOULD_HELP_LOOKED_FORM, Audience.EVERYONE, keep),
        OnSubmit(ideaids.ADD_TO_IDEA_FORM, Audience.EVERYONE, join),
        OnSubmit(ideaids.ADD_TO_IDEA_LOOKED_FORM, Audience.EVERYONE, join_so),
    ),
    lists=(LongList(listids.WOULD_HELP, Text("It would help if …"), _said),),
)
