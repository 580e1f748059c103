"""What the DAGs of Soletape share; no business rule lives here."""
