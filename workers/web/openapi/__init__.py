"""The OpenAPI 3.1 document of `/api`, put together from what the code reads and answers, and its page."""
