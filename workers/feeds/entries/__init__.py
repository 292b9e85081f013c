"""Which entries of a document become articles, and with which text?

`sifting` tells new and changed entries from known ones and gives articles their ids, `pages` reads
the page behind an entry, `writing` makes the article's JSON. An id that changes publishes all
entries again, so the rules for ids in `sifting.py` stay as they are.

To carry a further field of an entry: read it into `Entry` in `reading/`, and write it in
`writing.py`.
"""
