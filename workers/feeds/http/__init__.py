"""HTTP for feeds and pages: permitted addresses, limits, and waits that answers ask for."""
