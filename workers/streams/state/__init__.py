"""Where the state of a stage lives: tables, their changelog, their local copy, their recovery."""
