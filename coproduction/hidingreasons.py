"""Why an idea is hidden, in the words of who hides it: which of the reasons to choose from that is."""

from coproduction.ideas import Hiding
from coproduction.phrases import named, words_in
from coproduction.words import Text

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
