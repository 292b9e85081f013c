"""How topics are read outside the consumer groups: to their end, or on and on."""
