-- By what a database knows its secret again: see `store::secret_check`. One row, with the key 1.

CREATE TABLE secret_check (
    key INTEGER PRIMARY KEY,
    value TEXT NOT NULL
);
