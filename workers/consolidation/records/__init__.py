"""From a cluster to what is told of it: its slots, dates, words and conflicts, its id and its history."""
