"""The live page: a list of events, a map and a timeline that filter one another."""
