"""Names as NER gives them, corrected by rules and found again throughout the article."""
