"""What the bot says: its catalogues, how plain it is, and that no sentence goes around them."""
