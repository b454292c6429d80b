"""What people do and what they see, as anybody in the workspace."""
