"""How does each format write events? One module a format; none imports another.

A format is a function `write` (`Exporter` in `document.py`). Events that the format cannot hold are
left out, and `write` returns a sentence that says how many. Columns and their order are
the promise of docs/exports.md: a test compares its tables with the code.

To add a format: write its module, name it in `EXPORTERS` of `workers.exports`, and describe it in
docs/exports.md with an example.
"""
