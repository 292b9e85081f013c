"""What a process counts and what its web view shows."""
