-- In which time zone a person reads the hour, by its IANA name; absent where it is not known, which is read as UTC.
ALTER TABLE person ADD COLUMN time_zone TEXT;
