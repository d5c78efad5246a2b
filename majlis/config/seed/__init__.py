"""The sample centre: a living house to look at and to try, made by the rooms' own acts."""
