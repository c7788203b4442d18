-- What the operator decides from the start is counted each time an open page of theirs asks what is new.
CREATE INDEX access_request_open_for_operator ON access_request (expires_at) WHERE status = 'open' AND deciders = 'operator';
