"""Faust as we run it: apps, recovery, tables, the state folder, and the ways in which a worker ends."""
