-- Searches read a copy in memory, which each process brings up to date by the numbers of what changed. What the database kept
-- for searching by part goes.
DROP TABLE listed_account_term;
DROP TABLE listed_account_word;
DROP TABLE listed_account_search;

-- One row, with the key 1: the newest number, and the first one that stands. What was numbered before that is no longer there.
CREATE TABLE search_change (
    key INTEGER PRIMARY KEY,
    number BIGINT NOT NULL,
    first BIGINT NOT NULL
);
INSERT INTO search_change (key, number, first) VALUES (1, 1, 1);

-- The number of an account's last change while it was listed, or when it ceased to be; 0 if it never was.
ALTER TABLE account ADD COLUMN search_change BIGINT NOT NULL DEFAULT 0;
UPDATE account SET search_change = 1 WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_by_search_change ON account (search_change) WHERE search_change > 0;
