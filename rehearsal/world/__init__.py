"""What a workspace is: its people, channels and messages, its clock, its permits, its record."""
