"""The second form of a pledge, which makes it easier to keep, and the plan in one sentence."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.askings import Asking, Wish
from coproduction.plans import CUE_LENGTH, LEAST_SURE, SENTENCE_LENGTH, SUREST, Barrier, Cue, Hours, Plan
from coproduction.pledges import FIRST_STEP_LENGTH, Pledge
from coproduction.service.plans import Planned
from coproduction.words import Text
from handlers import ids
from handlers.blocks import recurring
from handlers.blocks.askings import status
from handlers.blocks.fields import boxes, menu, person_input, text_input
from handlers.blocks.kit import Block, View, aside, context, modal, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice

_CUES = {
    Cue.PLACE: Text("A time and a place"),
    Cue.AFTER: Text("After something I do anyway"),
    Cue.HARD: Text("When it gets hard"),
}
_SURE = {1: Text("1: not sure at all"), 3: Text("3: half and half"), 5: Text("5: very sure")}
_BARRIERS = {
    Barrier.TIME: Text("Too little time"),
    Barrier.PEOPLE: Text("Other people"),
    Barrier.MONEY: Text("Money"),
    Barrier.PERMISSION: Text("I need somebody’s permission"),
    Barrier.PERSONAL: Text("Something personal"),
}
_HOURS = {
    Hours.ONE: Text("1 hour or less"),
    Hours.FIVE: Text("2 to 5 hours"),
    Hours.TWENTY: Text("6 to 20 hours"),
    Hours.MORE: Text("More than 20 hours"),
}


_ONLY_YOU = Text("Fill in what helps you, and leave the rest empty. Only you see it.")
_GROUP_READS_IDEA = Text(
    "Fill in what helps you, and leave the rest empty. Only you see it, with one exception: "
    "you share this pledge, so the group reads to which idea it belongs."
)
_BUDDY_READS = Text("A buddy reads your pledge, but nothing of this.")

_SAVED = Text("I have saved it. Only you see it.")
_SAVED_WITH_IDEA = Text("I have saved it. The group reads to which idea it belongs. Only you see the rest.")
_SAVED_WITH_BUDDY = Text("I have saved it. {person} reads the pledge. Nobody else reads the plan.")
_SAVED_WITH_BOTH = Text(
    "I have saved it. The group reads the pledge, and to which idea it belongs. Nobody else reads the plan."
)


def saved(say: Voice, pledge: Pledge, buddy: str | None = None) -> str:
    """What its person is told after saving, and who reads it: also a `buddy` (a name), where one is asked."""
    if pledge.is_shared and pledge.idea:
        return say(_SAVED_WITH_BOTH if buddy else _SAVED_WITH_IDEA)
    return say(_SAVED_WITH_BUDDY, person=buddy) if buddy else say(_SAVED)


def reads_it(asked: Iterable[Asking]) -> str | None:
    """Who is asked, or has agreed, to be the buddy of a pledge, and so reads it."""
    return next((each.asked for each in asked if _is_buddy(each)), None)


def _is_buddy(asking: Asking) -> bool:
    return asking.wish is Wish.BUDDY and (asking.waits or asking.is_buddy)


def form(say: Voice, planned: Planned, asked: Sequence[Asking], names: Mapping[str, str]) -> View:
    """All that may help, none of it needed; `asked`: whom its person has asked, with their `names`."""
    pledge = planned.pledge
    fields = [
        *paragraphs(say("“{pledge}”", pledge=brief(pledge.what, 300))),
        context(f"{say(_GROUP_READS_IDEA if pledge.is_shared else _ONLY_YOU)} {say(_BUDDY_READS)}"),
        *_when(say, planned),
        *recurring.fields(say, planned.often),
        *_how(say, planned.plan),
        *_buddy(say, asked, names),
        *_idea(say, planned),
    ]
    private = ids.private(pledge.channel, pledge.id)
    return modal(say, say("Easier to keep"), ids.PLAN_FORM, say("Save"), private, fields)


def _when(say: Voice, planned: Planned) -> list[Block]:
    examples = say(
        "For example, if you chose “{place}”: Tuesday at 4, at the school gate. "
        "If you chose “{after}”: I have brought my son to school.",
        place=say(_CUES[Cue.PLACE]),
        after=say(_CUES[Cue.AFTER]),
    )
    step, plan = planned.pledge.first_step or "", planned.plan
    cues = {cue.value: say(words) for cue, words in _CUES.items()}
    label = say("What is your first step?")
    return [
        text_input("first_step", label, most=FIRST_STEP_LENGTH, optional=True, initial=step),
        menu(say, "cue", say("What will remind you to begin?"), cues, initial=plan.cue or "", optional=True),
        text_input(
            "when",
            say("When and where?"),
            most=CUE_LENGTH,
            optional=True,
            initial=plan.when or "",
            hint=examples,
        ),
    ]


def _how(say: Voice, plan: Plan) -> list[Block]:
    numbers = range(LEAST_SURE, SUREST + 1)
    sure = {str(number): say(_SURE[number]) if number in _SURE else str(number) for number in numbers}
    barriers = {each.value: say(words) for each, words in _BARRIERS.items()}
    hours = {each.value: say(words) for each, words in _HOURS.items()}
    chosen = str(plan.confidence or "")
    return [
        menu(say, "confidence", say("How sure are you?"), sure, initial=chosen, optional=True),
        boxes("barriers", say("What might get in the way?"), barriers, plan.barriers, optional=True),
        menu(say, "hours", say("How long will it take?"), hours, initial=plan.hours or "", optional=True),
    ]


def _buddy(say: Voice, asked: Sequence[Asking], names: Mapping[str, str]) -> list[Block]:
    """A person to choose, unless somebody is asked or has agreed."""
    buddies = [each for each in asked if _is_buddy(each)]
    if buddies:
        return [aside(status(say, each, names)) for each in buddies]
    hint = say(
        "Somebody from the same session, who may ask you how it is going. "
        "I ask them in private. They read your pledge, and can say no."
    )
    return [person_input(say, "asked", say("Would you like a buddy?"), hint=hint, optional=True)]


def _idea(say: Voice, planned: Planned) -> list[Block]:
    ideas = {
        each.id: say("{number}. {idea}", number=each.number, idea=brief(each.text, 60))
        for each in planned.ideas[-100:]
    }
    if not ideas:
        return []
    chosen = planned.pledge.idea or ""
    return [menu(say, "idea", say("Does it belong to an idea?"), ideas, initial=chosen, optional=True)]


def confirm_form(say: Voice, planned: Planned, sentence: Text, *told: str) -> View:
    """The plan in one sentence, to read once and to change; `told`: what else has just happened."""
    hint = say("Read it once. Change the words if you like.")
    field = text_input(
        "sentence",
        say("Your plan in one sentence"),
        most=SENTENCE_LENGTH,
        multiline=True,
        initial=say(sentence),
        hint=hint,
    )
    private = ids.private(planned.pledge.channel, planned.pledge.id)
    blocks = [field, *(aside(words) for words in told)]
    send, later = say("Yes, this is my plan"), say("Not now")
    return modal(say, say("Your plan"), ids.CONFIRM_PLAN_FORM, send, private, blocks, close=later)


def sentence(say: Voice, plan: Plan | None, most: int = SENTENCE_LENGTH) -> list[Block]:
    """The plan as its person confirmed it, of which `most` characters are shown."""
    words = brief(plan.sentence, most) if plan and plan.sentence else ""
    return paragraphs(say("Your plan: {words}", words=words)) if words else []
