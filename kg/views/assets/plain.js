// A page that says one thing needs no script of its own.
