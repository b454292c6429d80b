"""The forms of a breakout round: what is wished, the proposed groups, and what groups bring back."""

from collections.abc import Sequence
from dataclasses import dataclass

from coproduction.breakouts import Part, Round
from coproduction.breakouts.forms import (
    LONGEST,
    MOST_ROUNDS,
    NAME_LENGTH,
    PROMPT_LENGTH,
    USUAL_SIZE,
    WORD_LENGTH,
)
from coproduction.grouping import Voices
from coproduction.service.breakouts.reportbacks import Table
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import choice, people_input, text_input
from handlers.blocks.kit import Block, View, context, modal, paragraphs
from handlers.blocks.text import brief
from handlers.voice import Voice

THREAD, CHANNEL = "thread", "channel"
_PLACES = {
    THREAD: Text("In a thread of this channel"),
    CHANNEL: Text("In a private channel of its own"),
}
_MATTERS = {
    Voices.NOBODY_ALONE: Text("Nobody is alone with it. Some groups may be of professionals only."),
    Voices.EVERY_GROUP: Text("No group is of professionals only. Somebody may be alone."),
}
_ASKED = {
    Part.AGREE: Text("One thing we agree on"),
    Part.DIFFER: Text("One thing where we differ"),
    Part.IDEA: Text("One idea"),
}


@dataclass(frozen=True, slots=True)
class Begin:
    """What the form begins with: what is known of the round already, as it would be typed."""

    prompt: str = ""
    minutes: str = ""
    size: str = USUAL_SIZE
    groups: str = ""
    rounds: str = "1"
    names: str = ""
    apart: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    voices: Voices = Voices.NOBODY_ALONE
    place: str = THREAD


def as_before(round_: Round, rounds: int) -> Begin:
    """What was chosen for a proposed round, the first of so many, so that one thing can be changed."""
    return Begin(
        prompt="\n\n".join(round_.prompts),
        minutes=str(round_.minutes or ""),
        size="" if round_.groups else str(round_.size),
        groups=str(round_.groups or ""),
        rounds=str(rounds),
        names="\n".join(round_.names),
        apart=round_.apart,
        together=round_.together,
        voices=round_.voices,
        place=CHANNEL if round_.has_channels else THREAD,
    )


def form(
    say: Voice,
    private: str,
    leading: Sequence[str] = (),
    begin: Begin = Begin(),
    *,
    offers_channels: bool = False,
) -> View:
    """The form of a breakout round; the facilitators who are there are left out unless somebody says else."""
    blocks = [*_sizes(say, begin), *_talk(say, begin), *_wishes(say, begin), *_seats(say, leading, begin)]
    if offers_channels:
        places = {value: say(words) for value, words in _PLACES.items()}
        blocks.append(choice(say, "place", say("Where does each group write?"), places, initial=begin.place))
    return modal(say, say("Breakout"), ids.BREAKOUT_FORM, say("Propose groups"), private, blocks)


def _sizes(say: Voice, begin: Begin) -> list[Block]:
    about = say("About how many people in each group?")
    return [
        text_input("size", about, most=2, initial=begin.size, optional=True),
        text_input("groups", say("Or: how many groups?"), most=3, initial=begin.groups, optional=True),
    ]


def _talk(say: Voice, begin: Begin) -> list[Block]:
    turns = say("Several prompts? Leave an empty line between them: the groups take turns.")
    minutes = say("For how many minutes? (1 to {most})", most=LONGEST)
    rounds = say("How many rounds? (1 to {most})", most=MOST_ROUNDS)
    about = say("What should they talk about?")
    return [
        text_input("prompt", about, most=PROMPT_LENGTH, multiline=True, hint=turns, initial=begin.prompt),
        text_input("minutes", minutes, most=3, optional=True, initial=begin.minutes),
        text_input("rounds", rounds, most=1, initial=begin.rounds, optional=True),
    ]


def _wishes(say: Voice, begin: Begin) -> list[Block]:
    names = say("Names for the rooms, one on each line")
    apart = say("I ask nobody why, keep it to myself, and forget it with this round.")
    return [
        text_input(
            "names", names, most=(NAME_LENGTH + 1) * 40, multiline=True, initial=begin.names, optional=True
        ),
        people_input(
            say, "apart", say("Keep these people apart from each other"), hint=apart, initial=begin.apart
        ),
        people_input(say, "together", say("Keep these people together"), initial=begin.together),
    ]


def _seats(say: Voice, leading: Sequence[str], begin: Begin) -> list[Block]:
    """Who gets no seat, and what matters more where few speak from lived experience."""
    hint = say(
        "Facilitators, as a rule. Take a name out if that person wants to sit in a group. "
        "Who always wants to can say so: {/profile}"
    )
    matters = say(
        "If there are too few people with lived experience for two in each group, what matters more?"
    )
    choices = {voices.value: say(words) for voices, words in _MATTERS.items()}
    return [
        people_input(
            say, "left_out", say("Leave these people out"), hint=hint if leading else "", initial=leading
        ),
        choice(say, "voices", matters, choices, initial=begin.voices.value),
    ]


def prompts(round_: Round) -> list[Block]:
    """What a round talks about, in people's own words."""
    if len(round_.prompts) == 1:
        return paragraphs(round_.prompts[0])
    return paragraphs("\n".join(f"• {brief(prompt, 300)}" for prompt in round_.prompts))


def report_back(say: Voice, table: Table, private: str) -> View:
    """The three things a group brings back."""
    about = say(
        "Everybody in the session's channel can read this. It stands under your group's name, not yours."
    )
    asked = (
        text_input(part.value, say(words), most=WORD_LENGTH, multiline=True, optional=True)
        for part, words in _ASKED.items()
    )
    talk = say("{group}: {prompt}", group=table.group.name, prompt=table.group.prompt)
    blocks = [*paragraphs(talk), *asked, context(about)]
    return modal(say, say("Report back"), ids.REPORT_BACK_FORM, say("Share"), private, blocks)
