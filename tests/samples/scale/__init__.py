"""A kind of question that nobody ships: one row, one drawing, their words in Spanish, and a test."""
