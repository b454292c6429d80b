"""What may go wrong between the app and the workspace, on order."""
