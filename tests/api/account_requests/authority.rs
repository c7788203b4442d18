//! The matrix of authority, state and action. `authority.md` is the expectation, written by hand; here every cell of it
//! is tried against the server, and compared with what the tables say.

use std::collections::BTreeSet;

use api::account_request::AccountRequest;
use api::path;
use api::pending_account_request::PendingAccountRequest;
use api::problem::{Code, Problem};
use chrono::TimeDelta;
use rules::account_deciders::ApprovedBy;
use rules::account_request_actions::{Facts, Viewer};
use rules::vocabulary::{AccountDecider, AccountRequestAction, AccountRequestStatus, MatchKind, ReminderState};
use serde_json::json;
use server::args;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::{
    ADDED, COLLEAGUE, CUSTOMER, HOLDER, INTERNAL_HOLDER, NAME_OF_ANOTHER, OPERATOR, PARTNER, Requests, STRANGER,
    approve, asked, decide, forward, send,
};

tests::on_both_databases! {
    in Requests::open:
    every_cell_of_the_matrix_is_as_written,
}

#[test]
fn the_tables_say_what_the_matrix_says() {
    let policy = rules::Policy::embedded().unwrap();
    for row in rows() {
        for (state, cell) in STATES.iter().zip(&row.cells) {
            let Some((viewer, decider)) = standing(&row.authority) else {
                assert_eq!(*cell, "-", "{} {state:?}", row.authority);
                continue;
            };
            let (status, turn) = state.status_and_turn();
            let their_turn = Some(turn) == decider;
            let reminder = if turn == AccountDecider::OperatorApprover || status != AccountRequestStatus::Pending {
                ReminderState::UsedUp
            } else {
                ReminderState::Available
            };
            let facts = Facts {
                viewer,
                status,
                their_turn,
                reminder,
                address_refused: false,
                contact_match: MatchKind::None,
                approved_by: state.approved_by(),
            };
            let said: BTreeSet<&str> =
                policy.account_request_actions(&facts).unwrap().answer.iter().map(|action| word(*action)).collect();
            let written: BTreeSet<&str> =
                cell.split(", ").filter(|word| !["see", "own page", "-"].contains(word)).collect();
            // Internal people are kept from every action before any table about the request is asked.
            let expected = if row.authority.starts_with("internal") { BTreeSet::new() } else { said };
            let hidden = *cell == "-";
            assert!(hidden || written == expected, "{} {state:?}: {written:?} and {expected:?}", row.authority);
        }
    }
}

/// As whom somebody looks at it, and with whose turn they decide; nobody, where it is never theirs to know of.
fn standing(authority: &str) -> Option<(Viewer, Option<AccountDecider>)> {
    Some(match authority {
        "requester" => (Viewer::Requester, None),
        "customer contact" | "second contact" => (Viewer::AccountCreator, Some(AccountDecider::CustomerContacts)),
        "contact who forwarded it" => (Viewer::AccountCreator, None),
        "administrator of the holder" | "internal administrator of the holder" => {
            (Viewer::ExistingAdministrator, Some(AccountDecider::ExistingAdministrators))
        }
        "operator" => (Viewer::OperatorApprover, Some(AccountDecider::OperatorApprover)),
        _ => return None,
    })
}

fn word(action: AccountRequestAction) -> &'static str {
    match action {
        AccountRequestAction::SendReminder => "remind",
        AccountRequestAction::RequestAgain => "again",
        other => other.as_str(),
    }
}

struct Row {
    authority: String,
    cells: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("authority.md").lines().filter(|line| line.starts_with("| ")).skip(1);
    let row = |line: &'static str| {
        let mut cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        Row { authority: cells.remove(0).to_owned(), cells }
    };
    let rows: Vec<Row> = lines.map(row).collect();
    assert!(rows.len() == 12 && rows.iter().all(|row| row.cells.len() == STATES.len()));
    rows
}

/// In the order of the columns.
const STATES: [State; 7] = [
    State::Operator,
    State::Administrators,
    State::Customer,
    State::Withdrawn,
    State::Denied,
    State::Lapsed,
    State::Activated,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Operator,
    Administrators,
    Customer,
    Withdrawn,
    Denied,
    Lapsed,
    Activated,
}

impl State {
    fn status_and_turn(self) -> (AccountRequestStatus, AccountDecider) {
        match self {
            State::Operator => (AccountRequestStatus::Pending, AccountDecider::OperatorApprover),
            State::Administrators => (AccountRequestStatus::Pending, AccountDecider::ExistingAdministrators),
            State::Customer => (AccountRequestStatus::Pending, AccountDecider::CustomerContacts),
            State::Withdrawn => (AccountRequestStatus::Withdrawn, AccountDecider::CustomerContacts),
            State::Denied => (AccountRequestStatus::Denied, AccountDecider::CustomerContacts),
            State::Lapsed => (AccountRequestStatus::Lapsed, AccountDecider::CustomerContacts),
            State::Activated => (AccountRequestStatus::Activated, AccountDecider::CustomerContacts),
        }
    }
}

impl State {
    /// Who let it pass before.
    fn approved_by(self) -> ApprovedBy {
        match self {
            State::Operator => ApprovedBy::Nobody,
            State::Administrators => ApprovedBy::OperatorApprover,
            _ => ApprovedBy::ExistingAdministrators,
        }
    }
}

const UNVERIFIED: &str = "una@marlowe-optics.com";
const PART_ADMINISTRATOR: &str = "paul@kestrelbrook.com";
const OTHER_OPERATOR: &str = "oscar@directory.example";
const FORWARDER: &str = "fay@marlowe-optics.com";
const FORWARDED_TO: &str = "gwen@marlowe-optics.com";

fn email(authority: &str) -> &'static str {
    match authority {
        "requester" => PARTNER,
        "customer contact" => CUSTOMER,
        "second contact" => COLLEAGUE,
        "contact who forwarded it" => FORWARDER,
        "contact whose address is not verified" => UNVERIFIED,
        "administrator of the holder" => HOLDER,
        "internal administrator of the holder" => INTERNAL_HOLDER,
        "administrator of a part of the holder" => PART_ADMINISTRATOR,
        "operator" => OPERATOR,
        "operator who was not asked" => OTHER_OPERATOR,
        "added user" => ADDED,
        "stranger" => STRANGER,
        other => panic!("{other}"),
    }
}

async fn every_cell_of_the_matrix_is_as_written(Requests(world): &Requests) {
    let files = Files::default()
        .person("Una Marlowe", UNVERIFIED)
        .person("Paul Denholme", PART_ADMINISTRATOR)
        .person("Fay Marlowe", FORWARDER)
        .person("Gwen Marlowe", FORWARDED_TO)
        .person_line(&format!("{OTHER_OPERATOR},Oscar Lowick,The operator,GB,en,licensing_support,false,true"))
        .virtual_account("kestrelbrook.com", "North")
        .grant(PART_ADMINISTRATOR, "kestrelbrook.com", "North", "administrator");
    world.import(&files).await;
    let unverified = "UPDATE person SET email_verified = $1 WHERE email = $2";
    world.write(unverified, args![false, UNVERIFIED]).await;

    let (mut tried, mut changed, mut made) = (0, 0, 0);
    for row in rows() {
        let client = world.sign_in(email(&row.authority)).await;
        for (state, cell) in STATES.iter().zip(&row.cells) {
            let asks_operator = row.authority != "operator who was not asked";
            // What is refused changes nothing, so that one request does for all of it.
            let refused = in_state(world, *state, asks_operator, made).await;
            made += 1;
            for action in ["see", "remind", "withdraw", "approve", "deny", "forward"] {
                tried += 1;
                let may = cell.split(", ").any(|word| word == action);
                if !may {
                    let answer = try_it(world, &client, &refused, action).await;
                    let what = format!("{} / {state:?} / {action}: {}", row.authority, answer.text());
                    let problem: Problem = answer.json(answer.status);
                    assert_eq!(problem.code, refusal(&row.authority, cell, action, *state), "{what}");
                } else if action == "see" {
                    let seen: PendingAccountRequest = try_it(world, &client, &refused, action).await.json(200);
                    let offered: BTreeSet<&str> = seen.actions.iter().map(|action| word(*action)).collect();
                    let written: BTreeSet<&str> = cell.split(", ").filter(|word| *word != "see").collect();
                    assert_eq!(offered, written, "what the page offers: {} / {state:?}", row.authority);
                } else {
                    let sent = in_state(world, *state, asks_operator, made).await;
                    (made, changed) = (made + 1, changed + 1);
                    if action == "remind" {
                        wait_for_reminder(world, &sent).await;
                    }
                    let answer = try_it(world, &client, &sent, action).await;
                    assert!(answer.status < 300, "{} / {state:?} / {action}: {}", row.authority, answer.text());
                }
            }
        }
    }
    assert_eq!((tried, changed), (12 * 7 * 6, 2 + 3 + 3 + 3 + 2 + 2), "cells tried, and those that changed something");
}

/// Why somebody may not.
fn refusal(authority: &str, cell: &str, action: &str, state: State) -> Code {
    let over = !matches!(state, State::Operator | State::Administrators | State::Customer);
    match (authority, action) {
        // The requester's own page is another one, and nobody but them reminds or withdraws.
        ("requester", "see") => Code::RequestNotFound,
        ("requester", "remind" | "withdraw") if over => Code::AlreadyDecided,
        ("requester", "remind") => Code::ReminderNotDue,
        ("requester", _) => Code::OwnRequest,
        (authority, "approve" | "deny" | "forward" | "remind" | "withdraw") if authority.starts_with("internal") => {
            Code::SupportCase
        }
        (_, "remind" | "withdraw" | "see") => Code::RequestNotFound,
        _ if cell == "-" => Code::RequestNotFound,
        _ if over => Code::AlreadyDecided,
        _ => Code::NotYourTurn,
    }
}

/// A new request in that state, with an identifier of its own below a domain that is held.
async fn in_state(world: &World, state: State, asks_operator: bool, number: i32) -> AccountRequest {
    // What earlier cells activated is to hold no domain of this one's.
    let apart = "UPDATE account SET registrable_domain = id, name_skeleton = id \
         WHERE request_reference IS NOT NULL AND status = 'active'";
    world.write(apart, args![]).await;
    // Nor to count for this day.
    world.write("UPDATE account_request SET created_at = created_at - 86400000", args![]).await;
    world.write("DELETE FROM tally", args![]).await;
    let partner = world.sign_in(PARTNER).await;
    let mut new = asked(world, &format!("unit{number}.kestrelbrook.com"));
    new.customer_emails = [CUSTOMER, COLLEAGUE, FORWARDER, UNVERIFIED].map(str::to_owned).to_vec();
    if asks_operator || state == State::Operator {
        new.name = NAME_OF_ANOTHER.to_owned();
    }
    let sent: AccountRequest = send(&partner, &format!("unit{number}"), &new).await.json(201);
    let reference = &sent.reference;
    if !asks_operator {
        world
            .write("UPDATE account_request SET operator_asked = $1 WHERE reference = $2", args![false, reference])
            .await;
    }
    if state == State::Operator {
        return sent;
    }
    if asks_operator {
        approve(world, OPERATOR, reference).await;
    }
    if state == State::Administrators {
        return sent;
    }
    approve(world, HOLDER, reference).await;
    let forwarder = world.sign_in(FORWARDER).await;
    let version = super::pending(&forwarder, reference).await.version;
    forward(world, &forwarder, reference, version, FORWARDED_TO).await.json::<serde_json::Value>(200);
    let customer = world.sign_in(CUSTOMER).await;
    match state {
        State::Withdrawn => {
            let partner = world.sign_in(PARTNER).await;
            partner.post(&path::account_request_withdrawal(reference), &json!({})).await.json(200)
        }
        State::Denied => decide(world, &customer, reference, version + 1, Some("No.")).await.json(200),
        State::Activated => decide(world, &customer, reference, version + 1, None).await.json(200),
        State::Lapsed => {
            let past = (world.app.clock.now() - TimeDelta::seconds(1)).timestamp_millis();
            world.write("UPDATE account_request SET lapses_at = $1 WHERE reference = $2", args![past, reference]).await;
            json!({})
        }
        _ => json!({}),
    };
    sent
}

async fn try_it(world: &World, client: &Client, sent: &AccountRequest, action: &str) -> Answer {
    let reference = &sent.reference;
    let page = path::pending_account_request(reference);
    let shown = client.get(&page).await;
    let version = match shown.status {
        200 => shown.json::<PendingAccountRequest>(200).version,
        _ => 1,
    };
    match action {
        "see" => shown,
        "approve" => decide(world, client, reference, version, None).await,
        "deny" => decide(world, client, reference, version, Some("No.")).await,
        "forward" => forward(world, client, reference, version, "new@marlowe-optics.com").await,
        "withdraw" => client.post(&path::account_request_withdrawal(reference), &json!({})).await,
        _ => client.post(&path::account_request_reminders(reference), &json!({})).await,
    }
}

/// Lets the cooldown pass.
async fn wait_for_reminder(world: &World, sent: &AccountRequest) {
    let earlier = (sent.created_at.0 - TimeDelta::days(3)).timestamp_millis();
    let sql = "UPDATE account_request SET created_at = $1 WHERE reference = $2";
    world.write(sql, args![earlier, &sent.reference]).await;
}
