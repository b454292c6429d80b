"""Every size Slack's documentation states, in one table. Lengths are in characters."""

from __future__ import annotations

from typing import Final

# How many
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
ATTACHMENTS: Final = 100
ACTIONS_ELEMENTS: Final = 25
CONTEXT_ELEMENTS: Final = 10
SECTION_FIELDS: Final = 10
SELECT_OPTIONS: Final = 100
OPTION_GROUPS: Final = 100
OVERFLOW_OPTIONS: Final = 5
CHECKBOX_OPTIONS: Final = 10
RADIO_OPTIONS: Final = 10
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLES_IN_A_MESSAGE: Final = 1
MODALS_ON_A_SCREEN: Final = 3

# How long
ID: Final = 255  # block_id, action_id, callback_id, external_id
TEXT: Final = 3000  # any text object, unless its place says less
SECTION_FIELD: Final = 2000
HEADER: Final = 150
MARKDOWN: Final = 12_000  # all markdown blocks of a message together
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2000
URL: Final = 3000
ACCESSIBILITY_LABEL: Final = 75
OPTION_TEXT: Final = 75
OPTION_DESCRIPTION: Final = 75
OPTION_VALUE: Final = 150
OPTION_GROUP_LABEL: Final = 75
PLACEHOLDER: Final = 150
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
ALT_TEXT: Final = 2000
IMAGE_TITLE: Final = 2000
INPUT_LABEL: Final = 2000
INPUT_HINT: Final = 2000
INPUT_LENGTH: Final = 3000  # plain_text_input's own max_length
VIEW_TITLE: Final = 24
VIEW_BUTTON: Final = 24
PRIVATE_METADATA: Final = 3000
VIEW_BYTES: Final = 250_000

# Whole messages
POSTED_TEXT: Final = 40_000  # chat.postMessage cuts here, with a warning
UPDATED_TEXT: Final = 4_000  # chat.update and chat.postEphemeral refuse beyond this
RENDERED_BLOCKS: Final = 13_200  # measured by several people, nowhere documented
HEADER_OVERHEAD: Final = 100  # what a header block weighs in that sum beyond its text

# Time, in seconds
TRIGGER_LIFE: Final = 3.0
ACKNOWLEDGE_WITHIN: Final = 3.0
RESPONSE_URL_LIFE: Final = 30 * 60
RESPONSE_URL_USES: Final = 5
EVENT_RETRIES: Final = (0.0, 60.0, 300.0)  # waits before the second, third and fourth attempt
SOCKETS: Final = 10
