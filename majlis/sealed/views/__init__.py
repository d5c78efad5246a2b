"""The pages of the compartment."""
