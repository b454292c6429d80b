"""Why an idea is hidden: from which reasons to choose, and which of them somebody means by their words.

A programme may have a list of its own, in its own words. What was chosen is kept with what was hidden, in
the words that it had then.
"""

from collections.abc import Sequence

from coproduction.errors import Refusal
from coproduction.ideas import Hiding
from coproduction.phrases import named, words_in
from coproduction.texts import has_letters, tidy
from coproduction.words import Text

MOST = 9  # reasons of a programme's own list
LENGTH = 75  # of each: so much stands beside a radio button
REASONS = {
    Hiding.PERSON: Text("it tells about a person"),
    Hiding.HURTS: Text("it may hurt somebody"),
    Hiding.OFF_TOPIC: Text("it belongs somewhere else"),
    Hiding.TWICE: Text("it is there already"),
    Hiding.OTHER: Text("for another reason"),
}

WORDS = Text(  # translators: after each colon, words for that reason, apart by commas
    "person: person, name, names, named, naming, identifies, identifiable, privacy, private, personal, "
    "phone, telephone, phone number, mobile, email, e mail, address, postcode, date of birth; "
    "hurts: hurt, hurts, hurtful, rude, offensive, insult, insults, insulting, racist, sexist, hateful, "
    "abuse, abusive, nasty, unkind, cruel, swears, swearing, aggressive, threat, bullying; "
    "off_topic: off topic, topic, wrong place, elsewhere, somewhere else, not about, irrelevant, spam; "
    "twice: twice, double, duplicate, duplicated, repeated, already, same, exists; "
    "other: other, another reason"
)


def reason_in(typed: str) -> Hiding:
    """The first of the reasons that these words tell; for another reason where they tell none of them."""
    said = f" {' '.join(words_in(typed))} "
    told = {reason for words, reason in named(WORDS).items() if f" {' '.join(words_in(words))} " in said}
    return next((each for each in Hiding if each.value in told), Hiding.OTHER)


def because(reason: Hiding, words: str | None) -> Text | str:
    """The reason as it stands inside a sentence."""
    return words or REASONS.get(reason) or REASONS[Hiding.OTHER]


def own_reasons(text: str | None) -> tuple[str, ...]:
    """A programme's own list, one reason a line, each once; empty for the usual ones; or a Refusal."""
    lines = (tidy(line).rstrip(" .;") for line in (text or "").splitlines())
    reasons = tuple({line.casefold(): line for line in lines if line}.values())
    if len(reasons) > MOST:
        raise Refusal("These are {n} reasons, and {most} fit.", "reasons", n=len(reasons), most=MOST)
    for each in reasons:
        if len(each) > LENGTH or not has_letters(each):
            raise Refusal(
                "Please write each reason in words, with at most {most} characters. "
                "This one does not fit: {reason}",
                "reasons",
                most=LENGTH,
                reason=each[: 2 * LENGTH],
            )
    return reasons


def chosen_of(own: Sequence[str], chosen: str) -> tuple[Hiding, str | None]:
    """The reason that was chosen, from a programme's own list or the usual one; or a Refusal."""
    if chosen in own:
        return Hiding.OWN, chosen
    if not own and chosen in set(REASONS):
        return Hiding(chosen), None
    raise Refusal(
        "Please choose why this idea is hidden. If the list has changed, open this form again.", "reason"
    )


def closest_of(own: Sequence[str], typed: str) -> str:
    """The reason that the form has chosen for who has typed this; empty where it is none of their own."""
    if not own:
        return reason_in(typed).value
    said = " ".join(words_in(typed))
    return next((each for each in own if " ".join(words_in(each)) == said), "")
