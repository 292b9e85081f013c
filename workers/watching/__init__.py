"""Folders that are watched for files of articles: what is new or has changed is published, once."""
