"""What time brings: the kinds of it, named as the log names them."""

from enum import StrEnum


class Due(StrEnum):
    """Each is a step of `coproduction.service.advance`, and has its part in the look of `storage.across`."""

    QUESTION_TO_THE_SILENT = "question to the silent"
    ROLL_CALL = "roll call"
    END_OF_ROUND = "end of a round"
    TIME_OF_STEP = "time of a step"
    END_OF_FORGOTTEN_SESSION = "end of a forgotten session"
    WAY_BACK = "way back from an end"
    END_OF_POLL = "end of a poll"
    POLL_ALL_ANSWERED = "poll that all have answered"
    REMINDER_OF_POLL = "reminder of a poll"
    TIME_OF_PLANNED = "time of a planned session"
    QUESTION_UNANSWERED = "question without an answer"
    WORDS_UNPLACED = "words of which nobody said what they are about"
    FOLLOW_UP = "follow-up"
    WEEKLY_SUMMARY = "weekly summary"
    BODY_ASKED = "what a body is asked"
    IDEA_WAKES = "idea whose day has come"
    MONTH_OF_IDEAS = "what became of ideas in a month"
    OLD_TIE = "tie after twelve weeks"
    END_OF_NEEDS = "end of what would help"
    END_OF_LINE_TO_ASK = "end of a line of people to ask"
    INVITATION_UNANSWERED = "invitation without an answer"
    END_OF_INVITATION = "end of an invitation"
    FORGOTTEN_DRAFT = "forgotten draft"
