-- The search by part: best matches first, words in any order. All of it holds listed active accounts only.

-- A name from its first word on (place 1) and from each later word on (place 2): read in its order, a search by the beginning
-- of a name or of a word is ordered already, however many it finds.
CREATE TABLE listed_account_term (
    place BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    country TEXT NOT NULL,
    PRIMARY KEY (place, term, id) INCLUDE (account_key, country)
);
CREATE INDEX listed_account_term_by_account ON listed_account_term (account_key);

-- What is compared is spelled otherwise from now on. No database can tell: the program fills it for those that were there
-- before.
DROP INDEX account_listed_search;
UPDATE account SET search_text = '';
CREATE INDEX account_to_index ON account (key) WHERE search_text = '';
CREATE INDEX account_listed_search ON account USING gin (search_text gin_trgm_ops) WHERE visibility = 'listed' AND status = 'active';

-- The words of names, for several words in any order: all that stands before the `@`.
CREATE INDEX account_listed_words ON account USING gin (
    array_to_tsvector(array_remove(string_to_array(replace(split_part(search_text, '@', 1), E'\n', ''), ' '), ''))
) WHERE visibility = 'listed' AND status = 'active';

-- The first of the accounts whose names have these words. A function, since only a function can say which plans are out of
-- the question: whatever the planner believes, it reads the index.
CREATE FUNCTION listed_accounts_with_words(words TEXT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET jit = off SET work_mem = '32MB'
AS $$ BEGIN
    RETURN QUERY SELECT a.key FROM account a WHERE a.visibility = 'listed' AND a.status = 'active'
        AND array_to_tsvector(array_remove(string_to_array(replace(split_part(a.search_text, '@', 1), E'\n', ''), ' '), ''))
            @@ words::tsquery
        LIMIT most;
END $$;

-- The same of the accounts that have these three texts in their names or identifiers.
CREATE FUNCTION listed_accounts_with_texts(one TEXT, two TEXT, three TEXT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET jit = off SET work_mem = '32MB'
AS $$ BEGIN
    RETURN QUERY SELECT a.key FROM account a WHERE a.visibility = 'listed' AND a.status = 'active'
        AND a.search_text LIKE one AND a.search_text LIKE two AND a.search_text LIKE three
        LIMIT most;
END $$;
