"""What does an event say in the forms that several formats need?

Its flat columns, the days that its date says for sure, the codes of other data sets, a few lines of
prose, text without characters that no format holds. All functions are pure: a record in, values
out. Nothing here knows a format.

To add a column to CSV, Parquet and GeoJSON: add it to `COLUMNS`, and to the table in
docs/exports.md.
"""
