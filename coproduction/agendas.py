"""An agenda: the steps of a session in their order, each with its minutes and what is said.

It is a value: whatever changes it gives another one. A step keeps its `key` wherever it moves, so that what
happens in a session can say in which step it does.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from coproduction.errors import Refusal
from coproduction.numbers import whole_in
from coproduction.steps import ASKS, CHECK_IN, IDEAS, KINDS
from coproduction.texts import optional, tidy
from coproduction.words import LANGUAGES, Text

VERSION: Final = 1
MOST_STEPS = 20
PROMPT_LENGTH = 300
LEAST_STEP, MOST_STEP = 1, 120  # minutes
_GONE = Text("This step is gone: somebody has taken it out. This is the agenda as it is now.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Without a `prompt` its kind has one; `second` says the same in another language.

    `hides`: what people write in it is seen by nobody else before all of it is revealed.
    """

    key: str
    kind: str
    minutes: int
    prompt: str = ""
    second: str = ""
    asks: str = ""  # what a check-in asks in a word (`steps.ASKS`), "" for how people feel
    hides: bool = False

    @property
    def says(self) -> str | Text:
        """What is said when it begins: people's own words, or ours in each reader's language."""
        return self.prompt or KINDS[self.kind].prompt

    @property
    def name(self) -> Text:
        """What its kind is called."""
        return KINDS[self.kind].words


Agenda = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepForm:
    """A step as it was filled in."""

    kind: str
    minutes: str
    prompt: str = ""
    second: str = ""
    asks: str = ""
    hides: bool = False


def frozen(agenda: Agenda) -> str:
    """The agenda as JSON, which begins with its version."""
    return json.dumps({"version": VERSION, "steps": [_written(step) for step in agenda]}, ensure_ascii=False)


def _written(step: Step) -> dict[str, Any]:
    return {name: value for name, value in asdict(step).items() if name != "asks" or value}


def thawed(content: str) -> Agenda:
    """The agenda that was frozen, without steps of kinds that only another version of us knows."""
    read: dict[str, Any] = json.loads(content)
    return tuple(Step(**step) for step in read["steps"] if step["kind"] in KINDS)


def minutes_in(agenda: Agenda) -> int:
    """How long all steps take together."""
    return sum(step.minutes for step in agenda)


def found(agenda: Agenda, key: str) -> Step:
    """The step of this key, or a Refusal when it was taken out."""
    step = next((each for each in agenda if each.key == key), None)
    if step is None:
        raise Refusal(_GONE)
    return step


def added(agenda: Agenda, key: str, form: StepForm) -> Agenda:
    """With a further step behind the others; the same step a second time changes nothing."""
    if any(each.key == key for each in agenda):
        return agenda
    if len(agenda) >= MOST_STEPS:
        raise Refusal(
            "An agenda has {most} steps at most. Take one out, or make one of two.", "kind", most=MOST_STEPS
        )
    return (*agenda, step_of(key, form))


def changed(agenda: Agenda, key: str, form: StepForm) -> Agenda:
    """With other words or minutes for one step."""
    found(agenda, key)
    return tuple(step_of(key, form) if each.key == key else each for each in agenda)


def removed(agenda: Agenda, key: str) -> Agenda:
    """Without one step."""
    found(agenda, key)
    return tuple(each for each in agenda if each.key != key)


def kept_aside(agenda: Agenda, key: str) -> str:
    """One step with its place, so that it can be put back after it was taken out."""
    step = found(agenda, key)
    return f"{agenda.index(step)}:{frozen((step,))}"


def put_back(agenda: Agenda, aside: str) -> Agenda:
    """With the step that was kept aside, where it was; a second time changes nothing."""
    place, _, content = aside.partition(":")
    try:
        (step,), at = thawed(content), int(place)
        form = StepForm(step.kind, str(step.minutes), step.prompt, step.second, step.asks, step.hides)
    except (ValueError, KeyError, TypeError):
        raise Refusal(_GONE) from None
    if any(each.key == step.key for each in agenda):
        return agenda
    *_, last = added(agenda, step.key, form)
    return (*agenda[:at], last, *agenda[at:])


def moved(agenda: Agenda, key: str, by: int) -> Agenda:
    """With one step so many places further down (or up, where `by` is negative), as far as there are any."""
    steps = list(agenda)
    place = steps.index(found(agenda, key))
    steps.insert(max(0, place + by), steps.pop(place))
    return tuple(steps)


def step_of(key: str, form: StepForm) -> Step:
    """The step that was filled in, or a Refusal. Our own prompt, in whichever language, is stored as none."""
    if form.kind not in KINDS:
        raise Refusal("Please choose what kind of step this is.", "kind")
    prompt = optional(form.prompt, most=PROMPT_LENGTH, field="prompt") or ""
    second = optional(form.second, most=PROMPT_LENGTH, field="second") or ""
    if form.asks and form.asks not in ASKS:
        raise Refusal("Please choose from the list what the check-in asks.", "asks")
    if form.asks and form.kind != CHECK_IN:
        raise Refusal("Only a check-in asks this. Please take it out, or choose the step “Check-in”.", "asks")
    if form.hides and form.kind != IDEAS:
        raise Refusal(
            "Only in the step “Ideas” people can write first, then see. Please take the tick out, "
            "or choose that step.",
            "hides",
        )
    minutes = _minutes(form.minutes, form.kind)
    step = Step(key, form.kind, minutes, prompt, second, form.asks, form.hides)
    return replace(step, prompt="") if prompt in _ours(form.kind) else step


def _ours(kind: str) -> set[str]:
    return {tidy(language.pattern(KINDS[kind].prompt)) for language in LANGUAGES.values()}


def _minutes(typed: str, kind: str) -> int:
    """How long a step takes; as usual where nothing was written."""
    digits = typed.strip()
    if not digits:
        return KINDS[kind].minutes
    minutes = whole_in(digits, LEAST_STEP, MOST_STEP)
    if minutes is None:
        raise Refusal(
            "A step takes {least} to {most} minutes. Please write a number, such as 10.",
            "minutes",
            least=LEAST_STEP,
            most=MOST_STEP,
        )
    return minutes


def laid_out(steps: Mapping[str, int]) -> Agenda:
    """Steps of ours, by kind and minutes, numbered by their keys."""
    return tuple(
        Step(str(number), kind, minutes) for number, (kind, minutes) in enumerate(steps.items(), start=1)
    )


def asked_at_arriving(agenda: Agenda) -> str | Text:
    """What the agenda's check-in asks instead of how people feel: what they hope for, say. "": nothing."""
    arriving = [step for step in agenda if step.kind == CHECK_IN]
    chosen = next((step.asks for step in arriving if step.asks), "")
    return ASKS.get(chosen) or next((step.prompt for step in arriving if step.prompt), "")
