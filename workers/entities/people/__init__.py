"""Names of people, the roles and pronouns that stand for them, joined to one person each."""
