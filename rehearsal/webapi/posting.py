"""Messages come, change and go: the one place where the workspace's memory of them is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rehearsal.model import Channel, Json, Message
from rehearsal.refusals import SlackError
from rehearsal.rules import limits
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.rules.messages import check_blocks
from rehearsal.slack import Slack
from rehearsal.texts import markup_texts, pings, stored
from rehearsal.world.drawing import drawn, escaped
from rehearsal.world.shapes import message_json

_TS = re.compile(r"[0-9]{9,11}\.[0-9]{1,6}")
_WORDS = ("fallback", "footer", "pretext", "text", "title")  # of an attachment


@dataclass
class Draft:
    """What the app wants a message to say, already checked."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None

    @classmethod
    def read(cls, content: Json) -> Draft:
        """From the arguments of a call, the body of a response_url or the payload of an acknowledgement."""
        if content.get("markdown_text") and (content.get("text") or content.get("blocks")):
            raise SlackError("markdown_text_conflict", pointer="/markdown_text")
        text = content.get("text") or content.get("markdown_text") or ""
        draft = cls(str(text), check_blocks(content.get("blocks")), _attachments(content.get("attachments")))
        draft.metadata = _metadata(content.get("metadata"))
        draft.thread_ts = content.get("thread_ts")
        if not (draft.text or draft.blocks or any(draft.attachments)):
            raise SlackError("no_text")
        return draft

    @property
    def lacks_words(self) -> bool:
        """No top-level text: screen readers and notifications would say nothing."""
        return not self.text

    def pings(self) -> list[str]:
        """Who would be notified of it in a channel."""
        texts = [self.text, *markup_texts(self.blocks), *markup_texts(self.attachments)]
        return sorted({who for text in texts for who in pings(text)})


def _attachments(given: object) -> list[Json]:
    attachments = given or []
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise SlackError("invalid_attachments", pointer="/attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise SlackError("too_many_attachments", pointer="/attachments")
    for index, each in enumerate(attachments):
        check_blocks(each.get("blocks"), f"/attachments/{index}/blocks")
    return [_stored(each) for each in attachments]


def _stored(attachment: Json) -> Json:
    """Its words as Slack hands them on, whether in blocks or bare."""
    words = {name: stored(attachment[name]) for name in _WORDS if isinstance(attachment.get(name), str)}
    return {**escaped(attachment), **words}


def check_thread(draft: Draft) -> None:
    """A reply names the time of a message, or what could be one."""
    if draft.thread_ts and not _TS.fullmatch(draft.thread_ts):
        words = f"[ERROR] {draft.thread_ts} is not a valid thread_ts"
        raise SlackError("invalid_thread_ts", [words], pointer="/thread_ts")


def _metadata(given: object) -> Json | None:
    if not given:
        return None
    if not isinstance(given, dict) or set(given) != {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format", pointer="/metadata")
    if not isinstance(given["event_payload"], dict):
        raise SlackError("invalid_metadata_format", pointer="/metadata")
    return given


def post(
    slack: Slack,
    channel: Channel,
    draft: Draft,
    only_for: str | None = None,
    files: Sequence[Json] = (),
) -> Message:
    """The app writes a message, for everybody in the channel or for one person only."""
    workspace = slack.workspace
    _warn_of_lost_reply(slack, channel, draft)
    message = Message(
        ts=workspace.next_ts(),
        channel=channel.id,
        user=workspace.bot.id,
        text=stored(draft.text),
        blocks=drawn(draft.blocks, slack.ids),
        attachments=draft.attachments,
        files=[*files],
        subtype="file_share" if files else None,
        by_bot=True,
        thread_ts=draft.thread_ts,
        metadata=draft.metadata,
        only_for=only_for,
    )
    workspace.keep(message)
    slack.bell.ring()
    if only_for is None:
        slack.events.posted(message)
    return message


def _warn_of_lost_reply(slack: Slack, channel: Channel, draft: Draft) -> None:
    """Slack takes a reply to nothing, and nobody ever reads it. A message that was deleted had been there."""
    if not draft.thread_ts:
        return
    above = slack.workspace.message(channel.id, draft.thread_ts)
    is_lost = (
        above.only_for is not None if above else not slack.workspace.memory.had(channel.id, draft.thread_ts)
    )
    if is_lost:
        words = f"a reply to {draft.thread_ts}, which is no message that everybody in {channel.name} can see"
        slack.log.violation("reply_to_nothing", words, channel=channel.id, thread_ts=draft.thread_ts)


def change(slack: Slack, message: Message, draft: Draft) -> None:
    """The app gives a message new content. Only what the draft carries changes, as in `chat.update`."""
    before = message_json(message, slack.workspace)
    message.text = stored(draft.text)
    message.blocks = drawn(draft.blocks, slack.ids)
    message.attachments = draft.attachments
    message.metadata = draft.metadata or message.metadata
    message.edited = slack.workspace.next_ts()
    slack.workspace.touch(message)
    slack.bell.ring()
    if message.only_for is None:
        slack.events.changed(message, before)


def remove(slack: Slack, message: Message) -> None:
    """A message goes."""
    slack.workspace.drop(message)
    slack.bell.ring()
    if message.only_for is None:
        slack.events.deleted(message)


def warn(slack: Slack, draft: Draft, where: str) -> None:
    """What Slack takes and people should be spared."""
    _warn_of_silence(slack, draft, where)
    warn_of_two_primaries(slack, draft.blocks, where)


def _warn_of_silence(slack: Slack, draft: Draft, where: str) -> None:
    """Blocks without words are no mistake to Slack; to a screen reader they are nothing at all."""
    if draft.lacks_words:
        slack.log.advice("missing_text", f"{where} has no top-level text", method=where)


def warn_of_two_primaries(slack: Slack, blocks: list[Json], where: str) -> None:
    """Slack draws them all; but of several buttons side by side only one can be the one to press."""
    for block in flat(blocks):
        styles = [element.get("style") for element in elements_of([block])]
        if styles.count("primary") > 1:
            words = f"{where} has more than one primary button in one block"
            slack.log.advice("two_primaries", words, method=where, block_id=block.get("block_id"))
