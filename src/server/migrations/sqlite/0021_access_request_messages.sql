-- What the requester of access and whoever decides write to one another.
CREATE TABLE access_request_message (
    key INTEGER PRIMARY KEY,
    request_key BIGINT NOT NULL REFERENCES access_request (key) ON DELETE CASCADE,
    -- Who wrote it; absent where they are no longer known.
    person_key BIGINT REFERENCES person (key) ON DELETE SET NULL,
    written_as TEXT NOT NULL,
    asks_for_information BOOLEAN NOT NULL,
    -- Absent once it was erased. The trail holds a commitment to it, over the salt.
    text TEXT,
    salt TEXT,
    written_at BIGINT NOT NULL,
    CONSTRAINT access_request_message_written_as CHECK (written_as IN ('requester', 'administrator', 'operator')),
    CONSTRAINT access_request_message_asks CHECK (NOT asks_for_information OR written_as <> 'requester'),
    CONSTRAINT access_request_message_text_with_salt CHECK ((text IS NULL) = (salt IS NULL))
);
CREATE INDEX access_request_message_by_request ON access_request_message (request_key, key);
CREATE INDEX access_request_message_by_person ON access_request_message (person_key, request_key, written_at);
-- Whether whoever decides waits for information of the requester's, or has got it.
ALTER TABLE access_request ADD COLUMN information TEXT
    CONSTRAINT access_request_information CHECK (information IN ('requested', 'provided'));
