"""Changes, by noun: withdrawals, forgetting, the list of what is forgotten, retention, destruction, backups."""
