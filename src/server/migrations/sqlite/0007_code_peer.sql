-- From where a code was asked for: the limits of an address are each peer's. Those from before are nobody's.
ALTER TABLE sign_in_code ADD COLUMN peer TEXT NOT NULL DEFAULT '';
CREATE INDEX sign_in_code_by_age ON sign_in_code (created_at);
