"""The stages on their topics: three that read articles, one that consolidates."""
