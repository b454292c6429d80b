"""The ids of what those who lead press and fill in about who is there and who leads; see `handlers.ids`."""

from typing import Final

LEAD_YES: Final = "lead_yes"
LEAD_NO: Final = "lead_no"
LEAD_NEVER: Final = "lead_never"
LET_LEAD: Final = "let_lead"
UNDO_LEAD: Final = "undo_lead"
ASK_TO_LEAD: Final = "ask_to_lead"
CHAIRS: Final = "chairs"
WHO_IS_THERE: Final = "who_is_there"  # the same, out of a plan
CALLERS: Final = "callers"  # enter for somebody in the call without Slack
FORGET_CALLER: Final = "forget_caller"
LISTENING: Final = "listening"
NEED_HAND: Final = "need_hand"  # pressed by whoever sits in a group, for those who lead
ON_MY_WAY: Final = "on_my_way"  # to such a group
STAKEHOLDERS: Final = "stakeholders"  # the list, or another page of it
NEW_STAKEHOLDER: Final = "new_stakeholder"
CHANGE_STAKEHOLDER: Final = "change_stakeholder"
REMOVE_STAKEHOLDER: Final = "remove_stakeholder"
LEAVE_STAKEHOLDERS: Final = "leave_stakeholders"  # take me off the list
INVITE_CHAMPION: Final = "invite_champion"
CHAMPION_YES: Final = "champion_yes"
CHAMPION_NOT_NOW: Final = "champion_not_now"
CHAMPION_ALSO: Final = "champion_also"  # suggest somebody else
CHAMPIONS: Final = "champions"  # whom a programme has invited, or another page of it
TAKE_BACK_CHAMPION: Final = "take_back_champion"
JOIN: Final = "join"
JOIN_PICTURE: Final = "join_picture"
CHANGE_LINK: Final = "change_link"  # to the video call
ROUND_FORM: Final = "round_form"  # from proposed groups back to what was chosen for them

# Forms (callback_id of a modal).
CHAIRS_FORM: Final = "chairs_form"
CALLER_FORM: Final = "caller_form"
FORGET_CALLER_FORM: Final = "forget_caller_form"
LISTENING_FORM: Final = "listening_form"
LISTENING_LOOKED_FORM: Final = "listening_looked_form"  # after a look at what may tell who somebody is
STAKEHOLDER_FORM: Final = "stakeholder_form"
STAKEHOLDER_LOOKED_FORM: Final = "stakeholder_looked_form"
CHAMPION_FORM: Final = "champion_form"
CHAMPION_LOOKED_FORM: Final = "champion_looked_form"  # for who took themselves off the list of people to ask
LINK_FORM: Final = "link_form"
CHAMPION_ALSO_FORM: Final = "champion_also_form"
