"""The Kafka broker in memory: how it starts, how it ends, how a client recognises it."""
