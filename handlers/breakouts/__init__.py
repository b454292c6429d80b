"""Breakout rounds: what people do in them, and who leaves them."""
