"""The shortlist: chosen by those who lead, and taken back."""

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import shortlists
from coproduction.service.shortlists import DOING
from coproduction.words import Text
from handlers import ideaids, listids
from handlers.blocks import shortlists as blocks
from handlers.blocks.kit import View
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply

_CHOSEN = Text("The shortlist is kept. All see it on the board and on the cards of these ideas.")
_SAME = Text("The shortlist is as it was before, so nothing has changed.")
_UNDONE = Text("The last change is undone.")


async def show(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro shortlist: the form."""
    actor = await desk.directory.actor(command.person, command.channel)
    here = command.channel or ""
    channel = await desk.read(lambda memory: shortlists.channel_for(memory, actor, here))
    return Reply(view=await _form(desk, actor, channel))


async def press(desk: Desk, click: Click) -> Reply:
    """The form again; from the list of all candidates with what was ticked, if nobody has chosen since."""
    actor = await desk.directory.actor(click.person, click.channel)
    channel, seen, ticked = blocks.read_kept(click.value)
    choice = await desk.read(lambda memory: shortlists.choice(memory, actor, channel))
    is_kept = seen == str(choice.number)
    return Reply(view=blocks.form(await desk.voice(actor.id), choice, ticked if is_kept else None))


def _ticked(click: Click, carried: str) -> str:
    """The same list, with what is ticked in the form by now."""
    channel, seen, _ = blocks.read_kept(carried)
    return blocks.kept(channel, seen, click.values["ideas"] or "") if "ideas" in click.values else carried


async def _candidates(desk: Desk, click: Click, carried: str) -> Lines:
    """All that can be chosen."""
    actor = await desk.directory.actor(click.person, click.channel)
    channel, _, _ = blocks.read_kept(carried)
    choice = await desk.read(lambda memory: shortlists.choice(memory, actor, channel))
    return blocks.all_candidates(await desk.voice(actor.id), choice)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form, and what stands now."""
    actor, channel = await desk.directory.actor(form.person, form.channel), form.channel or ""
    picked, seen, now = form.required("ideas").split(), _number(form.subject), desk.clock()
    is_new = await desk.write(lambda memory: shortlists.choose(memory, now, actor, channel, picked, seen))
    return Reply(view=await _chosen(desk, actor, channel, _CHOSEN if is_new else _SAME))


async def undo(desk: Desk, click: Click) -> Reply:
    """Undo the last choice."""
    actor, channel = await desk.directory.actor(click.person, click.channel), click.channel or ""
    told, number, now = _UNDONE, _number(click.value), desk.clock()
    try:
        await desk.write(lambda memory: shortlists.undo(memory, now, actor, channel, number))
    except Refusal as refusal:
        told = refusal.words
    return Reply(view=await _chosen(desk, actor, channel, told))


async def _form(desk: Desk, actor: Actor, channel: str) -> View:
    choice = await desk.read(lambda memory: shortlists.choice(memory, actor, channel))
    return blocks.form(await desk.voice(actor.id), choice)


async def _chosen(desk: Desk, actor: Actor, channel: str, told: Text) -> View:
    choice = await desk.read(lambda memory: shortlists.choice(memory, actor, channel))
    return blocks.chosen(await desk.voice(actor.id), choice, told)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() else 0


NOUN = Noun(
    verbs=(
        Verb(
            "shortlist",
            Audience.FACILITATORS,
            None,
            Text("choose the ideas that go on"),
            show,
            doing=DOING,
            sister="ideas",
        ),
    ),
    clicks=(
        OnClick(ideaids.SHORTLIST, Audience.FACILITATORS, press, doing=DOING),
        OnClick(ideaids.UNDO_SHORTLIST, Audience.FACILITATORS, undo, doing=DOING),
    ),
    submissions=(OnSubmit(ideaids.SHORTLIST_FORM, Audience.FACILITATORS, submit, doing=DOING),),
    lists=(
        LongList(
            listids.CANDIDATES,
            Text("All ideas"),
            _candidates,
            blocks.back,
            kept=_ticked,
            audience=Audience.FACILITATORS,
            doing=DOING,
        ),
    ),
)
