"""The command line: the same verbs without a window. `app.run` is its one door."""
