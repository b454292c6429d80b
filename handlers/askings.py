"""Asking somebody to be a buddy or to take a pledge over, and what they answer."""

from coproduction.askings import AskingState, Wish
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import askings, pledges
from coproduction.words import Text
from handlers import home, ids
from handlers.blocks import askings as answers
from handlers.blocks import pledges as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_ASKED = Text(
    "I have asked {person} in private to take it over. Until they say yes, it stays yours. "
    "If you hear nothing, please ask them yourself."
)
_ENDED = Text("That is over now. Nobody is asked about it any more.")
_ENDED_BEFORE = Text("That is over already, so nothing has changed.")


async def require_a_person(desk: Desk, asked: str) -> None:
    """Refuse, in words, to ask an app, or somebody who has left the workspace."""
    if await desk.directory.is_bot(asked):
        raise Refusal("This is an app. Please choose a person.", "asked")
    if await desk.directory.has_left(asked):
        raise Refusal("This person has left the workspace. Please choose somebody else.", "asked")


async def press_hand_over(desk: Desk, click: Click) -> Reply:
    """Hand it over: first, to whom."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge = await desk.read(lambda memory: pledges.changeable(memory, actor, click.value))
    return Reply(view=blocks.hand_over_form(await desk.voice(actor.id), pledge))


async def submit_hand_over(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, asked, now = (
        await desk.directory.participant(form.person, form.channel),
        form.required("asked"),
        desk.clock(),
    )
    if asked:
        await require_a_person(desk, asked)
    await desk.write(lambda memory: askings.ask(memory, now, actor, form.subject, Wish.HAND_OVER, asked))
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [asked], desk.directory.patience.soon)
    return answer(say, say(_ASKED, person=names[asked]))


async def agree(desk: Desk, click: Click) -> Reply:
    """Yes."""
    return await _answer(desk, click, agrees=True)


async def decline(desk: Desk, click: Click) -> Reply:
    """No."""
    return await _answer(desk, click, agrees=False)


async def _answer(desk: Desk, click: Click, *, agrees: bool) -> Reply:
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    answered = await desk.write(lambda memory: askings.answer(memory, now, actor, click.value, agrees=agrees))
    words = answers.AGREED[answered.wish] if answered.state is AskingState.AGREED else answers.DECLINED
    return await _shown(desk, click, actor, words)


async def end(desk: Desk, click: Click) -> Reply:
    """Do not ask any more, or end being buddies."""
    actor = await desk.directory.participant(click.person, click.channel)
    _, is_new = await desk.write(lambda memory: askings.take_back(memory, actor, click.value))
    return await _shown(desk, click, actor, _ENDED if is_new else _ENDED_BEFORE)


async def _shown(desk: Desk, click: Click, actor: Actor, words: Text) -> Reply:
    """In Home and lists they see what is theirs now; the question itself shows what became of it."""
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    if click.position == ids.ON_NUDGE:
        return Reply()
    return answer(await desk.voice(actor.id), words)


NOUN = Noun(
    clicks=(
        OnClick(ids.HAND_OVER, Audience.EVERYONE, press_hand_over),
        OnClick(ids.ASKING_YES, Audience.EVERYONE, agree),
        OnClick(ids.TAKE_OVER, Audience.EVERYONE, agree),
        OnClick(ids.ASKING_NO, Audience.EVERYONE, decline),
        OnClick(ids.ASKING_END, Audience.EVERYONE, end),
    ),
    submissions=(OnSubmit(ids.HAND_OVER_FORM, Audience.EVERYONE, submit_hand_over),),
)
