-- What only the program kept true so far, the database keeps from now on.
--
-- A row that breaks a constraint stops the migration: the error names its table and key.

ALTER TABLE person
    ADD CONSTRAINT person_locale CHECK (locale IN ('en', 'fr')),
    ADD CONSTRAINT person_affiliation CHECK (affiliation IN ('external', 'internal', 'licensing_support'));

ALTER TABLE account
    ADD CONSTRAINT account_visibility CHECK (visibility IN ('listed', 'restricted')),
    ADD CONSTRAINT account_kind CHECK (kind IN ('customer', 'partner_holding')),
    ADD CONSTRAINT account_status CHECK (status IN ('active', 'pending', 'denied', 'lapsed'));

ALTER TABLE virtual_account
    -- What a key leads to that names the account as well.
    ADD UNIQUE (account_key, key),
    DROP CONSTRAINT virtual_account_parent_key_fkey,
    ADD FOREIGN KEY (account_key, parent_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE;
CREATE UNIQUE INDEX virtual_account_default_once ON virtual_account (account_key) WHERE is_default;

ALTER TABLE access_grant
    DROP CONSTRAINT access_grant_virtual_account_key_fkey,
    ADD FOREIGN KEY (account_key, virtual_account_key) REFERENCES virtual_account (account_key, key) ON DELETE CASCADE,
    ADD CONSTRAINT access_grant_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'));

-- Requests from before the trail was chained have a reason without a salt. No entry of the trail holds their texts.
UPDATE access_request SET reason_salt = substr(md5(random()::text || key::text), 1, 26)
    WHERE reason IS NOT NULL AND reason_salt IS NULL;
ALTER TABLE access_request
    ADD CONSTRAINT access_request_status CHECK (status IN ('open', 'expired', 'approved', 'declined', 'cancelled')),
    ADD CONSTRAINT access_request_path CHECK (path IN
        ('support_case', 'not_requestable', 'open_request', 'complete_profile', 'wizard', 'by_identifier')),
    ADD CONSTRAINT access_request_match_kind CHECK (match_kind IN ('same', 'below', 'above', 'sibling', 'none')),
    ADD CONSTRAINT access_request_scope CHECK (scope IN ('entire', 'selected')),
    ADD CONSTRAINT access_request_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer')),
    ADD CONSTRAINT access_request_deciders CHECK (deciders IN ('smart_account_administrators',
        'virtual_account_administrators', 'administrators_and_virtual_account_administrators', 'operator')),
    ADD CONSTRAINT access_request_granted_scope CHECK (granted_scope IN ('entire', 'selected')),
    ADD CONSTRAINT access_request_granted_role CHECK (granted_role IN ('administrator', 'approver', 'user', 'viewer')),
    -- A role is asked for, and granted, in the entire account only: elsewhere each Virtual Account has its own.
    ADD CONSTRAINT access_request_role_of_scope CHECK ((role IS NOT NULL) = (coalesce(scope, '') = 'entire')),
    ADD CONSTRAINT access_request_granted_role_of_scope CHECK
        ((granted_role IS NOT NULL) = (coalesce(granted_scope, '') = 'entire')),
    ADD CONSTRAINT access_request_granted_where_approved CHECK ((granted_scope IS NOT NULL) = (status = 'approved')),
    ADD CONSTRAINT access_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('approved', 'declined', 'cancelled'))),
    ADD CONSTRAINT access_request_decision_rules_where_decided CHECK
        ((decision_rules IS NOT NULL) = (decided_at IS NOT NULL)),
    ADD CONSTRAINT access_request_reason_with_salt CHECK ((reason IS NULL) = (reason_salt IS NULL)),
    ADD CONSTRAINT access_request_decision_reason_with_salt CHECK
        ((decision_reason IS NULL) = (decision_reason_salt IS NULL));

ALTER TABLE access_request_item
    ADD CONSTRAINT access_request_item_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'));
ALTER TABLE access_request_granted_item
    ADD CONSTRAINT access_request_granted_item_role CHECK (role IN ('administrator', 'approver', 'user', 'viewer'));

-- A request's Virtual Accounts belong to its account. A foreign key would need the account in each of these rows.
CREATE FUNCTION refuse_item_of_another_account() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key
                   WHERE r.key = NEW.request_key AND v.key = NEW.virtual_account_key) THEN
        RAISE EXCEPTION 'table `%`, request %: a Virtual Account of another account than the request',
            TG_TABLE_NAME, NEW.request_key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_request_item_written BEFORE INSERT OR UPDATE ON access_request_item
    FOR EACH ROW EXECUTE FUNCTION refuse_item_of_another_account();
CREATE TRIGGER access_request_granted_item_written BEFORE INSERT OR UPDATE ON access_request_granted_item
    FOR EACH ROW EXECUTE FUNCTION refuse_item_of_another_account();
-- The rows that are there are looked at as well.
UPDATE access_request_item SET role = role;
UPDATE access_request_granted_item SET role = role;

ALTER TABLE account_request
    ADD CONSTRAINT account_request_status CHECK (status IN ('pending', 'denied', 'lapsed', 'activated')),
    ADD CONSTRAINT account_request_decider CHECK (decider IN
        ('operator_approver', 'existing_administrators', 'customer_contacts')),
    ADD CONSTRAINT account_request_approved_by CHECK (approved_by IN
        ('nobody', 'operator_approver', 'existing_administrators')),
    ADD CONSTRAINT account_request_decided_as CHECK (decided_as IN
        ('requester', 'account_creator', 'existing_administrator', 'operator_approver')),
    ADD CONSTRAINT account_request_decided_at_where_decided CHECK
        ((decided_at IS NOT NULL) = (status IN ('denied', 'activated'))),
    ADD CONSTRAINT account_request_decided_as_where_decided CHECK ((decided_as IS NOT NULL) = (decided_at IS NOT NULL)),
    ADD CONSTRAINT account_request_decision_rules_where_decided CHECK
        ((decision_rules IS NOT NULL) = (decided_at IS NOT NULL)),
    ADD CONSTRAINT account_request_decision_reason_where_denied CHECK (decision_reason IS NULL OR status = 'denied');

ALTER TABLE account_request_contact
    ADD CONSTRAINT account_request_contact_way CHECK (way IN ('named', 'forwarded', 'corrected')),
    ADD CONSTRAINT account_request_contact_named_by_requester CHECK (way <> 'named' OR from_key IS NULL);

ALTER TABLE session
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN seen_at DROP DEFAULT,
    ALTER COLUMN way DROP DEFAULT,
    ALTER COLUMN browser DROP DEFAULT,
    ADD CONSTRAINT session_with_id CHECK (id <> ''),
    ADD CONSTRAINT session_with_way CHECK (way <> '');

-- The trail is append only. The one exception is the sample world, which is made anew: only its database has a row in
-- `sample_clock`. Whoever has to repair a trail drops these triggers and makes them again: `audit verify`
-- tells whether entries were changed, and not whether the triggers are there.
CREATE FUNCTION refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM sample_clock) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '%: entries are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();
CREATE TRIGGER trail_head_append_only BEFORE DELETE OR TRUNCATE ON trail_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail();
