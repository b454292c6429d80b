"""The history of the tables, one file a step. `storage.migrate` walks it at start."""

# The last step. Kept here too, so that a start with nothing to do need not import Alembic; a test compares.
HEAD = "2026_11_30_unstarted"
