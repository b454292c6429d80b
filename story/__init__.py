"""The reference story, played by all its people against the real bot and checked figure by figure.

`script.json` says what everybody does, the scenes do it, the record keeps what came of it, checks compare.
"""
