"""Drawing places: the frame that a map shows, and the outlines of countries."""
