-- By whose word an account is there, names that look alike, and how requesters were called when they sent a request.

-- What a name looks like. No database can tell: the program fills it for those that were there before.
ALTER TABLE account ADD COLUMN name_skeleton TEXT NOT NULL DEFAULT '';
CREATE INDEX account_listed_by_skeleton ON account (name_skeleton) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_name_to_skeleton ON account (key) WHERE name_skeleton = '';

-- Whether the administrators of restricted accounts with the same registrable domain are still to be told of it.
ALTER TABLE account ADD COLUMN neighbours_to_tell BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX account_neighbours_to_tell ON account (key) WHERE neighbours_to_tell;

-- `nobody` for an account that was asked for and that neither a contact of its own domain accepted nor anybody let pass: it
-- holds no domain, opens no directory, and is not found below a domain.
ALTER TABLE account ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT 'nobody'
    CONSTRAINT account_confirmed_by
        CHECK (confirmed_by IN ('nobody', 'import', 'contact', 'administrators', 'operator'));
UPDATE account SET confirmed_by = 'import' WHERE request_reference IS NULL;
UPDATE account SET confirmed_by = coalesce((
    SELECT CASE
        WHEN r.approved_by = 'operator_approver' THEN 'operator'
        -- The administrators of an account that was asked for itself may have had nobody's word.
        WHEN r.approved_by = 'existing_administrators' AND NOT EXISTS (
            SELECT 1 FROM account_request_holder h JOIN account o ON o.key = h.account_key
            WHERE h.request_key = r.key AND o.request_reference IS NOT NULL) THEN 'administrators'
        WHEN EXISTS (SELECT 1 FROM person p
            WHERE p.key = r.decided_by_key AND p.email_verified AND p.email_domain = r.domain_identifier) THEN 'contact'
        ELSE 'nobody' END
    FROM account_request r WHERE r.account_key = account.key AND r.status = 'activated'), 'nobody')
    WHERE request_reference IS NOT NULL;

-- Whoever decides sees the requester as they were called when they sent it.
ALTER TABLE account_request ADD COLUMN requester_name TEXT NOT NULL DEFAULT '';
ALTER TABLE account_request ADD COLUMN requester_organisation TEXT NOT NULL DEFAULT '';
UPDATE account_request SET
    requester_name = (SELECT p.name FROM person p WHERE p.key = account_request.person_key),
    requester_organisation = (SELECT p.organisation FROM person p WHERE p.key = account_request.person_key);
ALTER TABLE access_request ADD COLUMN requester_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_request ADD COLUMN requester_organisation TEXT NOT NULL DEFAULT '';
UPDATE access_request SET
    requester_name = (SELECT p.name FROM person p WHERE p.key = access_request.person_key),
    requester_organisation = (SELECT p.organisation FROM person p WHERE p.key = access_request.person_key);

-- Which accounts hold the domain of a request is asked whenever somebody decides, and kept nowhere.
DROP TABLE account_request_holder;
