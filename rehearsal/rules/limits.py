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

# The newer blocks
VIDEO_TITLE: Final = 200
VIDEO_TITLE_URL: Final = 2000
VIDEO_DESCRIPTION: Final = 200
VIDEO_AUTHOR_NAME: Final = 50
VIDEO_PROVIDER_NAME: Final = 50
VIDEO_PROVIDER_ICON_URL: Final = 2000
ALERT_TEXT: Final = 200
CARD_TITLE: Final = 150
CARD_SUBTITLE: Final = 150
CARD_BODY: Final = 200
CARD_SUBTEXT: Final = 200
CARD_ACTIONS: Final = 3
CAROUSEL_ELEMENTS: Final = 10
CONTAINER_TITLE: Final = 150
CONTAINER_SUBTITLE: Final = 150
CONTAINER_CHILD_BLOCKS: Final = 10
CONTEXT_ACTIONS_ELEMENTS: Final = 5
ICON_BUTTON_VISIBLE_TO_USER_IDS: Final = 10
DATA_TABLE_ROWS: Final = 201  # the first is the heading
DATA_TABLE_ROWS_MIN_ITEMS: Final = 2
DATA_TABLE_COLUMNS: Final = 20
DATA_TABLE_PAGE_SIZE: Final = 100
DATA_TABLE_CONTENT: Final = 20_000
PLAN_TASKS: Final = 50
MESSAGE_DATA_VISUALIZATIONS: Final = 2
DATA_VISUALIZATION_TITLE: Final = 50
DATA_VISUALIZATION_SEGMENT_LABEL: Final = 20
DATA_VISUALIZATION_SERIES_NAME: Final = 20
DATA_VISUALIZATION_DATA: Final = 20
DATA_VISUALIZATION_POINT_LABEL: Final = 20
DATA_VISUALIZATION_CATEGORIES: Final = 20
DATA_VISUALIZATION_CATEGORY_LABEL: Final = 20
DATA_VISUALIZATION_AXIS_LABEL: Final = 50
CHART_PARTS: Final = 6  # segments of a pie, series of the others; some say 12, Slack's documentation says 6

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
SCHEDULED_AHEAD: Final = 120 * 24 * 3600  # seconds from now
SCHEDULED_WINDOW: Final = 5 * 60  # in so many seconds, no channel is planned more messages than
SCHEDULED_IN_A_WINDOW: Final = 30
VALIDATED_TEXT: Final = 100_000  # of what `blocks.validate` is asked about, as JSON
EVENT_RETRIES: Final = (0.0, 60.0, 300.0)  # waits before the second, third and fourth attempt
SOCKETS: Final = 10
LIST_INDENT: Final = 8  # of a list in rich text
LIST_OFFSET: Final = 1_000_000
REDIRECTS: Final = 2  # of a request to the app, followed before Slack gives up
WARNED_AHEAD: Final = 10.0  # how long a socket lives that was warned, or told to go
