-- Following and deciding: who decided what, reminders, a chained trail. Times are epoch milliseconds (UTC).

ALTER TABLE person ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;

ALTER TABLE access_request ADD COLUMN escalates_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE access_request ADD COLUMN warns_at BIGINT NOT NULL DEFAULT 0;
UPDATE access_request SET escalates_at = created_at + 864000000, warns_at = expires_at - 432000000;
-- Whether the operator and the requester were told, each once.
ALTER TABLE access_request ADD COLUMN escalation_told BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE access_request ADD COLUMN warning_told BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE access_request ADD COLUMN decided_at BIGINT;
ALTER TABLE access_request ADD COLUMN decided_by_key BIGINT REFERENCES person (key) ON DELETE SET NULL;
ALTER TABLE access_request ADD COLUMN decided_by_operator BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE access_request ADD COLUMN decision_reason TEXT;
-- What the trail holds of these texts is salted, so that they can be erased.
ALTER TABLE access_request ADD COLUMN reason_salt TEXT;
ALTER TABLE access_request ADD COLUMN decision_reason_salt TEXT;
ALTER TABLE access_request ADD COLUMN decision_rules TEXT;
ALTER TABLE access_request ADD COLUMN granted_scope TEXT;
ALTER TABLE access_request ADD COLUMN granted_role TEXT;
CREATE INDEX access_request_open_by_expiry ON access_request (expires_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_escalation ON access_request (escalates_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_warning ON access_request (warns_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_account ON access_request (account_key, expires_at) WHERE status = 'open';

-- What was granted with the scope `selected`.
CREATE TABLE access_request_granted_item (
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    virtual_account_key BIGINT NOT NULL REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (request_key, virtual_account_key)
);

CREATE TABLE access_request_reminder (
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    -- From 1: of two sent at once, one finds its number taken.
    number BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (request_key, number)
);

CREATE TABLE access_grant_with_id (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    -- Absent: the entire Smart Account.
    virtual_account_key BIGINT REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
INSERT INTO access_grant_with_id (key, id, person_key, account_key, virtual_account_key, role)
    SELECT key, lower(hex(randomblob(13))), person_key, account_key, virtual_account_key, role FROM access_grant;
DROP TABLE access_grant;
ALTER TABLE access_grant_with_id RENAME TO access_grant;
CREATE UNIQUE INDEX access_grant_once ON access_grant (person_key, account_key, coalesce(virtual_account_key, 0));
CREATE INDEX access_grant_by_account ON access_grant (account_key, role);
CREATE INDEX access_grant_by_virtual_account ON access_grant (virtual_account_key);

-- The trail was not chained before; no release wrote one. One chain for each account, one for the service, and one
-- of seals over the heads of all others. Append only: nothing updates or deletes an entry.
DROP TABLE trail;
CREATE TABLE trail (
    key INTEGER PRIMARY KEY,
    -- An account's public id, `service`, or `seals`.
    chain TEXT NOT NULL,
    -- From 1, without a gap.
    number BIGINT NOT NULL,
    -- What it happened to, by its public name: a request's reference.
    subject TEXT NOT NULL,
    -- The entry as it is hashed: JSON in canonical form (RFC 8785).
    content TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (chain, number)
);
CREATE INDEX trail_by_subject ON trail (subject, key);

CREATE TABLE trail_head (
    chain TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    -- The number at the last seal.
    sealed_number BIGINT NOT NULL
);
