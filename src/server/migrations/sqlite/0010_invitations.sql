-- Invitations to an account: access that somebody was given without asking, and that is theirs once they accept, or once
-- they prove the address. Times are epoch milliseconds (UTC).
CREATE TABLE invitation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    -- When it is theirs, see the decision `acceptance`: once they prove the address, or once they accept.
    acceptance TEXT NOT NULL,
    -- Who added them, and what they wrote to them.
    inviter_key BIGINT REFERENCES person (key) ON DELETE SET NULL,
    note TEXT,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    warns_at BIGINT NOT NULL,
    warned BOOLEAN NOT NULL DEFAULT FALSE,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    policy_version TEXT NOT NULL REFERENCES policy (version),
    -- The rules that fired, as JSON in both languages.
    rules TEXT NOT NULL,
    -- What its places lead to that name the account as well.
    UNIQUE (account_key, key),
    CONSTRAINT invitation_acceptance CHECK (acceptance IN ('on_proof', 'invitation')),
    CONSTRAINT invitation_status CHECK (status IN
        ('pending', 'accepted', 'declined', 'expired', 'withdrawn')),
    CONSTRAINT invitation_ended CHECK ((status = 'pending') = (ended_at IS NULL))
);
-- One pending invitation per account and address, whoever invites twice at once.
CREATE UNIQUE INDEX invitation_pending_once ON invitation (account_key, email_folded) WHERE status = 'pending';
CREATE INDEX invitation_pending_by_email ON invitation (email_folded) WHERE status = 'pending';
CREATE INDEX invitation_pending_by_expiry ON invitation (expires_at) WHERE status = 'pending';
CREATE INDEX invitation_pending_by_warning ON invitation (warns_at) WHERE status = 'pending' AND NOT warned;
CREATE INDEX invitation_by_inviter ON invitation (inviter_key);

-- The roles that it gives, and where.
CREATE TABLE invitation_place (
    invitation_key BIGINT NOT NULL,
    account_key BIGINT NOT NULL,
    -- Absent: the entire Smart Account.
    virtual_account_key BIGINT,
    role TEXT NOT NULL,
    FOREIGN KEY (account_key, invitation_key) REFERENCES invitation (account_key, key) ON DELETE CASCADE,
    FOREIGN KEY (account_key, virtual_account_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE,
    CONSTRAINT invitation_place_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'))
);
CREATE UNIQUE INDEX invitation_place_once ON invitation_place (invitation_key, coalesce(virtual_account_key, 0));
CREATE INDEX invitation_place_by_virtual_account ON invitation_place (virtual_account_key);
