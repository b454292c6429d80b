"""What tests, stories and people's own tools hold in their hands. It speaks only HTTP to a workspace."""
