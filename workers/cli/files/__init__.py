"""What does a command read and write: articles, files, standard input and output?

`articles` reads those of all formats, in files and folders; `given` reads one file whole, `output`
writes one whole or not at all. A path of `-` is standard input or output everywhere.

A format of articles is added in `workers.articles.input`, and is known here by then.
"""
