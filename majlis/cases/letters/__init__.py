"""The formal letters of the house: A4, in Arabic, made from data."""
