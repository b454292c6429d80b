"""Ideas: typed, filled in, supported, taken back and put back, listed page by page."""

from coproduction.ideas import Idea, IdeaKind, kind_named, text_of
from coproduction.service import ideas, places, stuck
from coproduction.words import Text
from handlers import ids
from handlers.blocks import ideas as blocks
from handlers.blocks import ideawithdrawals
from handlers.blocks.kit import Block, paragraphs
from handlers.blocks.places import place_fields, waits_for, went_to
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Shortcut, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnShortcut, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted
from handlers.whereabouts import Whereabouts, is_expected, pressed_for, target, whereabouts

_AGAIN = Text(
    "You have just typed these words, so they are one idea: number {number}. "
    "Do you mean a second one? Type it again in a minute."
)


_TYPE_IT = Text("You need no form. Type {/idea} and your idea here. It has your name then.")


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/idea text, or bare for the form; the form asks where it goes when that is not clear.

    What is typed in one channel is posted in another only after the form has said so.
    """
    text = text_of(unquoted(rest)) if rest else ""
    where = await whereabouts(desk, command)
    if not text or not where.is_clear or not await is_expected(desk, command, where):
        return await _ask(desk, command, where, text)
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, command.origin, is_typed=True)
    return await _write(desk, command, draft, where.places[0].channel)


async def press_new(desk: Desk, click: Click) -> Reply:
    """The button on the session's card, and on Home."""
    return await _ask(desk, click, await pressed_for(desk, click))


async def use_shortcut(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut that works anywhere."""
    return await _ask(desk, shortcut, await whereabouts(desk, shortcut))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new idea."""
    draft = ideas.IdeaDraft(
        text=form.required("text"),
        kind=kind_named(form.required("kind")),
        origin=form.origin,
        is_anonymous=form.values.get("named") == blocks.ANONYMOUS,
    )
    return await _write(desk, form, draft, await target(desk, form))


async def _ask(desk: Desk, heard: Heard, where: Whereabouts, text: str = "") -> Reply:
    """The form; in the channel where the idea goes, typing it does the same."""
    say = await desk.voice(heard.person)
    fields = place_fields(say, where.places, is_clear=where.is_clear)
    form = blocks.form(say, where.carried(heard), text, fields)
    is_here = where.is_clear and where.places[0].channel == heard.channel
    return Reply(view=form, instead=tuple(paragraphs(say(_TYPE_IT))) if is_here else ())


async def _write(desk: Desk, heard: Heard, draft: ideas.IdeaDraft, channel: str) -> Reply:
    actor, now = await desk.directory.participant(heard.person, heard.channel), desk.clock()
    captured = await desk.write(lambda memory: ideas.write(memory, now, actor, channel, draft))
    say = await desk.voice(heard.person)
    if draft.is_typed and not captured.is_new:
        return answer(say, _AGAIN.filled(number=captured.idea.number))
    where = await went(desk, heard, captured.idea)
    if draft.is_anonymous:  # said in the form, which Slack forgets; never where it would last
        return Reply(view=blocks.thanks_unnamed(say, where))
    named = [blocks.typed_is_named(say)] if draft.is_typed else []
    way_out = ideawithdrawals.offer_withdrawal(say, captured.idea)
    return answer(say, blocks.thanks(say, captured), where, *named, way_out)


async def went(desk: Desk, heard: Heard, idea: Idea) -> Block:
    """Where everybody can read an idea, or will when that channel takes messages again."""
    where, waiting = await desk.read(
        lambda memory: (places.where(memory, idea.channel), stuck.shut(memory, idea.channel))
    )
    say = await desk.voice(heard.person)
    return waits_for(say, where) if waiting else went_to(say, where)


NOUN = Noun(
    verbs=(
        Verb(
            "idea",
            Audience.EVERYONE,
            Text("A buddy for every new parent"),
            Text("share an idea"),
            write,
            True,
        ),
    ),
    clicks=(OnClick(ids.NEW_IDEA, Audience.EVERYONE, press_new),),
    submissions=(OnSubmit(ids.IDEA_FORM, Audience.EVERYONE, submit),),
    shortcuts=(
        OnShortcut(
            ids.NEW_IDEA_SHORTCUT,
            Audience.EVERYONE,
            Text("New idea"),
            Text("Share an idea from anywhere"),
            False,
            use_shortcut,
        ),
    ),
)
