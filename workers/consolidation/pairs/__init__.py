"""What is known of an article and of a chain, and what speaks for two of them telling one story or one event."""
