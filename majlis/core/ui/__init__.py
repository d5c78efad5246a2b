"""The house's look as parts: form fields, dates in both calendars, due clocks, codes, paging."""
