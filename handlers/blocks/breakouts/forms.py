"""The forms of a breakout round: what is wished, the proposed groups, and what groups bring back."""

from collections.abc import Mapping

from coproduction.breakouts import Part
from coproduction.breakouts.forms import LONGEST, MOST_ROUNDS, NAME_LENGTH, PROMPT_LENGTH, WORD_LENGTH
from coproduction.grouping import Guest, in_words
from coproduction.service.breakouts.proposing import Draft
from coproduction.service.breakouts.reportbacks import Table
from handlers import ids
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    button,
    choice,
    context,
    modal,
    paragraphs,
    people_input,
    person_input,
    section,
    text_input,
)
from handlers.blocks.text import escape, several

THREAD, CHANNEL = "thread", "channel"
_PLACES = {THREAD: "In a thread of this channel", CHANNEL: "In a private channel of its own"}
GROUPS_SHOWN = 80  # a form holds 100 blocks
_ASKED = {
    Part.AGREE: "One thing we agree on",
    Part.DIFFER: "One thing where we differ",
    Part.IDEA: "One idea",
}


def form(private: str, *, offers_channels: bool = False) -> View:
    """The form of a breakout round."""
    apart = "I ask nobody why, keep it to myself, and forget it with this round."
    return modal(
        "Breakout",
        ids.BREAKOUT_FORM,
        "Propose groups",
        private,
        [
            text_input("size", "About how many people in each group?", most=2, initial="5", optional=True),
            text_input("groups", "Or: how many groups?", most=3, optional=True),
            text_input(
                "prompt",
                "What should they talk about?",
                most=PROMPT_LENGTH,
                multiline=True,
                hint="Several prompts? Leave an empty line between them: the groups take turns.",
            ),
            text_input("minutes", f"For how many minutes? (1 to {LONGEST})", most=3, optional=True),
            text_input(
                "rounds", f"How many rounds? (1 to {MOST_ROUNDS})", most=1, initial="1", optional=True
            ),
            text_input(
                "names",
                "Names for the rooms, one on each line",
                most=(NAME_LENGTH + 1) * 40,
                multiline=True,
                optional=True,
            ),
            people_input("apart", "Keep these people apart from each other", hint=apart),
            people_input("together", "Keep these people together"),
            *(
                [choice("place", "Where does each group write?", _PLACES, initial=THREAD)]
                if offers_channels
                else []
            ),
        ],
    )


def preview(draft: Draft, private: str) -> View:
    """Proposed groups, and how good they are: nobody else has seen them yet."""
    round_ = draft.round
    blocks: list[Block] = [
        section("\n".join(f"• {escape(said)}" for said in in_words(draft.quality))),
        actions(
            button("Shuffle again", ids.SHUFFLE, round_.id),
            button("Swap two people", ids.SWAP, round_.id),
        ),
    ]
    for group in draft.groups[:GROUPS_SHOWN]:
        members = [_shown(draft.guests, id_) for id_ in group.members]
        first, *others = [", ".join(members[at : at + 40]) for at in range(0, len(members), 40)] or [""]
        blocks += [section(f"*{escape(group.name)}*\n{first}"), *map(section, others)]
    if len(draft.groups) > GROUPS_SHOWN:
        blocks.append(context(f"And {several(len(draft.groups) - GROUPS_SHOWN, 'more group')}."))
    if draft.planned > 1:
        blocks.append(
            context(f"This is the first of {draft.planned} rounds. I have planned the others with it.")
        )
    if draft.away:
        missing = several(draft.away, "person was", "people were")
        back = "Whoever is back presses Check in or I'm here."
        blocks.append(context(f"{missing} missing in the last round, and so not seated here. {back}"))
    blocks.append(context("Nobody has been told yet. Go tells everybody privately where they sit."))
    return modal(f"Round {round_.number}", ids.PREVIEW_FORM, "Go", private, blocks)


def swap(private: str, round_id: str) -> View:
    """Two people change places."""
    return modal(
        "Swap two people",
        ids.SWAP_FORM,
        "Swap",
        private,
        [
            person_input("one", "Who"),
            person_input("other", "changes places with"),
            actions(button("Back to the groups", ids.NOT_SWAP, round_id)),
        ],
    )


def missing(private: str) -> View:
    """Who is not there."""
    hint = "I close the gaps with as few moves as I can, and tell only who moves."
    return modal(
        "Who is missing?",
        ids.MISSING_FORM,
        "They are missing",
        private,
        [people_input("missing", "People who are not in their group", hint=hint, optional=False)],
    )


def report_back(table: Table, private: str) -> View:
    """The three things a group brings back."""
    about = "Everybody in the session's channel can read this. It stands under your group's name, not yours."
    return modal(
        "Report back",
        ids.REPORT_BACK_FORM,
        "Share",
        private,
        [
            *paragraphs(f"{table.group.name}: {table.group.prompt}"),
            *(
                text_input(part.value, words, most=WORD_LENGTH, multiline=True, optional=True)
                for part, words in _ASKED.items()
            ),
            context(about),
        ],
    )


def _shown(guests: Mapping[str, Guest], person: str) -> str:
    """A mention in a form notifies nobody. Sector and perspective help to judge the mix."""
    guest = guests[person]
    said = ", ".join(escape(each) for each in (guest.sector, guest.perspective) if each)
    return f"<@{person}> ({said})" if said else f"<@{person}>"
