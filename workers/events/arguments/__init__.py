"""Who takes part in an event, where and when does it happen, and who reports it?

All of it is read from the clause of a trigger. Which nouns are people, vehicles or buildings is in
`data/nouns.yaml`, and which types are done to whom in `data/type_roles.yaml`.
"""
