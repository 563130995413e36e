"""Questions, by noun: withdrawals, what mentions somebody, where everything lies, retention, backups."""
