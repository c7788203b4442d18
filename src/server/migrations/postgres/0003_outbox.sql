-- Sending: what became of each mail in the outbox. Times are epoch milliseconds (UTC).

-- How often it was tried, or begun to be.
ALTER TABLE outbox ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
-- When it is to be tried next.
ALTER TABLE outbox ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;
-- Which attempt has it now, and until when. Once that is past, the process that made it is taken for dead.
ALTER TABLE outbox ADD COLUMN lease TEXT;
ALTER TABLE outbox ADD COLUMN leased_until BIGINT;
ALTER TABLE outbox ADD COLUMN sent_at BIGINT;
-- When it was given up: it is tried no more, unless somebody asks for it.
ALTER TABLE outbox ADD COLUMN dead_at BIGINT;
-- Whether it was given up because the recipient's server refused it for good.
ALTER TABLE outbox ADD COLUMN refused BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE outbox ADD COLUMN last_error TEXT;
CREATE INDEX outbox_by_due ON outbox (due_at, key) WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_unsent ON outbox (key) WHERE sent_at IS NULL;

-- What was kept before mail could be sent tells of what is long past, in another form.
UPDATE outbox SET dead_at = created_at, last_error = 'written before mail was sent';
