"""Plain language: 95 % of what people read is for grade 6 or lower."""

from __future__ import annotations

import re
from functools import cache

import pyphen
import pytest

from coproduction.breakouts.asked import WHERE_TO_SIT
from coproduction.despair import ALONE, TOO_MUCH, WITHIN
from coproduction.hidingreasons import WORDS as HIDING_REASONS
from coproduction.laterdays import BESIDE_DAYS
from coproduction.numberedwords import ORDINALS
from coproduction.numbers import TENS, UP_TO_29
from coproduction.phrases import FILLERS
from coproduction.questioning import ASKS_HOW, HELP_ONLY, PERHAPS, SURELY
from coproduction.stopwords import ANYWHERE, AROUND, AS_WRITTEN, FIRST, KEEPS_ON, THEM
from coproduction.stuckwords import PASS_ON, STUCK
from coproduction.talk import AWAY, AWAY_NOW, BESIDE, GOING_ON, HEARS, I_DID, NO, NOT_DONE, YES
from coproduction.topics import ABOUT, ASKS_LEAVE, HAS_IDEA
from coproduction.weary import OURS, WEARY
from handlers.dispatch.spellings import NEIGHBOURS, SPELLINGS
from handlers.edge.mistaken import BESIDE as BESIDE_ACTS
from handlers.edge.mistaken import FOR_CARDS, FOR_CHECKINS, FOR_IDEAS, FOR_MINE, FOR_POLLS, FOR_STARTS
from handlers.edge.unnamedwords import PERHAPS as APART
from handlers.edge.unnamedwords import UNNAMED as UNNAMED_IDEA
from handlers.unplaced import UNNAMED
from tests.words.source import texts

GRADE = 6.0
PART = 0.95
FEWEST = 5  # words; of fewer, a grade says nothing

_PLACE = re.compile(r"\{/?(\w+)[^}]*\}")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+")
_SYLLABLES = pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """As many as there are places to divide it, and one."""
    return len(_SYLLABLES.positions(word)) + 1


def grade(text: str) -> float:
    """Flesch and Kincaid's; what is filled in counts as a short word."""
    words = _WORD.findall(_PLACE.sub("it", text))
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def graded() -> dict[str, float]:
    """The grade of each text that is long enough for one."""
    forms = {form for said in texts() for form in (said.one, said.many)}
    return {form: grade(form) for form in forms if len(_WORD.findall(form)) >= FEWEST}


TERMS = "says what a facilitator of this field says: lived experience, professionals"
HEADLINE = "is the programme's own question, by which it is known"
QUOTED = "is long only by its example, which is to be typed as it stands"
HEARD = "is a list of what people may write, and is shown to nobody"
COUNTED = "says what the programme counts"
HARDER = {
    THEM.one: HEARD,
    AS_WRITTEN.one: HEARD,
    KEEPS_ON.one: HEARD,
    ANYWHERE.one: HEARD,
    AROUND.one: HEARD,
    FIRST.one: HEARD,
    AWAY_NOW.one: HEARD,
    HIDING_REASONS.one: HEARD,
    FILLERS.one: HEARD,
    BESIDE.one: HEARD,
    I_DID.one: HEARD,
    AWAY.one: HEARD,
    YES.one: HEARD,
    NO.one: HEARD,
    NOT_DONE.one: HEARD,
    ALONE.one: HEARD,
    WITHIN.one: HEARD,
    TOO_MUCH.one: HEARD,
    OURS.one: HEARD,
    WEARY.one: HEARD,
    GOING_ON.one: HEARD,
    WHERE_TO_SIT.one: HEARD,
    STUCK.one: HEARD,
    PASS_ON.one: HEARD,
    SURELY.one: HEARD,
    PERHAPS.one: HEARD,
    HELP_ONLY.one: HEARD,
    ASKS_HOW.one: HEARD,
    UNNAMED.one: HEARD,
    ASKS_LEAVE.one: HEARD,
    HAS_IDEA.one: HEARD,
    **{each.one: HEARD for each in ABOUT.values() if grade(each.one) > GRADE},
    SPELLINGS.one: HEARD,
    NEIGHBOURS.one: HEARD,
    BESIDE_ACTS.one: HEARD,
    BESIDE_DAYS.one: HEARD,
    ORDINALS.one: HEARD,
    UNNAMED_IDEA.one: HEARD,
    APART.one: HEARD,
    **{each.one: HEARD for each in (FOR_CARDS, FOR_CHECKINS, FOR_IDEAS, FOR_MINE, FOR_POLLS, FOR_STARTS)},
    **{each.one: HEARD for each in HEARS if grade(each.one) > GRADE},
    UP_TO_29.one: HEARD,
    TENS.one: HEARD,
    "A collaboration: something to do together": COUNTED,
    "In one group somebody speaks from lived experience alone among professionals.": TERMS,
    "In {n} groups somebody speaks from lived experience alone among professionals.": TERMS,
    "In one group somebody speaks from lived experience alone among professionals: "
    "with the people here it cannot be avoided.": TERMS,
    "In {n} groups somebody speaks from lived experience alone among professionals: "
    "with the people here it cannot be avoided.": TERMS,
    "By what people had told me by the end of the session, one person with lived experience sat alone among "
    "professionals in fewer than {fewest} groups.": TERMS,
    "By what people had told me by the end of the session, one person with lived experience sat alone among "
    "professionals in {n} group.": TERMS,
    "By what people had told me by the end of the session, one person with lived experience sat alone among "
    "professionals in {n} groups.": TERMS,
    "If there are too few people with lived experience for two in each group, what matters more?": TERMS,
    "Nobody here speaks from lived experience.": TERMS,
    "Nobody with lived experience is alone among professionals.": TERMS,
    "By what people had told me by the end of the session, nobody with lived experience sat alone among "
    "professionals.": TERMS,
    "Will you do at least one thing differently for your community?": HEADLINE,
    'A session needs a title, for example: {/start} "Support for new parents"': QUOTED,
    "A session needs a title, for example: Support for new parents": QUOTED,
    'Please put the question and each answer in quotes, for example: {/poll} "When to meet?" '
    '"Morning" "Evening"': QUOTED,
}


def test_nearly_all_texts_are_for_grade_six_or_lower() -> None:
    grades = graded()
    harder = {text for text, grade_ in grades.items() if round(grade_, 1) > GRADE}
    assert harder == set(HARDER)
    assert len(grades) > 300
    assert len(harder) <= (1 - PART) * len(grades)


def test_a_hard_text_is_graded_as_hard_and_a_plain_one_as_plain() -> None:
    assert grade("Facilitators communicate organisational responsibilities immediately.") > 20
    assert grade("You are in a group. Tell it what you need.") < 2
    assert (syllables("pledge"), syllables("facilitator"), syllables("session")) == (1, 5, 2)


STUMBLED_OVER = (
    "still find out",
    "run my server",
    "join the two",
    "sits alone among others",
    "sector do you come from",
    "how you arrive",
    "Only totals are ever shown",
    "If you leave this empty",
    "I tell nobody",
    "not stored with it",
    "worth keeping",
    "all you need to know",
    "so that the others have at least two",
    "which programme this belongs to",
    "nudge",
)
SAID_TO_NOBODY = {THEM.one, OURS.one, FILLERS.one, BESIDE.one, I_DID.one, SPELLINGS.one}


@pytest.mark.parametrize("words", STUMBLED_OVER)
def test_what_people_stumbled_over_is_not_said_any_more(words: str) -> None:
    said = {form for text in texts() for form in (text.one, text.many)} - SAID_TO_NOBODY
    assert [form for form in said if words in form.replace("{/nudges}", "the verb")] == []
