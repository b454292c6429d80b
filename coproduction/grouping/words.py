"""The quality of groups in words, for a facilitator with a phone: short, plain, no blame, no names."""

from __future__ import annotations

from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule


def in_words(quality: Quality) -> list[str]:
    """One sentence or two about each thing that matters here, what could not be kept before what is fine."""
    if not quality.facts.groups:
        return ["Nobody is here yet."]
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
    return [*said, "No better mix of these people is possible."] if quality.is_optimal else said


def _sizes(quality: Quality) -> list[str]:
    facts = quality.facts
    sizes = f"{facts.smallest}" if facts.smallest == facts.largest else f"{facts.smallest} to {facts.largest}"
    if facts.largest == facts.smallest + 1:
        sizes = f"{facts.smallest} or {facts.largest}"
    groups = "One group" if facts.groups == 1 else f"{facts.groups} groups"
    said = [f"{groups} of {sizes} {'person' if facts.largest == 1 else 'people'}."]
    if facts.smallest == 1 and facts.largest > 1:
        said.append("Somebody is alone in a group.")
    elif not quality.rule(Must.SIZES).is_kept:
        said.append("The sizes differ by more than one.")
    return said


def _voices(quality: Quality) -> list[str]:
    facts, rule = quality.facts, quality.rule(Must.NO_LONE_VOICE)
    without = sum(facts.is_all_professional)
    if not sum(facts.lived):
        return ["Nobody here speaks from lived experience."] if without else []
    if not rule.is_kept:
        where = "one group" if rule.broken == 1 else f"{rule.broken} groups"
        said = f"In {where} somebody speaks from lived experience alone among professionals"
        return [f"{said}: with the people here it cannot be avoided." if rule.is_least else f"{said}."]
    if min(facts.lived) >= 2:
        return ["Every group has at least two people with lived experience."]
    said = "Nobody with lived experience is alone among professionals."
    if not without:
        return [said]
    groups = "One group has" if without == 1 else f"{without} groups have"
    return [said, f"{groups} nobody with lived experience, so that the others have at least two."]


def _governing(rule: Rule, facts: Facts) -> list[str]:
    if sum(facts.governing) < 2 or facts.groups == 1:
        return []
    if rule.is_kept:
        return ["People from governing bodies are spread over the groups."]
    return ["People from governing bodies are not spread evenly over the groups."]


def _wishes(quality: Quality) -> list[str]:
    facts = quality.facts
    broken = quality.rule(Must.APART).broken + quality.rule(Must.TOGETHER).broken
    said = []
    if broken:
        wishes = "One wish" if broken == 1 else f"{broken} wishes"
        said.append(f"{wishes} about who sits with whom could not be kept.")
    elif facts.wishes:
        said.append("All wishes about who sits with whom are kept.")
    if facts.contradictions:
        said.append("Some of these wishes contradict each other: please look at them again.")
    return said


def _meetings(quality: Quality) -> list[str]:
    facts, term = quality.facts, quality.term(Aim.REPEATS)
    if not facts.has_history:
        return []
    if not facts.meet_again:
        return ["Nobody meets again."]
    again = "One pair meets" if facts.meet_again == 1 else f"{facts.meet_again} pairs meet"
    return [f"{again} again" + (", as few as possible." if term.count <= term.least else ".")]


def _sectors(quality: Quality) -> list[str]:
    facts, term = quality.facts, quality.term(Aim.SECTORS)
    if facts.groups == 1 or not facts.sectors:
        return []
    if facts.sectors == 1:
        return ["Everybody whose sector is known is from the same one."]
    if not term.count:
        return ["No two people of one sector share a group."]
    if term.count <= term.least:
        return ["Sectors are as even as they can be."]
    is_close = term.count - term.least <= max(1, term.least // 10)
    return ["Sectors are almost even." if is_close else "Some groups have more of one sector than others."]


def _newcomers(quality: Quality) -> list[str]:
    facts, alone = quality.facts, quality.term(Aim.NEWCOMERS).count
    if not facts.newcomers or not facts.returners:
        return []
    if not alone:
        return ["Every newcomer is with somebody who has been here before."]
    return ["Some newcomers are in a group without anybody who has been here before."]


def _needs(facts: Facts) -> list[str]:
    if not facts.needs:
        return []
    if not facts.unserved:
        return ["Everybody who needs help with access or language is with somebody who can help."]
    return [f"In some group nobody can help with: {', '.join(facts.unserved)}."]
