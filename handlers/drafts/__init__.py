"""A poll on its way: composed in one form, kept as a draft, looked at, and asked as it was seen."""
