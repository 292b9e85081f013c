"""Names of places: found, told apart, and put on the map."""
