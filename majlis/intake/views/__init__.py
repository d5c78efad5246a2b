"""The pages of taking in."""
