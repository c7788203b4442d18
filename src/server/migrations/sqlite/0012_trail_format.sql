-- The trail's format 2, in which people stand by a random id and their addresses beside it, so that they can be erased;
-- and what is forgotten after its time. Times are epoch milliseconds (UTC).

-- How entries name a person, for good. The salt is that of the commitment to the address, see `trail_address`. The
-- database makes both for whoever is inserted: a later migration that makes this table anew makes the trigger anew.
ALTER TABLE person ADD COLUMN id TEXT;
ALTER TABLE person ADD COLUMN address_salt TEXT;
-- When everything personal about them was taken away.
ALTER TABLE person ADD COLUMN erased_at BIGINT;
UPDATE person SET id = lower(hex(randomblob(16))), address_salt = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX person_by_id ON person (id);
CREATE TRIGGER person_inserted AFTER INSERT ON person WHEN NEW.id IS NULL
BEGIN
    UPDATE person SET id = lower(hex(randomblob(16))), address_salt = lower(hex(randomblob(16))) WHERE key = NEW.key;
END;

-- In format 2 the hash is over number, previous hash and the hash of the content, so that an entry can be proven
-- without being shown. Format 1 has all of it in the content.
ALTER TABLE trail ADD COLUMN format BIGINT NOT NULL DEFAULT 1;
ALTER TABLE trail ADD COLUMN previous TEXT;

-- Addresses that people had before. Entries of format 2 hold commitments: SHA-256 over salt, line feed and address.
-- A row may be deleted, and never changed.
CREATE TABLE trail_address (
    person_id TEXT NOT NULL,
    address TEXT NOT NULL,
    salt TEXT NOT NULL,
    PRIMARY KEY (person_id, salt)
);
CREATE TRIGGER trail_address_update BEFORE UPDATE ON trail_address
BEGIN SELECT RAISE(ABORT, 'trail_address: what stands beside the trail is erased or stays'); END;

-- Whom a name in an entry of format 1 means: it is an address, or issuer and subject with `|` between them. An address
-- that was somebody else's before means its holder only in entries after `after_key`, where that one had left it.
CREATE TABLE trail_name (
    name TEXT PRIMARY KEY,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    after_key BIGINT NOT NULL
);
CREATE INDEX trail_name_by_person ON trail_name (person_key);
INSERT INTO trail_name (name, person_key, after_key)
    SELECT p.email_folded, p.key, coalesce(m.key, 0) FROM person p LEFT JOIN (
        SELECT lower(CASE WHEN json_valid(content) THEN json_extract(content, '$.before.email') END) AS email,
            max(key) AS key
        FROM trail WHERE chain = 'service' AND content LIKE '%"event":"address_changed"%' GROUP BY 1
    ) m ON m.email = p.email_folded
    WHERE p.email_folded IS NOT NULL;
INSERT INTO trail_name (name, person_key, after_key)
    SELECT issuer || '|' || subject, person_key, 0 FROM identity WHERE issuer LIKE '%://%';

-- Who acted as a customer contact. Whoever has the address later is not that one.
CREATE TABLE account_request_contact_person (
    contact_key BIGINT PRIMARY KEY REFERENCES account_request_contact (key) ON DELETE CASCADE,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE
);
INSERT INTO account_request_contact_person (contact_key, person_key)
    SELECT c.key, p.key FROM account_request r JOIN person p ON p.key = r.decided_by_key
    JOIN account_request_contact c ON c.request_key = r.key AND c.email_folded = p.email_folded
    WHERE r.decided_as = 'account_creator';

-- What is forgotten is found by its age.
CREATE INDEX outbox_by_sent_at ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_by_dead_at ON outbox (dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
