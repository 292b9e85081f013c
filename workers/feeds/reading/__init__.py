"""What does a body say: a feed, a sitemap, a page, a list of feeds?

Bytes in, the plain records of `document.py` out. `reader` reads in a process of its own, limited in
time and memory, since the bytes are a stranger's; only that process loads the parsers. Nothing here
asks the network or knows the state of a feed.

To read a further kind of document: recognise it in `parsing.py` and return a `Document`.
"""
