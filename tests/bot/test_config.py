"""The settings: everything that is wrong is said at once, and nothing secret is ever said."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, ConfigFault, misspelt
from bot.values import Secret

BOT, APP, SIGNING = "xoxb-11-22-bottoken", "xapp-1-A1-22-apptoken", "5igningSecret"
KEY = "a-key-of-32-characters-or-longer"
TOKENS = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
REHEARSAL = {**TOKENS, "SLACK_API_URL": "http://127.0.0.1:8765/api/"}
NAMES = [
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "DATABASE_URL",
    "SECRET_KEY",
    "COMMAND_PREFIX",
    "IDEA_EMOJI",
    "TICK_SECONDS",
    "PACE",
    "REHEARSAL_CLOCK",
    "LOG_FORMAT",
]


def shown(config: Config) -> dict[str, object]:
    """The settings as plain values, secrets revealed."""
    return {name: _revealed(value) for name, value in asdict(config).items()}


def _revealed(value: object) -> object:
    if isinstance(value, tuple):
        return [_revealed(each) for each in value]
    return value.reveal() if isinstance(value, Secret) else value


def faults_of(**environ: str) -> list[str]:
    """What is said of these settings."""
    with pytest.raises(ConfigFault) as caught:
        Config.from_env(environ)
    return caught.value.faults


def test_two_tokens_are_enough_and_the_rest_has_defaults() -> None:
    assert shown(Config.from_env(TOKENS)) == {
        "slack_bot_token": [BOT],
        "slack_app_token": APP,
        "slack_signing_secret": "",
        "slack_api_url": "https://slack.com/api/",
        "database_url": "sqlite:///alongside.sqlite3",
        "secret_key": "",
        "command_prefix": "",
        "idea_emoji": "bulb",
        "emails": "no",
        "group_channels": "no",
        "files": "no",
        "help_contacts": "",
        "perspective_names": {},
        "holidays": "GB-ENG",
        "tick_seconds": 10.0,
        "pace": 1.0,
        "rehearsal_clock": "",
        "log_format": "text",
    }


def test_every_setting_is_read() -> None:
    environ = {
        **TOKENS,
        "SLACK_SIGNING_SECRET": SIGNING,
        "SLACK_API_URL": "http://localhost:8765/api",
        "DATABASE_URL": "postgresql+psycopg://bot:pass@db/alongside",
        "SECRET_KEY": KEY,
        "COMMAND_PREFIX": "al-",
        "IDEA_EMOJI": ":star2:",
        "EMAILS": "yes",
        "GROUP_CHANNELS": "yes",
        "FILES": "yes",
        "HELP_CONTACTS": "Nadia, 020 7946 0000;\n  in danger: 999",
        "PERSPECTIVE_NAMES": "lived=Parent champion; governing = The board",
        "HOLIDAYS": "es-ct",
        "TICK_SECONDS": "0.5",
        "PACE": "0.01",
        "REHEARSAL_CLOCK": "http://localhost:8765/_rehearsal/clock",
        "LOG_FORMAT": "json",
    }

    assert shown(Config.from_env(environ)) == {
        "slack_bot_token": [BOT],
        "slack_app_token": APP,
        "slack_signing_secret": SIGNING,
        "slack_api_url": "http://localhost:8765/api/",
        "database_url": "postgresql+psycopg://bot:pass@db/alongside",
        "secret_key": KEY,
        "command_prefix": "al-",
        "idea_emoji": "star2",
        "emails": "yes",
        "group_channels": "yes",
        "files": "yes",
        "help_contacts": "Nadia, 020 7946 0000; in danger: 999",
        "perspective_names": {"lived": "Parent champion", "governing": "The board"},
        "holidays": "ES-CT",
        "tick_seconds": 0.5,
        "pace": 0.01,
        "rehearsal_clock": "http://localhost:8765/_rehearsal/clock",
        "log_format": "json",
    }


def test_all_faults_are_said_at_once_in_one_message() -> None:
    environ = {
        "SLACK_BOT_TOKEN": APP,
        "SLACK_API_URL": "http://slack.example/api/",
        "DATABASE_URL": "mysql://db/alongside",
        "COMMAND_PREFIX": "AL ",
        "IDEA_EMOJI": "💡",
        "TICK_SECONDS": "often",
        "PACE": "11",
        "REHEARSAL_CLOCK": "http://elsewhere.example/clock",
        "LOG_FORMAT": "xml",
    }

    with pytest.raises(ConfigFault) as caught:
        Config.from_env(environ)

    assert str(caught.value).splitlines() == [
        "The settings need a change:",
        "  - SLACK_BOT_TOKEN must be a token that begins with xoxb- (two tokens are easily swapped).",
        "  - SLACK_APP_TOKEN is missing. See .env.example for where to find it.",
        "  - SLACK_API_URL must be an https:// address, or a rehearsal on this machine.",
        "  - DATABASE_URL must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.",
        "  - COMMAND_PREFIX may hold the letters a to z, digits, - and _ only, such as al-",
        "  - IDEA_EMOJI must be the name of an emoji, such as bulb.",
        "  - TICK_SECONDS must be a number.",
        "  - PACE must be between 0 and 10.",
        "  - REHEARSAL_CLOCK must be the clock of a rehearsal on this machine, or empty.",
        "  - LOG_FORMAT must be one of: text, json.",
    ]


def test_swapped_tokens_are_both_named() -> None:
    assert faults_of(SLACK_BOT_TOKEN=APP, SLACK_APP_TOKEN=BOT) == [
        "SLACK_BOT_TOKEN must be a token that begins with xoxb- (two tokens are easily swapped).",
        "SLACK_APP_TOKEN must be a token that begins with xapp- (two tokens are easily swapped).",
    ]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("instead", [[], [""], ["   "]], ids=["absent", "empty", "blank"])
def test_a_token_that_is_absent_empty_or_blank_is_missing(token: str, instead: list[str]) -> None:
    others = {name: value for name, value in TOKENS.items() if name != token}

    assert faults_of(**others, **dict(zip([token], instead, strict=False))) == [
        f"{token} is missing. See .env.example for where to find it."
    ]


def test_spaces_around_a_value_do_not_matter() -> None:
    config = Config.from_env({"SLACK_BOT_TOKEN": f" {BOT}\n", "SLACK_APP_TOKEN": f"{APP} "})

    assert ([each.reveal() for each in config.slack_bot_token], config.slack_app_token.reveal()) == (
        [BOT],
        APP,
    )


NO_SLACK = "must be an https:// address, or a rehearsal on this machine."
NO_DATABASE = "must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE."
ONE_FILE = f"{NO_DATABASE[:-1]}; SQLite needs a plain file, which all connections share."
MAKE_A_KEY = "To make one, type: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
NO_PREFIX = "may hold the letters a to z, digits, - and _ only, such as al-"
NO_CLOCK = "must be the clock of a rehearsal on this machine, or empty."


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SLACK_API_URL", "http://slack.com/api/", NO_SLACK),
        ("SLACK_API_URL", "ftp://localhost/api/", NO_SLACK),
        ("SLACK_API_URL", "slack.com/api", NO_SLACK),
        ("SLACK_API_URL", "https://", NO_SLACK),
        ("SLACK_API_URL", "https://[half", NO_SLACK),
        ("SLACK_API_URL", "http://127.0.0.1:port/", NO_SLACK),
        ("SLACK_API_URL", "http://localhost@slack.example/", NO_SLACK),
        ("DATABASE_URL", "sqlite://", NO_DATABASE),
        ("DATABASE_URL", "sqlite:///:memory:", NO_DATABASE),
        ("DATABASE_URL", "postgresql+asyncpg://db/a", NO_DATABASE),
        ("DATABASE_URL", "sqlite:///a.db?mode=ro", ONE_FILE),
        ("SECRET_KEY", "too-short", f"must be 32 characters or longer. {MAKE_A_KEY}"),
        ("COMMAND_PREFIX", "/al-", NO_PREFIX),
        ("COMMAND_PREFIX", "é", NO_PREFIX),
        ("COMMAND_PREFIX", "a" * 21, "may be 20 characters long at most."),
        ("IDEA_EMOJI", "::", "must be the name of an emoji, such as bulb."),
        ("IDEA_EMOJI", "light bulb", "must be the name of an emoji, such as bulb."),
        ("TICK_SECONDS", "0", "must be between 0.05 and 300."),
        ("TICK_SECONDS", "301", "must be between 0.05 and 300."),
        ("TICK_SECONDS", "nan", "must be between 0.05 and 300."),
        ("PACE", "-1", "must be between 0 and 10."),
        ("PACE", "slow", "must be a number."),
        ("PACE", "0.99", "below 1 would write more often than Slack allows; leave it at 1."),
        ("REHEARSAL_CLOCK", "yes", NO_CLOCK),
        ("REHEARSAL_CLOCK", "ftp://127.0.0.1/", NO_CLOCK),
        (
            "REHEARSAL_CLOCK",
            "http://127.0.0.1/clock",
            "must be empty here: real people would be written to weeks early.",
        ),
        ("LOG_FORMAT", "JSON", "must be one of: text, json."),
    ],
)
def test_each_fault_alone_is_the_only_one(name: str, value: str, fault: str) -> None:
    assert faults_of(**TOKENS, **{name: value}) == [f"{name} {fault}"]


@pytest.mark.parametrize("prefix", ["", "al-", "a_b-9", "a" * 20])
def test_a_prefix_is_what_slack_takes_in_the_name_of_a_command(prefix: str) -> None:
    assert Config.from_env({**TOKENS, "COMMAND_PREFIX": prefix}).command_prefix == prefix


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_a_rehearsal_on_this_machine_may_be_quick_and_may_move_the_clock(host: str) -> None:
    config = Config.from_env(
        {
            **TOKENS,
            "SLACK_API_URL": f"http://{host}/api/",
            "PACE": "0",
            "REHEARSAL_CLOCK": f"http://{host}/clock",
        }
    )

    assert (config.is_rehearsal, config.pace, config.rehearsal_clock) == (True, 0, f"http://{host}/clock")


def test_a_mistyped_address_of_a_rehearsal_is_one_fault_and_not_three() -> None:
    environ = {
        **REHEARSAL,
        "SLACK_API_URL": "127.0.0.1:8765",
        "PACE": "0",
        "REHEARSAL_CLOCK": "http://127.0.0.1/",
    }

    assert faults_of(**environ) == [
        "SLACK_API_URL must be an https:// address, or a rehearsal on this machine."
    ]


def test_the_pace_is_said_beside_the_other_faults() -> None:
    assert faults_of(**TOKENS, PACE="0.5", LOG_FORMAT="xml") == [
        "LOG_FORMAT must be one of: text, json.",
        "PACE below 1 would write more often than Slack allows; leave it at 1.",
    ]


CODES = (
    "must have each special character of its user and password written as a %-code, for example %40 for @, "
    "%2F for /, %3A for :, %3F for ? and %23 for #."
)
PORT = (
    "must have a number from 1 to 65535 as its port, as in …@HOST:5432/DATABASE. "
    "(A special character in a password is written as a %-code, for example %2F for /.)"
)


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("bot:hunter2@db:port/alongside", PORT),
        ("bot:hunter2@db:99999/alongside", PORT),
        ("bot:hunter2@db:0/alongside", PORT),
        ("bot:hunter2@db:-1/alongside", PORT),
        ("bot:hunter2@db:54 32/alongside", PORT),
        ("bot:hunter2@db:٥٤٣٢/alongside", PORT),
        ("bot:hunter2@[::1]:port/alongside", PORT),
        ("bot:hunter2@db1:5432,db2:port/alongside", PORT),
        ("bot:hunter2@secret@db/alongside", CODES),
        ("bot:hunter2/secret@db/alongside", CODES),
        ("bot:12/secret@db/alongside", CODES),
        ("bot:hunter2?secret@db/alongside", CODES),
        ("bot:hunter2#secret@db/alongside", CODES),
        ("bot:hunter2/alongside", PORT),
    ],
)
def test_a_port_that_is_none_and_an_unescaped_password_are_said_and_never_repeated(
    place: str, fault: str
) -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        said = faults_of(**TOKENS, SECRET_KEY=KEY, DATABASE_URL=f"{scheme}://{place}")
        assert said == [f"DATABASE_URL {fault}"]
        assert [word for word in ("hunter2", "secret@", "alongside") if word in said[0]] == []


@pytest.mark.parametrize(
    "place",
    [
        "bot:p%40ss%2F%3F%23@db:5432/alongside",
        "bot:a:b@db/alongside",
        "db/alongside",
        "bot@[::1]:5432/alongside",
        "/alongside?host=db1:5432&host=db2:5433",
        "/alongside?host=/var/run/postgresql",
        "bot:x@db:65535/alongside?application_name=a%40b",
    ],
)
def test_what_postgresql_takes_is_taken(place: str) -> None:
    url = f"postgresql://{place}"
    assert Config.from_env({**TOKENS, "SECRET_KEY": KEY, "DATABASE_URL": url}).database_url == url


def test_postgresql_needs_a_key_for_the_secrets_in_it_and_sqlite_makes_one() -> None:
    url = "postgresql://bot:pass@db/alongside"
    assert faults_of(**TOKENS, DATABASE_URL=url) == [
        f"SECRET_KEY is missing: with PostgreSQL it must be set. {MAKE_A_KEY}"
    ]
    assert faults_of(**TOKENS, DATABASE_URL=url, SECRET_KEY=KEY[:31]) == [
        f"SECRET_KEY must be 32 characters or longer. {MAKE_A_KEY}"
    ]
    assert not Config.from_env(TOKENS).secret_key


def test_a_misspelt_setting_is_pointed_out() -> None:
    environ = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKN": APP, "tick_seconds": "5", "PATH": "/bin"}
    assert faults_of(**environ) == [
        "SLACK_APP_TOKEN is missing. See .env.example for where to find it.",
        "SLACK_APP_TOKN: did you mean SLACK_APP_TOKEN?",
        "tick_seconds: did you mean TICK_SECONDS?",
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TICK_SECOND", "TICK_SECONDS"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("SECRETKEY", "SECRET_KEY"),
        ("GROUP_CHANNEL", "GROUP_CHANNELS"),
        ("LOGFORMAT", "LOG_FORMAT"),
        ("KEY_SECRET", "SECRET_KEY"),
        ("API_URL", "SLACK_API_URL"),
        ("GITHUB_BOT_TOKEN", None),
        ("SLACK_CLIENT_SECRET", None),
        ("SLACK_BOT_TOKENS", None),  # that one is set
        ("EMAIL", None),  # many accounts have it for other programs
        ("PAGER", None),
        ("HOME", None),
        ("LANG", None),
    ],
)
def test_a_name_near_a_setting_that_is_set_or_is_nobodys_is_no_slip(name: str, meant: str | None) -> None:
    hints = [f"{name}: did you mean {meant}?"] if meant else []
    assert misspelt({**TOKENS, name: "secret"}) == hints


def test_secrets_never_print() -> None:
    url = "postgresql://bot:dbpassword@db/alongside"
    config = Config.from_env(
        {**TOKENS, "SLACK_SIGNING_SECRET": SIGNING, "DATABASE_URL": url, "SECRET_KEY": KEY}
    )

    printed = [
        str(config),
        repr(config),
        f"{config}",
        format(config),
        f"{config!r:>900}",
        str(asdict(config))[:0],
    ]
    [secret] = config.slack_bot_token

    assert [
        each for each in (BOT, APP, SIGNING, "dbpassword", KEY) if any(each in text for text in printed)
    ] == []
    assert [str(secret), repr(secret), f"{secret}", f"{secret!s:.50}", f"{[secret]}"] == [
        *["Secret(…)"] * 4,
        "[Secret(…)]",
    ]
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_a_secret_says_whether_it_is_there() -> None:
    assert (bool(Secret("x")), bool(Secret(""))) == (True, False)


def test_the_settings_are_frozen() -> None:
    config = Config.from_env(TOKENS)

    with pytest.raises(AttributeError):
        config.pace = 0  # type: ignore[misc]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_nothing_but_a_config_fault_is_ever_raised(environ: dict[str, str]) -> None:
    faults: list[str] = []
    try:
        Config.from_env(environ)
    except ConfigFault as fault:
        faults = fault.faults

    assert {each.split(" ")[0] for each in faults} | set(NAMES) == set(NAMES)


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["", "http://", "https://[", "sqlite:", "7", "//\N{KELVIN SIGN}@"]),
            st.sampled_from([f"xoxb-{'7' * 12}", f"xapp-{'7' * 12}"]),
            st.sampled_from(["", "/", "℀", ":99999999", "]"]),
        ),
        min_size=1,
    )
)
def test_a_token_in_the_wrong_place_is_not_repeated(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigFault) as caught:
        Config.from_env({**environ, "LOG_FORMAT": "none"})

    assert ("7" * 12 in str(caught.value), "7" * 12 in repr(caught.value)) == (False, False)
