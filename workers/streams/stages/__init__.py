"""What each stage does with its messages: three that read articles, one that consolidates.

To add a stage: docs/how-to/add-a-stage.md.
"""
