"""The files behind the papers: what may come in, how it is drawn anew, where it lies, and who scans it."""
