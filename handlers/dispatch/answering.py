"""Every listener runs in here. What it returns is acknowledged and said; what it raises becomes words.

The act is stored, then acknowledged, then everything that needs Slack happens in the background. So what
fails there can cost a person some words but never their act, and no exception leaves a listener.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.errors import NotNow, Refusal
from coproduction.haste import hearing, is_stored, told_by
from handlers.blocks.kit import View, notice
from handlers.desk import Desk
from handlers.dispatch import unfinished
from handlers.dispatch.background import Background
from handlers.dispatch.beingheard import BeingHeard
from handlers.dispatch.elsewhere import answered_elsewhere, answered_where_pressed
from handlers.dispatch.homes import Homes, is_old
from handlers.dispatch.line import Line, Wanted
from handlers.dispatch.nouns import HOME
from handlers.dispatch.oneform import OneForm
from handlers.dispatch.openforms import OpenForms
from handlers.dispatch.receipts import Receipts
from handlers.dispatch.refused import refused
from handlers.dispatch.rush import Rush
from handlers.dispatch.sentforms import briefly, never_shown, waits
from handlers.dispatch.telling import CONFIRM_WITHIN, Telling, tries_of
from handlers.dispatch.things import changed_privately, thing
from handlers.dispatch.unopened import FormWords, about_of, is_long, wanted_by
from handlers.dispatch.unsaid import About, Say, Tries, Unsaid
from handlers.edge.giving_back import given_back
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.reply import Home, Receipt, Reply, answer
from handlers.sending.pressed import redraw
from handlers.slack.slack_errors import SLACK_IS_AWAY, is_busy, is_passing, reason_of

log = structlog.get_logger(__name__)

Then = Callable[[], Awaitable[Reply]]
_OPENED_BEFORE = "exchanged_trigger_id"  # the act was delivered twice, and its form is open


class Answering:
    """Turns acts into replies, and replies into what people see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.background = Background()
        self._homes = Homes(desk.slack.publish_home, partial(HOME, desk))
        self._being_heard = BeingHeard()
        self._receipts = Receipts(self.background, self._confirm, self._being_heard)
        self._unsaid = Unsaid()
        self.telling = Telling(desk.slack, self._homes.tell)
        self._line = Line(desk.slack.client.rests)
        self._rush = Rush(desk)
        self._of_forms = FormWords(desk, self.telling)
        self._one_form = OneForm()
        self._forms = OpenForms(desk.slack.update_view)

    def stop(self) -> None:
        """The process ends: what Slack has not taken until now is not said any more."""
        self._unsaid.stop()
        self._line.stop()

    async def said(self) -> None:
        """Wait until all words are said, or given up."""
        await self.background.done()
        await self._unsaid.rests()

    async def reply_to(self, heard: Heard, act: str, run: Awaitable[Reply]) -> tuple[Reply, bool]:
        """What to answer, and whether the act was heard out: False when it should come again."""
        told_by(lambda: self.background.run(self._say_that_it_goes_on(heard), "going on"))
        with self._being_heard:
            try:
                reply = await run
                if heard.said_in:
                    reply = answered_elsewhere(await self._desk.voice(heard.person), heard, reply)
                reply = answered_where_pressed(heard, reply)
                return replace(reply, confirms=is_stored()), True
            except NotNow as refusal:
                return await self._refused(heard, unfinished.not_now(refusal)), False
            except Refusal as refusal:
                return await self._refused(heard, refusal), True
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("fault", act=act, reference=reference)
                return await self._refused(heard, unfinished.fault(reference)), False

    def follow(self, heard: Heard, reply: Reply, *, is_said: bool) -> None:
        """Do what the reply asks for, after the acknowledgement; `is_said` if its words went with that."""
        if reply.receipt:  # which is newer than what could not be said of it
            self._unsaid.outdate(About(heard.person, reply.receipt.about), confirms=True)
            self._receipts.add(heard, reply.receipt)
        if is_said:
            self._unsaid.outdate(About(heard.person, thing(heard)), confirms=reply.confirms)
        if reply.view or reply.home or reply.tell or reply.then or (reply.words and not is_said):
            self.background.run(self._show(heard, reply, is_said=is_said), "show")
        if isinstance(heard, Click) and heard.mark and (reply.is_silent or changed_privately(heard, reply)):
            self.background.run(self._show_where_pressed(heard), "show")
        self._renew_home(heard, reply)

    async def keeps_waiting(self, form: Submission, reply: Reply, within: float) -> bool:
        """Whether whoever sent a form would wait for its words: they are being said from now on."""
        saying = self._say(form, reply) if reply.words else self._show_elsewhere(form, reply)
        return await waits(self.background, saying, min(within, CONFIRM_WITHIN))

    async def overtakes(self, form: Submission, reply: Reply) -> Reply:
        """The same, which this form shows from now on: what was pressed in it before never is."""
        self._forms.answered(form.view, reply.made_at)
        if not (reply.errors and self._unsaid.has(About(form.person, form.view))):
            return reply
        return never_shown(await self._desk.voice(form.person), reply)

    def say_only(self, form: Submission, left: Reply) -> None:
        """Say this instead of all words of a form that waited, because it shows them itself."""
        self.background.run(self._say(form, left), "say")

    async def _say_that_it_goes_on(self, heard: Heard) -> None:
        try:
            await self._say(heard, answer(await self._desk.voice(heard.person), unfinished.GOES_ON))
        except Exception:
            log.exception("words_not_delivered")

    async def _refused(self, heard: Heard, refusal: Refusal) -> Reply:
        return await refused(self._desk, heard, refusal)

    async def _show(self, heard: Heard, reply: Reply, *, is_said: bool) -> None:
        try:
            fault = await self._insist_at_home(heard, reply.home) if reply.home else None
            if fault and is_busy(fault) and reply.brief and isinstance(heard, Click):
                await briefly(self._desk, heard, reply.brief)
            if reply.in_form and isinstance(heard, Click) and heard.view:  # a message has no form: one opens
                show = partial(self._update, heard, heard.view, reply, heard.shown)
                await self._insist(About(heard.person, heard.view), show, partial(show, is_late=True))
                return
            view = await self._open(heard, reply)
            if reply.then and view:
                await self._go_on(heard, view, reply.then, reply.made_at)
            if reply.words and not is_said:
                await self._say(heard, reply)
            await self._whisper_all(heard, reply)
        except Exception:
            log.exception("words_not_delivered")

    def _renew_home(self, heard: Heard, reply: Reply) -> None:
        if is_old(heard, reply):
            renew = partial(self._homes.renew, heard.person)
            self.background.run(self._insist(About(heard.person, "home"), renew), "show")

    async def _insist_at_home(self, heard: Heard, home: Home) -> Exception | None:
        return await self._insist(About(heard.person, "home"), partial(self._homes.show, heard.person, home))

    async def _show_elsewhere(self, heard: Heard, reply: Reply) -> Exception | None:
        """What is shown on Home or in a panel; what keeps it from that."""
        fault = await self._insist_at_home(heard, reply.home) if reply.home else None
        return await self._whisper_all(heard, reply) or fault

    async def _show_where_pressed(self, click: Click) -> None:
        """What an act changed in the message in which it was pressed: it may be answered nothing else."""
        try:
            await self._insist(About(click.person, click.mark), partial(redraw, self._desk, click))
        except Refusal:  # the database is away: it is redrawn when it is known where it stands
            pass
        except Exception:
            log.exception("words_not_delivered")

    async def _open(self, heard: Heard, reply: Reply) -> str:
        """The id of the form that is open now; empty when there is none."""
        shown = heard.view if isinstance(heard, Click | Submission) else ""
        if reply.view is None:
            return shown
        wanted = wanted_by(heard.person, reply.view)
        if isinstance(heard, Click) and shown:
            return await self._open_one(heard, reply, reply.view, wanted)
        async with self._one_form.turn(heard) as is_left:
            return await self._open_one(heard, reply, reply.view, wanted) if is_left else ""

    async def _open_one(self, heard: Heard, reply: Reply, view: View, wanted: Wanted) -> str:
        is_first, shown = reply.leads, heard.view if isinstance(heard, Click) else ""
        over = heard.shown if isinstance(heard, Click) else ""
        self._unsaid.drop(About(heard.person, shown) if shown else about_of(wanted))
        show = partial(self._forms.show, shown, view, reply.made_at, over)
        try:
            if shown:
                await show()
                return shown
            is_first = await self._is_first(heard, wanted, leads=is_first)
            opened = await self._desk.slack.open_view(heard.trigger or "", view)
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            if reason_of(fault) == _OPENED_BEFORE:
                return ""
            (log.info if is_busy(fault) else log.warning)("form_not_opened", reason=reason_of(fault))
            if shown and is_busy(fault):  # it is open, so nobody need press again
                self._unsaid.keep(About(heard.person, shown), partial(show, is_late=True))
                return shown
            if await self._one_form.is_without(heard):
                await self._not_opened(heard, reply, fault, wanted, is_first=is_first)
            return ""
        self._one_form.opened(heard)
        self._line.leave(wanted)
        return opened

    async def _is_first(self, heard: Heard, wanted: Wanted, *, leads: bool) -> bool:
        """Whether their form goes before those of others; Resting for who has to wait."""
        leads = leads or (not self._line.is_empty and await self._rush.leads(heard))
        return self._line.pass_by(wanted, leads=leads) or leads

    async def _not_opened(
        self, heard: Heard, reply: Reply, fault: Exception, wanted: Wanted, *, is_first: bool
    ) -> None:
        """Say so, with what can be done instead; who can do nothing else is called when it is their turn."""
        about = about_of(wanted)
        if reply.view and is_busy(fault):
            await self._rush.goes_on(heard, reply.view)
        if is_busy(fault) and not reply.instead:
            is_first = is_first or await self._rush.leads(heard)
            call = partial(self._insist, about, await self._of_forms.call(heard, reply))
            wait = self._line.join(wanted, call, first=is_first)
            if self._line.has_turn(wanted):
                now = partial(self._of_forms.turn_kept, heard, reply, wait)
            else:
                now = partial(self._of_forms.in_line, heard, reply, wait, is_first=is_first)
            await self._insist(about, now)
        else:
            now, later = (partial(self._of_forms.not_opened, heard, reply, each) for each in (fault, None))
            await self._insist(about, now, later)
        if isinstance(heard, Command) and is_long(heard):
            back = given_back(await self._desk.voice(heard.person), heard)
            await self._whisper_all(heard, Reply(tell=back))

    async def _go_on(self, heard: Heard, view: str, then: Then, made_at: float) -> None:
        """Show what took a while in the form that waits for it; to who has closed that, its words."""
        if isinstance(heard, Submission):
            heard = replace(heard, first_field="")  # what was filled in is not on the screen any more
        with hearing() as act:
            act.answered()  # nobody waits for it but on a screen that says so
            reply, _ = await self.reply_to(heard, "then", then())
        self._renew_home(heard, reply)
        reply = replace(reply, made_at=made_at)  # a form in which was pressed since waits for it no more
        await self._insist(About(heard.person, view), partial(self._update, heard, view, reply, is_late=True))

    async def _update(
        self, heard: Heard, form: str, reply: Reply, over: str = "", *, is_late: bool = False
    ) -> None:
        """Show it in the form; where that is closed, or shows something newer, its words are said."""
        words, say = reply.words.blocks if reply.words else (), await self._desk.voice(heard.person)
        view, reason = reply.view or notice(say, say("Not done yet"), words), "something newer"
        try:
            if await self._forms.show(form, view, reply.made_at, over, is_late=is_late):
                return
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            if is_busy(fault):
                raise
            reason = reason_of(fault)
        log.info("form_not_updated", reason=reason)
        if reply.words:
            await self._say(heard, reply)

    async def _insist(self, about: About, say: Say, later: Say | None = None) -> Exception | None:
        """Say it now, else, perhaps in other words, as soon as Slack takes it; what keeps it from that."""
        self._unsaid.drop(about)
        try:
            await say()
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            log.info("words_not_delivered", reason=reason_of(fault), again=is_passing(fault))
            if is_passing(fault):
                self._unsaid.keep(about, later or say)
            return fault
        return None

    async def _say(self, heard: Heard, reply: Reply) -> Exception | None:
        """The reply's words; what kept them from being said."""
        about = self._unsaid.outdate(About(heard.person, thing(heard)), confirms=reply.confirms)
        if reply.words is None:
            return None
        tries, tell, lasts = tries_of(heard, reply), self.telling.tell, not reply.is_fleeting
        say = partial(tell, heard, reply.words, tries, lasts=lasts, replaces=reply.replaces)
        return await self._insist(about, say)

    async def _confirm(self, heard: Heard, receipt: Receipt) -> None:
        tries = Tries.only_one()

        async def say() -> None:
            await self.telling.tell(heard, await receipt.words(), tries, lasts=False)

        await self._insist(About(heard.person, receipt.about), say)

    async def _whisper_all(self, heard: Heard, reply: Reply) -> Exception | None:
        fault = None
        for told in reply.tell:
            about = About(told.person, f"{told.channel} {told.words.text}")
            tries = tries_of(heard, reply) if told.person == heard.person else Tries()
            fault = await self._insist(about, partial(self.telling.whisper, told, tries)) or fault
        return fault
