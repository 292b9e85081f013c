"""What a rule can ask of a text: its tokens, the words of time, where an expression may start.

The words are data in `times/data`.
"""
