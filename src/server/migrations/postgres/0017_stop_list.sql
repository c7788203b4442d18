-- Addresses that are never to be written to again, but for codes that somebody asks for: each as a keyed hash, which names
-- nobody. Times are epoch milliseconds (UTC).
CREATE TABLE stop_list (
    address TEXT PRIMARY KEY,
    stopped_at BIGINT NOT NULL
);
