"""What is remembered. Columns are named after the fields of the dataclasses in `coproduction`.

Every table's key begins with the workspace and every reference stays within it, so that not even a wrong
statement can tie two workspaces together. People's ids refer to no table: a person is known to Slack before
and after we remember anything of them.

Ideas, attendance, check-ins and ballots carry no time, and the last three no hidden serial number either: a
SQLite rowid would tell in which order anonymous people spoke. Nouns do have one, because with the key as the
table SQLite would rather walk through a whole workspace than use an index. For the same reason an index ends
with what its rows are sorted by.
"""

from storage.agendatemplates import agenda_template
from storage.allowances import allowance
from storage.askings import asking
from storage.ballots import ballot, poll, poll_result, poll_secret, unnamed_ballot
from storage.bodies import body
from storage.breakouts import breakout_change, breakout_round, breakout_seat, breakout_word
from storage.callers import caller
from storage.cardturns import card_turn
from storage.chairs import chair
from storage.champions import champion_invitation, champion_offer
from storage.checkins import checkin, checkin_snapshot, session_secret
from storage.columns import metadata
from storage.conditions import condition
from storage.consents import consent
from storage.corrections import correction
from storage.digests import digest_day
from storage.drafts import poll_draft, poll_template
from storage.endings import session_ending
from storage.followups import follow_up
from storage.heartbeats import heartbeat
from storage.helpcalls import breakout_help_call
from storage.helprequests import help_request
from storage.ideas import idea, idea_helper, idea_hiding, idea_reveal, support
from storage.initiatives import initiative
from storage.lastwords import last_word
from storage.leadoffers import lead_offer
from storage.listeningnotes import listening_note
from storage.members import member, roster
from storage.messages import message
from storage.notes import note
from storage.people import person
from storage.planned import planned_answer, planned_session
from storage.plans import pledge_plan
from storage.pledges import pledge
from storage.progress import idea_step
from storage.recurring import recurrence
from storage.reports import released_answer, report
from storage.rests import rest
from storage.running import running
from storage.sessions import attendance, came_as, programme, session
from storage.shortlists import shortlist
from storage.splits import poll_split
from storage.stakeholders import stakeholder
from storage.takingpart import planned_need
from storage.telling import idea_follower, idea_news
from storage.tencards import card_count, card_hand, card_result
from storage.themes import theme_sorting
from storage.ties import tie
from storage.turns import fair_turn, speaker
from storage.worked import worked, worked_answer
from storage.yousaid import idea_month

__all__ = [
    "agenda_template",
    "allowance",
    "asking",
    "attendance",
    "ballot",
    "body",
    "breakout_change",
    "breakout_help_call",
    "breakout_round",
    "breakout_seat",
    "breakout_word",
    "caller",
    "came_as",
    "card_count",
    "card_hand",
    "card_result",
    "card_turn",
    "chair",
    "champion_invitation",
    "champion_offer",
    "checkin",
    "checkin_snapshot",
    "condition",
    "consent",
    "correction",
    "digest_day",
    "fair_turn",
    "follow_up",
    "heartbeat",
    "help_request",
    "idea",
    "idea_follower",
    "idea_helper",
    "idea_hiding",
    "idea_month",
    "idea_news",
    "idea_reveal",
    "idea_step",
    "initiative",
    "last_word",
    "lead_offer",
    "listening_note",
    "member",
    "message",
    "metadata",
    "note",
    "person",
    "planned_answer",
    "planned_need",
    "planned_session",
    "pledge",
    "pledge_plan",
    "poll",
    "poll_draft",
    "poll_result",
    "poll_secret",
    "poll_split",
    "poll_template",
    "programme",
    "recurrence",
    "released_answer",
    "report",
    "rest",
    "roster",
    "running",
    "session",
    "session_ending",
    "session_secret",
    "shortlist",
    "speaker",
    "stakeholder",
    "support",
    "theme_sorting",
    "tie",
    "unnamed_ballot",
    "worked",
    "worked_answer",
]
