"""What operators have decided, and how it bears on the clusters."""
