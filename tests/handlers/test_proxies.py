"""Proxies that a machine has set: nothing of the machine itself is reached so, nor what NO_PROXY names."""

from __future__ import annotations

import pytest

from handlers.slack.proxies import proxy_to, unusable
from tests.stage import ROOM, Opened, on_stage

SLACK = "https://slack.com/api/"
DEAD = "http://127.0.0.1:9"  # nobody listens there
NAMES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize(
    ("url", "environ", "proxy"),
    [
        (SLACK, {}, None),
        (SLACK, {"HTTPS_PROXY": "http://a:1"}, "http://a:1"),
        (SLACK, {"https_proxy": "http://a:1"}, "http://a:1"),
        (SLACK, {"HTTP_PROXY": "http://b:1"}, "http://b:1"),
        (SLACK, {"ALL_PROXY": "http://c:1"}, "http://c:1"),
        (SLACK, {"HTTPS_PROXY": "http://a:1", "HTTP_PROXY": "http://b:1"}, "http://a:1"),
        (SLACK, {"HTTPS_PROXY": " a.example:3128 "}, "http://a.example:3128"),
        (SLACK, {"HTTPS_PROXY": "  "}, None),
        (SLACK, {"ALL_PROXY": "socks5://c:1"}, None),
        (SLACK, {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "slack.com"}, None),
        (SLACK, {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "other.org, .slack.com"}, None),
        (SLACK, {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "*"}, None),
        (SLACK, {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "notslack.com"}, "http://a:1"),
        ("wss://wss-primary.slack.com/link", {"HTTPS_PROXY": "http://a:1"}, "http://a:1"),
        (
            "wss://wss-primary.slack.com/link",
            {"HTTPS_PROXY": "http://a:1", "NO_PROXY": "wss-primary.slack.com"},
            None,
        ),
        *(
            (url, dict.fromkeys(NAMES, DEAD), None)
            for url in (
                "http://127.0.0.1:8765/api/",
                "http://localhost:1",
                "ws://[::1]:1",
                "http://127.9.9.9",
            )
        ),
    ],
)
def test_the_proxy_is_the_one_for_the_address(
    url: str, environ: dict[str, str], proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert proxy_to(url) == proxy


@pytest.mark.parametrize(
    ("url", "environ", "kind"),
    [
        (SLACK, {}, None),
        (SLACK, {"ALL_PROXY": "socks5://c:1"}, "socks5"),
        (SLACK, {"https_proxy": "socks5h://me:secret@c:1"}, "socks5h"),
        (SLACK, {"ALL_PROXY": "socks4://c:1", "HTTPS_PROXY": "http://a:1"}, None),
        (SLACK, {"ALL_PROXY": "socks5://c:1", "NO_PROXY": "slack.com"}, None),
        ("http://127.0.0.1:8765/api/", {"ALL_PROXY": "socks5://c:1"}, None),
    ],
)
def test_a_proxy_that_cannot_be_used_is_said_without_its_password(
    url: str, environ: dict[str, str], kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert unusable(url) == kind


async def test_behind_a_proxy_a_rehearsal_of_this_machine_is_reached_as_it_is(
    database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By calls, over the socket, and at the address that came with a command."""
    for name in NAMES:
        monkeypatch.setenv(name, DEAD)
    async with on_stage(database) as stage:
        await stage.session()
        await stage.ana.types("/copro help", channel=ROOM)
        await stage.ana.sees("/idea", channel=ROOM, private=True)
        assert [each["error"] for each in await stage.room.log(kind="call", ok="False")] == []
