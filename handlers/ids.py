"""Every id that Slack carries for us, written once. What they are about travels beside them, as values."""

import re
from datetime import UTC, datetime
from typing import Final

# Buttons and menus (action_id), each once in a message; what follows a slash is a position or an answer.
CHECK_IN: Final = "check_in"
CHECK_IN_MOOD: Final = "check_in_mood"  # a mood, where the form does not open
NOTICE_MORE: Final = "notice_more"
NOTICE_LANGUAGE: Final = "notice_language"
NEW_IDEA: Final = "new_idea"
NEW_PLEDGE: Final = "new_pledge"
SUPPORT: Final = "support"
TAKE_BACK: Final = "take_back"
WITHDRAW: Final = "withdraw"
WITHDRAW_MESSAGE: Final = "withdraw_message"
PUT_BACK: Final = "put_back"
AGREE: Final = "agree"
AGREE_UNNAMED: Final = "agree_unnamed"
DECLINE: Final = "decline"
VOTE: Final = "vote"
VOTE_UNNAMED: Final = "vote_unnamed"
WITHDRAW_VOTE: Final = "withdraw_vote"
VOTE_CLOSING: Final = "vote_closing"
REPLY: Final = "reply"
TELL: Final = "tell"
PUT_OFF: Final = "put_off"
NOT_NOW: Final = "not_now"  # the same, where no reminder stands that would show it
STOP: Final = "stop"
REMIND_AGAIN: Final = "remind_again"
GO_ON: Final = "go_on"
AWAY_UNTIL: Final = "away_until"
COME_BACK: Final = "come_back"
SEND_AGAIN: Final = "send_again"
SHARED_PLEDGES: Final = "shared_pledges"
NUDGE_MENU: Final = "nudge_menu"  # all that is done with a question but answering it
SAY: Final = "say"  # how a pledge is going, below words that were kept
DROP_NOTE: Final = "drop_note"
PLACE_NOTE: Final = "place_note"  # with which pledge words are kept
WAS_QUESTION: Final = "was_question"
DIGEST_DAY: Final = "digest_day"
DEALT: Final = "dealt"  # with what somebody asked help for
NOT_DEALT: Final = "not_dealt"
SHUFFLE: Final = "shuffle"
RESIZE: Final = "resize"
SWAP: Final = "swap"
NOT_SWAP: Final = "not_swap"
HERE: Final = "here"
TAKE_ROLE: Final = "take_role"
REPORT_BACK: Final = "report_back"
ALL_SAID: Final = "all_said"
MISSING: Final = "missing"
MOVE: Final = "move"
MORE_TIME: Final = "more_time"
CALL_BACK: Final = "call_back"
NEXT_ROUND: Final = "next_round"
ROOM_LIST: Final = "room_list"
POST_REPORT: Final = "post_report"
OPEN_AGAIN: Final = "open_again"  # a command whose form did not open
AGAIN: Final = "again"  # the row of the button by which somebody tries again
WHERE: Final = "where"
ALL_GROUPS: Final = "all_groups"
LESS_TIME: Final = "less_time"
KEEP_ALL: Final = "keep_all"
BRING_BACK: Final = "bring_back"
RENAME: Final = "rename"
CANCEL: Final = "cancel"
ASK_FOR_HELP: Final = "ask_for_help"
REPLY_PLEDGE: Final = "reply_pledge"
CHANGE_PLEDGE: Final = "change_pledge"
LET_GO: Final = "let_go"
TAKE_UP: Final = "take_up"
EASIER: Final = "easier"  # make a pledge easier to keep
SHARE_PLEDGE: Final = "share_pledge"
KEEP_PRIVATE: Final = "keep_private"
CLOSE_PLEDGE: Final = "close_pledge"  # with what difference it made
HAND_OVER: Final = "hand_over"
ASKING_YES: Final = "asking_yes"  # to be a buddy
TAKE_OVER: Final = "take_over"
ASKING_NO: Final = "asking_no"
ASKING_END: Final = "asking_end"  # not to ask, or not to be a buddy, any more
CHANGE_POLL: Final = "change_poll"
TAKE_BACK_POLL: Final = "take_back_poll"
CLOSE_POLL: Final = "close_poll"
CLOSE_POLLS: Final = "close_polls"  # all that stand in the same list
CANCEL_POLL: Final = "cancel_poll"
ADD_OPTION: Final = "add_option"
ANSWER_POLL: Final = "answer_poll"
ALL_ANSWERS: Final = "all_answers"
ALL_RESULTS: Final = "all_results"
COMPOSE: Final = "compose"  # a choice that changes the form of a new poll
COMPOSE_MORE: Final = "compose_more"
COMPOSE_QUESTION: Final = "compose_question"
COMPOSE_AFRESH: Final = "compose_afresh"
COMPOSE_TEMPLATE: Final = "compose_template"
COMPOSE_BACK: Final = "compose_back"
OPEN_TYPED: Final = "open_typed"  # a poll that was typed, once it was looked at
PREVIEWED: Final = "previewed"  # a button on a card that was not asked yet
NAME_TEMPLATE: Final = "name_template"
SHOW_PREVIEW: Final = "show_preview"
DELETE_TEMPLATE: Final = "delete_template"
JUDGE: Final = "judge"
CARD_BEFORE: Final = "card_before"
MORE_CARDS: Final = "more_cards"
SEE_CARDS: Final = "see_cards"
ASK_CARDS: Final = "ask_cards"  # although others are open
DROP_CARDS: Final = "drop_cards"
NEW_PLAN: Final = "new_plan"
START_PLANNED: Final = "start_planned"  # what is planned, now
OPEN_PLAN: Final = "open_plan"  # of a session; also the way back to it from a form
CHANGE_PLANNED: Final = "change_planned"
ADD_STEP: Final = "add_step"
PUT_STEP_BACK: Final = "put_step_back"
STEP: Final = "step"  # all that is done with one step of an agenda
NAME_AGENDA: Final = "name_agenda"
DELETE_AGENDA: Final = "delete_agenda"
ANNOUNCE: Final = "announce"
CALL_OFF: Final = "call_off"
COMING: Final = "coming"
GROUND_RULES: Final = "ground_rules"
CALENDAR: Final = "calendar"
TRY_OUT: Final = "try_out"  # a plan, at its first step or the next
STOP_TRYING: Final = "stop_trying"
TELL_NEEDS: Final = "tell_needs"  # what would help somebody to take part
SEE_NEEDS: Final = "see_needs"
END: Final = "end"
UNDO_END: Final = "undo_end"
FOLLOW_UP: Final = "follow_up"  # plan the next session
NOT_WHAT_WE_SAID: Final = "not_what_we_said"
ANSWER_CORRECTION: Final = "answer_correction"
NEXT_STEP: Final = "next_step"
STEP_ANYWAY: Final = "step_anyway"  # although groups are out
MORE_FOR_STEP: Final = "more_for_step"
STEP_MENU: Final = "step_menu"
MAKE_GROUPS: Final = "make_groups"
STEP_CARDS: Final = "step_cards"
STEP_POLL: Final = "step_poll"
REVEAL_IDEAS: Final = "reveal_ideas"
IDEA_KIND: Final = "idea_kind"  # a choice that changes the form of an idea
IDEA_UNNAMED: Final = "idea_unnamed"
IDEA_EDIT: Final = "idea_edit"  # what was looked at before it is posted
SHOW_IDEA: Final = "show_idea"  # what was hidden, again
RAISE_HAND: Final = "raise_hand"
LOWER_HAND: Final = "lower_hand"
HANDS: Final = "hands"
PLAN_HANDS: Final = "plan_hands"
SPOKE: Final = "spoke"
LATER: Final = "later"
SHOW_UNHEARD: Final = "show_unheard"
POST_AGAIN: Final = "post_again"
FOR_FACILITATORS: Final = "for_facilitators"  # on a card that everybody sees: their panel, in private
NOW: Final = "now"  # any button of the panel of what goes on; see `inside`

ON_NUDGE: Final = 0  # the position of a pledge's buttons on a reminder; in lists they are counted from 1

# Forms (callback_id of a modal).
CHECK_IN_FORM: Final = "check_in_form"
CHECK_IN_LOOKED_FORM: Final = "check_in_looked_form"  # the same after a look at what may name somebody
IDEA_FORM: Final = "idea_form"
UNNAMED_IDEA_FORM: Final = "unnamed_idea_form"
UNNAMED_IDEA_PREVIEW: Final = "unnamed_idea_preview"
HIDE_IDEA_FORM: Final = "hide_idea_form"
POLL_FORM: Final = "poll_form"
POLL_PREVIEW_FORM: Final = "poll_preview_form"
TEMPLATE_FORM: Final = "template_form"
ANSWER_FORM: Final = "answer_form"
CHANGE_POLL_FORM: Final = "change_poll_form"
CANCEL_POLL_FORM: Final = "cancel_poll_form"
OPTION_FORM: Final = "option_form"
PLEDGE_FORM: Final = "pledge_form"
CHANGE_PLEDGE_FORM: Final = "change_pledge_form"
LATER_FORM: Final = "later_form"
PLAN_FORM: Final = "plan_form"
CONFIRM_PLAN_FORM: Final = "confirm_plan_form"
CLOSE_PLEDGE_FORM: Final = "close_pledge_form"
HAND_OVER_FORM: Final = "hand_over_form"
HELP_FORM: Final = "help_form"
PROFILE_FORM: Final = "profile_form"
REMINDERS_FORM: Final = "reminders_form"
REPORT_FORM: Final = "report_form"
NEW_PLAN_FORM: Final = "new_plan_form"
CHANGE_PLANNED_FORM: Final = "change_planned_form"
STEP_FORM: Final = "step_form"
AGENDA_FORM: Final = "agenda_form"
ANNOUNCE_FORM: Final = "announce_form"
CALL_OFF_FORM: Final = "call_off_form"
NEEDS_FORM: Final = "needs_form"
START_FORM: Final = "start_form"
END_FORM: Final = "end_form"
RENAME_FORM: Final = "rename_form"
CANCEL_FORM: Final = "cancel_form"
BREAKOUT_FORM: Final = "breakout_form"
PREVIEW_FORM: Final = "preview_form"
SWAP_FORM: Final = "swap_form"
MISSING_FORM: Final = "missing_form"
MOVE_FORM: Final = "move_form"
REPORT_BACK_FORM: Final = "report_back_form"
CORRECTION_FORM: Final = "correction_form"
CORRECTION_ANSWER_FORM: Final = "correction_answer_form"
NOW_FORM: Final = "now_form"  # any form that was opened from that panel

# Shortcuts (callback_id in the manifest).
SAVE_AS_IDEA: Final = "save_as_idea"
NEW_IDEA_SHORTCUT: Final = "new_idea_shortcut"

# The action_id of an input in a form; its block_id is the field's name, so that a Refusal finds its place.
ANSWER: Final = "answer"

# Marks a message as ours, in its metadata and in its first block, so that it can be found again.
MARK: Final = "alongside_message"


def at(action: str, position: int | str) -> str:
    """The id of one of several alike buttons."""
    return f"{action}/{position}"


def numbered(action: str, number: int) -> str:
    """The same where there may be only one, which has the number 0 and the bare id."""
    return at(action, number) if number else action


def base(action_id: str) -> str:
    """The id without its position."""
    return action_id.partition("/")[0]


def choice(action_id: str) -> str:
    """What an id says beyond its base, as it stands there."""
    return action_id.partition("/")[2]


def position(action_id: str) -> int:
    """The position in an id, or -1 when there is none that makes sense."""
    tail = choice(action_id)
    return int(tail) if tail.isascii() and tail.isdigit() else -1


def last(action_id: str) -> int:
    """The position at the very end of an id, which may name what it is about before: "reply_pledge/2/0"."""
    return position(f"/{action_id.rpartition('/')[2]}")


def inside(panel: str, place: str, number: int, id_: str) -> str:
    """The id of a button (`NOW`) or form (`NOW_FORM`) of a panel that stands in `place`, around its own id;
    `number` tells it from the others of that panel."""
    return f"{panel}/{place}/{number}/{id_}"


def read_inside(id_: str) -> tuple[str, str]:
    """The place of the panel and the own id that stand in such an id."""
    _, place, _, own = (*id_.split("/", 3), "", "", "")[:4]
    return place, own


SAID_IN = "@"
AT_HOME: Final = "D"  # where answers belong that are in no channel: their conversation with the bot


def answered_in(private_metadata: str, place: str) -> str:
    """What the same form carries along when its answer belongs somewhere else than where it goes to."""
    where, _, subject = private_metadata.partition("|")
    return private(f"{where.partition(SAID_IN)[0]}{SAID_IN}{place}", subject)


def private(channel: str | None, subject: str = "") -> str:
    """What a form carries along unseen: where it came from and what it is about."""
    return f"{channel or ''}|{subject}"


_SINCE = re.compile(r"#([0-9]{1,11}\.[0-9]{6})\Z")


def since(private_metadata: str, moment: datetime) -> str:
    """What the same form carries along that was asked for at this moment, however late it is sent."""
    return f"{timeless(private_metadata)}#{moment.timestamp():.6f}"


def read_since(carried: str) -> datetime | None:
    """The moment that a form, or a row of buttons, carries along so."""
    found = _SINCE.search(carried)
    return datetime.fromtimestamp(float(found[1]), UTC) if found else None


def timeless(carried: str) -> str:
    """The same without its moment."""
    return _SINCE.sub("", carried)


def of_group(round_id: str, group: int) -> str:
    """What a button of one group carries along."""
    return f"{round_id}:{group}"


def read_group(value: str) -> tuple[str, int]:
    """The round and the group that a button carries; group 0, which is none, where no number stands."""
    round_id, _, rest = value.partition(":")
    number = rest.partition(":")[0]
    return round_id, int(number) if number.isascii() and number.isdigit() else 0
