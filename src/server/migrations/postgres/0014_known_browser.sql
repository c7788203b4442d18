-- The browser that asked for a code, where the address was proved in it before. It has a number of codes of its own.
ALTER TABLE sign_in_code ADD COLUMN browser TEXT NOT NULL DEFAULT '';
