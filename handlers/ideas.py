"""Ideas: typed, filled in, supported, taken back and put back, listed page by page."""

from dataclasses import replace

from coproduction.ideas import IdeaKind, text_of
from coproduction.service import idealists, ideas, ties
from coproduction.topics import without_label
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks import ideas as blocks
from handlers.blocks import ideawithdrawals
from handlers.blocks.kit import Block, context, paragraphs
from handlers.blocks.places import place_fields
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Shortcut, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnShortcut, OnSubmit, Verb
from handlers.edge.mistaken import FOR_IDEAS
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted
from handlers.edge.unnamedwords import nameless
from handlers.ideaforms import draft_of, matters, went
from handlers.voice import Voice
from handlers.whereabouts import Whereabouts, is_expected, pressed_for, target, whereabouts

_AGAIN = Text(
    "You have just typed these words, so they are one idea: number {number}. "
    "Do you mean a second one? Type it again in a minute."
)
_AGAIN_HELD = Text("You have typed these words already, so they are one idea. Nobody else sees it yet.")


_ASKED = Text("I ask them in private. You hear of everybody who says yes.")
_NOT_ASKED = Text("I asked nobody, because others cannot see your idea yet. Later you can ask from its card.")
_TYPE_IT = Text("You need no form. Type {/idea} and your idea here. It has your name then.")


async def write(desk: Desk, command: Command, rest: str) -> Reply:
    """/idea text, or bare for the form; the form asks where it goes when that is not clear.

    What is typed in one channel is posted in another only after the form has said so. Who begins by asking
    to leave their name out gets the form without a name, and nothing is posted.
    """
    where, unnamed = await whereabouts(desk, command), nameless(rest)
    if unnamed is not None:
        return await _ask_unnamed(desk, command, where, unnamed)
    text = text_of(unquoted(rest)) if rest else ""
    if not text or not where.is_clear or not await is_expected(desk, command, where):
        return await _ask(desk, command, where, text)
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, command.origin, is_typed=True)
    return await _write(desk, command, draft, where.places[0].channel)


async def press_new(desk: Desk, click: Click) -> Reply:
    """The button on the session's card, and on Home."""
    return await _ask(desk, click, await pressed_for(desk, click))


async def press_words(desk: Desk, click: Click) -> Reply:
    """Share it as an idea, pressed below words that were written to the bot: the form with these words."""
    words = text_of(without_label(click.value))
    return await _ask(desk, click, await whereabouts(desk, click), words)


async def use_shortcut(desk: Desk, shortcut: Shortcut) -> Reply:
    """The shortcut that works anywhere."""
    return await _ask(desk, shortcut, await whereabouts(desk, shortcut))


async def change(desk: Desk, click: Click) -> Reply:
    """Another kind, More, or with my name after all: the form with what is written in it, and its fields."""
    draft, found = draft_of(click), await matters(desk, click)
    where, say = blocks.above(click.screen), await desk.voice(click.person)
    private = ids.private(click.channel, click.subject)
    if click.screen.get("callback_id") == ids.UNNAMED_IDEA_FORM and click.choice != "named":
        return Reply(view=blocks.unnamed_form(say, private, draft, where, found))
    is_long = "evidence" in click.values or click.choice == "more"
    return Reply(view=blocks.form(say, private, draft, where, found, is_long=is_long))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new idea."""
    draft = draft_of(form)
    return await _write(desk, form, replace(draft, text=text_of(draft.text)), await target(desk, form))


async def _ask(desk: Desk, heard: Heard, where: Whereabouts, text: str = "") -> Reply:
    """The form; in the channel where the idea goes, typing it does the same."""
    say = await desk.voice(heard.person)
    fields = place_fields(say, where.places, is_clear=where.is_clear)
    draft = ideas.IdeaDraft(text, IdeaKind.CHANGE, "")
    form = blocks.form(say, where.carried(heard), draft, fields)
    is_here = where.is_clear and where.places[0].channel == heard.channel
    return Reply(view=form, instead=tuple(paragraphs(say(_TYPE_IT))) if is_here else ())


async def _ask_unnamed(desk: Desk, heard: Heard, where: Whereabouts, text: str) -> Reply:
    """The form without a name, with what was typed in it."""
    say = await desk.voice(heard.person)
    fields = place_fields(say, where.places, is_clear=where.is_clear)
    draft = ideas.IdeaDraft(text_of(text) if text else "", IdeaKind.CHANGE, "")
    return Reply(view=blocks.unnamed_form(say, where.carried(heard), draft, fields))


async def _write(desk: Desk, heard: Heard, draft: ideas.IdeaDraft, channel: str) -> Reply:
    actor, now = await desk.directory.participant(heard.person, heard.channel), desk.clock()
    captured = await desk.write(lambda memory: ties.write(memory, now, actor, channel, draft))
    say = await desk.voice(heard.person)
    if draft.is_typed and not captured.is_new:
        again = _AGAIN_HELD if captured.idea.sealed_in else _AGAIN
        return answer(say, again.filled(number=captured.idea.number))
    where = await went(desk, heard, captured.idea)
    named = [blocks.typed_is_named(say)] if draft.is_typed else []
    way_out = ideawithdrawals.offer_withdrawal(say, captured.idea)
    told = blocks.thanks(say, captured)
    close = await desk.read(lambda memory: idealists.close_to(memory, captured.idea))
    alike = blocks.close_one(say, captured.idea, close) if close and captured.is_new else []
    asked = _asked(say, captured, draft)
    return answer(say, told, where, *named, *asked, blocks.next_steps(say, captured.idea), *alike, way_out)


def _asked(say: Voice, captured: ideas.Captured, draft: ideas.IdeaDraft) -> list[Block]:
    """Whether those are asked whom somebody named as partners."""
    if not (captured.is_new and draft.partners and captured.idea.kind is IdeaKind.COLLABORATION):
        return []
    is_asked = ties.asks_now(captured.idea, draft)
    return [context(say(_ASKED if is_asked else _NOT_ASKED))] if is_asked or captured.idea.sealed_in else []


NOUN = Noun(
    verbs=(
        Verb(
            "idea",
            Audience.EVERYONE,
            Text("A buddy for every new parent"),
            Text("share an idea"),
            write,
            True,
            mistaken=FOR_IDEAS,
        ),
    ),
    clicks=(
        OnClick(ids.NEW_IDEA, Audience.EVERYONE, press_new),
        OnClick(ids.IDEA_KIND, Audience.EVERYONE, change),
        OnClick(ideaids.SHARE_WORDS, Audience.EVERYONE, press_words),
    ),
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
