"""Which function each stretch of an article has: headline, dateline, byline, body, boilerplate.

Each module recognises one kind of block; `segmentation` asks them in order. The phrases are data in
`data/boilerplate.yaml`.
"""
