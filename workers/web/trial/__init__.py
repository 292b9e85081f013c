"""`/try`: a text that a reader pastes, shown with everything marked.

The worker's own stages read the text; the text is published nowhere.
"""
