"""When a message may be acknowledged: intake, ledgers, and sends that are waited for."""
