"""Proposed groups before anybody is told: what needs a decision, then the groups, then all else."""

from collections.abc import Iterable, Mapping

from coproduction.breakouts import Group, Round
from coproduction.breakouts.losses import NAMED_FROM
from coproduction.grouping import NO_OTHERS, Guest, Others, judged
from coproduction.people import PERSPECTIVE_NAMES, SECTOR_NAMES
from coproduction.service.breakouts.proposing import Made, Proposal
from coproduction.words import Text, and_listed, listed, several
from handlers import ids, leadids, listids
from handlers.blocks import longlists
from handlers.blocks.breakouts import losses
from handlers.blocks.breakouts.forms import prompts
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.kit import Block, View, actions, button, context, modal, section
from handlers.blocks.mentions import mention
from handlers.blocks.text import escape, moment
from handlers.voice import Voice

_BY_SWAP = Text(
    "*This swap has a price.* To undo it, press “Swap two people” and let {people} change places again."
)
_UNDONE = Text(
    "*These groups are new, so your swap by hand is gone.* It was about {people}. Do you want it again? "
    "Press “Swap two people”."
)
_UNDONE_OF = Text(
    "*These groups are new, so what {who} swapped by hand is gone.* It was about {people}. "
    "Do you want it again? Press “Swap two people”."
)
_INSTEAD = Text("They take the place of the groups as {person} left them: {time}.")
_CHANGED = Text("*{person} has changed these groups since you saw them:* {time}. Here they are now.")
_CHANGED_BY_YOU = Text("*You have changed these groups since you saw them here:* {time}. Here they are now.")
_NEWER = Text("*These groups have been changed since you saw them.* Here they are now.")
_READ_ON = Text("Below them you read what they will talk about, and for how long: it may have changed, too.")
_SHORT_OF = Text("You asked for {wanted} groups. There are too few people here for so many.")
_MIXES = Text("{make}, to mix everybody")
_SERVES = Text("{make}, to leave nobody without help")
GROUPS_SHOWN = 80  # a form holds 100 blocks


def preview(
    say: Voice, draft: Proposal, private: str, names: Mapping[str, str], sizes: Others = NO_OTHERS
) -> View:
    """Proposed groups, and how good they are: nobody else has seen them yet. `sizes`: others that do more.

    On a phone the groups begin on the first screen: above them stands only what may have to be decided.
    """
    large = [group for group in draft.groups if len(group.members) >= NAMED_FROM]
    called = {group.members: in_sentence(group) for group in large}
    words = judged(draft.quality, draft.spelled, is_mendable=draft.is_mendable, sizes=sizes, called=called)
    blocks: list[Block] = [
        *_swaps_undone(say, draft, names),
        *_by_swap(say, draft, names),
        *_points(say, [*(each.text for each in words if each.is_first), *_without_group(draft)]),
        _ways(say, draft, sizes),
        *_shown_groups(say, draft, names),
        *_points(say, [each.text for each in words if not each.is_first]),
        *_task(say, draft.round),
        *map(context, _remarks(say, draft, names)),
    ]
    title = say("Round {number}", number=draft.round.number)
    return modal(say, title, ids.PREVIEW_FORM, say("Go"), private, blocks)


def _ways(say: Voice, draft: Proposal, sizes: Others) -> Block:
    """What can be done with these groups before Go."""
    round_id = draft.round.id
    return actions(
        *_other_sizes(say, draft, sizes),
        button(say("Shuffle again"), ids.SHUFFLE, round_id),
        button(say("Swap two people"), ids.SWAP, round_id),
        button(say("Back to the form"), leadids.ROUND_FORM, round_id),
    )


def _shown_groups(say: Voice, draft: Proposal, names: Mapping[str, str]) -> list[Block]:
    """As many groups as there is room for, and how the others are opened."""
    blocks = [block for line in each_group(say, draft, names)[:GROUPS_SHOWN] for block in line]
    if (left := len(draft.groups) - GROUPS_SHOWN) > 0:
        label = several(left, "And {n} more group", "And {n} more groups")
        blocks.append(longlists.more(say, label, listids.GROUPS, draft.round.id))
    return blocks


def changed(say: Voice, made: Made | None, reader: str, names: Mapping[str, str]) -> str:
    """Who has changed groups since somebody saw them, and when; it stands above them as they are now."""
    if made is None:
        return say(_NEWER)
    at = moment(say, made.at)
    if made.by == reader:
        return say(_CHANGED_BY_YOU, time=at)
    return f"{say(_CHANGED, person=mention(made.by, names), time=at)} {say(_READ_ON)}"


def _points(say: Voice, words: Iterable[Text]) -> list[Block]:
    said = "\n".join(f"• {escape(say(each))}" for each in words)
    return [section(said)] if said else []


def _without_group(draft: Proposal) -> Iterable[Text]:
    """What was asked for and is not so: fewer groups, or people who are in none."""
    if draft.round.groups > len(draft.groups):
        yield _SHORT_OF.filled(wanted=draft.round.groups)
    if draft.away:
        yield several(
            draft.away,
            "{n} person is in no group, because they were missing in the last round. "
            "After Go I tell them how to get a place.",
            "{n} people are in no group, because they were missing in the last round. "
            "After Go I tell them how to get a place.",
        )


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
    """What others had made in place of these, and that these do not have what was swapped by hand there."""
    lines = []
    who = mention(draft.before.by, names) if draft.before else ""
    if draft.undone:
        swapped = and_listed(mention(one, names) for one in draft.undone)
        lines.append(say((_UNDONE_OF if who else _UNDONE).filled(who=who, people=swapped)))
    if draft.before:
        lines.append(say(_INSTEAD, person=who, time=moment(say, draft.before.at)))
    return [section("\n".join(lines))] if lines else []


def _by_swap(say: Voice, draft: Proposal, names: Mapping[str, str]) -> list[Block]:
    """What the groups lost by the swap that has just been made, so that it can be undone."""
    lost = losses.said(say, draft.losses, draft.groups)
    people = and_listed(mention(one, names) for one in draft.swapped) if lost else ""
    return [section("\n".join([say(_BY_SWAP, people=people), *map(escape, lost)]))] if lost else []


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
    if draft.planned > 1:
        yield say(
            "This is the first of {number} rounds. I have planned the others with it.", number=draft.planned
        )
    if left_out := [one for one in draft.round.left_out if one not in draft.shut_out]:
        yield say("Without a seat: {people}", people=listed(mention(one, names) for one in left_out))
    if draft.shut_out:
        gone = listed(mention(one, names) for one in draft.shut_out)
        yield say("Not in this channel any more, so in no group: {people}", people=gone)
    yield say("Nobody has been told yet. Go tells everybody privately where they sit.")


def _shown(guest: Guest, names: Mapping[str, str]) -> str | Text:
    """A mention in a form notifies nobody. Sector and perspective help to judge the mix."""
    known = [SECTOR_NAMES[guest.sector]] if guest.sector in SECTOR_NAMES else []
    known += [PERSPECTIVE_NAMES[guest.perspective]] if guest.perspective else []
    return mention(guest.id, names, known)
