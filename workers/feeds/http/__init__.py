"""How is an address asked: which are permitted, how slowly, within which limits?

Everything here speaks HTTP, and nothing else in `workers.feeds` does; what a body says is the
matter of `reading/`. Limits are constants of `fetching.py`, and docs/security.md lists them.

To refuse further addresses: add them to `addresses.py`, with a case in
`tests/unit/feeds/http/test_addresses.py`.
"""
