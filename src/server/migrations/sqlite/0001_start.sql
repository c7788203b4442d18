-- Times are epoch milliseconds (UTC). Keys never leave the server; ids are public and random.
CREATE TABLE person (
    key INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL UNIQUE,
    email_domain TEXT NOT NULL,
    email_verified BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    country TEXT NOT NULL,
    locale TEXT NOT NULL,
    affiliation TEXT NOT NULL,
    partner BOOLEAN NOT NULL,
    operator BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE account (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    domain_identifier TEXT NOT NULL UNIQUE,
    domain_display TEXT NOT NULL,
    registrable_domain TEXT NOT NULL,
    -- What a search by part looks in: name and identifier, folded.
    search_text TEXT NOT NULL,
    country TEXT NOT NULL,
    visibility TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX account_listed_by_name ON account (name_folded, id) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_listed_by_domain ON account (domain_identifier) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_by_registrable_domain ON account (registrable_domain, name_folded, id);

-- Active listed accounts only; restricted ones are not in it at all. The row id is the account's key.
CREATE VIRTUAL TABLE listed_account_search USING fts5 (search_text, tokenize = 'trigram', content = '', contentless_delete = 1);

-- Every active account under its entire identifier and its entire name, as HMACs: the one way to a restricted account.
CREATE TABLE account_look_up (
    mac TEXT NOT NULL,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    -- The version of the HMAC key and of the normalisation.
    version BIGINT NOT NULL,
    PRIMARY KEY (mac, account_key)
);
CREATE INDEX account_look_up_by_account ON account_look_up (account_key);

CREATE TABLE virtual_account (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    parent_key BIGINT REFERENCES virtual_account (key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- Names from the top, joined with `/`.
    path TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    UNIQUE (account_key, path)
);
CREATE INDEX virtual_account_by_parent ON virtual_account (parent_key);

CREATE TABLE access_grant (
    key INTEGER PRIMARY KEY,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    -- Absent: the entire Smart Account.
    virtual_account_key BIGINT REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL
);
CREATE UNIQUE INDEX access_grant_once ON access_grant (person_key, account_key, coalesce(virtual_account_key, 0));
CREATE INDEX access_grant_by_account ON access_grant (account_key, role);
CREATE INDEX access_grant_by_virtual_account ON access_grant (virtual_account_key);

CREATE TABLE policy (
    version TEXT PRIMARY KEY,
    compiled TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_request (
    key INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    status TEXT NOT NULL,
    path TEXT NOT NULL,
    match_kind TEXT NOT NULL,
    scope TEXT,
    role TEXT,
    reason TEXT,
    deciders TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    policy_version TEXT NOT NULL REFERENCES policy (version),
    -- The rules that fired, as JSON in both languages.
    rules TEXT NOT NULL,
    version BIGINT NOT NULL
);
-- One open request per person and account, whoever asks twice at once.
CREATE UNIQUE INDEX access_request_open_once ON access_request (person_key, account_key) WHERE status = 'open';
CREATE INDEX access_request_by_person ON access_request (person_key, account_key, created_at);
CREATE INDEX access_request_by_account ON access_request (account_key, status);

CREATE TABLE access_request_item (
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    virtual_account_key BIGINT NOT NULL REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (request_key, virtual_account_key)
);

CREATE TABLE idempotency (
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    idempotency_key TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    reference TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person_key, idempotency_key)
);

CREATE TABLE session (
    token_digest TEXT PRIMARY KEY,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE sign_in_link (
    token_digest TEXT PRIMARY KEY,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);

-- Append only: nothing updates or deletes a row.
CREATE TABLE trail (
    key INTEGER PRIMARY KEY,
    account_key BIGINT REFERENCES account (key),
    person_key BIGINT REFERENCES person (key),
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    at BIGINT NOT NULL,
    policy_version TEXT NOT NULL,
    rules TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX trail_by_subject ON trail (subject);

-- Mail to be sent, written with the change that it tells of.
CREATE TABLE outbox (
    key INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    recipient TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- What the template needs, as JSON.
    details TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- One row at most: how far the sample world's clock is ahead.
CREATE TABLE sample_clock (
    only BOOLEAN PRIMARY KEY,
    offset_seconds BIGINT NOT NULL
);
