"""A pledge is private first: the group sees it when its person says so, and no longer than that."""

from __future__ import annotations

from dataclasses import replace

from coproduction.followups import Reply
from coproduction.messages import MessageState
from coproduction.people import Rhythm
from coproduction.plans import Plan
from coproduction.pledges import Pledge, shared_card
from coproduction.service import kinds, members, outbox, pledgeends, pledges, sharing
from coproduction.service.plans import Planned
from coproduction.service.sharing import Shown
from handlers.blocks import plans as plan_blocks
from handlers.blocks.pledges import change_form, hand_over_form, share_button
from tests.coproduction.town import ANA, BO, CY, HALL, HOUR, NOW, ONLY_FACILITATORS, Town
from tests.speaking import SAY

NOT_YOURS = ("This pledge is somebody else's, so nothing was changed.", None)


def seen(town: Town, pledge: Pledge) -> Shown:
    """What the card in the channel shows now."""
    message = town.memory.messages.find(shared_card(pledge))
    assert message is not None
    shown: Shown = kinds.shown(town.memory, message)[0]
    return shown


def test_a_pledge_is_private_until_its_person_shares_it(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    assert town.memory.messages.find(shared_card(pledge)) is None
    assert town.refusal(sharing.share, NOW, CY, pledge.id) == NOT_YOURS

    shared, is_new = town.do(sharing.share, NOW, BO, pledge.id)
    assert (shared, is_new) == (replace(pledge, shared_at=NOW), True)
    assert town.do(sharing.share, NOW + HOUR, BO, pledge.id) == (shared, False)
    assert shared_card(pledge) in town.owed()
    assert seen(town, pledge) == Shown(shared)


def test_its_person_makes_it_private_again_at_any_time_and_its_words_are_gone_from_the_card(
    town: Town,
) -> None:
    town.start()
    pledge = town.pledge()
    town.do(sharing.share, NOW, BO, pledge.id)
    assert town.refusal(sharing.keep_private, CY, pledge.id) == NOT_YOURS
    effects = town.effects(sharing.keep_private, BO, pledge.id)
    assert shared_card(pledge) in effects.cards
    assert seen(town, pledge) == Shown(None)
    assert town.do(sharing.keep_private, BO, pledge.id) == (pledge, False)


def test_what_was_shared_and_made_private_before_it_was_posted_is_never_posted_unless_shared_again(
    town: Town,
) -> None:
    town.start()
    pledge = town.pledge()
    town.do(sharing.share, NOW, BO, pledge.id)
    town.do(sharing.keep_private, BO, pledge.id)
    town.do(outbox.claim_to_send, NOW, 99)
    message = town.memory.messages.find(shared_card(pledge))
    assert message
    assert kinds.kind_of(message.kind).guard(town.memory, message, NOW) is not None
    town.do(sharing.share, NOW + HOUR, BO, pledge.id)
    assert kinds.kind_of(message.kind).guard(town.memory, message, NOW) is None


def test_a_shared_pledge_shows_that_it_is_done_and_what_difference_it_made(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    town.do(sharing.share, NOW, BO, pledge.id)
    town.do(pledgeends.close, BO, pledge.id, " They open at seven now. \nAnd smile. ")
    done = replace(pledge, shared_at=NOW, difference="They open at seven now.\nAnd smile.")
    assert seen(town, pledge) == Shown(done, is_done=True)
    town.do(pledges.withdraw, NOW, BO, pledge.id)
    assert seen(town, pledge) == Shown(None)
    town.do(pledges.resume, NOW, BO, pledge.id)
    town.do(pledges.answer, BO, pledge.id, Reply.WORKING)
    assert seen(town, pledge) == Shown(done)


def test_what_difference_it_made_may_be_left_out_and_is_never_too_long(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    assert town.do(pledgeends.close, BO, pledge.id, None).difference is None
    assert town.do(pledges.promised, pledge).reply is Reply.DONE
    assert town.refusal(pledgeends.close, BO, pledge.id, "x" * 3_001) == (
        "This is 3,001 characters long and 3,000 fit. Please shorten it and send it again.",
        "difference",
    )
    assert town.refusal(pledgeends.close, CY, pledge.id, "x") == NOT_YOURS


def test_who_has_left_the_channel_shares_nothing_there_and_can_still_make_it_private(town: Town) -> None:
    town.start()
    pledge, second = town.pledge(), town.pledge(origin="form:2")
    town.do(sharing.share, NOW, BO, pledge.id)
    town.do(members.read, HALL, ["cy"], is_private=True)
    assert town.refusal(sharing.share, NOW, BO, second.id)[0].startswith("You are not in this channel")
    assert town.do(sharing.keep_private, BO, pledge.id)[1]
    assert [each.state for each in town.messages() if each.card == shared_card(pledge)] == [
        MessageState.PENDING
    ]


def test_who_leads_sees_what_is_shared_and_of_the_rest_only_how_many(town: Town) -> None:
    town.start()
    mine, theirs, gone = town.pledge(), town.pledge(CY, origin="form:2"), town.pledge(CY, origin="form:3")
    for person, pledge in ((BO, mine), (CY, gone)):
        town.do(sharing.share, NOW, person, pledge.id)
    town.do(pledges.withdraw, NOW, CY, gone.id)
    shared = town.memory.pledges.get(mine.id)
    assert town.do(sharing.overview, ANA) == [sharing.Seen(HALL, (Shown(shared),), 1)]

    town.do(sharing.keep_private, BO, mine.id)
    town.do(sharing.share, NOW, CY, theirs.id)
    town.do(pledges.answer, CY, theirs.id, Reply.DONE)
    [found] = town.do(sharing.overview, ANA)
    assert [(each.pledge and each.pledge.person, each.is_done) for each in found.shared] == [("cy", True)]
    assert found.private == 1


def test_only_who_leads_sees_the_list_and_only_of_channels_that_they_are_in(town: Town) -> None:
    town.start()
    town.pledge()
    no = (ONLY_FACILITATORS.format("see the pledges that people share"), None)
    assert town.refusal(sharing.overview, BO) == no
    town.do(members.read, HALL, ["bo", "cy"], is_private=True)
    assert town.do(sharing.overview, ANA) == []


def test_each_form_about_a_pledge_says_who_reads_what_is_written_there(town: Town) -> None:
    town.start()
    private = replace(town.pledge(), first_step="Ask one mother", idea="i1")
    shared = replace(private, shared_at=NOW)
    nobody, group = "Nobody else sees it", "The group can read this, because you share this pledge with them."
    for pledge, told, untold in ((private, nobody, group), (shared, group, nobody)):
        form = str(change_form(SAY, pledge, Rhythm.LIGHT))
        assert (told in form, untold in form, "after 2, 6" in form) == (True, False, False)
        easier = str(plan_blocks.form(SAY, Planned(pledge, Plan(pledge.id, "bo")), (), {}))
        assert ("so the group reads to which idea it belongs" in easier) == pledge.is_shared
        saved = plan_blocks.saved(SAY, pledge)
        assert ("The group reads to which idea it belongs." in saved) == pledge.is_shared
    assert "They get your first step, too: “Ask one mother”" in str(hand_over_form(SAY, private))
    assert "They also read to which idea it belongs." in str(share_button(SAY, private, "Call"))
