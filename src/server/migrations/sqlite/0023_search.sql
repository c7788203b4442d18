-- The search by part: best matches first, words in any order. All of it holds listed active accounts only.

-- A name from its first word on (place 1) and from each later word on (place 2): read in its order, a search by the beginning
-- of a name or of a word is ordered already, however many it finds.
CREATE TABLE listed_account_term (
    place BIGINT NOT NULL,
    term TEXT NOT NULL,
    id TEXT NOT NULL,
    account_key BIGINT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    country TEXT NOT NULL,
    PRIMARY KEY (place, term, id)
) WITHOUT ROWID;
CREATE INDEX listed_account_term_by_account ON listed_account_term (account_key);

-- The words of names, for several words in any order.
CREATE VIRTUAL TABLE listed_account_word USING fts5 (words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* S* Co'",
    detail = none, prefix = '1 2', content = '', contentless_delete = 1);

-- Text within words.
DROP TABLE listed_account_search;
CREATE VIRTUAL TABLE listed_account_search USING fts5 (search_text, tokenize = 'trigram', content = '', contentless_delete = 1);

-- What is compared is spelled otherwise from now on. No database can tell: the program fills it for those that were there
-- before.
UPDATE account SET search_text = '';
CREATE INDEX account_to_index ON account (key) WHERE search_text = '';
