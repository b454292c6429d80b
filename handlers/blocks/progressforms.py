"""The forms of what is done with an idea, and of a body."""

from collections.abc import Sequence
from datetime import date

from coproduction.bodies import HOWS, LINE_LENGTH, NAME_LENGTH, Body, How, has_met
from coproduction.ideas import Idea
from coproduction.progress import ANSWERS, WORDS_LENGTH, Progress, Step, can, can_change
from coproduction.service.bodies import Asked
from coproduction.service.deciding import SOURCE_LENGTH
from coproduction.service.holding import TRY_LENGTH
from coproduction.words import WEEKDAYS, Text, day
from handlers import ideaids, ids
from handlers.blocks.fields import choice, date_input, menu, person_input, text_input
from handlers.blocks.kit import Block, View, context, modal, notice, paragraphs
from handlers.blocks.progress import how
from handlers.blocks.text import brief
from handlers.voice import Voice

_ANSWERS = {
    Step.YES: Text("Yes, we will"),
    Step.PARTLY: Text("Partly"),
    Step.NO: Text("No, because…"),
    Step.NOT_NOW: Text("Not now"),
    Step.DONE: Text("It is done"),
    Step.MERGED: Text("It is part of another idea now"),
    Step.OPENED: Text("Open it again"),
}
DECISIONS = {
    Step.YES: Text("Yes, we will"),
    Step.PARTLY: Text("Partly"),
    Step.NO: Text("No, because"),
    Step.NOT_THEIRS: Text("This is not for us to decide"),
    Step.MORE_TIME: Text("I need more time"),
}
_ENDS = {
    Step.KEPT: Text("Keep it"),
    Step.CHANGED: Text("Change it, and try again"),
    Step.STOPPED: Text("Stop trying it"),
}
_STALLED = {
    Step.GOES_ON: Text("Keep it"),
    Step.HELP: Text("Ask for help"),
    Step.NOT_MINE: Text("This is not mine"),
    Step.CLOSED: Text("Close it"),
}
PLAIN = Text("Use plain words. What happens next, and when? If the answer is no, what is the reason?")

_CHANGES = Text(
    "This idea has an answer. A new one takes its place: please write why. "
    "I tell those whom it concerns that the answer has changed."
)
_SAY_WHEN = Text("To say when a body meets next, so that I ask for an answer after that: {/body}")


def _about(say: Voice, idea: Idea) -> list[Block]:
    return paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300)))


def _private(idea: Idea, subject: str = "") -> str:
    return ids.private(idea.channel, subject or idea.id)


def answer(say: Voice, idea: Idea, so_far: Progress) -> View:
    """What was answered, why, and where that comes from: what can be recorded now. An answer that stands can
    be changed in one step, with the reason; only what is answered can be opened again.
    """
    changes = can_change(so_far)
    possible = [each for each in _ANSWERS if can(each, so_far) or (changes and each in ANSWERS)]
    options = {step.value: say(_ANSWERS[step]) for step in possible}
    stands = so_far.answer.id if so_far.answer else ""
    whole = say("Its number. Only if it is part of another idea now.")
    source = say("For example: a mail of the board, 6 November. Everybody can read this.")
    blocks = [
        *_about(say, idea),
        *([context(say(_CHANGES))] if changes else []),
        choice(say, "step", say("The answer"), options),
        text_input("part_of", say("Part of which idea?"), most=10, optional=True, hint=whole),
        text_input(
            "words",
            say("Why, in plain words"),
            most=WORDS_LENGTH,
            multiline=True,
            optional=True,
            hint=say(PLAIN),
        ),
        text_input("source", say("Where does it come from?"), most=SOURCE_LENGTH, optional=True, hint=source),
    ]
    private = _private(idea, f"{idea.id}/{stands}")
    return modal(say, say("Record an answer"), ideaids.ANSWER_IDEA_FORM, say("Save"), private, blocks)


def send(say: Voice, idea: Idea, bodies: Sequence[tuple[Body, date]], today: date) -> View:
    """To which body: how each decides, and by when it would answer, stands there before anything is sent."""
    title = say("Send to a body")
    if not bodies:
        none = say("There is no body yet. To name who decides, type: {/body}")
        return notice(say, title, paragraphs(none))
    told = [
        block
        for body, until in bodies
        for block in (
            *paragraphs(how(say, body, today)),
            context(say("It should answer by {day}.", day=day(until))),
        )
    ]
    if any(has_met(body, today) for body, _ in bodies):
        told.append(context(say(_SAY_WHEN)))
    options = {body.id: body.name for body, _ in bodies}
    only = bodies[0][0].id if len(bodies) == 1 else ""
    blocks = [
        *_about(say, idea),
        *told,
        menu(say, "body", say("Who decides?"), options, initial=only),
        text_input("words", say("Why it matters"), most=WORDS_LENGTH, multiline=True, optional=True),
    ]
    return modal(say, title, ideaids.SEND_IDEA_FORM, say("Send it"), _private(idea), blocks)


def own(say: Voice, idea: Idea) -> View:
    """Who has it in hand."""
    hint = say(
        "I tell this person. The card does not say who it is. If nothing moves for 60 days, I ask them."
    )
    blocks = [*_about(say, idea), person_input(say, "owner", say("Who has it in hand?"), hint=hint)]
    return modal(say, say("Who has it in hand"), ideaids.OWN_IDEA_FORM, say("Save"), _private(idea), blocks)


def try_out(say: Voice, idea: Idea) -> View:
    """What we try, until when, and how we shall know."""
    blocks = [
        *_about(say, idea),
        text_input("words", say("What do we try?"), most=TRY_LENGTH, multiline=True),
        date_input(say, "until", say("Until when?"), optional=False),
        text_input("how", say("How will we know whether it works?"), most=TRY_LENGTH),
    ]
    return modal(say, say("Try it out"), ideaids.TRY_IDEA_FORM, say("Save"), _private(idea), blocks)


def end_try(say: Voice, idea: Idea) -> View:
    """Keep, change or stop, and what was learnt."""
    options = {step.value: say(words) for step, words in _ENDS.items()}
    again = say("Only if you change it.")
    blocks = [
        *_about(say, idea),
        choice(say, "step", say("What now?"), options),
        text_input("words", say("What did you learn?"), most=WORDS_LENGTH, multiline=True),
        date_input(say, "until", say("Until when do you try again?"), hint=again),
        text_input("how", say("How will you know?"), most=TRY_LENGTH, optional=True, hint=again),
    ]
    return modal(say, say("End the try"), ideaids.END_TRY_FORM, say("Save"), _private(idea), blocks)


def stalled(say: Voice, idea: Idea) -> View:
    """Keep, close, ask for help, or say that one does not have it in hand."""
    options = {step.value: say(words) for step, words in _STALLED.items()}
    why = say("If you close it, please say why. Everybody can read this.")
    blocks = [
        *_about(say, idea),
        choice(say, "step", say("What now?"), options),
        text_input("words", say("In a sentence"), most=WORDS_LENGTH, optional=True, hint=why),
    ]
    return modal(say, say("Say what now"), ideaids.STALLED_FORM, say("Save"), _private(idea), blocks)


def decide(say: Voice, asked: Asked, step: Step | None) -> View:
    """The answer of who decides: with a reason where one is needed."""
    options = {each.value: say(words) for each, words in DECISIONS.items()}
    hint = f"{say(PLAIN)} {say('Everybody in the channel can read this. Your name is not shown.')}"
    blocks = [
        *_about(say, asked.idea),
        choice(say, "step", say("Your answer"), options, initial=step.value if step else ""),
        text_input("words", say("Why"), most=WORDS_LENGTH, multiline=True, optional=True, hint=hint),
    ]
    private = _private(asked.idea, asked.referral.id)
    return modal(say, say("Your answer"), ideaids.DECIDE_FORM, say("Send it"), private, blocks)


def body(say: Voice, channel: str, had: Body | None = None) -> View:
    """What is known of a body."""
    hows = {each.value: say(words) for each, words in HOWS.items()}
    lived = say("For example: two parents, with a vote")
    blocks = [
        text_input("name", say("Name"), most=NAME_LENGTH, initial=had.name if had else ""),
        text_input(
            "decides", say("What does it decide?"), most=LINE_LENGTH, initial=had.decides if had else ""
        ),
        menu(say, "how", say("How does it decide?"), hows, initial=(had.how if had else How.ADVISE).value),
        date_input(say, "meets_on", say("Its next meeting"), initial=had.meets_on if had else None),
        date_input(say, "papers_on", say("Papers are due"), initial=had.papers_on if had else None),
        text_input(
            "lived",
            say("Who with lived experience sits there?"),
            most=LINE_LENGTH,
            optional=True,
            hint=lived,
            initial=(had.lived or "") if had else "",
        ),
        _owner(say, had),
        _day(say, had),
        context(say("Everybody in the channel can read this, but not who answers for it.")),
    ]
    private = ids.private(channel, had.id if had else "")
    return modal(say, say("Who decides"), ideaids.BODY_FORM, say("Save"), private, blocks)


def _day(say: Voice, had: Body | None) -> Block:
    days = {str(at): say(WEEKDAYS[at]) for at in range(5)}
    own = say("If this person has chosen a day themselves, that day counts.")
    initial = str(had.weekday if had else 0)
    return menu(say, "weekday", say("On which day do I ask?"), days, initial=initial, hint=own)


def _owner(say: Voice, had: Body | None) -> Block:
    hint = say(
        "They get at most one message a week, with up to three ideas. Leave it open if nobody is in Slack."
    )
    field = person_input(say, "owner", say("Who answers for it in Slack?"), hint=hint, optional=True)
    if had and had.owner:
        field["element"]["initial_user"] = had.owner
    return field
