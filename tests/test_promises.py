"""What the README promises, sentence by sentence, and the tests that try to break it.

Who changes a word of a promise reads its tests again, and says here which hold it now.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
README = (TESTS.parent / "README.md").read_text("utf-8")
SECTION = re.search(r"^## What it promises\n\n(.+?)\n\n## ", README, re.MULTILINE | re.DOTALL)

HELD = {
    "Stored before acknowledged.": (
        "storage/test_bridge_processes.py::test_stored_before_acknowledged_so_a_kill_loses_nothing",
    ),
    "If Slack showed no error, it is in the database.": (
        "bot/test_main.py::test_told_to_stop_while_twenty_people_act_it_keeps_all_that_it_acknowledged",
        "handlers/test_held.py::test_an_idea_is_not_saved_while_the_database_is_held_and_once_when_it_is_typed_again",
    ),
    "One person, one effect.": (
        "disturbances/test_delivery.py::test_one_person_one_effect_though_everything_of_a_meeting_is_delivered_twice",
    ),
    "Double clicks and repeated deliveries change nothing.": (
        "handlers/test_ideas.py::test_a_storm_of_double_clicks_is_one_supporter_each",
        "disturbances/test_delivery.py::test_an_event_that_comes_again_and_again_changes_nothing_more",
    ),
    "One nudge.": ("handlers/test_nudging.py::test_one_nudge_after_any_trouble_that_passes",),
    (
        "Each due nudge is posted once; what Slack refuses, or did not take for four days, stands "
        "in `/copro nudges` instead."
    ): (
        "coproduction/service/test_outbox.py::test_whatever_happens_on_the_way_a_message_is_posted_exactly_once",
        "handlers/test_nudging.py::test_what_slack_refuses_for_good_is_not_sent_and_can_be_seen",
        "handlers/test_nudging.py::test_a_nudge_four_days_late_is_listed_instead_of_sent",
    ),
    (
        "After a crash, or an answer that is lost or cannot be read, the bot looks in the conversation "
        "before it posts again."
    ): (
        "handlers/test_nudging.py::test_what_a_killed_process_had_claimed_is_looked_for_and_ends_as_one",
        "handlers/test_nudging.py::test_nothing_is_sent_again_while_nobody_knows_whether_it_arrived",
        "disturbances/test_unreadable.py::test_a_nudge_whose_answer_cannot_be_read_is_not_doubled",
    ),
    (
        "It could still post twice only if Slack stores a message later than two minutes after we gave up, "
        "or the first message was deleted before we looked; and it says *unconfirmed* when it cannot look."
    ): (
        "coproduction/service/test_outbox.py::test_an_unclear_send_is_looked_for_after_the_quiet_period_and_never_just_sent",
        "handlers/test_nudging.py::test_where_nobody_may_look_it_is_unconfirmed_until_a_facilitator_decides",
    ),
    "It never gives up silently.": (
        "coproduction/service/test_outbox.py::test_facilitators_see_how_the_nudges_stand_and_which_need_them",
    ),
    "It never gives up by itself.": (
        "bot/test_outage.py::test_it_never_gives_up_by_itself_and_what_is_owed_arrives_once_after_an_outage",
    ),
    "However long Slack, the database or the machine is away, work goes on afterwards.": (
        "bot/test_entrance.py::test_when_slack_answers_and_no_ticket_works_it_begins_anew_and_never_gives_up",
        "bot/test_entrance.py::test_patience_counts_only_while_slack_answers",
        "bot/test_main.py::test_a_database_lost_while_serving_is_said_once_survived_and_used_again",
        "bot/test_ticker.py::test_ticks_missed_while_the_process_was_frozen_are_made_up_for_by_one_round",
    ),
    (
        "Slack's wish to be left alone for a while is kept by every call, for up to an hour; what a channel "
        "does not take is told, kept, and posted when it can be."
    ): (
        "handlers/test_heeding.py::test_a_flood_of_calls_breaks_no_rest",
        "handlers/test_heeding.py::test_what_slack_says_in_a_number_is_believed_up_to_an_hour",
        "disturbances/test_stuck.py::test_what_a_channel_refuses_is_told_once_kept_and_posted_when_it_can_be",
    ),
    (
        "Anonymous ideas carry no author anywhere, and a check-in has no name unless you choose it: an "
        "anonymous one is stored apart from your name."
    ): (
        "handlers/test_ideas.py::test_anonymous_ideas_carry_no_author_anywhere",
        "coproduction/service/test_ideas.py::test_an_unnamed_idea_leaves_no_trace_of_its_author_in_any_table",
        "handlers/test_checkins.py::test_who_chooses_nothing_checks_in_without_their_name",
        "handlers/test_checkins.py::test_an_anonymous_check_in_has_no_name_anywhere",
        "coproduction/service/test_checkins.py::test_attendance_and_an_unnamed_voice_are_never_written_in_one_unit_of_work",
    ),
    (
        "The rows of the database lead to nobody without its key, and ten minutes after the session ends not "
        "with it either."
    ): (
        "storage/test_secrets.py::test_a_database_alone_holds_no_secret_even_while_a_session_is_live",
        "storage/test_secrets.py::test_after_the_end_neither_the_locked_nor_the_plain_secret_is_in_any_file",
        "handlers/test_checkins.py::test_after_the_end_nothing_pairs_an_unnamed_answer_with_an_arrival",
    ),
    (
        "Slack itself, and whoever runs the server before that, could still see it: the bot says so "
        "wherever it asks."
    ): ("words/test_warnings.py::test_wherever_a_name_may_be_left_out_it_is_said_who_could_still_see_it",),
    "An anonymous poll keeps no names.": (
        "coproduction/service/test_levels.py::test_an_anonymous_poll_keeps_no_names_and_counts_each_person_once",
    ),
    "Each person has one answer, under a tag that only the poll's secret makes.": (
        "storage/test_secrets.py::test_when_an_anonymous_poll_has_closed_neither_secret_nor_tag_is_in_any_file",
        "coproduction/service/test_levels.py::test_an_answer_to_an_anonymous_poll_is_never_stored_with_a_name_whichever_button_is_forged",
    ),
    "When it closes, the answers are counted and deleted, and the secret with them.": (
        "coproduction/service/test_levels.py::test_when_it_closes_answers_and_secret_are_gone_and_the_result_is_what_may_be_released",
    ),
    (
        "Until then nobody sees counts; but whoever runs the server could look, and so could who has a copy "
        "that was made then."
    ): (
        "coproduction/service/test_levels.py::test_while_it_is_open_nobody_sees_counts_and_the_turnout_goes_in_fives",
    ),
    "Who asks it reads that before it opens.": (
        "handlers/test_levels.py::test_an_anonymous_poll_that_was_typed_is_seen_before_it_opens_and_then_only_cancelled",
    ),
    "Then the room sees as much as gives nobody away, however well they know each other.": (
        "coproduction/test_audited.py::test_nobody_who_was_in_the_room_and_knows_the_rule_finds_anybody_out",
    ),
    (
        "A poll is confidential unless it says otherwise: what each person chose is shown to nobody, and "
        "deleted when it closes; fewer than five answers give no result, and perspectives are told apart "
        "only where each that answered has five."
    ): (
        "coproduction/service/test_levels.py::test_a_confidential_poll_keeps_only_totals_when_it_closes_and_a_named_one_keeps_names",
        "coproduction/service/test_splits.py::test_one_group_of_fewer_or_one_group_alone_hides_all_of_it",
        "coproduction/test_nouns.py::test_a_confidential_result_is_shown_from_five_answers_on",
    ),
    "Only a poll that is asked as `live` shows its totals from the first answer on, and its card says so.": (
        "coproduction/test_nouns.py::test_a_confidential_result_is_shown_from_five_answers_on",
        "handlers/test_levels.py::test_every_card_says_its_level_and_when_the_result_shows",
    ),
    (
        "One form with several questions stores its answers together, so until an anonymous one closes, the "
        "files show which come from one person, as its form says."
    ): (
        "handlers/test_together.py::test_the_form_of_an_anonymous_poll_says_that_its_answers_stand_together_until_it_closes",
    ),
    (
        "The closing question of a session keeps each answer with a name, as its card says, so that the "
        "report counts each person once; people read only shares."
    ): (
        "handlers/test_sessions.py::test_the_closing_question_says_that_it_keeps_each_answer_with_a_name",
        "coproduction/service/test_reports.py::test_the_latest_closing_answer_of_a_person_counts_once",
    ),
    "Small numbers stay small.": (
        "coproduction/test_releases.py::test_small_numbers_stay_small_as_no_two_states_subtract_to_fewer_than_five",
    ),
    (
        "Moods and words appear from five answers on, and are renewed when five more are new or changed, so "
        "that no two states of a card give away fewer than five people; what is left at the end is counted, "
        "not shown."
    ): (
        "coproduction/service/test_candour.py::test_no_two_states_of_the_card_subtract_to_fewer_than_five_people",
        "coproduction/service/test_candour.py::test_forty_eight_people_arrive_five_by_five_and_the_last_three_are_only_counted",
    ),
    (
        "What people answer is counted in reports in the same way; where one to four said something, a "
        'report says "all but 0–4", or counts them with others.'
    ): (
        "coproduction/service/test_reports.py::test_no_two_reports_subtract_to_fewer_than_five_people",
        "coproduction/test_frozen_reports.py::test_the_closing_question_says_no_more_than_gives_nobody_away",
        "coproduction/test_frozen_reports.py::test_what_became_of_few_pledges_is_counted_together_so_that_no_rest_is_below_five",
    ),
    "Who came is kept without a time.": (
        "coproduction/service/test_candour.py::test_attendance_says_nothing_of_when_or_in_which_order_people_came",
    ),
    (
        "Ten minutes after the end, when it can no longer be undone, an unnamed answer that was never shown "
        "is deleted."
    ): (
        "coproduction/test_voices.py::test_an_unnamed_answer_that_was_never_shown_is_deleted",
        "coproduction/service/test_candour.py::test_names_are_forgotten_where_they_would_leave_fewer_than_five_without_one",
    ),
    "Names are forgotten where they would leave fewer than five people without one.": (
        "coproduction/service/test_candour.py::test_names_are_forgotten_where_they_would_leave_fewer_than_five_without_one",
        "coproduction/service/test_candour.py::test_who_changed_their_answer_after_it_was_shown_is_not_found_beside_the_names",
    ),
    (
        "Everybody in their language, English or Spanish so far: private words in each person's own, what a "
        "channel reads in the one its programme chose."
    ): (
        "handlers/test_languages.py::test_everybody_in_their_language_reads_private_words",
        "handlers/test_languages.py::test_a_facilitator_chooses_the_language_of_a_programme",
        "words/test_catalogue.py::test_every_text_is_translated_and_no_translation_is_a_guess",
    ),
    "[Another language](docs/languages.md) is a catalogue.": (
        "samples/test_language.py::test_a_language_is_one_folder_with_a_catalogue",
    ),
    "Ends come by themselves.": (
        "coproduction/service/test_advance.py::test_ends_come_by_themselves_to_a_session_that_nobody_ended_after_twelve_hours",
    ),
    (
        "A round whose time is over calls its people back; a session that nobody ended is summed up and "
        "closed after twelve hours, one that was planned an hour after its planned end."
    ): (
        "coproduction/service/test_advance.py::test_a_round_whose_time_is_over_calls_its_people_back",
        "handlers/test_sessions.py::test_a_session_that_nobody_ended_is_closed_by_time_alone",
        "coproduction/service/test_running.py::test_a_session_that_nobody_ended_closes_sixty_minutes_after_its_planned_end",
    ),
    "A step of an agenda waits for those who lead.": (
        "coproduction/service/test_running.py::test_facilitators_alone_are_told_two_minutes_before_a_step_ends_and_when_it_is_over",
    ),
    "There is a way back.": (
        "coproduction/service/test_way_back.py::test_there_is_a_way_back_for_ten_minutes_and_then_a_session_can_only_be_ended",
    ),
    (
        "Ending a session asks first (unless you type `/copro end now`), and so does every button that "
        "cancels one, calls everybody back, "
        "closes a poll or takes it back, or lets an idea or a pledge go."
    ): (
        "handlers/test_way_back.py::test_end_asks_first_and_says_what_ends_with_it",
        "handlers/test_way_back.py::test_end_now_is_explained_before_anybody_is_surprised_by_it",
        "words/test_warnings.py::test_what_cannot_be_undone_asks_first_wherever_it_stands",
    ),
    (
        "What was begun by mistake can be taken back: a session for ten minutes, the end of one for ten "
        "minutes, a poll until somebody has answered."
    ): (
        "handlers/test_way_back.py::test_a_session_in_the_wrong_channel_is_cancelled_and_leaves_only_its_card",
        "coproduction/service/test_reopening.py::test_after_ten_minutes_there_is_no_way_back_even_before_it_is_sealed",
        "handlers/test_way_back.py::test_a_poll_with_a_typo_is_changed_or_taken_back_until_somebody_answers",
    ),
    "After that it can be cancelled with a reason; its answers are deleted.": (
        "coproduction/service/test_cancelling.py::test_a_cancelled_poll_keeps_no_answer_no_secret_and_no_total_and_its_card_says_why",
        "handlers/test_pollends.py::test_a_poll_with_answers_is_cancelled_from_the_list_of_polls_and_its_card_says_why",
    ),
    "An anonymous poll is shown first and can only be cancelled.": (
        "handlers/test_levels.py::test_an_anonymous_poll_that_was_typed_is_seen_before_it_opens_and_then_only_cancelled",
        "coproduction/service/test_levels.py::test_whether_an_anonymous_poll_was_answered_is_told_by_no_way_back_from_it",
    ),
    "A planned session whose start was cancelled is planned again.": (
        "coproduction/service/test_planned.py::test_what_was_started_by_mistake_is_planned_again_and_starts_once_more",
    ),
    ("Nobody is pinged by accident, nothing is silent, and a mistake is answered with what to do next."): (
        "disturbances/test_words.py::test_nobody_is_pinged_by_accident_and_everybody_is_answered_whatever_they_write",
        "handlers/test_every_verb.py::test_every_verb_uses_every_word_or_gives_all_back",
        "handlers/test_commands.py::test_an_unknown_verb_gets_help_and_never_silence",
        "handlers/test_faults.py::test_a_fault_in_a_command_gives_back_what_was_typed",
    ),
}
LIMITS = {  # what is said not to be promised
    (
        "So could who has a copy that was made then, of the database with its key, or of its files: in which "
        "order those were written may tell."
    ),
    (
        "What remains: somebody who knows four of five answers can work out the fifth, and whoever kept "
        "copies of a card can compare them with what they know of who came when."
    ),
}


def promises() -> list[str]:
    """Each promise, with its bold words."""
    assert SECTION
    return [" ".join(promise.split()) for promise in SECTION[1].removeprefix("- ").split("\n- ")]


def sentences(promise: str) -> list[str]:
    return re.split(r"(?<=\.) ", promise.replace("**", ""))


def functions(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((TESTS / path).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}::{node.name}"


def test_every_sentence_of_every_promise_is_held_by_tests_or_says_what_is_not_promised() -> None:
    told = [sentence for promise in promises() for sentence in sentences(promise)]
    assert [sentence for sentence in told if sentence not in LIMITS] == list(HELD)
    assert {sentence for sentence in told if sentence in LIMITS} == LIMITS
    assert [sentence for sentence, tests in HELD.items() if not tests] == []


def test_every_promise_has_a_test_that_bears_its_name() -> None:
    nameless = []
    for promise in promises():
        bold = promise.split("**")[1]
        name = "test_" + "_".join(re.findall(r"\w+", bold.lower()))
        tests = [test for each in sentences(promise) for test in HELD.get(each, ())]
        if not any(test.partition("::")[2].startswith(name) for test in tests):
            nameless.append(bold)
    assert nameless == []


def test_all_tests_that_hold_a_promise_are_there() -> None:
    named = {test for tests in HELD.values() for test in tests}
    there = {name for path in {test.partition("::")[0] for test in named} for name in functions(path)}
    assert named - there == set()
