"""Which names, role phrases and pronouns mean one person, and which roles the person has.

The nouns for roles are data in `roles.yaml`, the titles in `titles.yaml`.
"""
