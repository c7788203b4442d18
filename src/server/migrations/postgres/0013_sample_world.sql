-- One row: this database holds the sample world and nothing real. Written into an empty database only, and never taken
-- away: without it the sample world does not open a database, and with it nothing else does.
CREATE TABLE sample_world (
    "only" BOOLEAN PRIMARY KEY,
    made_at BIGINT NOT NULL
);
