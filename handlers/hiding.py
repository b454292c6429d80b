"""Those who lead hide an idea, show it again, and read what was hidden."""

from functools import partial

from coproduction.errors import Refusal
from coproduction.phrases import plainly
from coproduction.service import hiding
from coproduction.service.hiding import DOING
from coproduction.words import Text
from handlers import exports, ideaids, ids, listids
from handlers.blocks import hiding as blocks
from handlers.blocks.files import waiting
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word, numbered_first

_HIDDEN = Text("Idea {number} is hidden. All see why, and nobody sees its words.")
_BEFORE = Text("Idea {number} is hidden already, so I changed nothing.")
_SHOWN = Text("Idea {number} is shown again.")
_THERE = Text("Idea {number} is not hidden, so I changed nothing.")
_NONE = Text("No idea was ever hidden here. To hide one, type its number: {/hide} 12")
_LOG = Text(
    "All that was hidden here. Nobody else sees this file here. Please think before you pass it on: "
    "it says who hid what."
)
_REASONS = Text("reasons; reason")  # translators: what people type after "hide" to change the reasons
_OWN = Text("Saved. From now on these are the reasons to hide an idea here. What is hidden keeps its reason.")
_USUAL = Text("Saved. From now on the usual reasons can be chosen here. What is hidden keeps its reason.")
_WHICH = Text("Please type the number of the idea: {/hide} 12")


async def ask(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro hide 12: the form, or the way back where it is hidden; bare, what is hidden now.

    Why may be typed after the number: the form shows it, and has chosen the reason that is closest.
    """
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    say = await desk.voice(command.person)
    if not rest:
        return await _all(desk, command)
    word, more = first_word(rest)
    if word in plainly(_REASONS) and not more:
        return await _reasons(desk, command, channel)
    number, words = numbered_first(rest)
    if number is None:
        raise Refusal(_WHICH)
    idea, own = await desk.read(lambda memory: hiding.to_hide(memory, actor, channel, number))
    if idea.hidden_for:
        return answer(say, say(_BEFORE, number=idea.number), blocks.offer(say, idea))
    return Reply(view=blocks.form(say, idea, words, own))


async def press_reasons(desk: Desk, click: Click) -> Reply:
    """The form of the programme's own reasons."""
    return await _reasons(desk, click, click.value)


async def _reasons(desk: Desk, heard: Heard, channel: str) -> Reply:
    actor = await desk.directory.actor(heard.person, heard.channel)
    own = await desk.read(lambda memory: hiding.reasons(memory, actor, channel))
    return Reply(view=blocks.reasons_form(await desk.voice(heard.person), channel, own))


async def submit_reasons(desk: Desk, form: Submission) -> Reply:
    """That form."""
    actor, channel, typed = (
        await desk.directory.actor(form.person, form.channel),
        form.channel or "",
        form.values.get("reasons"),
    )
    own = await desk.write(lambda memory: hiding.set_reasons(memory, actor, channel, typed))
    say = await desk.voice(form.person)
    return answer(say, say(_OWN if own else _USUAL))


async def _all(desk: Desk, command: Command) -> Reply:
    """What is hidden now, each with the way back, and the way to the file of all that ever was."""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found, sheet = await desk.read(
        lambda memory: (hiding.hidden(memory, actor, channel), hiding.log(memory, actor, channel))
    )
    if not sheet.rows:
        raise Refusal(_NONE)
    return Reply(words=blocks.listed(await desk.voice(command.person), found, channel))


async def give_file(desk: Desk, click: Click) -> Reply:
    """Everything that was ever hidden, as a file."""
    actor = await desk.directory.actor(click.person, click.channel)
    sheet = await desk.read(lambda memory: hiding.log(memory, actor, click.value))
    view = waiting(await desk.voice(click.person), blocks.TITLE)
    return Reply(view=view, then=partial(exports.given, desk, click, (sheet,), _LOG))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form with the reason."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    chosen = form.required("reason")
    idea, is_new = await desk.write(lambda memory: hiding.hide(memory, now, actor, form.subject, chosen))
    say = await desk.voice(form.person)
    return answer(say, say(_HIDDEN if is_new else _BEFORE, number=idea.number), blocks.offer(say, idea))


async def show(desk: Desk, click: Click) -> Reply:
    """Show it again."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    idea, is_new = await desk.write(lambda memory: hiding.show_again(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say(_SHOWN if is_new else _THERE, number=idea.number))


async def _hidden(desk: Desk, click: Click, channel: str) -> Lines:
    """All that is hidden now."""
    actor = await desk.directory.actor(click.person, click.channel)
    found = await desk.read(lambda memory: hiding.hidden(memory, actor, channel))
    return blocks.each_hidden(await desk.voice(click.person), found)


NOUN = Noun(
    verbs=(
        Verb(
            "hide",
            Audience.FACILITATORS,
            Text("12"),
            Text("hide an idea, or show it again"),
            ask,
            doing=DOING,
            of_programme=True,
            more=Text(
                "Without a number you see what is hidden here. A file has all that ever was. "
                "To change the reasons to choose from, type: {/hide} reasons"
            ),
            sister="mine",
        ),
    ),
    clicks=(
        OnClick(ids.SHOW_IDEA, Audience.FACILITATORS, show, doing=DOING),
        OnClick(ideaids.HIDDEN_FILE, Audience.FACILITATORS, give_file, doing=DOING),
        OnClick(ideaids.HIDING_REASONS, Audience.FACILITATORS, press_reasons, doing=DOING),
    ),
    submissions=(
        OnSubmit(ids.HIDE_IDEA_FORM, Audience.FACILITATORS, submit, doing=DOING),
        OnSubmit(ideaids.REASONS_FORM, Audience.FACILITATORS, submit_reasons, doing=DOING),
    ),
    lists=(LongList(listids.HIDDEN, blocks.TITLE, _hidden, audience=Audience.FACILITATORS, doing=DOING),),
)
