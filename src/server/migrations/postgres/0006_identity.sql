-- Who signs in as whom, sessions that say where they are, and what is counted. Times are epoch milliseconds (UTC).

-- Two people may have the same address, where two issuers say so: to one of them it leads. To the others it does not.
ALTER TABLE person ALTER COLUMN email_folded DROP NOT NULL;

-- A person as an issuer knows them. Whoever signs in is looked up here, never by an address.
CREATE TABLE identity (
    -- An OpenID Connect issuer, or `code`: a code that was mailed to the address.
    issuer TEXT COLLATE "C" NOT NULL,
    -- What the issuer calls them; of a code, the folded address.
    subject TEXT COLLATE "C" NOT NULL,
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
-- A person is bound once.
CREATE UNIQUE INDEX identity_by_person ON identity (person_key);

-- Sessions from before say neither; whoever has one signs in again.
DELETE FROM session;
-- By which the person ends it.
ALTER TABLE session ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
-- The way in: `code`, `link`, `sample` or an issuer.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT '';
-- The browser as it calls itself, shortened.
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX session_by_id ON session (id);
CREATE INDEX session_by_person ON session (person_key, seen_at);
CREATE INDEX session_by_expiry ON session (expires_at);

-- No index by which a list is made holds restricted accounts, or the time that it takes would tell of them.
DROP INDEX account_by_registrable_domain;
CREATE INDEX account_listed_by_registrable_domain ON account (registrable_domain, name_folded, id)
    WHERE visibility = 'listed' AND status = 'active';

-- Entire names and identifiers that people looked up, each once within its window.
CREATE TABLE guess (
    person_key BIGINT NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    mac TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (person_key, mac)
);
CREATE INDEX guess_by_age ON guess (made_at);

-- How often something happened within a window of time, over all processes.
CREATE TABLE tally (
    name TEXT COLLATE "C" NOT NULL,
    window_start BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (name, window_start)
);
CREATE INDEX tally_by_age ON tally (window_start);
