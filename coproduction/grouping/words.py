"""The quality of groups in words, for a facilitator with a phone: short, plain, no blame, no names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from coproduction.grouping.guests import Groups
from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule
from coproduction.grouping.sizes import NO_OTHERS, Others
from coproduction.grouping.voicing import in_voices, lacking_voices
from coproduction.words import Text, Value, and_listed, listed, several

_NOBODY = Text("Nobody else here can help with: {help}.")
_ONE = Text(
    "Somebody here needs help that nobody else here can give. I tell them, and not what it is. "
    "You can ask everybody what would help."
)
_NO_GROUP = Text("In some group nobody can help with: {help}.")
_ONE_GROUP = Text(
    "In some group somebody needs help with access or language that only people of other groups can give. "
    "Shuffle again, or ask everybody what would help them."
)

_IN_GROUP = Text(
    "In {groups}, somebody needs help with access or language that only people of other groups can give. "
    "Shuffle again, or ask everybody what would help them."
)
_SMALL = Text("In a smaller group, too. I do not name it: it would point to who needs it.")


class Said(NamedTuple):
    """A sentence about groups; `is_first` where whoever leads may want to change something because of it."""

    text: Text
    is_first: bool = False


def in_words(
    quality: Quality,
    spelled: Mapping[str, str] = MappingProxyType({}),
    *,
    is_mendable: bool = False,
    sizes: Others = NO_OTHERS,
    called: Mapping[tuple[str, ...], Value] = MappingProxyType({}),
) -> list[Text]:
    """The sentences of `judged`, in the same order."""
    told = judged(quality, spelled, is_mendable=is_mendable, sizes=sizes, called=called)
    return [each.text for each in told]


def judged(
    quality: Quality,
    spelled: Mapping[str, str] = MappingProxyType({}),
    *,
    is_mendable: bool = False,
    sizes: Others = NO_OTHERS,
    called: Mapping[tuple[str, ...], Value] = MappingProxyType({}),
) -> list[Said]:
    """One sentence or two about each thing that matters here, what could not be kept before what is fine.

    `spelled` gives kinds of help as people typed them. `is_mendable`: two who change places would be better.
    `sizes` are those that were tried in place of these. `called`: what the groups are called in a sentence,
    for those of which it may be said that help is missing in them.
    """
    if not quality.facts.groups:
        return [Said(Text("Nobody is here yet."), is_first=True)]
    needs = _needs(quality.facts, spelled, called)
    lacking = _lacking(quality, needs, sizes)
    said = _all(quality, needs, in_voices(quality, is_mendable=is_mendable), sizes)
    return [Said(each, each in lacking) for each in said]


def _lacking(quality: Quality, needs: Sequence[Text], sizes: Others) -> set[Text]:
    """What may need a decision, and how many groups there are."""
    return {
        *_sizes(quality),
        *_others(quality.facts, sizes),
        *_serving(sizes.serving),
        *(needs if quality.facts.unserved else ()),
        *lacking_voices(quality),
        *(_wishes(quality) if _wishes_broken(quality) else ()),
    }


def _all(quality: Quality, needs: Sequence[Text], voices: Sequence[Text], sizes: Others) -> list[Text]:
    said = [
        *_sizes(quality),
        *_others(quality.facts, sizes),
        *needs,
        *_serving(sizes.serving),
        *voices,
        *_governing(quality.rule(Must.SPREAD), quality.facts),
        *_wishes(quality),
        *_meetings(quality),
        *_sectors(quality),
        *_newcomers(quality),
    ]
    is_best = quality.is_optimal and not any(quality.broken)
    return [*said, Text("No better mix of these people is possible.")] if is_best else said


def _sizes(quality: Quality) -> list[Text]:
    facts = quality.facts
    groups, people = _groups(facts.groups), people_in(facts.smallest, facts.largest)
    said = [Text("{groups} of {people}.", groups=groups, people=people)]
    if facts.smallest == 1 and facts.largest > 1:
        said.append(Text("Somebody is alone in a group."))
    elif not quality.rule(Must.SIZES).is_kept:
        said.append(Text("The sizes differ by more than one."))
    return said


def _others(facts: Facts, sizes: Others) -> list[Text]:
    """What other numbers of groups would do; each was tried."""
    said = []
    if sizes.wanted:
        words = Text(
            "In {groups}, I could not serve as many needs for help. So I made {made}.",
            groups=several(sizes.wanted, "one group", "{n} groups"),
            made=facts.groups,
        )
        said.append(words)
    if sizes.mixing:
        words = Text(
            "{groups} of {people} would mix everybody. "
            "Nobody with lived experience is alone, "
            "and in no group do all work in the service or run it."
        )
        said.append(words.filled(groups=_groups(len(sizes.mixing)), people=_each(sizes.mixing)))
    return said


def _groups(count: int) -> Text:
    return several(count, "One group", "{n} groups")


def _serving(sizes: Sequence[int]) -> list[Text]:
    """In which groups everybody would be helped who can be."""
    if not sizes:
        return []
    words = Text("In {groups} of {people}, nobody would be without help that somebody here can give.")
    groups = several(len(sizes), "one group", "{n} groups")
    return [words.filled(groups=groups, people=_each(sizes))]


def _each(sizes: Sequence[int]) -> Text:
    return people_in(min(sizes), max(sizes))


def people_in(smallest: int, largest: int) -> Text:
    """How many people are in a group."""
    if smallest == largest:
        return several(largest, "{n} person", "{n} people")
    if largest == smallest + 1:
        return several(largest, "{least} or {n} person", "{least} or {n} people", least=smallest)
    return several(largest, "{least} to {n} person", "{least} to {n} people", least=smallest)


def _needs(facts: Facts, spelled: Mapping[str, str], called: Mapping[tuple[str, ...], Value]) -> list[Text]:
    """What of one person alone is not served has no name here: it would point to them. Nor has any need that
    is lacking in a group that is named."""
    if not facts.needs:
        return []
    if not facts.unserved:
        return [Text("Everybody who needs help with access or language is with somebody who can help.")]
    said = _lacked(facts.unservable, facts, spelled, _NOBODY, _ONE)
    if elsewhere := [need for need in facts.unserved if need not in facts.unservable]:
        said += _where(facts.lacking, called) or _lacked(elsewhere, facts, spelled, _NO_GROUP, _ONE_GROUP)
    if facts.is_help_parted:
        said.append(Text("A wish keeps somebody apart from everybody who could help them."))
    return said


def _lacked(
    needs: Collection[str], facts: Facts, spelled: Mapping[str, str], named: Text, unnamed: Text
) -> list[Text]:
    names = [spelled.get(need, need) for need in needs if need in facts.shared]
    said = [named.filled(help=listed(names))] if names else []
    return [*said, unnamed] if set(needs) - facts.shared else said


def _where(groups: Groups, called: Mapping[tuple[str, ...], Value]) -> list[Text]:
    """The groups in which help is lacking that others could give, as far as they may be named."""
    named = [called[group] for group in groups if group in called]
    if not named:
        return []
    small = [_SMALL] if len(named) < len(groups) else []
    return [_IN_GROUP.filled(groups=and_listed(named)), *small]


def _governing(rule: Rule, facts: Facts) -> list[Text]:
    if sum(people.governing for people in facts.crowds) < 2 or facts.groups == 1:
        return []
    if rule.is_kept:
        return [Text("People from governing bodies are spread over the groups.")]
    return [Text("People from governing bodies are not spread evenly over the groups.")]


def _wishes(quality: Quality) -> list[Text]:
    facts, broken = quality.facts, _wishes_broken(quality)
    said = []
    if broken:
        said.append(
            several(
                broken,
                "One wish about who sits with whom could not be kept.",
                "{n} wishes about who sits with whom could not be kept.",
            )
        )
    elif facts.wishes:
        said.append(Text("All wishes about who sits with whom are kept."))
    if facts.contradictions:
        said.append(Text("Some of these wishes contradict each other: please look at them again."))
    return said


def _wishes_broken(quality: Quality) -> int:
    return quality.rule(Must.APART).broken + quality.rule(Must.TOGETHER).broken


def _meetings(quality: Quality) -> list[Text]:
    facts, term = quality.facts, quality.term(Aim.REPEATS)
    if not facts.has_history:
        return []
    if not facts.meet_again:
        return [Text("Nobody meets again.")]
    if term.count > term.least or facts.met_often > 1:  # whoever met twice counts twice, and is one pair
        return [several(facts.meet_again, "One pair meets again.", "{n} pairs meet again.")]
    return [
        several(
            facts.meet_again,
            "One pair meets again, as few as possible.",
            "{n} pairs meet again, as few as possible.",
        )
    ]


def _sectors(quality: Quality) -> list[Text]:
    facts, term = quality.facts, quality.term(Aim.SECTORS)
    if facts.groups == 1 or not facts.sectors:
        return []
    if facts.sectors == 1:
        return [Text("Everybody whose sector is known is from the same one.")]
    if not term.count:
        words = Text("No two people of one sector share a group.")
        return [
            Text("No two people who told me the same sector share a group.") if facts.sectorless else words
        ]
    if term.count <= term.least:
        return [Text("Sectors are as even as they can be.")]
    is_close = term.count - term.least <= max(1, term.least // 10)
    if is_close:
        return [Text("Sectors are almost even.")]
    return [Text("Some groups have more of one sector than others.")]


def _newcomers(quality: Quality) -> list[Text]:
    facts, alone = quality.facts, quality.term(Aim.NEWCOMERS).count
    if not facts.newcomers or not facts.returners:
        return []
    if not alone:
        return [Text("Every newcomer is with somebody who has been here before.")]
    return [Text("Some newcomers are in a group without anybody who has been here before.")]
