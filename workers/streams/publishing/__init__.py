"""How articles and decisions get into their topics from outside the stages."""
