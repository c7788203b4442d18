-- The states of an account, once for all that follows: an inactive one keeps its identifier while the roles in it sleep, a
-- closed one is over and its identifier free, a withdrawn one was taken back by whoever asked for it.
ALTER TABLE account
    DROP CONSTRAINT account_status,
    ADD CONSTRAINT account_status CHECK (status IN
        ('active', 'inactive', 'closed', 'pending', 'withdrawn', 'denied', 'lapsed'));
-- One account keeps an identifier.
DROP INDEX account_active_by_domain;
CREATE UNIQUE INDEX account_kept_by_domain ON account (domain_identifier) WHERE status IN ('active', 'inactive');
CREATE INDEX account_inactive_by_registrable_domain ON account (registrable_domain)
    WHERE visibility = 'listed' AND status = 'inactive';
