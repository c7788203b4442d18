//! A database with something in every table that a backup copies, awkward values among it.

use server::args;
use tests::files::Files;
use tests::world::World;

/// What no import makes. Each statement finds the keys that it needs.
const ROWS: &[&str] = &[
    "INSERT INTO identity (issuer, subject, person_key, created_at) SELECT 'code', email_folded, key, -1 FROM person \
     WHERE TRUE ON CONFLICT DO NOTHING",
    "INSERT INTO revoked_grant (person_key, account_key, virtual_account_key, role) \
     SELECT p.key, v.account_key, v.key, 'approver' FROM person p, virtual_account v \
     WHERE p.email = 'ann@acme.com' AND v.path = 'Europe/Leeds'",
    "INSERT INTO access_request (reference, person_key, account_key, status, path, match_kind, reason, reason_salt, deciders, \
     created_at, expires_at, policy_version, rules, version, escalates_at, warns_at) \
     SELECT 'AR-0000-0001', p.key, a.key, 'open', 'by_identifier', 'none', \
     'Zoë''s \"reason\" ; -- \\ 😀 line\nnext' , 'salt', 'operator', 1, 2, \
     (SELECT min(version) FROM policy), '[]', 7, 1, 1 \
     FROM person p, account a WHERE p.email = 'bob@zulu.com' AND a.domain_identifier = 'acme.com'",
    "INSERT INTO access_request_item (request_key, virtual_account_key, role) \
     SELECT r.key, v.key, 'user' FROM access_request r JOIN virtual_account v ON v.account_key = r.account_key",
    "INSERT INTO access_request_granted_item SELECT request_key, virtual_account_key, role FROM access_request_item",
    "INSERT INTO access_request_reminder (request_key, number, sent_at) SELECT key, 1, 0 FROM access_request",
    "INSERT INTO access_request_message (request_key, person_key, written_as, asks_for_information, text, salt, written_at) \
     SELECT key, NULL, 'operator', TRUE, '', '', 0 FROM access_request",
    "INSERT INTO account_request (reference, person_key, account_key, domain_identifier, status, decider, approved_by, \
     operator_asked, note_to_customer, salt, created_at, lapses_at, decided_at, decided_as, decision_rules, policy_version, rules, \
     version) SELECT 'AR-0000-0002', p.key, a.key, 'quiet.com', 'denied', 'operator_approver', 'nobody', TRUE, 'n', 's', 0, 0, 0, \
     'operator_approver', '[]', (SELECT min(version) FROM policy), '[]', 1 \
     FROM person p, account a WHERE p.email = 'bob@zulu.com' AND a.domain_identifier = 'quiet.com'",
    "INSERT INTO account_request_contact (id, request_key, email, email_folded, way, link_digest) \
     SELECT 'c1', key, 'Ann@acme.com', 'ann@acme.com', 'named', 'd1' FROM account_request",
    "INSERT INTO account_request_contact (id, request_key, email, email_folded, way, from_key, note, link_digest, ended_at) \
     SELECT 'c2', request_key, email, email_folded, 'forwarded', key, 'é', 'd2', 5 FROM account_request_contact",
    "INSERT INTO account_request_contact_person (contact_key, person_key) \
     SELECT c.key, p.key FROM account_request_contact c, person p WHERE p.email = 'ann@acme.com'",
    "INSERT INTO account_request_added_user (request_key, email, email_folded, left_out) \
     SELECT key, 'x@quiet.com', 'x@quiet.com', TRUE FROM account_request",
    "INSERT INTO account_request_reminder (request_key, number, sent_at) SELECT key, 1, 0 FROM account_request",
    "INSERT INTO invitation (id, account_key, email, email_folded, acceptance, note, status, created_at, warns_at, expires_at, \
     ended_at, policy_version, rules) SELECT 'i1', key, 'y@acme.com', 'y@acme.com', 'invitation', NULL, 'declined', 0, 0, 0, 0, \
     (SELECT min(version) FROM policy), '[]' FROM account WHERE domain_identifier = 'acme.com'",
    "INSERT INTO invitation_place (invitation_key, account_key, virtual_account_key, role) \
     SELECT i.key, i.account_key, NULL, 'viewer' FROM invitation i",
    "INSERT INTO idempotency (person_key, idempotency_key, body_digest, reference, created_at) \
     SELECT key, '1', '', 'AR-0000-0001', 0 FROM person",
    "INSERT INTO guess (person_key, mac, made_at) SELECT key, 'm', 0 FROM person",
    "INSERT INTO tally (name, window_start, count) VALUES ('x', -9223372036854775807, 9223372036854775807)",
    "INSERT INTO stop_list (address, stopped_at) VALUES ('hash', 0)",
    "INSERT INTO trail_address (person_id, address, salt) VALUES ('somebody', 'old@acme.com', 's')",
    "INSERT INTO trail_name (name, person_key, after_key) SELECT email_folded, key, 0 FROM person WHERE email = 'ann@acme.com'",
    "INSERT INTO outbox (message_id, event, recipient, locale, details, lane, created_at, due_at, sent_at, dead_at, lease, \
     leased_until) VALUES ('sent', 'x', 'a@acme.com', 'en', '{}', 1, 0, 0, 1, NULL, NULL, NULL), \
     ('dead', 'x', 'a@acme.com', 'en', '{}', 1, 0, 0, NULL, 1, NULL, NULL), \
     ('waits', 'x', 'a@acme.com', 'fr', '{}', 1, 0, 0, NULL, NULL, NULL, NULL), \
     ('sent-since', 'x', 'a@acme.com', 'fr', '{}', 2, 0, 0, NULL, NULL, 'l', 9000000000000000), \
     ('code', 'sign_in_code', 'a@acme.com', 'fr', '{}', 0, 0, 0, NULL, NULL, NULL, NULL)",
];

/// Fills it.
pub async fn fill(world: &World) {
    let files = Files::default()
        .listed("Acme Works", "acme.com")
        .restricted("Quiet Bank", "quiet.com")
        .listed("\"Smith, \"\"Jones\"\" & Cœur\"", "bücher.de")
        .virtual_account("acme.com", "Europe/Leeds")
        .virtual_account("acme.com", "Europe")
        .person("Ann Martin", "ann@acme.com")
        .person_line("bob@zulu.com,Bob,Zulu,GB,en,external,true,true")
        .grant("ann@acme.com", "acme.com", "", "administrator")
        .grant("ann@acme.com", "acme.com", "Europe/Leeds", "user");
    world.import(&files).await;
    for sql in ROWS {
        world.write(sql, args![]).await;
    }
}
