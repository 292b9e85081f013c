"""Which words tell an event? `data/triggers.tsv` has the weights, `data/event_nouns.txt` nouns."""
