"""What each other judge says of the corpus that ours does not: known and pinned, so that a change shows."""

from __future__ import annotations

# Wrong, and seen by our rules alone
_NEITHER = {
    "a least number in words",
    "a most number without end",
    "two empty block_ids",
    "a view's block in a message",
    "fifty-one blocks",
    "empty section",
    "long field",
    "the same action twice in a block",
    "the same block_id twice",
    "long option",
    "long option value",
    "first choice not offered",
    "eleven checkboxes",
    "eleven radio buttons",
    "no such day",
    "long answer allowed",
    "least above most",
    "two tables",
    "table of 21 columns",
    "too much markdown together",
    "empty header",
    "empty button",
    "option without a value",
    "group without options",
    "empty description of an image",
    "image of two pictures",
    "table of 101 rows",
    "two places to begin",
    "question without a way to send",
    "table in a modal",
    "markdown in a modal",
    "markdown at home",
}
# Wrong, and seen by the types but not by the library
_ONLY_TYPES = {
    "a cell of rich text that is none",
    "a column on the diagonal",
    "a list of a style that is none",
    "header in mrkdwn",
    "button in a context",
    "image without picture",
    "button in mrkdwn",
    "text input among buttons",
    "confirm with a title in mrkdwn",
    "menu in mrkdwn",
    "optional in words",
    "modal at home",
}
# Wrong, and seen by the library but not by the types
_ONLY_LIBRARY = {
    "section of nothing",
    "section too long",
    "eleven fields",
    "long header",
    "eleven in a context",
    "no actions",
    "twenty-six actions",
    "long block_id",
    "long action_id",
    "long button",
    "long value",
    "confirm without no",
    "menu of 101",
    "menu of nothing",
    "six in an overflow",
    "no such time",
    "no context",
    "section of no fields",
    "long label for ears",
    "long link",
    "confirm with a long title",
    "confirm with a long yes",
    "long placeholder",
    "options and groups",
    "101 groups",
    "long question",
    "long description of an image",
    "long title",
    "long submit",
    "101 blocks",
    "long private_metadata",
    "long external_id",
    "home of 101 blocks",
}
UNSEEN_BY_LIBRARY = _NEITHER | _ONLY_TYPES
UNSEEN_BY_TYPES = _NEITHER | _ONLY_LIBRARY

# What we take and another judge does not, and why we stay with it.
DISPUTED = {
    "library": {
        "a header of a level": "newer than the library, which drops the level",
        "a modal of nothing": "Slack documents a greatest number of blocks, and no least one",
        "an empty home": "the same; it is how apps clear a Home",
    },
    "types": {"a header of a level": "newer than the types"},
}
