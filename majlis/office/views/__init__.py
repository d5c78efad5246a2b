"""The pages of the minister's office."""
