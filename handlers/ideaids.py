"""The ids of what is pressed and filled in about the board and what becomes of ideas; see `handlers.ids`."""

from typing import Final

SHOW_BOARD: Final = "show_board"
SEE_BOARD: Final = "see_board"
BOARD_ORDER: Final = "board_order"
SEE_IDEA: Final = "see_idea"
SUPPORT_SEEN: Final = "support_seen"  # and the way back, where one idea is looked at
TAKE_BACK_SEEN: Final = "take_back_seen"
DISCUSS: Final = "discuss"
WOULD_HELP: Final = "would_help"
ADD_TO_IDEA: Final = "add_to_idea"  # one's own, which says nearly the same
TAKE_BACK_WORDS: Final = "take_back_words"
SORT_IDEAS: Final = "sort_ideas"
SEE_THEMES: Final = "see_themes"
CHANGE_THEME: Final = "change_theme"
ACCEPT_THEME: Final = "accept_theme"
UNDO_THEMES: Final = "undo_themes"
SHORTLIST: Final = "shortlist"
UNDO_SHORTLIST: Final = "undo_shortlist"
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
HIDING_REASONS: Final = "hiding_reasons"  # of a programme's own
DECISION_DAY: Final = "decision_day"  # on which who answers for a body is asked
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
NEW_INITIATIVE: Final = "new_initiative"
CHANGE_INITIATIVE: Final = "change_initiative"
DROP_INITIATIVE: Final = "drop_initiative"

# Forms (callback_id of a modal).
WOULD_HELP_FORM: Final = "would_help_form"
WOULD_HELP_LOOKED_FORM: Final = "would_help_looked_form"  # after a look at what may tell who somebody is
ADD_TO_IDEA_FORM: Final = "add_to_idea_form"
ADD_TO_IDEA_LOOKED_FORM: Final = "add_to_idea_looked_form"
THEME_FORM: Final = "theme_form"
SHORTLIST_FORM: Final = "shortlist_form"
ANSWER_IDEA_FORM: Final = "answer_idea_form"
SEND_IDEA_FORM: Final = "send_idea_form"
OWN_IDEA_FORM: Final = "own_idea_form"
TRY_IDEA_FORM: Final = "try_idea_form"
END_TRY_FORM: Final = "end_try_form"
STALLED_FORM: Final = "stalled_form"
DECIDE_FORM: Final = "decide_form"
EFFECT_FORM: Final = "effect_form"
REASONS_FORM: Final = "reasons_form"
TIE_FORM: Final = "tie_form"
BODY_FORM: Final = "body_form"
SHARE_WORDS: Final = "share_words"  # that were written to the bot
HIDDEN_FILE: Final = "hidden_file"  # all that was ever hidden
INITIATIVE_FORM: Final = "initiative_form"
