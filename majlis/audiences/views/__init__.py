"""The pages of the weekly session, one file a noun."""
