"""The locks of the compartment: how a report is closed here, and by whom it can be opened elsewhere."""
