-- Whoever asked for an account may withdraw the request.
ALTER TABLE account_request
    DROP CONSTRAINT account_request_status,
    ADD CONSTRAINT account_request_status CHECK (status IN
        ('pending', 'withdrawn', 'denied', 'lapsed', 'activated')),
    DROP CONSTRAINT account_request_decided_at_where_decided,
    ADD CONSTRAINT account_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('withdrawn', 'denied', 'activated')));

-- What became of each person who was to be added: the role in the entire account, or that whoever accepted it took them
-- out. Neither before it is accepted, nor in what was accepted before these columns were there.
ALTER TABLE account_request_added_user
    ADD COLUMN role TEXT
        CONSTRAINT account_request_added_user_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer')),
    ADD COLUMN left_out BOOLEAN NOT NULL DEFAULT FALSE;
