"""The ids of what is pressed and filled in about what becomes of ideas; see `handlers.ids`."""

from typing import Final

BECAME: Final = "became"  # what became of an idea
FOLLOW: Final = "follow"
ANSWER_IDEA: Final = "answer_idea"
SEND_IDEA: Final = "send_idea"
OWN_IDEA: Final = "own_idea"
TRY_IDEA: Final = "try_idea"
END_TRY: Final = "end_try"
COPY_IDEA: Final = "copy_idea"
STALLED: Final = "stalled"
DECIDE: Final = "decide"
EFFECT: Final = "effect"
POST_MONTH: Final = "post_month"  # what became of ideas
DROP_MONTH: Final = "drop_month"
ASK_TIE: Final = "ask_tie"  # to work on a collaboration together
TIE_YES: Final = "tie_yes"
TIE_NO: Final = "tie_no"
TIE_ALIVE: Final = "tie_alive"
TIE_OVER: Final = "tie_over"
NEW_BODY: Final = "new_body"
CHANGE_BODY: Final = "change_body"

# Forms (callback_id of a modal).
ANSWER_IDEA_FORM: Final = "answer_idea_form"
SEND_IDEA_FORM: Final = "send_idea_form"
OWN_IDEA_FORM: Final = "own_idea_form"
TRY_IDEA_FORM: Final = "try_idea_form"
END_TRY_FORM: Final = "end_try_form"
STALLED_FORM: Final = "stalled_form"
DECIDE_FORM: Final = "decide_form"
EFFECT_FORM: Final = "effect_form"
TIE_FORM: Final = "tie_form"
BODY_FORM: Final = "body_form"
