"""The form in which a poll is composed: it shows only the fields that the chosen kind of question needs."""

from collections.abc import Mapping

from coproduction.drafts import (
    HIDDEN,
    LIVE,
    MOST_QUESTIONS,
    NAME_LENGTH,
    WITH_ENDS,
    Composed,
    Question,
    as_asked,
    can_be_anonymous,
)
from coproduction.levels import PROMISES, PROMISES_OF_WORDS, Level
from coproduction.people import PERSPECTIVE_NAMES
from coproduction.pollends import LONGEST, LONGEST_ANONYMOUS, TAKES_OPTIONS
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    OPTION_LENGTH,
    QUESTION_LENGTH,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    Invited,
)
from coproduction.questions import KINDS as QUESTIONS
from coproduction.service.drafts import Composing
from coproduction.templates import TEMPLATES
from coproduction.words import Text, day, several
from handlers import ids
from handlers.blocks.fields import choice, menu, text_input, ticks
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

PASTED = 3_000  # more than fits, so that words say what is too long, and nothing is cut off in silence
YES = "yes"  # the value of a box that is ticked
LEVELS = {
    Level.CONFIDENTIAL: Text("Confidential: in the end I keep just totals"),
    Level.ANONYMOUS: Text("Anonymous: nobody can see who chose what"),
    Level.NAMED: Text("Named: who chose what"),
}
# What the form of a new poll offers; `coproduction.questions` has a row for each.
KINDS = {
    CHOICE: Text("Choose one option"),
    SEVERAL: Text("Choose several, at most so many"),
    YES_NO: Text("Yes, not yet or no"),
    SCALE: Text("A number from 1 to 5"),
    SCALE_TEN: Text("A number from 0 to 10"),
    BEFORE_NOW: Text("From 1 to 5, before and now"),
    DOTS: Text("Share out dots"),
    RANKING: Text("Rank the first three"),
    OPEN_TEXT: Text("In their own words"),
}
_NUMBERS = {SEVERAL: (Text("How many may each person choose?"), "2"), DOTS: (Text("How many dots?"), "5")}
BY_HAND, CLOSED_BY_HAND = "0", Text("When you close it")
_HOUR, _DAY = 60, 24 * 60
IN_SESSION, BETWEEN = (5, 10, 15, 30, _HOUR), (_HOUR, _DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY)
TRACEABLE = Text(
    "While it is open, Slack and the people who run this app could still look up who chose what. "
    "A copy of my data that is made then can show it, too."
)
_UNFIT = Text("Several, dots and ranks cannot be anonymous. Their result could give somebody away.")


def composer(say: Voice, composing: Composing, channel: str, note: Text | None = None) -> View:
    """The form of a new poll. `note`: what is wrong where no field of this form can say it."""
    draft = composing.composed
    composed = as_asked(draft, is_live=composing.session is not None)
    blocks = [
        *([section(f"*{say(note)}*")] if note else []),
        *_beginning(say, composing),
        *_list(say, composed),
        *_question(say, composed),
        *_more(say, composed, has_afresh=composing.kept_since is not None),
        divider(),
        *_whole(say, draft, composed, is_live=composing.session is not None),
    ]
    private = ids.private(channel, composed.here.key)
    drawn = modal(say, say("New poll"), ids.POLL_FORM, say("Preview"), private, blocks, close=say("Close"))
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
    most = (QUESTION_LENGTH + 1) * 2
    title = text_input(
        "title", say("Title of all questions"), most=most, initial=composed.title, optional=True
    )
    rows = [_row(say, composed, number) for number in range(1, len(composed.questions) + 1)]
    return [title, *rows]


def _row(say: Voice, composed: Composed, number: int) -> Block:
    question = composed.questions[number - 1]
    words = brief(" ".join(question.words.split()), 120) or say("No words yet")
    told = Text("{number}. {question} ({kind})", number=number, question=words, kind=_kind(question))
    doing = {"change": Text("Change question {number}"), "remove": Text("Remove question {number}")}
    if number > 1:
        doing["up"] = Text("Move question {number} up")
    options = [
        {"text": plain(say(text.filled(number=number)), 75), "value": f"{act}:{question.key}"}
        for act, text in doing.items()
    ]
    act = {"type": "overflow", "action_id": ids.at(ids.COMPOSE_QUESTION, number), "options": options}
    return {"type": "section", "text": plain(say(told)), "accessory": act}


def _kind(question: Question) -> Text:
    return KINDS.get(question.kind, KINDS[CHOICE])


def _question(say: Voice, composed: Composed) -> list[Block]:
    """The fields of the question that is worked on: first its kind, then what this kind needs."""
    question, of = composed.here, len(composed.questions)
    kinds = {kind: say(words) for kind, words in KINDS.items()}
    initial = question.kind if question.kind in KINDS else CHOICE
    label = say("How do people answer?")
    kind = _heard(menu(say, _named("kind", question), label, kinds, initial=initial))
    words = _named("words", question)
    asked = text_input(words, say("Your question"), most=PASTED, initial=question.words)
    left_out = flag(
        _named("is_optional", question),
        say("This question"),
        say("May be left out"),
        say("People can send the form without it."),
        is_on=question.is_optional,
    )
    if of == 1:
        return [kind, asked, *_needed(say, question)]
    which = section(say("*Question {number} of {of}*", number=composed.place + 1, of=of))
    return [divider(), which, kind, asked, *_needed(say, question), left_out]


def _needed(say: Voice, question: Question) -> list[Block]:
    """What this kind of question needs beside its words."""
    if question.kind in WITH_ENDS:
        low, high = say("What the lowest number means"), say("What the highest number means")
        return [
            text_input(_named("lowest", question), low, most=PASTED, initial=question.lowest, optional=True),
            text_input(
                _named("highest", question), high, most=PASTED, initial=question.highest, optional=True
            ),
        ]
    row = QUESTIONS.get(question.kind)
    if row is None or not row.has_options:
        return []
    fields = [
        text_input(
            _named("options", question),
            say("Options, one on each line"),
            most=PASTED,
            multiline=True,
            hint=say("2 to 10 options, each up to {most} characters.", most=OPTION_LENGTH),
            initial=question.options,
        )
    ]
    if question.kind in _NUMBERS:
        label, usual = _NUMBERS[question.kind]
        initial = question.most or usual
        fields.append(text_input(_named("most", question), say(label), most=3, initial=initial))
    return fields


def _more(say: Voice, composed: Composed, *, has_afresh: bool) -> list[Block]:
    add = button(say("Add another question"), ids.COMPOSE_MORE)
    buttons = [
        *([add] if len(composed.questions) < MOST_QUESTIONS else []),
        *([] if has_afresh or composed.is_blank else [_afresh(say, 2)]),
    ]
    return [actions(*buttons)] if buttons else []


def _whole(say: Voice, draft: Composed, composed: Composed, *, is_live: bool) -> list[Block]:
    """How all questions are asked together: level, results, end, and who may answer."""
    latest = say(at_the_latest(composed.level, is_live=is_live))
    closing, initial = _ends(say, composed, is_live=is_live), composed.minutes or BY_HAND
    ends = menu(say, "minutes", say("When it closes"), closing, initial=initial, hint=latest)
    return [
        *_level(say, draft, composed),
        *([] if _hides(composed) else [_results(say, composed)]),
        ends,
        *(_invited(say, composed) if is_live else []),
        *_adding(say, composed),
    ]


def _level(say: Voice, draft: Composed, composed: Composed) -> list[Block]:
    """The levels that these questions can have, and the plain line of the one that is chosen."""
    fits = can_be_anonymous(composed)
    levels = {each.value: say(words) for each, words in LEVELS.items() if fits or each is not Level.ANONYMOUS}
    # Where a level less is offered it is another field: Slack would keep what was chosen in this one.
    field = "level" if fits else "level.few"
    chosen = choice(say, field, say("What I keep"), levels, initial=composed.level)
    lines = [context(promise_of(say, composed))]
    if composed.level == Level.ANONYMOUS:
        lines.append(context(say(TRACEABLE)))
    if not fits:
        also = say("So I made the poll confidential.") if draft.level == Level.ANONYMOUS else ""
        lines.append(context(f"{say(_UNFIT)} {also}".strip()))
    return [_heard(chosen), *lines]


def promise_of(say: Voice, composed: Composed) -> str:
    """The plain line of the chosen level."""
    are_words = all(question.kind == OPEN_TEXT for question in composed.questions)
    return say((PROMISES_OF_WORDS if are_words else PROMISES)[Level(composed.level)])


def _hides(composed: Composed) -> bool:
    """Whether results stay hidden in any case, so there is nothing to choose."""
    return composed.level == Level.ANONYMOUS or any(each.kind == OPEN_TEXT for each in composed.questions)


def _results(say: Voice, composed: Composed) -> Block:
    results = {HIDDEN: say("When the poll closes"), LIVE: say("All the time")}
    return choice(say, "results", say("When everybody sees the totals"), results, initial=composed.results)


def _ends(say: Voice, composed: Composed, *, is_live: bool) -> dict[str, str]:
    """When it may close, in minutes."""
    offered = set(IN_SESSION if is_live else BETWEEN)
    if composed.minutes.isdecimal() and int(composed.minutes):
        offered.add(int(composed.minutes))
    return {
        BY_HAND: say(CLOSED_BY_HAND),
        **{str(minutes): say(after(minutes)) for minutes in sorted(offered)},
    }


def at_the_latest(level: str, *, is_live: bool) -> Text:
    """When a poll closes at the latest, whatever was chosen."""
    if is_live:
        return Text("At the latest, it closes when the session ends.")
    days = (LONGEST_ANONYMOUS if level == Level.ANONYMOUS else LONGEST).days
    return Text("No session closes it. At the latest, it closes after {days} days.", days=days)


def after(minutes: int) -> Text:
    """A length in words."""
    if minutes % _DAY == 0:
        return several(minutes // _DAY, "After {n} day", "After {n} days")
    if minutes % _HOUR == 0:
        return several(minutes // _HOUR, "After {n} hour", "After {n} hours")
    return several(minutes, "After {n} minute", "After {n} minutes")


def invited_names() -> Mapping[str, Text]:
    """Who may be asked, by the value of the choice."""
    of_those = {
        each.value: Text("Of those who checked in: {perspective}", perspective=words)
        for each, words in PERSPECTIVE_NAMES.items()
    }
    return {
        Invited.EVERYBODY.value: Text("Everybody in this channel"),
        Invited.CHECKED_IN.value: Text("Those who have checked in"),
        **of_those,
    }


def _invited(say: Voice, composed: Composed) -> list[Block]:
    names = {value: say(words) for value, words in invited_names().items()}
    asked = _heard(menu(say, "invited", say("Who may answer"), names, initial=composed.invited))
    if composed.invited == Invited.EVERYBODY or composed.level == Level.ANONYMOUS:
        return [asked]
    closes = flag(
        "closes_when_all",
        say("When all have answered"),
        say("Close it then"),
        say("Even before the time is over."),
        is_on=composed.closes_when_all,
    )
    return [asked, closes]


def _adding(say: Voice, composed: Composed) -> list[Block]:
    can = len(composed.questions) == 1 and composed.here.kind in TAKES_OPTIONS
    if not can or composed.level == Level.ANONYMOUS:
        return []
    return [
        flag(
            "may_add",
            say("More options"),
            say("People may add options"),
            say("Everybody sees what they add."),
            is_on=composed.may_add,
        )
    ]


def flag(field: str, label: str, words: str, below: str, *, is_on: bool) -> Block:
    """One box to tick."""
    return ticks(field, label, {YES: (words, below)}, {YES} if is_on else set())


def _named(field: str, question: Question) -> str:
    """The name of a question's field: Slack keeps what was typed by it, so no two questions share one."""
    return f"{field}.{question.key}"


def _heard(field: Block) -> Block:
    """The same field, which tells us at once when something is chosen in it."""
    return {
        **field,
        "dispatch_action": True,
        "element": {**field["element"], "action_id": ids.at(ids.COMPOSE, field["block_id"])},
    }
