"""One person of the workspace, as the driver moves her."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rehearsal.driver.sights import NO_VIEW, PATIENCE, Deed, Message, NotSeen, View
from rehearsal.driver.wire import Line
from rehearsal.model import Json

Words = str | re.Pattern[str]


class Person:
    """Does what people do, and sees what they see. Waiting is by event, never by sleeping."""

    def __init__(self, wire: Line, about: Json) -> None:
        self._wire = wire
        self.id: str = about["id"]
        self.name: str = about["real_name"]
        self.role: str = about["role"]
        self.facts: dict[str, str] = about["facts"]
        self.tz: str = about["tz"]
        self.is_admin: bool = about["is_admin"]

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    # What she does. Every deed returns when the app acknowledged it, and raises when it did not,
    # unless silence is allowed.

    async def types(
        self, text: str, channel: str, *, thread: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Write a message, or a slash command; `bot` is her direct conversation with the app."""
        return await self._does("types", allow_silence, text=text, channel=channel, thread=thread)

    async def edits(
        self, text: str, *, on: str, channel: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Write something else in the place of her own message that says `on`."""
        return await self._does("edits", allow_silence, text=text, on=on, channel=channel)

    async def deletes(self, *, on: str, channel: str | None = None, allow_silence: bool = False) -> Deed:
        """Take away her own message that says `on`; an admin may take away anybody's, the app's too."""
        return await self._does("deletes", allow_silence, on=on, channel=channel)

    async def clicks(
        self, text: str, *, on: str | None = None, channel: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Press the button that says `text`, on the newest thing that says `on`. `home` is her App Home."""
        return await self._does("clicks", allow_silence, text=text, on=on, channel=channel)

    async def chooses(
        self,
        option: str,
        *,
        on: str | None = None,
        channel: str | None = None,
        menu: str | None = None,
        allow_silence: bool = False,
    ) -> Deed:
        """Choose an option of a menu, of radio buttons, of a picker."""
        return await self._does("chooses", allow_silence, option=option, on=on, channel=channel, menu=menu)

    async def fills(self, values: Mapping[str, object], *, allow_silence: bool = False) -> Deed:
        """Fill in the open modal, by visible label; one that is on its way is waited for."""
        await self._has_modal()
        return await self._does("fills", allow_silence, values=dict(values))

    async def submits(self, *, allow_silence: bool = False) -> Deed:
        """Send the open modal: `closed`, or `errors` by label; one that is on its way is waited for."""
        await self._has_modal()
        return await self._does("submits", allow_silence)

    async def closes(self, *, allow_silence: bool = False) -> Deed:
        """Close the open modal without sending it."""
        return await self._does("closes", allow_silence)

    async def shortcut(
        self, name: str, *, on: str, channel: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Choose a line of a message's menu."""
        return await self._does("shortcut", allow_silence, name=name, on=on, channel=channel)

    async def global_shortcut(self, name: str, *, allow_silence: bool = False) -> Deed:
        """Choose a line of the workspace's menu."""
        return await self._does("global_shortcut", allow_silence, name=name)

    async def reacts(
        self, emoji: str, *, on: str, channel: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Put an emoji under a message."""
        return await self._does("reacts", allow_silence, emoji=emoji, on=on, channel=channel)

    async def unreacts(
        self, emoji: str, *, on: str, channel: str | None = None, allow_silence: bool = False
    ) -> Deed:
        """Take an emoji away again."""
        return await self._does("unreacts", allow_silence, emoji=emoji, on=on, channel=channel)

    async def opens_home(self, *, allow_silence: bool = False) -> View:
        """Look at the app's Home; what she sees first may be what was published before."""
        await self._does("opens_home", allow_silence)
        return _view((await self._wire.post("home", person=self.id))["view"])

    async def _does(self, deed: str, allow_silence: bool, **details: object) -> Deed:
        answer = await self._wire.post("deed", person=self.id, deed=deed, **details)
        done = Deed.read(self.name, f"{deed} {_brief(details)}", answer)
        return done if allow_silence else done.raise_for_silence()

    async def _has_modal(self) -> None:
        """An app may acknowledge first and open its form then; if none comes, the deed itself says so."""
        await self._wire.post("modal", person=self.id, timeout=PATIENCE)

    # What she sees

    async def modal(self, title: str | None = None, text: Words = "", *, timeout: float = PATIENCE) -> View:
        """The modal on top of her screen, once it has this title and says this."""
        regex = isinstance(text, re.Pattern)
        words = text.pattern if isinstance(text, re.Pattern) else text
        answer = await self._wire.post(
            "modal", person=self.id, title=title, text=words, regex=regex, timeout=timeout
        )
        if answer["view"] is None:
            saying = f" that says {words!r}" if words else ""
            raise NotSeen(f"{self.name} sees no modal {title!r}{saying}; open: {answer['stack'] or 'none'}")
        return _view(answer["view"])

    async def home(self, text: str = "", *, timeout: float = PATIENCE) -> View:
        """Her App Home, once it says this."""
        answer = await self._wire.post("home", person=self.id, text=text, timeout=timeout)
        if answer["view"] is None:
            now = (answer["now"] or {"text": "nothing"})["text"]
            raise NotSeen(f"{self.name}'s Home does not say {text!r}; it says: {now}")
        return _view(answer["view"])

    async def sees(
        self, words: Words, *, channel: str | None = None, private: bool = False, timeout: float = PATIENCE
    ) -> Message:
        """The newest message that says this, as soon as there is one; `private` ones only she can see."""
        found = await self._looks(words, channel, private, timeout)
        if found is None:
            recent = [message.readable for message in await self.messages(channel)][-5:]
            raise NotSeen(f"{self.name} does not see {words!r}; the newest of what she sees: {recent}")
        return found

    async def does_not_see(self, words: Words, *, channel: str | None = None, private: bool = False) -> None:
        """Nothing she can see says this now."""
        found = await self._looks(words, channel, private, 0)
        if found is not None:
            raise NotSeen(f"{self.name} sees {words!r}: {found.readable}")

    async def messages(self, channel: str | None = None) -> list[Message]:
        """All she can see, oldest first."""
        answer = await self._wire.post("messages", person=self.id, channel=channel)
        return [Message(**each) for each in answer["messages"]]

    async def _looks(
        self, words: Words, channel: str | None, private: bool, timeout: float
    ) -> Message | None:
        regex = isinstance(words, re.Pattern)
        answer = await self._wire.post(
            "sees",
            person=self.id,
            text=words.pattern if isinstance(words, re.Pattern) else words,
            regex=regex,
            flags=words.flags if isinstance(words, re.Pattern) else 0,
            channel=channel,
            private=private,
            timeout=timeout,
        )
        return Message(**answer["message"]) if answer["message"] else None


def _view(seen: Json | None) -> View:
    return View(**seen) if seen else NO_VIEW


def _brief(details: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value!r}" for name, value in details.items() if value is not None)[:200]
