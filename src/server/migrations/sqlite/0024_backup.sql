-- Backups, and what a restore leaves to the operator. Times are epoch milliseconds (UTC).

-- Whether a restore holds it back: it may have been sent after the backup. Until `mail release` nobody sends it.
ALTER TABLE outbox ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX outbox_by_due;
CREATE INDEX outbox_by_due ON outbox (lane, due_at, key) WHERE sent_at IS NULL AND dead_at IS NULL AND NOT held;
CREATE INDEX outbox_held ON outbox (key) WHERE held;

-- One row, with the key 1: the newest backup, and which process makes the next one.
CREATE TABLE backup_run (
    key INTEGER PRIMARY KEY,
    -- Of which moment the newest whole backup is; absent where none was made.
    made_at BIGINT,
    -- Until then no process begins a scheduled one: another is at it, or it failed a moment ago.
    leased_until BIGINT
);
