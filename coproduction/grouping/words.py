"""The quality of groups in words, for a facilitator with a phone: short, plain, no blame, no names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule
from coproduction.grouping.voicing import in_voices
from coproduction.words import Text, listed, several

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


def in_words(
    quality: Quality, spelled: Mapping[str, str] = MappingProxyType({}), *, is_mendable: bool = False
) -> list[Text]:
    """One sentence or two about each thing that matters here, what could not be kept before what is fine.

    `spelled` gives kinds of help as people typed them. `is_mendable`: two who change places would be better.
    """
    if not quality.facts.groups:
        return [Text("Nobody is here yet.")]
    said = [
        *_sizes(quality),
        *_needs(quality.facts, spelled),
        *in_voices(quality, is_mendable=is_mendable),
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
    if facts.mixing:
        words = Text(
            "{groups} of {people} would mix everybody, by the numbers. "
            "Nobody with lived experience is alone, "
            "and in no group do all work in the service or run it.",
            groups=_groups(len(facts.mixing)),
            people=people_in(min(facts.mixing), max(facts.mixing)),
        )
        said.append(words)
    return said


def _groups(count: int) -> Text:
    return several(count, "One group", "{n} groups")


def people_in(smallest: int, largest: int) -> Text:
    """How many people are in a group."""
    if smallest == largest:
        return several(largest, "{n} person", "{n} people")
    if largest == smallest + 1:
        return several(largest, "{least} or {n} person", "{least} or {n} people", least=smallest)
    return several(largest, "{least} to {n} person", "{least} to {n} people", least=smallest)


def _needs(facts: Facts, spelled: Mapping[str, str]) -> list[Text]:
    """What of one person alone is not served has no name here: it would point to them."""
    if not facts.needs:
        return []
    if not facts.unserved:
        return [Text("Everybody who needs help with access or language is with somebody who can help.")]
    said = []
    elsewhere = [need for need in facts.unserved if need not in facts.unservable]
    for needs, named, unnamed in ((facts.unservable, _NOBODY, _ONE), (elsewhere, _NO_GROUP, _ONE_GROUP)):
        if names := [spelled.get(need, need) for need in needs if need in facts.shared]:
            said.append(named.filled(help=listed(names)))
        if set(needs) - facts.shared:
            said.append(unnamed)
    if facts.is_help_parted:
        said.append(Text("A wish keeps somebody apart from everybody who could help them."))
    return said


def _governing(rule: Rule, facts: Facts) -> list[Text]:
    if sum(people.governing for people in facts.crowds) < 2 or facts.groups == 1:
        return []
    if rule.is_kept:
        return [Text("People from governing bodies are spread over the groups.")]
    return [Text("People from governing bodies are not spread evenly over the groups.")]


def _wishes(quality: Quality) -> list[Text]:
    facts = quality.facts
    broken = quality.rule(Must.APART).broken + quality.rule(Must.TOGETHER).broken
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
