"""From a message to its acknowledgement: what comes in, what goes out, what may be committed, what is refused."""
