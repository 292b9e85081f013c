"""Which days an expression means, by the publication, the discourse and the tense."""
