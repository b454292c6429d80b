"""Ideas without a name: a form of its own, looked at once more before it is posted."""

import json
from dataclasses import replace

from coproduction.errors import Refusal
from coproduction.ideas import WHOM_LENGTH, beside, kind_named, text_of
from coproduction.people import Actor
from coproduction.service import idealists, ideas, places
from coproduction.service.ideas import IdeaDraft
from handlers import ids
from handlers.blocks import ideas as blocks
from handlers.blocks.places import goes_to
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply
from handlers.ideaforms import draft_of, matters, went
from handlers.lookedat import noted
from handlers.whereabouts import meant_by, target

_SAID = ("text", "better", "evidence", "whom", "serves")


async def press(desk: Desk, click: Click) -> Reply:
    """Share it without my name: what was written so far goes along."""
    say, found = await desk.voice(click.person), await matters(desk, click)
    private = ids.private(click.channel, click.subject)
    return Reply(view=blocks.unnamed_form(say, private, draft_of(click), blocks.above(click.screen), found))


async def look(desk: Desk, form: Submission) -> Reply:
    """The form: what will be posted is shown first, and nothing of it is stored."""
    draft, to = _checked(draft_of(form)), await target(desk, form)
    reader = Actor(form.person, here=form.channel)
    where, close = await desk.read(
        lambda memory: (places.where(memory, to), idealists.close_to_words(memory, reader, to, draft.text))
    )
    say = await desk.voice(form.person)
    private = ids.private(form.channel, carried(draft, to))
    said = await noted(desk, to, " ".join(filter(None, _words(draft))))
    goes = goes_to(say, where)
    seen = blocks.preview(say, private, draft, said, goes, close, is_held=where.holds_back)
    return Reply(view=seen)


async def edit(desk: Desk, click: Click) -> Reply:
    """Back from the look at it to the form."""
    draft, to = _read(click.subject)
    to = await meant_by(desk, click, to)
    where = await desk.read(lambda memory: places.where(memory, to))
    say, private = await desk.voice(click.person), ids.private(click.channel, to)
    found = await matters(desk, replace(click, subject=to))
    return Reply(view=blocks.unnamed_form(say, private, draft, [goes_to(say, where)], found))


async def post(desk: Desk, form: Submission) -> Reply:
    """Post it. Nothing in this unit of work may hold the person's id."""
    draft, to = _read(form.subject)
    draft = replace(draft, origin=form.origin, is_anonymous=True)
    to = await meant_by(desk, form, to)
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    captured = await desk.write(lambda memory: ideas.write(memory, now, actor, to, draft))
    say = await desk.voice(form.person)
    return Reply(view=blocks.thanks_unnamed(say, captured.idea, await went(desk, form, captured.idea)))


def _words(draft: IdeaDraft) -> tuple[str | None, ...]:
    """All that somebody wrote in their own words."""
    return draft.text, draft.better, draft.evidence, draft.whom


def _checked(draft: IdeaDraft) -> IdeaDraft:
    """The draft with its words as they would be kept, or a Refusal."""
    return replace(
        draft,
        text=text_of(draft.text),
        better=beside(draft.better, "better"),
        evidence=beside(draft.evidence, "evidence"),
        whom=beside(draft.whom, "whom", WHOM_LENGTH),
    )


def carried(draft: IdeaDraft, to: str) -> str:
    """What the look carries along unseen, so that nobody has to store it."""
    words = {name: value for name in _SAID if (value := getattr(draft, name))}
    return json.dumps({"to": to, "kind": draft.kind.value, **words}, ensure_ascii=False)


def _read(carried: str) -> tuple[IdeaDraft, str]:
    """The draft, and where it goes."""
    try:
        read = json.loads(carried)
    except ValueError:
        raise Refusal(
            "This form is from an older version of me. Please open a new one with {/idea}."
        ) from None
    words = {name: read.get(name) for name in _SAID if name != "text"}
    kind = kind_named(read.get("kind") or "")
    return IdeaDraft(read.get("text") or "", kind, "", **words), str(read.get("to") or "")


NOUN = Noun(
    clicks=(
        OnClick(ids.IDEA_UNNAMED, Audience.EVERYONE, press),
        OnClick(ids.IDEA_EDIT, Audience.EVERYONE, edit),
    ),
    submissions=(
        OnSubmit(ids.UNNAMED_IDEA_FORM, Audience.EVERYONE, look),
        OnSubmit(ids.UNNAMED_IDEA_PREVIEW, Audience.EVERYONE, post),
    ),
)
