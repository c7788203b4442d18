-- A person's name as it is searched for, and by which lists of people are ordered. No database can fold by itself: the
-- program fills it for those who were there before.
ALTER TABLE person ADD COLUMN name_folded TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX person_name_to_fold ON person (key) WHERE name_folded = '' AND name <> '';
