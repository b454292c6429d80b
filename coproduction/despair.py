"""Words of somebody who may be in despair or in danger: what helps at once is said before all else.

Where it is not sure, it is said as well: who meant it otherwise only reads one sentence more.
"""

import re

from coproduction.phrases import plainly, words_in
from coproduction.weary import is_weary_of_us, parts, says
from coproduction.words import Text

WITHIN = Text(  # translators: what says so wherever it stands, apart by semicolons: of oneself, or of others
    "want to die; wants to die; wanna die; wish i was dead; wish i were dead; "
    "better off dead; better off without me; kill myself; killing myself; kill herself; kill himself; "
    "kill themselves; kill themself; end my life; ending my life; take my life; take my own life; "
    "end it all; commit suicide; am suicidal; im suicidal; feel suicidal; feeling suicidal; "
    "thinking of suicide; thinking about suicide; hurt myself; hurting myself; harm myself; "
    "harming myself; do not want to live; dont want to live; do not want to be alive; "
    "dont want to be alive; do not want to be here any more; dont want to be here any more; "
    "do not want to be here anymore; dont want to be here anymore; no reason to live; "
    "nothing to live for; do not want to wake up; dont want to wake up"
)
ALONE = Text(  # translators: what says so only where it stands alone, apart by semicolons
    "i can not go on; i cannot go on; i cant go on; i cant go on any more; i cant go on anymore; "
    "i can not take any more; i cannot take any more; i cant take any more; i cant do this any more; "
    "i cant do this anymore; i have had enough of life; i cannot cope; i cant cope; "
    "i cannot cope any more; i cant cope any more; i cant cope anymore; there is no hope; "
    "there is no way out; i see no way out"
)
TOO_MUCH = Text(  # translators: what says so wherever it stands, but not of our messages, apart by semicolons
    "i cant take it any more; i cant take it anymore; i cannot take it any more; i cannot take it anymore"
)
_BETWEEN = re.compile(r"[.,;:!?…\n]+")


def sounds_like_despair(text: str, *, is_of_us: bool = False) -> bool:
    """Whether somebody who writes this may be in despair, or know somebody who is.

    `is_of_us`: they want no more of our messages, so what is too much for them is these.
    """
    said = {" ".join(words_in(part)) for part in _BETWEEN.split(text)}
    is_too_much = (says(part, TOO_MUCH) and not is_weary_of_us(part) for part in parts(text))
    return says(text, WITHIN) or bool(said & plainly(ALONE)) or (not is_of_us and any(is_too_much))
