"""The forms in which articles come in, one a file; each turns decoded input into an Article and knows nothing of the others."""
