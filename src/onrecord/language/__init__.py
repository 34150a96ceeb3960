"""TRANSCRIPT → PARSED: tokens, trees, names and chains from the bundled model, and the questions that the steps ask.

`load.parser_for(settings)` is the door: the bundled `Parser`, or a user's spaCy pipeline behind the same call.
"""
