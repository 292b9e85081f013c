"""The OpenAPI 3.1 document of `/api`, and its page.

The document is put together from the parameters that the code reads and the answers that it gives.
"""
