"""The graph of a shard: pairs scored into links, links clustered into stories and events, and how events stand to each other."""
