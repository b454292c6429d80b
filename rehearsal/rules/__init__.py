"""What Slack refuses: sizes in `limits`, shapes in `blocks`, `elements` and `views`, one generic `check`."""
