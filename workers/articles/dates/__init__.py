"""Which day and time a stamp names: in metadata, and on lines that pages write.

Dates in sentences are the matter of `workers.entities.times`.
"""
