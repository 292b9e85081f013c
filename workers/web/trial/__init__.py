"""`/try`: a text that a reader pastes, read by the worker's own stages and shown with everything marked; it is published nowhere."""
