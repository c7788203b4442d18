-- What only the program kept true so far, the database keeps from now on. Times are epoch milliseconds (UTC).
--
-- SQLite adds no constraint to a table: each is made anew, with its rows under the same keys. Foreign keys are not
-- enforced while migrations run. A row that breaks a constraint stops the migration: the error names its table and key.

-- What no check of one row can see is looked for first. A row that comes in here stops the migration.
CREATE TEMP TABLE violation (place TEXT NOT NULL, key BIGINT NOT NULL, fault TEXT NOT NULL);
CREATE TEMP TRIGGER violation_stops BEFORE INSERT ON violation
BEGIN SELECT RAISE(ABORT, 'table `' || NEW.place || '`, key ' || NEW.key || ': ' || NEW.fault); END;
INSERT INTO violation SELECT 'virtual_account', v.key, 'the one above it belongs to another account'
    FROM virtual_account v JOIN virtual_account p ON p.key = v.parent_key WHERE p.account_key <> v.account_key;
INSERT INTO violation SELECT 'virtual_account', max(key), 'is the second default one of its account'
    FROM virtual_account WHERE is_default GROUP BY account_key HAVING count(*) > 1;
INSERT INTO violation SELECT 'access_grant', g.key, 'its Virtual Account belongs to another account'
    FROM access_grant g JOIN virtual_account v ON v.key = g.virtual_account_key WHERE v.account_key <> g.account_key;
INSERT INTO violation SELECT 'access_request', r.key, 'a Virtual Account that it names belongs to another account'
    FROM access_request r JOIN access_request_item i ON i.request_key = r.key
    JOIN virtual_account v ON v.key = i.virtual_account_key WHERE v.account_key <> r.account_key;
INSERT INTO violation SELECT 'access_request', r.key, 'a Virtual Account that was granted belongs to another account'
    FROM access_request r JOIN access_request_granted_item i ON i.request_key = r.key
    JOIN virtual_account v ON v.key = i.virtual_account_key WHERE v.account_key <> r.account_key;
DROP TABLE violation;

CREATE TABLE person_made_anew (
    key INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    -- The address to which mail, invitations and imports lead; absent for somebody whom it does not lead to.
    email_folded TEXT UNIQUE,
    email_domain TEXT NOT NULL,
    email_verified BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    country TEXT NOT NULL,
    locale TEXT NOT NULL,
    affiliation TEXT NOT NULL,
    partner BOOLEAN NOT NULL,
    operator BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    changes BIGINT NOT NULL DEFAULT 0,
    name_folded TEXT NOT NULL DEFAULT '',
    CONSTRAINT person_locale CHECK (locale IN ('en', 'fr')),
    CONSTRAINT person_affiliation CHECK (affiliation IN ('external', 'internal', 'licensing_support'))
);
INSERT INTO person_made_anew SELECT key, email, email_folded, email_domain, email_verified, name, organisation, country,
    locale, affiliation, partner, operator, version, changes, name_folded FROM person;
DROP TABLE person;
ALTER TABLE person_made_anew RENAME TO person;
CREATE INDEX person_name_to_fold ON person (key) WHERE name_folded = '' AND name <> '';

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
    lapses_at BIGINT,
    CONSTRAINT account_visibility CHECK (visibility IN ('listed', 'restricted')),
    CONSTRAINT account_kind CHECK (kind IN ('customer', 'partner_holding')),
    CONSTRAINT account_status CHECK (status IN ('active', 'pending', 'denied', 'lapsed'))
);
INSERT INTO account_made_anew SELECT key, id, name, name_folded, domain_identifier, domain_display, registrable_domain,
    search_text, country, visibility, kind, status, version, requested_by_key, request_reference, lapses_at FROM account;
DROP TABLE account;
ALTER TABLE account_made_anew RENAME TO account;
CREATE INDEX account_listed_by_name ON account (name_folded, id) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_listed_by_domain ON account (domain_identifier) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_by_requester ON account (requested_by_key) WHERE requested_by_key IS NOT NULL;
CREATE UNIQUE INDEX account_active_by_domain ON account (domain_identifier) WHERE status = 'active';
-- No index by which a list is made holds restricted accounts, or the time that it takes would tell of them.
CREATE INDEX account_listed_by_registrable_domain ON account (registrable_domain, name_folded, id)
    WHERE visibility = 'listed' AND status = 'active';

CREATE TABLE virtual_account_made_anew (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    parent_key BIGINT,
    name TEXT NOT NULL,
    -- Names from the top, joined with `/`.
    path TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    UNIQUE (account_key, path),
    -- What a key leads to that names the account as well.
    UNIQUE (account_key, key),
    FOREIGN KEY (account_key, parent_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE
);
INSERT INTO virtual_account_made_anew SELECT key, id, account_key, parent_key, name, path, is_default
    FROM virtual_account;
DROP TABLE virtual_account;
ALTER TABLE virtual_account_made_anew RENAME TO virtual_account;
CREATE INDEX virtual_account_by_parent ON virtual_account (parent_key);
CREATE UNIQUE INDEX virtual_account_default_once ON virtual_account (account_key) WHERE is_default;

CREATE TABLE access_grant_made_anew (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    -- Absent: the entire Smart Account.
    virtual_account_key BIGINT,
    role TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    FOREIGN KEY (account_key, virtual_account_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE,
    CONSTRAINT access_grant_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'))
);
INSERT INTO access_grant_made_anew SELECT key, id, person_key, account_key, virtual_account_key, role, version
    FROM access_grant;
DROP TABLE access_grant;
ALTER TABLE access_grant_made_anew RENAME TO access_grant;
CREATE UNIQUE INDEX access_grant_once ON access_grant (person_key, account_key, coalesce(virtual_account_key, 0));
CREATE INDEX access_grant_by_account ON access_grant (account_key, role);
CREATE INDEX access_grant_by_virtual_account ON access_grant (virtual_account_key);

-- Requests from before the trail was chained have a reason without a salt. No entry of the trail holds their texts.
UPDATE access_request SET reason_salt = lower(hex(randomblob(13))) WHERE reason IS NOT NULL AND reason_salt IS NULL;
CREATE TABLE access_request_made_anew (
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
    version BIGINT NOT NULL,
    escalates_at BIGINT NOT NULL DEFAULT 0,
    warns_at BIGINT NOT NULL DEFAULT 0,
    -- Whether the operator and the requester were told, each once.
    escalation_told BOOLEAN NOT NULL DEFAULT FALSE,
    warning_told BOOLEAN NOT NULL DEFAULT FALSE,
    decided_at BIGINT,
    decided_by_key BIGINT REFERENCES person (key) ON DELETE SET NULL,
    decided_by_operator BOOLEAN NOT NULL DEFAULT FALSE,
    decision_reason TEXT,
    -- What the trail holds of these texts is salted, so that they can be erased.
    reason_salt TEXT,
    decision_reason_salt TEXT,
    decision_rules TEXT,
    granted_scope TEXT,
    granted_role TEXT,
    CONSTRAINT access_request_status CHECK (status IN ('open', 'expired', 'approved', 'declined', 'cancelled')),
    CONSTRAINT access_request_path CHECK (path IN
        ('support_case', 'not_requestable', 'open_request', 'complete_profile', 'wizard', 'by_identifier')),
    CONSTRAINT access_request_match_kind CHECK (match_kind IN ('same', 'below', 'above', 'sibling', 'none')),
    CONSTRAINT access_request_scope CHECK (scope IN ('entire', 'selected')),
    CONSTRAINT access_request_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer')),
    CONSTRAINT access_request_deciders CHECK (deciders IN ('smart_account_administrators',
        'virtual_account_administrators', 'administrators_and_virtual_account_administrators', 'operator')),
    CONSTRAINT access_request_granted_scope CHECK (granted_scope IN ('entire', 'selected')),
    CONSTRAINT access_request_granted_role CHECK (granted_role IN ('administrator', 'approver', 'user', 'viewer')),
    -- A role is asked for, and granted, in the entire account only: elsewhere each Virtual Account has its own.
    CONSTRAINT access_request_role_of_scope CHECK ((role IS NOT NULL) = (coalesce(scope, '') = 'entire')),
    CONSTRAINT access_request_granted_role_of_scope CHECK
        ((granted_role IS NOT NULL) = (coalesce(granted_scope, '') = 'entire')),
    CONSTRAINT access_request_granted_where_approved CHECK ((granted_scope IS NOT NULL) = (status = 'approved')),
    CONSTRAINT access_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('approved', 'declined', 'cancelled'))),
    CONSTRAINT access_request_decision_rules_where_decided CHECK
        ((decision_rules IS NOT NULL) = (decided_at IS NOT NULL)),
    CONSTRAINT access_request_reason_with_salt CHECK ((reason IS NULL) = (reason_salt IS NULL)),
    CONSTRAINT access_request_decision_reason_with_salt CHECK
        ((decision_reason IS NULL) = (decision_reason_salt IS NULL))
);
INSERT INTO access_request_made_anew SELECT key, reference, person_key, account_key, status, path, match_kind, scope, role,
    reason, deciders, created_at, expires_at, policy_version, rules, version, escalates_at, warns_at, escalation_told,
    warning_told, decided_at, decided_by_key, decided_by_operator, decision_reason, reason_salt, decision_reason_salt,
    decision_rules, granted_scope, granted_role FROM access_request;
DROP TABLE access_request;
ALTER TABLE access_request_made_anew RENAME TO access_request;
-- One open request per person and account, whoever asks twice at once.
CREATE UNIQUE INDEX access_request_open_once ON access_request (person_key, account_key) WHERE status = 'open';
CREATE INDEX access_request_by_person ON access_request (person_key, account_key, created_at);
CREATE INDEX access_request_by_account ON access_request (account_key, status);
CREATE INDEX access_request_open_by_expiry ON access_request (expires_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_escalation ON access_request (escalates_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_warning ON access_request (warns_at) WHERE status = 'open';
CREATE INDEX access_request_open_by_account ON access_request (account_key, expires_at) WHERE status = 'open';

CREATE TABLE access_request_item_made_anew (
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    virtual_account_key BIGINT NOT NULL REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (request_key, virtual_account_key),
    CONSTRAINT access_request_item_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'))
);
INSERT INTO access_request_item_made_anew SELECT request_key, virtual_account_key, role FROM access_request_item;
DROP TABLE access_request_item;
ALTER TABLE access_request_item_made_anew RENAME TO access_request_item;

-- What was granted with the scope `selected`.
CREATE TABLE access_request_granted_item_made_anew (
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    virtual_account_key BIGINT NOT NULL REFERENCES virtual_account (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (request_key, virtual_account_key),
    CONSTRAINT access_request_granted_item_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'))
);
INSERT INTO access_request_granted_item_made_anew SELECT request_key, virtual_account_key, role
    FROM access_request_granted_item;
DROP TABLE access_request_granted_item;
ALTER TABLE access_request_granted_item_made_anew RENAME TO access_request_granted_item;

-- A request's Virtual Accounts belong to its account. A foreign key would need the account in each of these rows.
CREATE TRIGGER access_request_item_inserted BEFORE INSERT ON access_request_item WHEN NOT EXISTS (
    SELECT 1 FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key
    WHERE r.key = NEW.request_key AND v.key = NEW.virtual_account_key)
BEGIN SELECT RAISE(ABORT, 'access_request_item: a Virtual Account of another account than the request'); END;
CREATE TRIGGER access_request_item_updated BEFORE UPDATE ON access_request_item WHEN NOT EXISTS (
    SELECT 1 FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key
    WHERE r.key = NEW.request_key AND v.key = NEW.virtual_account_key)
BEGIN SELECT RAISE(ABORT, 'access_request_item: a Virtual Account of another account than the request'); END;
CREATE TRIGGER access_request_granted_item_inserted BEFORE INSERT ON access_request_granted_item WHEN NOT EXISTS (
    SELECT 1 FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key
    WHERE r.key = NEW.request_key AND v.key = NEW.virtual_account_key)
BEGIN SELECT RAISE(ABORT, 'access_request_granted_item: a Virtual Account of another account than the request'); END;
CREATE TRIGGER access_request_granted_item_updated BEFORE UPDATE ON access_request_granted_item WHEN NOT EXISTS (
    SELECT 1 FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key
    WHERE r.key = NEW.request_key AND v.key = NEW.virtual_account_key)
BEGIN SELECT RAISE(ABORT, 'access_request_granted_item: a Virtual Account of another account than the request'); END;

CREATE TABLE account_request_made_anew (
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
    version BIGINT NOT NULL,
    CONSTRAINT account_request_status CHECK (status IN ('pending', 'denied', 'lapsed', 'activated')),
    CONSTRAINT account_request_decider CHECK (decider IN
        ('operator_approver', 'existing_administrators', 'customer_contacts')),
    CONSTRAINT account_request_approved_by CHECK (approved_by IN
        ('nobody', 'operator_approver', 'existing_administrators')),
    CONSTRAINT account_request_decided_as CHECK (decided_as IN
        ('requester', 'account_creator', 'existing_administrator', 'operator_approver')),
    CONSTRAINT account_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('denied', 'activated'))),
    CONSTRAINT account_request_decided_as_where_decided CHECK ((decided_as IS NOT NULL) = (decided_at IS NOT NULL)),
    CONSTRAINT account_request_decision_rules_where_decided CHECK
        ((decision_rules IS NOT NULL) = (decided_at IS NOT NULL)),
    CONSTRAINT account_request_decision_reason_where_denied CHECK (decision_reason IS NULL OR status = 'denied')
);
INSERT INTO account_request_made_anew SELECT key, reference, person_key, account_key, domain_identifier, status, decider,
    approved_by, operator_asked, note_to_approver, note_to_customer, note_to_added_users, salt, created_at, lapses_at,
    decided_at, decided_by_key, decided_as, decision_reason, decision_rules, policy_version, rules, version
    FROM account_request;
DROP TABLE account_request;
ALTER TABLE account_request_made_anew RENAME TO account_request;
-- One pending request per person and identifier, whoever asks twice at once.
CREATE UNIQUE INDEX account_request_pending_once ON account_request (person_key, domain_identifier)
    WHERE status = 'pending';
CREATE INDEX account_request_by_person ON account_request (person_key, created_at);
CREATE INDEX account_request_pending_by_lapse ON account_request (lapses_at) WHERE status = 'pending';
CREATE INDEX account_request_pending_by_decider ON account_request (decider, lapses_at) WHERE status = 'pending';

-- Who accepts the account: as the requester wrote it, corrected since, or whom it was forwarded to.
CREATE TABLE account_request_contact_made_anew (
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
    ended_at BIGINT,
    CONSTRAINT account_request_contact_way CHECK (way IN ('named', 'forwarded', 'corrected')),
    CONSTRAINT account_request_contact_named_by_requester CHECK (way <> 'named' OR from_key IS NULL)
);
INSERT INTO account_request_contact_made_anew SELECT key, id, request_key, email, email_folded, way, from_key, note,
    link_digest, message_id, ended_at FROM account_request_contact;
DROP TABLE account_request_contact;
ALTER TABLE account_request_contact_made_anew RENAME TO account_request_contact;
CREATE INDEX account_request_contact_by_request ON account_request_contact (request_key, key);
CREATE INDEX account_request_contact_by_message ON account_request_contact (message_id);
CREATE INDEX account_request_contact_by_email ON account_request_contact (email_folded);

CREATE TABLE session_made_anew (
    token_digest TEXT PRIMARY KEY,
    -- By which the person ends it.
    id TEXT NOT NULL,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- The way in: `code`, `link`, `sample` or an issuer.
    way TEXT NOT NULL,
    -- The browser as it calls itself, shortened.
    browser TEXT NOT NULL,
    CONSTRAINT session_with_id CHECK (id <> ''),
    CONSTRAINT session_with_way CHECK (way <> '')
);
INSERT INTO session_made_anew (token_digest, id, person_key, created_at, seen_at, expires_at, way, browser)
    SELECT token_digest, id, person_key, created_at, seen_at, expires_at, way, browser FROM session;
DROP TABLE session;
ALTER TABLE session_made_anew RENAME TO session;
CREATE UNIQUE INDEX session_by_id ON session (id);
CREATE INDEX session_by_person ON session (person_key, seen_at);
CREATE INDEX session_by_expiry ON session (expires_at);

-- The trail is append only. The one exception is the sample world, which is made anew: only its database has a row in
-- `sample_clock`. Whoever has to repair a trail drops these triggers and makes them again: `audit verify`
-- tells whether entries were changed, and not whether the triggers are there. A later migration that makes one of these
-- tables anew, or `sample_clock`, drops the triggers that name it first.
CREATE TRIGGER trail_append_only_update BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'trail: entries are only ever added'); END;
CREATE TRIGGER trail_append_only_delete BEFORE DELETE ON trail WHEN NOT EXISTS (SELECT 1 FROM sample_clock)
BEGIN SELECT RAISE(ABORT, 'trail: entries are only ever added'); END;
CREATE TRIGGER trail_head_append_only_delete BEFORE DELETE ON trail_head WHEN NOT EXISTS (SELECT 1 FROM sample_clock)
BEGIN SELECT RAISE(ABORT, 'trail_head: chains are never taken away'); END;
