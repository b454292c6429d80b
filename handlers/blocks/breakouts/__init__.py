"""How breakout rounds look."""
