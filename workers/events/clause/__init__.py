"""The clause around a trigger: its words, voice, negation, subject and mood."""
