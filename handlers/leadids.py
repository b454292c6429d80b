"""The ids of what those who lead press and fill in about who is there and who leads; see `handlers.ids`."""

from typing import Final

LEAD_YES: Final = "lead_yes"
LEAD_NO: Final = "lead_no"
LEAD_NEVER: Final = "lead_never"
LET_LEAD: Final = "let_lead"
UNDO_LEAD: Final = "undo_lead"
ASK_TO_LEAD: Final = "ask_to_lead"
CHAIRS: Final = "chairs"
CALLERS: Final = "callers"  # enter for somebody in the call without Slack
FORGET_CALLER: Final = "forget_caller"

# Forms (callback_id of a modal).
CHAIRS_FORM: Final = "chairs_form"
CALLER_FORM: Final = "caller_form"
FORGET_CALLER_FORM: Final = "forget_caller_form"
