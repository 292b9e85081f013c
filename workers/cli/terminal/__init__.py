"""How is something shown to a person at a terminal: records, pages, progress?

Everything here looks at the stream that it writes to, and writes plain lines where that is no
terminal. Text from articles goes through `display.plain`, which leaves out control characters.

To show a further slot of a record: yield its line in `display.lines`.
"""
