-- Trying a provider out: nobody is signed in by it. Times are epoch milliseconds (UTC).

-- Whether coming back shows what the provider says, and signs nobody in.
ALTER TABLE sign_in_attempt ADD COLUMN is_try BOOLEAN NOT NULL DEFAULT FALSE;
-- Whoever comes back to a browser that has lost its attempt still wants to go on to the page of it.
CREATE INDEX sign_in_attempt_by_state ON sign_in_attempt (state_digest);

-- One-time addresses by which a provider is tried out.
CREATE TABLE provider_try (
    token_digest TEXT COLLATE "C" PRIMARY KEY,
    -- The provider's id in the settings.
    provider TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX provider_try_by_expiry ON provider_try (expires_at);
