"""How is a value shown on a page: in which words, with which marks, with which passages?

`wording` puts values in words, `known` says so where a value is not known, `namesakes` tells events
of one title apart. `sentences` and `passages` find the words of an article that support a value,
and `marking` makes them HTML in which everything is escaped. Records, texts and the view go in; no
request and no template is known here.

To show a new kind of value: add its words to `wording.py`, and name the filter in `rendering.py`.
"""
