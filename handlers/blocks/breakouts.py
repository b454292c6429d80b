"""A breakout round for the room, and what each member is told."""

from collections.abc import Mapping

from coproduction.breakouts import PROMPT_LENGTH
from coproduction.service.cards import GroupNote, RoundCard
from handlers import ids
from handlers.blocks.kit import Block, Drawing, View, context, header, modal, paragraphs, section, text_input
from handlers.blocks.text import several

GROUPS_SHOWN = 40  # a message holds 50 blocks


def card(shown: RoundCard, names: Mapping[str, str]) -> Drawing:
    """All groups, with names that ping nobody: each member is told privately as well."""
    blocks: list[Block] = [
        header(f"Breakout {shown.round.number}: {several(len(shown.groups), 'group')}"),
        *paragraphs(shown.round.prompt),
    ]
    for group in shown.groups[:GROUPS_SHOWN]:
        blocks += paragraphs(f"Group {group.number}: " + ", ".join(names[id_] for id_ in group.members))
    if len(shown.groups) > GROUPS_SHOWN:
        blocks.append(context(f"And {several(len(shown.groups) - GROUPS_SHOWN, 'more group')}."))
    blocks.append(
        context(
            "I have sent everybody a private message with their group. "
            "Join it in your video call, and come back when your facilitator calls you."
        )
    )
    return Drawing.of(blocks)


def note(shown: GroupNote) -> Drawing:
    """One member's group. A mention inside a private conversation reaches nobody else."""
    others = [f"<@{id_}>" for id_ in shown.group.members if id_ != shown.member]
    return Drawing.of(
        [
            header(f"You are in group {shown.group.number}"),
            section("With " + (", ".join(others) or "nobody else yet")),
            section("*Please talk about:*"),
            *paragraphs(shown.round.prompt),
            context("Let everybody speak once before anybody speaks twice."),
        ]
    )


def form(private: str) -> View:
    """The form of a breakout round."""
    return modal(
        "Breakout",
        ids.BREAKOUT_FORM,
        "Make the groups",
        private,
        [
            text_input("size", "About how many people in each group?", most=2, initial="5"),
            text_input("prompt", "What should they talk about?", most=PROMPT_LENGTH, multiline=True),
        ],
    )
