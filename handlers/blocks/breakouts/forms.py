"""The forms of a breakout round: what is wished, the proposed groups, and what groups bring back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coproduction.breakouts import Group, Part, Round
from coproduction.breakouts.forms import (
    LONGEST,
    MOST_ROUNDS,
    NAME_LENGTH,
    PROMPT_LENGTH,
    USUAL_SIZE,
    WORD_LENGTH,
)
from coproduction.breakouts.losses import NAMED_FROM
from coproduction.grouping import NO_OTHERS, Guest, Others, Voices, in_words
from coproduction.people import PERSPECTIVE_NAMES, SECTOR_NAMES
from coproduction.service.breakouts.proposing import Proposal
from coproduction.service.breakouts.reportbacks import Table
from coproduction.words import Text, and_listed, listed, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.breakouts import losses
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.fields import choice, people_input, text_input
from handlers.blocks.kit import Block, View, actions, button, context, modal, paragraphs, section
from handlers.blocks.mentions import mention
from handlers.blocks.text import brief, escape
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
_BY_SWAP = Text("This swap has a price. You can swap the two back.")
_UNDONE = Text(
    "*These groups are new, so your swap by hand is gone.* It was about {people}. Do you want it again? "
    "Press “Swap two people”."
)
_MIXES = Text("{make}, to mix everybody")
_SERVES = Text("{make}, to leave nobody without help")
GROUPS_SHOWN = 80  # a form holds 100 blocks
_ASKED = {
    Part.AGREE: Text("One thing we agree on"),
    Part.DIFFER: Text("One thing where we differ"),
    Part.IDEA: Text("One idea"),
}


@dataclass(frozen=True, slots=True)
class Begin:
    """What the form begins with: what is known of the round already."""

    prompt: str = ""
    minutes: str = ""


def form(
    say: Voice,
    private: str,
    leading: Sequence[str] = (),
    begin: Begin = Begin(),
    *,
    offers_channels: bool = False,
) -> View:
    """The form of a breakout round; the facilitators who are there are left out unless somebody says else."""
    blocks = [*_sizes(say), *_talk(say, begin), *_wishes(say), *_seats(say, leading)]
    if offers_channels:
        places = {value: say(words) for value, words in _PLACES.items()}
        blocks.append(choice(say, "place", say("Where does each group write?"), places, initial=THREAD))
    return modal(say, say("Breakout"), ids.BREAKOUT_FORM, say("Propose groups"), private, blocks)


def _sizes(say: Voice) -> list[Block]:
    about = say("About how many people in each group?")
    return [
        text_input("size", about, most=2, initial=USUAL_SIZE, optional=True),
        text_input("groups", say("Or: how many groups?"), most=3, optional=True),
    ]


def _talk(say: Voice, begin: Begin) -> list[Block]:
    turns = say("Several prompts? Leave an empty line between them: the groups take turns.")
    minutes = say("For how many minutes? (1 to {most})", most=LONGEST)
    rounds = say("How many rounds? (1 to {most})", most=MOST_ROUNDS)
    about = say("What should they talk about?")
    return [
        text_input("prompt", about, most=PROMPT_LENGTH, multiline=True, hint=turns, initial=begin.prompt),
        text_input("minutes", minutes, most=3, optional=True, initial=begin.minutes),
        text_input("rounds", rounds, most=1, initial="1", optional=True),
    ]


def _wishes(say: Voice) -> list[Block]:
    names = say("Names for the rooms, one on each line")
    apart = say("I ask nobody why, keep it to myself, and forget it with this round.")
    return [
        text_input("names", names, most=(NAME_LENGTH + 1) * 40, multiline=True, optional=True),
        people_input(say, "apart", say("Keep these people apart from each other"), hint=apart),
        people_input(say, "together", say("Keep these people together")),
    ]


def _seats(say: Voice, leading: Sequence[str]) -> list[Block]:
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
        people_input(say, "left_out", say("Leave these people out"), hint=hint, initial=leading),
        choice(say, "voices", matters, choices, initial=Voices.NOBODY_ALONE.value),
    ]


def preview(
    say: Voice, draft: Proposal, private: str, names: Mapping[str, str], sizes: Others = NO_OTHERS
) -> View:
    """Proposed groups, and how good they are: nobody else has seen them yet. `sizes`: others that do more."""
    round_ = draft.round
    large = [group for group in draft.groups if len(group.members) >= NAMED_FROM]
    called = {group.members: in_sentence(group) for group in large}
    words = in_words(draft.quality, draft.spelled, is_mendable=draft.is_mendable, sizes=sizes, called=called)
    blocks: list[Block] = [
        *_swaps_undone(say, draft, names),
        *_by_swap(say, draft),
        section("\n".join(f"• {escape(say(said))}" for said in words)),
        actions(
            *_other_sizes(say, draft, sizes),
            button(say("Shuffle again"), ids.SHUFFLE, round_.id),
            button(say("Swap two people"), ids.SWAP, round_.id),
        ),
        *_task(say, round_),
    ]
    blocks += [block for line in each_group(say, draft, names)[:GROUPS_SHOWN] for block in line]
    if (left := len(draft.groups) - GROUPS_SHOWN) > 0:
        label = several(left, "And {n} more group", "And {n} more groups")
        blocks.append(longlists.more(say, label, listids.GROUPS, round_.id))
    blocks += map(context, _remarks(say, draft, names))
    title = say("Round {number}", number=round_.number)
    return modal(say, title, ids.PREVIEW_FORM, say("Go"), private, blocks)


def each_group(say: Voice, draft: Proposal, names: Mapping[str, str]) -> list[list[Block]]:
    """Each proposed group with its people."""
    return [_proposed(say, draft, group, names) for group in draft.groups]


def _proposed(say: Voice, draft: Proposal, group: Group, names: Mapping[str, str]) -> list[Block]:
    members = [say.of(_shown(draft.guests[id_], names)) for id_ in group.members]
    first, *others = [", ".join(members[at : at + 40]) for at in range(0, len(members), 40)] or [""]
    return [section(f"*{escape(say.of(group.name))}*\n{first}"), *map(section, others)]


def back(say: Voice, round_id: str) -> Block:
    """From all proposed groups to the form in which they are looked at."""
    return button(say("Back to the groups"), ids.NOT_SWAP, round_id)


def _swaps_undone(say: Voice, draft: Proposal, names: Mapping[str, str]) -> list[Block]:
    """That these groups do not have what was swapped by hand in those before, and how it is done again."""
    swapped = and_listed(mention(one, names) for one in draft.undone) if draft.undone else ""
    return [section(say(_UNDONE, people=swapped))] if swapped else []


def _by_swap(say: Voice, draft: Proposal) -> list[Block]:
    """What the groups lost by the swap that has just been made, so that it can be undone."""
    lost = losses.said(say, draft.losses, draft.groups)
    return [section("\n".join([f"*{say(_BY_SWAP)}*", *map(escape, lost)]))] if lost else []


def prompts(round_: Round) -> list[Block]:
    """What a round talks about, in people's own words."""
    if len(round_.prompts) == 1:
        return paragraphs(round_.prompts[0])
    return paragraphs("\n".join(f"• {brief(prompt, 300)}" for prompt in round_.prompts))


def _task(say: Voice, round_: Round) -> list[Block]:
    """What the groups will be asked, and for how long: a slip can still be mended."""
    lasts = Text("Without a clock: it goes on until you call everyone back.")
    if round_.minutes:
        lasts = several(round_.minutes, "For {n} minute.", "For {n} minutes.")
    return [section(say("*They will talk about:*")), *prompts(round_), context(say(lasts))]


def _other_sizes(say: Voice, draft: Proposal, sizes: Others) -> Iterable[Block]:
    """A press makes as many groups as would do what these cannot."""
    ways = {len(sizes.mixing): _MIXES, len(sizes.serving): _SERVES}
    for groups, why in ways.items():
        if groups:
            make = several(groups, "Make one group", "Make {n} groups")
            yield button(say(make), ids.RESIZE, f"{draft.round.id}:{groups}", aloud=say(why, make=make))


def _remarks(say: Voice, draft: Proposal, names: Mapping[str, str]) -> Iterable[str]:
    if draft.round.groups > len(draft.groups):
        yield say(
            "You asked for {wanted} groups. There are too few people here for so many.",
            wanted=draft.round.groups,
        )
    if draft.planned > 1:
        yield say(
            "This is the first of {number} rounds. I have planned the others with it.", number=draft.planned
        )
    if draft.away:
        yield say(
            several(
                draft.away,
                "{n} person was missing in the last round, and so not seated here. "
                "Whoever is back presses Check in or I'm here.",
                "{n} people were missing in the last round, and so not seated here. "
                "Whoever is back presses Check in or I'm here.",
            )
        )
    if draft.round.left_out:
        without = listed(mention(one, names) for one in draft.round.left_out)
        yield say("Without a seat: {people}", people=without)
    yield say("Nobody has been told yet. Go tells everybody privately where they sit.")


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


def _shown(guest: Guest, names: Mapping[str, str]) -> str | Text:
    """A mention in a form notifies nobody. Sector and perspective help to judge the mix."""
    known = [SECTOR_NAMES[guest.sector]] if guest.sector in SECTOR_NAMES else []
    known += [PERSPECTIVE_NAMES[guest.perspective]] if guest.perspective else []
    return mention(guest.id, names, known)
