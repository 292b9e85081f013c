"""What a message is: as read, as sent, with its headers; and why one is refused.

To add a header, write it in `headers`. A header never holds the time of sending.
"""
