-- When an import took over an account that was made in the product.
ALTER TABLE account ADD COLUMN adopted_at BIGINT;

-- Whether the person wrote their profile themselves since an import last did.
ALTER TABLE person ADD COLUMN own_profile BOOLEAN NOT NULL DEFAULT FALSE;

-- Roles that were removed or lowered in the product. An import does not give them back by itself, and forgets them once
-- its files agree.
CREATE TABLE revoked_grant (
    key INTEGER PRIMARY KEY,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    -- Absent: the entire Smart Account.
    virtual_account_key BIGINT,
    -- The role that was there before.
    role TEXT NOT NULL,
    FOREIGN KEY (account_key, virtual_account_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE,
    CONSTRAINT revoked_grant_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'))
);
CREATE UNIQUE INDEX revoked_grant_once ON revoked_grant (person_key, account_key, coalesce(virtual_account_key, 0));
CREATE INDEX revoked_grant_by_account ON revoked_grant (account_key, virtual_account_key);

-- What the trail tells of the time before: roles that were taken away and did not come back, and who wrote their profile.
WITH told AS MATERIALIZED (
    SELECT chain, CASE WHEN json_valid(content) THEN content ELSE '{}' END AS content FROM trail
), revoked AS (
    SELECT chain, json_extract(content, '$.before.person') AS email, json_extract(content, '$.before.role') AS role,
        json_extract(content, '$.before.virtual_account') AS virtual_account
    FROM told WHERE json_extract(content, '$.event') IN ('access_changed', 'access_left', 'access_removed')
)
INSERT INTO revoked_grant (person_key, account_key, virtual_account_key, role)
    SELECT p.key, a.key, v.key, r.role FROM revoked r
    JOIN account a ON a.id = r.chain
    JOIN person p ON p.email = r.email
    LEFT JOIN virtual_account v ON v.id = r.virtual_account AND v.account_key = a.key
    WHERE r.role IN ('administrator', 'approver', 'user', 'viewer')
    AND (r.virtual_account IS NULL OR v.key IS NOT NULL)
    -- Roles stand in this text with the one that allows most in front.
    AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.person_key = p.key AND g.account_key = a.key
        AND coalesce(g.virtual_account_key, 0) = coalesce(v.key, 0)
        AND instr('administrator approver user viewer', g.role) <= instr('administrator approver user viewer', r.role))
    ON CONFLICT DO NOTHING;

WITH told AS MATERIALIZED (
    SELECT CASE WHEN json_valid(content) THEN content ELSE '{}' END AS content FROM trail WHERE subject = 'profile'
)
UPDATE person SET own_profile = TRUE WHERE email IN (
    SELECT json_extract(content, '$.who') FROM told WHERE json_extract(content, '$.event') = 'profile_changed');
