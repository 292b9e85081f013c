"""Labels that the modules of this stage share: roles, the unknown type, the keys of places."""

from schemas.mentions import Role

UNKNOWN = "UNKNOWN"
"""Code of the type of an event that no other type fits."""
ROLES: tuple[Role, ...] = ("actor", "recipient", "other")
"""In the order in which participants are listed."""
COUNTRY = "country:"
"""Start of the key of a country: its people undergo what is done in it, and it acts."""
TOWN = "geo:"
"""Start of the key of a place below a country, which only says where an event is.

'The Seattle shooting' is in Seattle, 'US sanctions' are by the US.
"""
