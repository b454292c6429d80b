"""Breakout rounds: proposed, held, mended, told about, reported from."""
