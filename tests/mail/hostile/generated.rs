//! Mails of every kind in which people wrote what could do harm, and the same mails without it.

use api::account::Grant;
use rules::vocabulary::{AccountRequestStatus, Role, Scope};
use server::mail::{AccessFacts, AccountFacts, Event, NewAccountFacts, RequestFacts};
use server::sample::random::Random;

use crate::letters::CONTACT;
use crate::setting::moment;

/// What tries to end a line, a header, a part, a sentence or an element.
#[rustfmt::skip]
const PIECES: [&str; 44] = [
    "a", "Northmoor", "é", "ß", "œuvre", " ", "  ", "\t", "\r\n", "\n", "\r", "\n.\n", "\r\n.\r\n", ".", "..", "\n..x",
    "\r\nBcc: all@acme.example", "\r\n\r\n<html>", "\n--=_0123456789abcdefghjkmnpqrs--\n", "--=_", "=", "=3D", "=\r\n", "=?utf-8?q?=0D=0A?=",
    "=?utf-8?b?4oCu?=", "?=", "<script>alert(1)</script>", "<img src=x onerror=y>", "</p><a href=\"x\">", "\"", "'", "&amp;", "<", "]]>",
    "\u{202e}", "\u{2066}", "\u{200f}", "\u{2028}", "\u{1}", "\u{1b}[31m", "\u{7f}", "שלום", "👩\u{200d}💻", "\u{feff}",
];

/// A mail with hostile names, addresses, paths, reasons and notes; the number chooses its kind.
pub fn event(random: &mut Random, number: usize) -> Event {
    let reference = "AR-7K3M-9QXT".to_owned();
    let account = AccountFacts { name: words(random, 60), domain_identifier: words(random, 20) };
    match number % 15 {
        0 => {
            let request = RequestFacts {
                account,
                reference,
                requester: some_words(random, 60),
                requester_email: some_words(random, 30),
                organisation: words(random, 60),
                asked: parts(random),
                held: Some(vec![Grant { role: Role::Viewer, virtual_account: Some(some_words(random, 40)) }]),
                reason: Some(long(random)),
                expires_at: moment("2026-12-04T10:15:00Z"),
            };
            Event::AccessRequested { request, as_operator: random.chance(50) }
        }
        1 => Event::AccessDeclined { account, reference, reason: long(random) },
        2 => {
            let (asked, granted) = (parts(random), parts(random));
            let note = note(random);
            Event::AccessApproved { account, reference, asked, granted, as_asked: false, places: vec![], note }
        }
        3 => Event::AccountRequested {
            request: new_account(random, account),
            as_operator: random.chance(50),
            note: note(random),
            reminder: reminder(random),
        },
        4 => Event::AccountOffered {
            request: new_account(random, account),
            contact: CONTACT.to_owned(),
            note: note(random),
            reminder: reminder(random),
        },
        5 => Event::AccountRequestForwarded {
            request: new_account(random, account),
            contact: CONTACT.to_owned(),
            by: some_words(random, 30),
            forwarding_note: note(random),
            note: note(random),
        },
        6 => Event::AccountActivated { account, reference, let_in: 1, left_out: 2 },
        7 => Event::AccountDenied { account, reference, reason: long(random) },
        8 => Event::AccountLapsed { account, reference },
        9 => Event::AccountOfferEnded {
            how: AccountRequestStatus::Withdrawn,
            account,
            requester: some_words(random, 60),
            requester_email: some_words(random, 30),
        },
        10 => Event::AddedToAccount {
            account,
            granted: vec![Grant { role: Role::User, virtual_account: random.chance(50).then(|| words(random, 40)) }],
            requester: some_words(random, 60),
            note: note(random),
            on_proof: random.chance(50),
        },
        11 => Event::AccountClosed { account, reason: long(random) },
        12 => Event::MessageForDecider {
            account,
            reference,
            requester: some_words(random, 60),
            as_operator: random.chance(50),
        },
        13 => Event::MessageForRequester {
            account,
            reference,
            writer: random.chance(50).then(|| some_words(random, 60)),
            by_operator: random.chance(50),
            asks_for_information: random.chance(50),
        },
        _ => Event::SignInCode { id: words(random, 26) },
    }
}

/// The same mail with nothing in it that anybody could object to.
pub fn harmless(event: &Event) -> Event {
    let account = AccountFacts { name: x(), domain_identifier: x() };
    match event.clone() {
        Event::AccessRequested { request, as_operator } => Event::AccessRequested {
            request: RequestFacts {
                account,
                requester: x(),
                requester_email: x(),
                organisation: x(),
                asked: plain(&request.asked),
                held: Some(vec![Grant { role: Role::Viewer, virtual_account: Some(x()) }]),
                reason: request.reason.as_deref().map(x_lines),
                ..request
            },
            as_operator,
        },
        Event::AccessDeclined { reference, reason, .. } => {
            Event::AccessDeclined { account, reference, reason: x_lines(&reason) }
        }
        Event::AccessApproved { reference, asked, granted, as_asked, note, .. } => Event::AccessApproved {
            account,
            reference,
            asked: plain(&asked),
            granted: plain(&granted),
            as_asked,
            places: vec![],
            note: note.as_deref().map(x_lines),
        },
        Event::MessageForDecider { reference, as_operator, .. } => {
            Event::MessageForDecider { account, reference, requester: x(), as_operator }
        }
        Event::MessageForRequester { reference, writer, by_operator, asks_for_information, .. } => {
            let writer = writer.map(|_| x());
            Event::MessageForRequester { account, reference, writer, by_operator, asks_for_information }
        }
        Event::AccountRequested { request, as_operator, note, reminder } => {
            let request = plain_account(account, request);
            Event::AccountRequested { request, as_operator, note: note.as_deref().map(x_lines), reminder }
        }
        Event::AccountOffered { request, contact, note, reminder } => Event::AccountOffered {
            request: plain_account(account, request),
            contact,
            note: note.as_deref().map(x_lines),
            reminder,
        },
        Event::AccountRequestForwarded { request, contact, forwarding_note, note, .. } => {
            Event::AccountRequestForwarded {
                request: plain_account(account, request),
                contact,
                by: x(),
                forwarding_note: forwarding_note.as_deref().map(x_lines),
                note: note.as_deref().map(x_lines),
            }
        }
        Event::AccountActivated { reference, let_in, left_out, .. } => {
            Event::AccountActivated { account, reference, let_in, left_out }
        }
        Event::AccountDenied { reference, reason, .. } => {
            Event::AccountDenied { account, reference, reason: x_lines(&reason) }
        }
        Event::AccountLapsed { reference, .. } => Event::AccountLapsed { account, reference },
        Event::AccountClosed { reason, .. } => Event::AccountClosed { account, reason: x_lines(&reason) },
        Event::AccountOfferEnded { how, .. } => {
            Event::AccountOfferEnded { account, requester: x(), requester_email: x(), how }
        }
        Event::AddedToAccount { granted, note, on_proof, .. } => Event::AddedToAccount {
            account,
            granted: granted
                .into_iter()
                .map(|grant| Grant { virtual_account: grant.virtual_account.map(|_| x()), ..grant })
                .collect(),
            requester: x(),
            note: note.as_deref().map(x_lines),
            on_proof,
        },
        Event::SignInCode { .. } => Event::SignInCode { id: x() },
        other => panic!("no harmless one of {other:?}"),
    }
}

/// What the mail quotes of people's own words.
pub fn quotes(event: &Event) -> Vec<&str> {
    match event {
        Event::AccessRequested { request, .. } => Vec::from_iter(request.reason.as_deref()),
        Event::AccessDeclined { reason, .. }
        | Event::AccountDenied { reason, .. }
        | Event::AccountClosed { reason, .. } => vec![reason],
        Event::AccountRequested { note, .. }
        | Event::AccountOffered { note, .. }
        | Event::AddedToAccount { note, .. } => Vec::from_iter(note.as_deref()),
        Event::AccountRequestForwarded { forwarding_note, note, .. } => {
            forwarding_note.iter().chain(note).map(String::as_str).collect()
        }
        _ => Vec::new(),
    }
}

fn parts(random: &mut Random) -> AccessFacts {
    AccessFacts {
        scope: Some(Scope::Selected),
        role: None,
        virtual_accounts: (0..1 + random.below(4)).map(|_| (some_words(random, 40), Role::User)).collect(),
    }
}

fn plain(asked: &AccessFacts) -> AccessFacts {
    AccessFacts {
        virtual_accounts: asked.virtual_accounts.iter().map(|(_, role)| (x(), *role)).collect(),
        ..asked.clone()
    }
}

fn new_account(random: &mut Random, account: AccountFacts) -> NewAccountFacts {
    NewAccountFacts {
        account,
        country: some_words(random, 4),
        reference: "AR-7K3M-9QXT".to_owned(),
        requester: some_words(random, 60),
        requester_email: some_words(random, 30),
        organisation: words(random, 60),
        lapses_at: moment("2027-02-02T10:15:00Z"),
        added_users: random.chance(50).then_some((3, Role::User)),
    }
}

fn plain_account(account: AccountFacts, request: NewAccountFacts) -> NewAccountFacts {
    NewAccountFacts { account, country: x(), requester: x(), requester_email: x(), organisation: x(), ..request }
}

fn reminder(random: &mut Random) -> Option<u32> {
    random.chance(50).then_some(3)
}

fn note(random: &mut Random) -> Option<String> {
    random.chance(80).then(|| long(random))
}

fn x() -> String {
    "x".to_owned()
}

/// As many lines as this text has: each is an element of its own.
fn x_lines(text: &str) -> String {
    vec!["x"; text.replace("\r\n", "\n").split(['\r', '\n']).count()].join("\n")
}

/// Something that is not nothing even when all of it that could do harm is gone: what is empty is left out of a mail.
fn some_words(random: &mut Random, most: usize) -> String {
    format!("x{}", words(random, most))
}

/// A reason: one of a few lines, or one of 2,000 characters.
fn long(random: &mut Random) -> String {
    match random.below(8) {
        0 => ".".repeat(2_000),
        1 => words(random, 2_000).chars().cycle().take(2_000).collect(),
        2 => random.pick(&PIECES).chars().cycle().take(2_000).collect(),
        _ => words(random, 200),
    }
}

/// Pieces up to this many characters.
fn words(random: &mut Random, most: usize) -> String {
    let mut words = String::new();
    let length = random.below(most + 1);
    while words.chars().count() < length {
        words.push_str(random.pick(&PIECES));
    }
    words.chars().take(most).collect()
}
