-- The states of an account, once for all that follows: an inactive one keeps its identifier while the roles in it sleep, a
-- closed one is over and its identifier free, a withdrawn one was taken back by whoever asked for it.
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
    -- What the name looks like.
    name_skeleton TEXT NOT NULL DEFAULT '',
    -- Whether the administrators of restricted accounts with the same registrable domain are still to be told of it.
    neighbours_to_tell BOOLEAN NOT NULL DEFAULT FALSE,
    -- By whose word it is there.
    confirmed_by TEXT NOT NULL DEFAULT 'nobody',
    -- When an import took over an account that was made in the product.
    adopted_at BIGINT,
    CONSTRAINT account_visibility CHECK (visibility IN ('listed', 'restricted')),
    CONSTRAINT account_kind CHECK (kind IN ('customer', 'partner_holding')),
    CONSTRAINT account_status CHECK (status IN
        ('active', 'inactive', 'closed', 'pending', 'withdrawn', 'denied', 'lapsed')),
    CONSTRAINT account_confirmed_by CHECK (confirmed_by IN ('nobody', 'import', 'contact', 'administrators', 'operator'))
);
INSERT INTO account_made_anew SELECT key, id, name, name_folded, domain_identifier, domain_display, registrable_domain,
    search_text, country, visibility, kind, status, version, requested_by_key, request_reference, lapses_at, name_skeleton,
    neighbours_to_tell, confirmed_by, adopted_at FROM account;
DROP TABLE account;
ALTER TABLE account_made_anew RENAME TO account;
CREATE INDEX account_listed_by_name ON account (name_folded, id) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_listed_by_domain ON account (domain_identifier) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_by_requester ON account (requested_by_key) WHERE requested_by_key IS NOT NULL;
-- One account keeps an identifier.
CREATE UNIQUE INDEX account_kept_by_domain ON account (domain_identifier) WHERE status IN ('active', 'inactive');
-- No index by which a list is made holds restricted accounts, or the time that it takes would tell of them.
CREATE INDEX account_listed_by_registrable_domain ON account (registrable_domain, name_folded, id)
    WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_inactive_by_registrable_domain ON account (registrable_domain)
    WHERE visibility = 'listed' AND status = 'inactive';
CREATE INDEX account_listed_by_skeleton ON account (name_skeleton) WHERE visibility = 'listed' AND status = 'active';
CREATE INDEX account_name_to_skeleton ON account (key) WHERE name_skeleton = '';
CREATE INDEX account_neighbours_to_tell ON account (key) WHERE neighbours_to_tell;
