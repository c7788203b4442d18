-- Whoever asked for an account may withdraw the request. SQLite changes no constraint: the table is made anew.
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
    -- As they were when the request was sent.
    requester_name TEXT NOT NULL DEFAULT '',
    requester_organisation TEXT NOT NULL DEFAULT '',
    CONSTRAINT account_request_status CHECK (status IN
        ('pending', 'withdrawn', 'denied', 'lapsed', 'activated')),
    CONSTRAINT account_request_decider CHECK (decider IN
        ('operator_approver', 'existing_administrators', 'customer_contacts')),
    CONSTRAINT account_request_approved_by CHECK (approved_by IN
        ('nobody', 'operator_approver', 'existing_administrators')),
    CONSTRAINT account_request_decided_as CHECK (decided_as IN
        ('requester', 'account_creator', 'existing_administrator', 'operator_approver')),
    CONSTRAINT account_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('withdrawn', 'denied', 'activated'))),
    CONSTRAINT account_request_decided_as_where_decided CHECK ((decided_as IS NOT NULL) = (decided_at IS NOT NULL)),
    CONSTRAINT account_request_decision_rules_where_decided CHECK
        ((decision_rules IS NOT NULL) = (decided_at IS NOT NULL)),
    CONSTRAINT account_request_decision_reason_where_denied CHECK (decision_reason IS NULL OR status = 'denied')
);
INSERT INTO account_request_made_anew SELECT key, reference, person_key, account_key, domain_identifier, status, decider,
    approved_by, operator_asked, note_to_approver, note_to_customer, note_to_added_users, salt, created_at, lapses_at,
    decided_at, decided_by_key, decided_as, decision_reason, decision_rules, policy_version, rules, version,
    requester_name, requester_organisation FROM account_request;
DROP TABLE account_request;
ALTER TABLE account_request_made_anew RENAME TO account_request;
-- One pending request per person and identifier, whoever asks twice at once.
CREATE UNIQUE INDEX account_request_pending_once ON account_request (person_key, domain_identifier)
    WHERE status = 'pending';
CREATE INDEX account_request_by_person ON account_request (person_key, created_at);
CREATE INDEX account_request_pending_by_lapse ON account_request (lapses_at) WHERE status = 'pending';
CREATE INDEX account_request_pending_by_decider ON account_request (decider, lapses_at) WHERE status = 'pending';

-- What became of each person who was to be added: the role in the entire account, or that whoever accepted it took them
-- out. Neither before it is accepted, nor in what was accepted before these columns were there.
ALTER TABLE account_request_added_user ADD COLUMN role TEXT
    CONSTRAINT account_request_added_user_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'));
ALTER TABLE account_request_added_user ADD COLUMN left_out BOOLEAN NOT NULL DEFAULT FALSE;
