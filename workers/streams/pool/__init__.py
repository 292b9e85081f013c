"""The processes that analyse articles off the event loop."""
