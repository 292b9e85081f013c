"""RSS and Atom feeds: polled politely, read leniently, each entry an article for the topic, told once and again where it changes."""
