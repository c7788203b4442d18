-- An import looks accounts up by their identifiers, also those that do not keep theirs. No list is made by it.
CREATE INDEX account_unkept_by_domain ON account (domain_identifier) WHERE status NOT IN ('active', 'inactive', 'closed');
