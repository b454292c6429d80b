"""How an agenda looks: a line for each step, and the form of one."""

from collections.abc import Sequence

from coproduction.agendas import LEAST_STEP, MOST_STEP, PROMPT_LENGTH, Agenda, Step
from coproduction.agendatemplates import NAME_LENGTH, AgendaTemplate
from coproduction.planned import Planned
from coproduction.steps import ASKS, KINDS
from coproduction.words import Text, Value, several
from handlers import ids
from handlers.blocks.fields import boxes, menu, text_input
from handlers.blocks.kit import Block, View, actions, asks_about, button, line_by_line, modal, plain
from handlers.blocks.text import brief, clip
from handlers.voice import Voice

SHOWN = 120  # characters of a prompt in a list
HIDES = "hides"
CHANGE, REMOVE, UP, DOWN = "change", "remove", "up", "down"  # what can be done with a step
NEW = "+"  # before the key that a step gets when it is added
_HIDES = Text("Write first, then see")
_OURS = Text("If you leave this out, I say what fits this kind of step.")
_OURS_IS = Text("If you leave this out, I say: “{prompt}”")


def in_short(say: Voice, agenda: Agenda) -> list[Block]:
    """The steps with their minutes, for who is invited."""
    return line_by_line(f"• {_named(say, step)}" for step in agenda)


def _named(say: Voice, step: Step) -> str:
    words = several(step.minutes, "{kind}, {n} minute", "{kind}, {n} minutes", kind=step.name)
    return say(words)


def rows(say: Voice, agenda: Agenda) -> list[Block]:
    """Each step with what can be done with it."""
    return [_row(say, agenda, number) for number in range(1, len(agenda) + 1)]


def _row(say: Voice, agenda: Agenda, number: int) -> Block:
    step = agenda[number - 1]
    told = say("{number}. {step}: {prompt}", number=number, step=_named(say, step), prompt=_said(step))
    second = f"\n{brief(step.second, SHOWN)}" if step.second else ""
    besides = "".join(f"\n{say(words)}" for words in _besides(step))
    doing = {CHANGE: Text("Change step {number}"), REMOVE: Text("Remove step {number}")}
    if number > 1:
        doing[UP] = Text("Move step {number} up")
    if number < len(agenda):
        doing[DOWN] = Text("Move step {number} down")
    options = [
        {"text": plain(say(text.filled(number=number)), 75), "value": f"{act}:{step.key}"}
        for act, text in doing.items()
    ]
    act = {"type": "overflow", "action_id": ids.at(ids.STEP, number), "options": options}
    return {"type": "section", "text": plain(f"{told}{second}{besides}"), "accessory": act}


def _besides(step: Step) -> list[Text]:
    """What was chosen for a step besides its words."""
    return [
        *([_HIDES] if step.hides else []),
        *([Text("The check-in asks: {what}").filled(what=ASKS[step.asks])] if step.asks in ASKS else []),
    ]


def _said(step: Step) -> Value:
    return brief(step.says, SHOWN) if isinstance(step.says, str) else step.says


def new_step_form(say: Voice, planned: Planned, key: str) -> View:
    """The form of a further step. Its `key` is this form's own: several are added from one window."""
    return _step_form(say, planned, f"{NEW}{key}")


def change_step_form(say: Voice, planned: Planned, step: Step) -> View:
    """The form of a step that is there."""
    return _step_form(say, planned, step.key, step)


def _step_form(say: Voice, planned: Planned, about: str, step: Step | None = None) -> View:
    kinds = {name: say(kind.words) for name, kind in KINDS.items()}
    takes = say("{least} to {most}. If you leave this out: the usual time.", least=LEAST_STEP, most=MOST_STEP)
    ours = _OURS_IS.filled(prompt=KINDS[step.kind].prompt) if step else _OURS
    second = say("For people who read another language. It stands below the first.")
    fields = [
        menu(say, "kind", say("What kind of step?"), kinds, initial=step.kind if step else ""),
        _optional("minutes", say("Minutes"), 4, takes, str(step.minutes) if step else ""),
        _optional("prompt", say("What you say"), PROMPT_LENGTH, say(ours), step.prompt if step else ""),
        _optional("second", say("The same in another language"), PROMPT_LENGTH, second, _second(step)),
        _asks(say, step),
        _hides(say, step),
        back(say, planned),
    ]
    title, send = (say("Change a step"), say("Save")) if step else (say("New step"), say("Add"))
    private = ids.private(planned.channel, f"{planned.id}:{about}")
    return modal(say, title, ids.STEP_FORM, send, private, fields)


def _asks(say: Voice, step: Step | None) -> Block:
    """What a check-in asks in a word; other steps leave it as it is."""
    asks = {name: brief(say(words), 75) for name, words in ASKS.items()}
    hint = say("If you leave this out: how people feel. It stands beside how they are, on the same form.")
    initial = step.asks if step else ""
    return menu(
        say, "asks", say("What does a check-in ask?"), asks, initial=initial, hint=hint, optional=True
    )


def _hides(say: Voice, step: Step | None) -> Block:
    """Write first, then see: a choice that counts in a step for ideas."""
    options = {HIDES: say(_HIDES)}
    hint = say("For the step “Ideas”: nobody sees what others write until you show all of it.")
    ticked = [HIDES] if step and step.hides else []
    return boxes("hides", say("Ideas"), options, ticked, hint=hint, optional=True)


def _second(step: Step | None) -> str:
    return step.second if step else ""


def _optional(field: str, label: str, most: int, hint: str, initial: str) -> Block:
    return text_input(field, label, most=most, hint=hint, optional=True, initial=initial)


def name_form(say: Voice, planned: Planned, kept: Sequence[AgendaTemplate]) -> View:
    """The form with a name for an agenda that is kept; those that are kept already can be deleted there."""
    hint = say("All who facilitate here can begin a plan with it.")
    name = text_input("name", say("Name of the agenda"), most=NAME_LENGTH, hint=hint)
    private = ids.private(planned.channel, planned.id)
    return modal(
        say,
        say("Save the agenda"),
        ids.AGENDA_FORM,
        say("Save"),
        private,
        [name, back(say, planned), *_kept(say, kept)],
    )


def _kept(say: Voice, templates: Sequence[AgendaTemplate]) -> list[Block]:
    blocks: list[Block] = []
    for number, each in enumerate(templates, start=1):
        sure = asks_about(
            say,
            each.name,
            say("Delete this agenda?"),
            say("Nobody here can begin with it any more. What was planned with it stays."),
            say("Yes, delete it"),
        )
        label = say("Delete “{name}”", name=brief(each.name, 50))
        delete = ids.at(ids.DELETE_AGENDA, number)
        blocks.append(
            actions(button(label, delete, each.id, aloud=f"{clip(label, 68)} ({number})", confirm=sure))
        )
    return blocks


def back(say: Voice, planned: Planned) -> Block:
    """The way back from a form to the plan."""
    return actions(button(say("Back to the plan"), ids.OPEN_PLAN, planned.id))


def minutes_taken(planned: Planned) -> Text:
    """The minutes of all steps against the length."""
    taken = several(planned.minutes - planned.free, "The steps take {n} minute", "The steps take {n} minutes")
    if planned.free < 0:
        over = several(-planned.free, "{n} minute too many", "{n} minutes too many")
        return Text("{taken} of {minutes}: {over}.", taken=taken, minutes=planned.minutes, over=over)
    left = (
        several(planned.free, "{n} minute is free", "{n} minutes are free")
        if planned.free
        else Text("no minute is free")
    )
    return Text("{taken} of {minutes}: {left}.", taken=taken, minutes=planned.minutes, left=left)
