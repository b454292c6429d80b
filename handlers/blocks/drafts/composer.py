"""The form in which a poll is composed: it shows only the fields that the chosen kind of question needs."""

from coproduction.drafts import (
    MOST_QUESTIONS,
    NAME_LENGTH,
    Composed,
    as_asked,
)
from coproduction.service.drafts import Composing
from coproduction.service.pollforms import TITLE_LENGTH
from coproduction.templates import TEMPLATES
from coproduction.words import Text, day
from handlers import ids
from handlers.blocks.drafts.fields import carried, renamed
from handlers.blocks.drafts.question import kind_of, question_fields
from handlers.blocks.drafts.whole import whole
from handlers.blocks.fields import text_input
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    asks,
    button,
    context,
    divider,
    modal,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

ONLY_PREVIEWED = Text(
    "To keep what you write here, press Preview. Close the form before that, and some of it may be lost."
)

_NO_WORDS, _BELOW = Text("No words yet"), Text("The question below")  # Slack keeps it while words come below


def composer(say: Voice, composing: Composing, channel: str, note: Text | None = None, turn: int = 0) -> View:
    """The form of a new poll. `note`: what is wrong where no field of this form can say it.

    `turn` tells it from the drawings of it before whose fields hold something else.
    """
    draft = composing.composed
    composed = as_asked(draft, is_live=composing.session is not None)
    blocks = [
        *(paragraphs(say(note)) if note else []),
        *_beginning(say, composing),
        *_list(say, composed),
        *question_fields(say, composed),
        *_more(say, composed, has_afresh=composing.kept_since is not None),
        context(say(ONLY_PREVIEWED)),
        divider(),
        *whole(say, composing, composed),
    ]
    private, fields = ids.private(channel, carried(draft, turn)), renamed(blocks, turn)
    drawn = modal(say, say("New poll"), ids.POLL_FORM, say("Preview"), private, fields, close=say("Close"))
    return {**drawn, "notify_on_close": True}


def name_form(say: Voice, channel: str, seen: str) -> View:
    """The form with a name for a template."""
    hint = say("All who facilitate here can begin a poll with it.")
    name = text_input("name", say("Name of the template"), most=NAME_LENGTH, hint=hint)
    back = button(say("Back"), ids.SHOW_PREVIEW, aloud=say("Back to the preview"))
    private = ids.private(channel, seen)
    return modal(
        say, say("Save as a template"), ids.TEMPLATE_FORM, say("Save"), private, [name, actions(back)]
    )


def _beginning(say: Voice, composing: Composing) -> list[Block]:
    """What the form begins with: a draft of before, or a template."""
    found: list[Block] = []
    if composing.kept_since:
        told = say("This is your draft of {day}. I kept it for you.", day=day(composing.kept_since.date()))
        found.append({**section(told), "accessory": _afresh(say, 1)})
    elif composing.composed.is_blank:
        found.append(_templates(say, composing))
    own = next((each for each in composing.templates if each.id == composing.composed.template), None)
    if own:
        sure = asks(
            say,
            say("Delete this template?"),
            say("Nobody here can begin with it any more. Polls that were asked with it stay."),
            say("Yes, delete it"),
        )
        label = say("Delete this template")
        delete = button(label, ids.DELETE_TEMPLATE, own.id, aloud=label, confirm=sure)
        told = say("It began with your template “{name}”.", name=own.name)
        found += [*paragraphs(told), actions(delete)]
    return found


def _templates(say: Voice, composing: Composing) -> Block:
    """The menu of what one can begin with."""
    groups = {
        say("Ours"): {name: say(each.title) for name, each in TEMPLATES.items()},
        say("Yours"): {each.id: each.name for each in composing.templates},
    }
    lists = [
        {
            "label": plain(name, 75),
            "options": [{"text": plain(words, 75), "value": value} for value, words in options.items()],
        }
        for name, options in groups.items()
        if options
    ]
    chosen = {
        "type": "static_select",
        "action_id": ids.COMPOSE_TEMPLATE,
        "placeholder": plain(say("Choose a template")),
        "option_groups": lists,
    }
    return {**section(say("Write a question, or begin with a template.")), "accessory": chosen}


def _afresh(say: Voice, number: int) -> Block:
    sure = asks(
        say,
        say("Throw this draft away?"),
        say("All that you wrote in it goes, and you begin with an empty form."),
        say("Yes, start afresh"),
    )
    return button(say("Start afresh"), ids.at(ids.COMPOSE_AFRESH, number), confirm=sure)


def _list(say: Voice, composed: Composed) -> list[Block]:
    """All questions, where there are several, each with what can be done with it."""
    if len(composed.questions) == 1:
        return []
    title = text_input(
        "title",
        say("Title of all questions"),
        most=max(TITLE_LENGTH, len(composed.title)),
        initial=composed.title,
        optional=True,
    )
    rows = [_row(say, composed, number) for number in range(1, len(composed.questions) + 1)]
    return [title, *rows]


def _row(say: Voice, composed: Composed, number: int) -> Block:
    question = composed.questions[number - 1]
    words = brief(" ".join(question.words.split()), 120) or say(
        _BELOW if question.key == composed.here.key else _NO_WORDS
    )
    told = Text("{number}. {question} ({kind})", number=number, question=words, kind=kind_of(question))
    doing = {"change": Text("Change question {number}"), "remove": Text("Remove question {number}")}
    if number > 1:
        doing["up"] = Text("Move question {number} up")
    options = [
        {"text": plain(say(text.filled(number=number)), 75), "value": f"{act}:{question.key}"}
        for act, text in doing.items()
    ]
    act = {"type": "overflow", "action_id": ids.at(ids.COMPOSE_QUESTION, number), "options": options}
    return {"type": "section", "text": plain(say(told)), "accessory": act}


def _more(say: Voice, composed: Composed, *, has_afresh: bool) -> list[Block]:
    add = button(say("Add another question"), ids.COMPOSE_MORE)
    buttons = [
        *([add] if len(composed.questions) < MOST_QUESTIONS else []),
        *([] if has_afresh or composed.is_blank else [_afresh(say, 2)]),
    ]
    return [actions(*buttons)] if buttons else []
