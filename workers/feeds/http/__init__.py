"""HTTP for feeds and pages: which addresses may be asked, within which limits, and what the answers ask of us."""
