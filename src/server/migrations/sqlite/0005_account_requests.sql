-- Requests for new accounts. Times are epoch milliseconds (UTC).

-- An identifier is one active account's. Whoever asks for it meanwhile hears nothing of other people's requests. SQLite
-- drops no constraint: the table is made anew. Foreign keys are not enforced while migrations run.
CREATE TABLE account_made_anew (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    domain_identifier TEXT NOT NULL,
    domain_display TEXT NOT NULL,
    registrable_domain TEXT NOT NULL,
    -- What a search by part looks in: name and identifier, folded.
    search_text TEXT NOT NULL,
    country TEXT NOT NULL,
    visibility TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- Who asked for the account, with which request, and until when it may be accepted; absent for imported ones.
    requested_by_key BIGINT REFERENCES person (key) ON DELETE SET NULL,
    request_reference TEXT,
    lapses_at BIGINT
);
INSERT INTO account_made_anew SELECT key, id, name, name_folded, domain_identifier, domain_display, registrable_domain,
    search_text, country, visibility, kind, status, version, NULL, NULL, NULL FROM account;
DROP TABLE account;
ALTER TABLE account_made_anew RENAME TO account;
CREATE INDEX account_listed_by_name ON account (name_folded, id) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_listed_by_domain ON account (domain_identifier) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_by_registrable_domain ON account (registrable_domain, name_folded, id);
CREATE INDEX account_by_requester ON account (requested_by_key) WHERE requested_by_key IS NOT NULL;
CREATE UNIQUE INDEX account_active_by_domain ON account (domain_identifier) WHERE status = 'active';

CREATE TABLE account_request (
    key INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL UNIQUE REFERENCES account (key) ON DELETE CASCADE,
    domain_identifier TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Whose turn it is, or was when it ended.
    decider TEXT NOT NULL,
    -- Who let it pass last: see the decision `account_deciders`.
    approved_by TEXT NOT NULL,
    -- Whether the operator's approver was asked.
    operator_asked BOOLEAN NOT NULL,
    note_to_approver TEXT,
    note_to_customer TEXT,
    note_to_added_users TEXT,
    -- What the trail holds of addresses, notes and reasons is salted, so that they can be erased.
    salt TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    lapses_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by_key BIGINT REFERENCES person (key) ON DELETE SET NULL,
    -- As whom they decided.
    decided_as TEXT,
    decision_reason TEXT,
    decision_rules TEXT,
    policy_version TEXT NOT NULL REFERENCES policy (version),
    -- The rules that fired, as JSON in both languages.
    rules TEXT NOT NULL,
    version BIGINT NOT NULL
);
-- One pending request per person and identifier, whoever asks twice at once.
CREATE UNIQUE INDEX account_request_pending_once ON account_request (person_key, domain_identifier)
    WHERE status = 'pending';
CREATE INDEX account_request_by_person ON account_request (person_key, created_at);
CREATE INDEX account_request_pending_by_lapse ON account_request (lapses_at) WHERE status = 'pending';
CREATE INDEX account_request_pending_by_decider ON account_request (decider, lapses_at) WHERE status = 'pending';

-- The accounts that held the same registrable domain when it was sent, as far as the requester may find them: their
-- administrators decide first.
CREATE TABLE account_request_holder (
    request_key BIGINT NOT NULL REFERENCES account_request (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    PRIMARY KEY (request_key, account_key)
);
CREATE INDEX account_request_holder_by_account ON account_request_holder (account_key);

-- Who accepts the account: as the requester wrote it, corrected since, or whom it was forwarded to.
CREATE TABLE account_request_contact (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    request_key BIGINT NOT NULL REFERENCES account_request (key) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    -- `named` by the requester, or in whose place: `forwarded` or `corrected`.
    way TEXT NOT NULL,
    from_key BIGINT REFERENCES account_request_contact (key) ON DELETE SET NULL,
    -- What was written beside the forwarding.
    note TEXT,
    -- Of the token in the mail's link.
    link_digest TEXT NOT NULL UNIQUE,
    -- The mail that asked them, once it was written.
    message_id TEXT,
    -- When somebody took their place: from then on they decide no more, and the link is dead.
    ended_at BIGINT
);
CREATE INDEX account_request_contact_by_request ON account_request_contact (request_key, key);
CREATE INDEX account_request_contact_by_message ON account_request_contact (message_id);
CREATE INDEX account_request_contact_by_email ON account_request_contact (email_folded);

CREATE TABLE account_request_added_user (
    request_key BIGINT NOT NULL REFERENCES account_request (key) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    PRIMARY KEY (request_key, email_folded)
);

CREATE TABLE account_request_reminder (
    request_key BIGINT NOT NULL REFERENCES account_request (key) ON DELETE CASCADE,
    -- From 1: of two sent at once, one finds its number taken.
    number BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (request_key, number)
);

-- Codes that prove an address. The code itself follows from the id and the server's secret.
CREATE TABLE sign_in_code (
    id TEXT PRIMARY KEY,
    email_folded TEXT NOT NULL,
    -- The link or the browser for which it was made.
    binding TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX sign_in_code_by_email ON sign_in_code (email_folded, created_at);

-- Who says in which browser that an address is theirs, until they prove it.
CREATE TABLE sign_in_claim (
    token_digest TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    -- The page to go to afterwards.
    next TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX sign_in_claim_by_age ON sign_in_claim (created_at);
