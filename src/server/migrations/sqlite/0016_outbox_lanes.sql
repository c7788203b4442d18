-- In which order mail goes: 0 codes, which wait for nothing else; 1 what people wait for; 2 mail to many.
ALTER TABLE outbox ADD COLUMN lane BIGINT NOT NULL DEFAULT 1;
-- From when on it is worth nothing and is dropped; absent where it always is worth something.
ALTER TABLE outbox ADD COLUMN expires_at BIGINT;
DROP INDEX outbox_by_due;
CREATE INDEX outbox_by_due ON outbox (lane, due_at, key) WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_by_end ON outbox (expires_at) WHERE sent_at IS NULL AND expires_at IS NOT NULL;
