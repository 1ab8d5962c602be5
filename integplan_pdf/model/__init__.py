"""Values only: frozen, without behaviour that reads or writes anything."""
