"""A local Airflow with the DAGs of this folder: what ``./soletape airflow`` starts."""
