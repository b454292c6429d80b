"""The quality of groups in words, for a facilitator with a phone: short, plain, no blame, no names."""

from __future__ import annotations

from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule
from coproduction.words import Text, listed, several


def in_words(quality: Quality) -> list[Text]:
    """One sentence or two about each thing that matters here, what could not be kept before what is fine."""
    if not quality.facts.groups:
        return [Text("Nobody is here yet.")]
    said = [
        *_sizes(quality),
        *_voices(quality),
        *_governing(quality.rule(Must.SPREAD), quality.facts),
        *_wishes(quality),
        *_meetings(quality),
        *_sectors(quality),
        *_newcomers(quality),
        *_needs(quality.facts),
    ]
    return [*said, Text("No better mix of these people is possible.")] if quality.is_optimal else said


def _sizes(quality: Quality) -> list[Text]:
    facts = quality.facts
    groups = several(facts.groups, "One group", "{n} groups")
    said = [Text("{groups} of {people}.", groups=groups, people=_people(facts))]
    if facts.smallest == 1 and facts.largest > 1:
        said.append(Text("Somebody is alone in a group."))
    elif not quality.rule(Must.SIZES).is_kept:
        said.append(Text("The sizes differ by more than one."))
    return said


def _people(facts: Facts) -> Text:
    """How many people are in a group."""
    if facts.smallest == facts.largest:
        return several(facts.largest, "{n} person", "{n} people")
    if facts.largest == facts.smallest + 1:
        return several(facts.largest, "{least} or {n} person", "{least} or {n} people", least=facts.smallest)
    return several(facts.largest, "{least} to {n} person", "{least} to {n} people", least=facts.smallest)


def _voices(quality: Quality) -> list[Text]:
    facts, rule = quality.facts, quality.rule(Must.NO_LONE_VOICE)
    without = sum(facts.is_all_professional)
    if not sum(facts.lived):
        return [Text("Nobody here speaks from lived experience.")] if without else []
    if not rule.is_kept:
        return [_alone(rule)]
    if min(facts.lived) >= 2:
        return [Text("Every group has at least two people with lived experience.")]
    said = Text("Nobody with lived experience is alone among professionals.")
    if not without:
        return [said]
    others = several(
        without,
        "One group has nobody with lived experience, so that the others have at least two.",
        "{n} groups have nobody with lived experience, so that the others have at least two.",
    )
    return [said, others]


def _alone(rule: Rule) -> Text:
    if rule.is_least:
        return several(
            rule.broken,
            "In one group somebody speaks from lived experience alone among professionals: "
            "with the people here it cannot be avoided.",
            "In {n} groups somebody speaks from lived experience alone among professionals: "
            "with the people here it cannot be avoided.",
        )
    return several(
        rule.broken,
        "In one group somebody speaks from lived experience alone among professionals.",
        "In {n} groups somebody speaks from lived experience alone among professionals.",
    )


def _governing(rule: Rule, facts: Facts) -> list[Text]:
    if sum(facts.governing) < 2 or facts.groups == 1:
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
    if term.count > term.least:
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
        return [Text("No two people of one sector share a group.")]
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


def _needs(facts: Facts) -> list[Text]:
    if not facts.needs:
        return []
    if not facts.unserved:
        return [Text("Everybody who needs help with access or language is with somebody who can help.")]
    return [Text("In some group nobody can help with: {help}.", help=listed(facts.unserved))]
