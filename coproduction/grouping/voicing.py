"""Who hears whom, in words: what is said of lived experience in the groups, and no more than is known."""

from __future__ import annotations

from coproduction.grouping.guests import Voices
from coproduction.grouping.quality import Aim, Facts, Must, Quality, Rule
from coproduction.words import Text, several

_PRICE = Text("If more of these groups had somebody to hear, somebody would be alone among professionals.")

_MENDABLE = Text(
    "If two people changed places, fewer groups would be like that. People were swapped by hand, and I leave "
    "that as it is. To let me make the groups anew, press “Shuffle again”."
)


def in_voices(quality: Quality, *, is_mendable: bool = False) -> list[Text]:
    """Lone voices and groups of professionals only, both counts; why; and what is not known."""
    facts = quality.facts
    lived, professionals = (
        sum(people.lived for people in facts.crowds),
        sum(people.professionals for people in facts.crowds),
    )
    if lived and professionals:
        said = _heard(quality, is_mendable=is_mendable)
    else:
        said = [_nobody(facts)] if professionals else []
    return [*said, *_not_known(facts)] if lived or professionals else []


def lacking_voices(quality: Quality) -> list[Text]:
    """Of what may be said of voices, what somebody may want to change before anybody is told."""
    facts, rule = quality.facts, quality.rule(Must.NO_LONE_VOICE)
    lone = [] if rule.is_kept else [_lone(rule, facts)]
    without = _without_voice(facts)
    return [_nobody(facts), *lone, *without, *(_not_known(facts) if without else ()), _MENDABLE]


def _nobody(facts: Facts) -> Text:
    """That the whole room has nobody to hear, where it has none."""
    if _unknown(facts):
        return Text("Nobody here is known to speak from lived experience.")
    return Text("Nobody here speaks from lived experience.")


def _heard(quality: Quality, *, is_mendable: bool) -> list[Text]:
    """What is said where there is somebody to speak, and somebody to hear."""
    facts = quality.facts
    if min(people.lived for people in facts.crowds) >= 2:
        return [Text("Every group has at least two people with lived experience."), *_among_many(facts)]
    return [
        *_alone(quality),
        *_among_many(facts),
        *_unmixed(quality),
        *_why(quality, is_mendable=is_mendable),
        *_after(quality),
    ]


def _alone(quality: Quality) -> list[Text]:
    facts, rule = quality.facts, quality.rule(Must.NO_LONE_VOICE)
    if not rule.is_kept:
        is_price = facts.voices is Voices.EVERY_GROUP and rule.broken <= rule.by_numbers
        why = [Text("If not, more groups would have nobody to hear.")] if is_price else []
        return [_lone(rule, facts), *why]
    said = [Text("Nobody with lived experience is alone among professionals.")]
    if any(people.lived == 1 == people.professionals for people in facts.crowds if people.size == 2):
        said.append(Text("In a pair of one and one, nobody counts as alone."))
    return said


def _lone(rule: Rule, facts: Facts) -> Text:
    is_reason = rule.broken <= rule.by_numbers and facts.voices is not Voices.EVERY_GROUP
    if any(people.is_uncertain for people in facts.crowds):
        return _perhaps_lone(rule, is_reason=is_reason)
    if not is_reason:
        return several(
            rule.broken,
            "In one group somebody speaks from lived experience alone among professionals.",
            "In {n} groups somebody speaks from lived experience alone among professionals.",
        )
    return several(
        rule.broken,
        "In one group somebody speaks from lived experience alone among professionals: "
        "with the people here it cannot be avoided.",
        "In {n} groups somebody speaks from lived experience alone among professionals: "
        "with the people here it cannot be avoided.",
    )


def _perhaps_lone(rule: Rule, *, is_reason: bool) -> Text:
    """The same where nobody knows whether the others are professionals."""
    if is_reason:
        return several(
            rule.broken,
            "In one group, only one person is known to live with it. "
            "With the people here it cannot be avoided.",
            "In {n} groups, only one person is known to live with it. "
            "With the people here it cannot be avoided.",
        )
    return several(
        rule.broken,
        "In one group, only one person is known to live with it.",
        "In {n} groups, only one person is known to live with it.",
    )


def _among_many(facts: Facts) -> list[Text]:
    many = sum(people.is_outnumbered for people in facts.crowds)
    if not many:
        return []
    return [
        several(
            many,
            "In one group, two who live with it sit among five or more who work in it or run it.",
            "In {n} groups, two who live with it sit among five or more who work in it or run it.",
        )
    ]


def _unmixed(quality: Quality) -> list[Text]:
    facts, rule = quality.facts, quality.rule(Must.MIXED)
    said = _without_voice(facts)
    without = sum(not people.lived for people in facts.crowds)
    if not said:
        return [Text("In each group there is somebody who lives with it.")]
    if without == facts.fewest_unmixed:
        return [*said, Text("With the people here there cannot be fewer such groups.")]
    is_price = facts.voices is Voices.NOBODY_ALONE and rule.broken == without == rule.by_numbers
    if is_price and quality.rule(Must.NO_LONE_VOICE).is_kept:
        return [*said, _PRICE]
    return said


def _without_voice(facts: Facts) -> list[Text]:
    """In how many groups nobody speaks from lived experience, or nobody is known to."""
    without = [people for people in facts.crowds if not people.lived]
    if not without:
        return []
    if any(people.unknown for people in without):
        return [
            several(
                len(without),
                "In one group nobody is known to speak from lived experience.",
                "In {n} groups nobody is known to speak from lived experience.",
            )
        ]
    return [
        several(
            len(without),
            "In one group, all work in the service or run it.",
            "In {n} groups, all work in the service or run it.",
        )
    ]


def _why(quality: Quality, *, is_mendable: bool) -> list[Text]:
    """Name what has to change, where the numbers would allow for something better: the wish or the need
    behind it only where no two who change places would do."""
    facts = quality.facts
    if not quality.could_be_better_heard:
        return []
    if is_mendable:
        return [_MENDABLE]
    if facts.wishes and facts.needs:
        return [Text("The reason may be the wishes about who sits with whom, and the needs for help.")]
    if facts.wishes:
        return [Text("The reason may be the wishes about who sits with whom.")]
    if facts.needs:
        return [Text("The reason may be that people who need help sit with somebody who can help.")]
    return []


def _after(quality: Quality) -> list[Text]:
    """Who will have heard lived experience when this round is over."""
    if quality.rule(Must.MIXED).is_kept:
        return []
    unheard = quality.term(Aim.UNHEARD).count
    if not unheard:
        return [
            Text(
                "After this round, all who work in the service or run it have sat "
                "with somebody who lives with it."
            )
        ]
    return [
        several(
            unheard,
            "One person who works in the service or runs it will not yet have met "
            "somebody who lives with it.",
            "{n} people who work in the service or run it will not yet have met somebody who lives with it.",
        )
    ]


def _unknown(facts: Facts) -> int:
    return sum(people.unknown for people in facts.crowds)


def _not_known(facts: Facts) -> list[Text]:
    unknown = _unknown(facts)
    if not unknown:
        return []
    return [
        several(
            unknown,
            "One person has not told me how they know the service.",
            "{n} people have not told me how they know the service.",
        )
    ]
