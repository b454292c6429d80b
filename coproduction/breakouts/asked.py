"""Where do I sit? Typed instead of pressed: these words alone or beside a greeting, in all our languages."""

from coproduction.phrases import plainly, words_in
from coproduction.words import Text

WHERE_TO_SIT = Text(  # translators: what people write who want to know their group, apart by semicolons
    "where do i sit; where do i sit now; where am i sitting; where should i sit; where is my group; "
    "wheres my group; where do i go; where do i go now; where should i go; which group am i in; "
    "what group am i in; in which group am i; which is my group; what is my group; whats my group; "
    "which group do i go to; which group; my group; who do i sit with; who am i with; who is in my group; "
    "whos in my group; what is my group number; whats my group number; where do i belong"
)
BESIDE = Text(  # translators: what may stand before or after it and changes nothing, apart by semicolons
    "hi; hello; hey; please; sorry; now; then; so; and; ok; okay; thanks; excuse; me; today"
)


def asks_where_to_sit(text: str) -> bool:
    """Whether somebody who writes this wants to know their group, and nothing else."""
    words, beside = list(words_in(text)), plainly(BESIDE)
    while words and words[0] in beside:
        del words[0]
    while words and words[-1] in beside and " ".join(words) not in plainly(WHERE_TO_SIT):
        del words[-1]
    return " ".join(words) in plainly(WHERE_TO_SIT)
