"""The seed articles, and the producer that publishes them."""

from pathlib import Path

SEEDS = Path(__file__).parent
"""The folder with the seed articles, one plain text file each."""
