//! Every mail as it reads, in both languages: `letters.md`. A change of a template shows there.

use std::path::Path;

use api::account::Grant;
use rules::vocabulary::{AccountRequestStatus, Role, Scope};
use server::base::secret::Secret;
use server::base::time_zone::Zone;
use server::mail::{AccessFacts, ChangedBy, Event, InvitationFacts, Mail, render};
use server::settings::Settings;
use server::store::outbox::Outgoing;

use crate::setting::{account, entire, moment, new_account, places, request};

/// The public id of a customer contact.
pub const CONTACT: &str = "3c0ntact0fn0rthm00renergy0";
const CODE: &str = "2c0de0fn0rthm00renergy0000";

/// The mail of an event as its recipient gets it.
pub fn read(event: &Event, locale: &str) -> (Outgoing, Mail) {
    let mut details = serde_json::to_value(event).unwrap();
    let name = details.as_object_mut().unwrap().remove("event").unwrap();
    let outgoing = Outgoing {
        message_id: "0123456789abcdefghjkmnpqrs".to_owned(),
        event: name.as_str().unwrap().to_owned(),
        recipient: "ann@acme.example".to_owned(),
        locale: locale.to_owned(),
        details: details.to_string(),
        created_at: moment("2026-11-04T10:15:00Z").timestamp_millis(),
    };
    let mail = render(&outgoing, &Zone::UTC, &settings(), &secret()).unwrap();
    (outgoing, mail)
}

/// From which the links and codes of these mails follow.
pub fn secret() -> Secret {
    Secret::load(Some("0123456789abcdef0123456789abcdef"), Path::new("")).unwrap()
}

pub fn settings() -> Settings {
    let mut settings =
        Settings { public_url: Some("https://accounts.directory.example/".to_owned()), ..Settings::default() };
    settings.service.operator_name = "Northmoor".to_owned();
    settings
}

#[test]
fn every_mail_reads_as_agreed() {
    let mut written = String::from("# Mail, as its recipients read it\n");
    for (number, event) in events().iter().enumerate() {
        for locale in ["en", "fr"] {
            let (outgoing, mail) = read(event, locale);
            if let Ok(directory) = std::env::var("SHOW_LETTERS") {
                let file = format!("{number:02}-{}-{locale}.html", outgoing.event);
                std::fs::write(Path::new(&directory).join(file), &mail.html).unwrap();
            }
            written.push_str(&format!("\n## {} ({locale})\n\n{}\n\n", outgoing.event, mail.subject));
            written.push_str(
                &mail.text.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect::<String>(),
            );
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("mail/letters.md");
    let agreed = std::fs::read_to_string(&file).unwrap_or_default();
    if written != agreed {
        let actual = tempfile::Builder::new().prefix("letters").suffix(".md").tempfile().unwrap();
        let (_, actual) = actual.keep().unwrap();
        std::fs::write(&actual, written).unwrap();
        panic!("the mails read otherwise: compare tests/mail/letters.md with {}", actual.display());
    }
}

/// What stands in both languages alike is what people wrote, and addresses: all else would not be translated.
#[test]
fn no_line_reads_alike_in_both_languages() {
    for event in events() {
        let [(_, english), (_, french)] = ["en", "fr"].map(|locale| read(&event, locale));
        assert_ne!(english.subject, french.subject);
        let is_said = |line: &&str| {
            line.contains(char::is_alphabetic) && !line.starts_with("> ") && !line.starts_with("https://")
        };
        let alike: Vec<_> = english
            .text
            .lines()
            .filter(is_said)
            .filter(|line| french.text.lines().any(|other| other == *line))
            .collect();
        assert_eq!(alike, [""; 0], "{event:?}");
    }
}

#[test]
fn text_and_html_link_to_the_same_page_and_name_the_reference() {
    for event in events() {
        let page = page(&event);
        for locale in ["en", "fr"] {
            let (_, mail) = read(&event, locale);
            let links = usize::from(page.is_some()) + usize::from(mail.stop_link.is_some());
            assert_eq!(mail.html.matches("href").count(), links, "{}", mail.html);
            let Some(page) = &page else {
                let links = mail.text.lines().filter(|line| line.starts_with("https://"));
                assert_eq!(links.collect::<Vec<_>>(), mail.stop_link.iter().map(String::as_str).collect::<Vec<_>>());
                continue;
            };
            let url = format!("https://accounts.directory.example{page}");
            assert!(mail.text.lines().any(|line| line == url), "{url} in {}", mail.text);
            assert!(mail.html.contains(&format!("href=\"{url}\"")), "{url} in {}", mail.html);
            let named = |text: &str| {
                ["/directory", "/invitations/7k3m9qxt"].contains(&page.as_str())
                    || text.replace(&url, "").contains("AR-7K3M-9QXT")
            };
            assert!(named(&mail.text) && named(&mail.html), "{}", mail.text);
        }
    }
}

#[test]
fn a_code_stands_alone_and_in_no_subject() {
    let code = secret().sign_in_code(CODE);
    assert!(code.len() == 8 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    for locale in ["en", "fr"] {
        let (outgoing, mail) = read(&Event::SignInCode { id: CODE.to_owned() }, locale);
        assert!(mail.text.lines().any(|line| line == code), "{}", mail.text);
        assert!(mail.html.contains(&format!(">{code}</p>")), "{}", mail.html);
        assert!(!mail.subject.contains(&code), "{}", mail.subject);
        assert!(!outgoing.details.contains(&code), "the outbox keeps no code: {}", outgoing.details);
    }
}

#[test]
fn whoever_did_not_ask_reads_an_address_first_and_no_name_that_somebody_made_up() {
    for event in events() {
        let email = match &event {
            Event::AccountOffered { .. } | Event::AccountOfferEnded { .. } => "sam@everby.example",
            Event::AccountRequestForwarded { by, .. } => by.as_str(),
            _ => continue,
        };
        for locale in ["en", "fr"] {
            let (_, mail) = read(&event, locale);
            let first = mail.text.lines().next().unwrap();
            for text in [mail.subject.as_str(), first] {
                assert!(text.contains(email), "{text}");
                assert!(!text.contains("Northmoor Energy") && !text.contains("Sam Everby"), "{text}");
            }
        }
    }
}

#[test]
fn notes_reach_only_those_whom_they_are_written_to() {
    for event in events() {
        let (_, mail) = read(&event, "en");
        let (approver, customer) = (mail.text.contains("We serve them"), mail.text.contains("As agreed on the phone"));
        match event {
            Event::AccountRequested { note, .. } => assert_eq!((approver, customer), (note.is_some(), false)),
            Event::AccountOffered { note, .. } | Event::AccountRequestForwarded { note, .. } => {
                assert_eq!((approver, customer), (false, note.is_some()));
            }
            _ => assert_eq!((approver, customer), (false, false)),
        }
    }
}

/// The page that a mail leads to, if it leads to one.
pub fn page(event: &Event) -> Option<String> {
    Some(match event {
        Event::AccessRequested { .. }
        | Event::AccessRequestReminder { .. }
        | Event::AccessRequestRerouted { .. }
        | Event::MessageForDecider { .. } => "/pending-requests/AR-7K3M-9QXT".to_owned(),
        Event::AccessChanged { .. } | Event::AccessRemoved { .. } | Event::AddedToAccount { .. } => {
            "/directory".to_owned()
        }
        Event::AccountBeside { .. } | Event::AccountClosed { .. } => "/directory".to_owned(),
        Event::AccountRequested { .. } | Event::AccountContactChanged { .. } | Event::AccountRequestEnded { .. } => {
            "/pending-account-requests/AR-7K3M-9QXT".to_owned()
        }
        Event::AccountOffered { .. } | Event::AccountRequestForwarded { .. } => {
            format!("/account-request-links/{}", secret().account_request_link(CONTACT))
        }
        Event::AccountActivated { .. } | Event::AccountDenied { .. } | Event::AccountLapsed { .. } => {
            "/account-requests/AR-7K3M-9QXT".to_owned()
        }
        Event::InvitedToAccount { .. } | Event::InvitationAboutToEnd { .. } => "/invitations/7k3m9qxt".to_owned(),
        Event::AccountOfferEnded { .. }
        | Event::InvitationUnanswered { .. }
        | Event::SignInCode { .. }
        | Event::SignInTried { .. } => return None,
        _ => "/requests/AR-7K3M-9QXT".to_owned(),
    })
}

/// Each event at least once, and each of its forms.
pub fn events() -> Vec<Event> {
    let mut events = about_access();
    events.extend(about_accounts());
    events.extend(about_invitations());
    events
}

fn about_invitations() -> Vec<Event> {
    let invited = |granted, note: Option<&str>| Event::InvitedToAccount {
        account: account(),
        invited: InvitationFacts {
            id: "7k3m9qxt".to_owned(),
            inviter: "sam@everby.example".to_owned(),
            granted,
            note: note.map(str::to_owned),
            expires_at: moment("2026-12-01T08:05:00Z"),
        },
    };
    let parts = vec![
        Grant { role: Role::User, virtual_account: Some("North / Plants".to_owned()) },
        Grant { role: Role::Viewer, virtual_account: Some("North / Grid".to_owned()) },
    ];
    let ending = |on_proof| Event::InvitationAboutToEnd {
        domain_identifier: account().domain_identifier,
        invitation: "7k3m9qxt".to_owned(),
        on_proof,
        expires_at: moment("2026-12-01T08:05:00Z"),
    };
    let email = || "lea@other.example".to_owned();
    vec![
        invited(vec![Grant { role: Role::User, virtual_account: None }], Some("See you at http://x.example.\nSam")),
        invited(parts, None),
        ending(false),
        ending(true),
        Event::InvitationUnanswered { account: account(), email: email(), declined: true },
        Event::InvitationUnanswered { account: account(), email: email(), declined: false },
    ]
}

fn about_access() -> Vec<Event> {
    let reference = || "AR-7K3M-9QXT".to_owned();
    let parts = AccessFacts {
        scope: Some(Scope::Selected),
        role: None,
        virtual_accounts: vec![
            ("North / Plants".to_owned(), Role::User),
            ("North / Grid / Lines".to_owned(), Role::Viewer),
            ("South".to_owned(), Role::Administrator),
        ],
    };
    let grant = |role, path: Option<&str>| Grant { role, virtual_account: path.map(str::to_owned) };
    let mut open = request(Some("I plan their network.\n\nFrom May on."));
    open.asked = AccessFacts::default();
    let mut selected = request(None);
    selected.asked = parts.clone();
    selected.held = Some(vec![grant(Role::Viewer, Some("North / Plants")), grant(Role::User, Some("South"))]);
    let whole = || entire(Role::Administrator);
    let approved = |asked: AccessFacts, granted: AccessFacts, as_asked: bool| Event::AccessApproved {
        account: account(),
        reference: reference(),
        asked,
        granted,
        note: as_asked.then(|| "Welcome.\nAsk Ada where to begin.".to_owned()),
        as_asked,
        places: places(),
    };
    let message = |as_operator| Event::MessageForDecider {
        account: account(),
        reference: reference(),
        requester: "Ann Marlowe".to_owned(),
        as_operator,
    };
    let answer = |writer: Option<&str>, by_operator, asks_for_information| Event::MessageForRequester {
        account: account(),
        reference: reference(),
        writer: writer.map(str::to_owned),
        by_operator,
        asks_for_information,
    };
    vec![
        Event::AccessRequested { request: open, as_operator: false },
        Event::AccessRequested { request: selected.clone(), as_operator: true },
        Event::AccessRequestReminder { request: selected, as_operator: false, number: 2 },
        Event::AccessRequestReminder { request: request(None), as_operator: true, number: 1 },
        Event::AccessRequestRerouted { request: request(None), as_operator: true, escalated: true },
        Event::AccessRequestRerouted { request: request(None), as_operator: false, escalated: false },
        message(false),
        message(true),
        answer(Some("Carl Marlowe"), false, false),
        answer(None, false, true),
        answer(None, true, true),
        Event::AccessRequestEscalated { account: account(), reference: reference() },
        approved(whole(), whole(), true),
        approved(whole(), parts.clone(), false),
        approved(AccessFacts::default(), parts, false),
        Event::AccessDeclined {
            account: account(),
            reference: reference(),
            reason: "Ask the planning team.\nThey share theirs.".to_owned(),
        },
        Event::AccessRequestAboutToExpire {
            account: account(),
            reference: reference(),
            expires_at: moment("2026-12-01T08:05:00Z"),
            may_remind: true,
        },
        Event::AccessRequestAboutToExpire {
            account: account(),
            reference: reference(),
            expires_at: moment("2026-12-01T08:05:00Z"),
            may_remind: false,
        },
        Event::AccessRequestExpired { account: account(), reference: reference() },
        Event::AccessChanged {
            account: account(),
            before: grant(Role::User, Some("North / Plants")),
            after: grant(Role::Viewer, Some("North / Plants")),
            by: ChangedBy::Named("Lea Northmoor".to_owned()),
        },
        Event::AccessRemoved { account: account(), before: grant(Role::Approver, None), by: ChangedBy::Administrator },
        Event::AccessRemoved { account: account(), before: grant(Role::User, None), by: ChangedBy::Operator },
    ]
}

fn about_accounts() -> Vec<Event> {
    let reference = || "AR-7K3M-9QXT".to_owned();
    let contact = || CONTACT.to_owned();
    let to_approver = || Some("We serve them since May.".to_owned());
    let to_customer = || Some("As agreed on the phone.\n\nSam".to_owned());
    let requested =
        |as_operator, note, reminder| Event::AccountRequested { request: new_account(), as_operator, note, reminder };
    let offered = |note, reminder| Event::AccountOffered { request: new_account(), contact: contact(), note, reminder };
    let forwarded = |forwarding_note: Option<&str>, note| Event::AccountRequestForwarded {
        request: new_account(),
        contact: contact(),
        by: "lea@northmoor.example".to_owned(),
        forwarding_note: forwarding_note.map(str::to_owned),
        note,
    };
    let ended = |how| Event::AccountOfferEnded {
        account: account(),
        requester: "Sam Everby".to_owned(),
        requester_email: "sam@everby.example".to_owned(),
        how,
    };
    let first_ended = |as_operator, how| Event::AccountRequestEnded { request: new_account(), as_operator, how };
    let contact_changed = |as_operator, again| Event::AccountContactChanged {
        request: new_account(),
        as_operator,
        before: "lea@northmoor.example".to_owned(),
        after: "leo@elsewhere.example".to_owned(),
        again,
    };
    let added = |role, virtual_account: Option<&str>, note: Option<&str>, on_proof| Event::AddedToAccount {
        account: account(),
        granted: vec![Grant { role, virtual_account: virtual_account.map(str::to_owned) }],
        requester: "Sam Everby".to_owned(),
        note: note.map(str::to_owned),
        on_proof,
    };
    vec![
        requested(false, to_approver(), None),
        requested(true, None, Some(2)),
        offered(to_customer(), None),
        offered(None, Some(1)),
        forwarded(Some("You know them better."), to_customer()),
        forwarded(None, None),
        Event::AccountActivated { account: account(), reference: reference(), let_in: 2, left_out: 1 },
        Event::AccountActivated { account: account(), reference: reference(), let_in: 0, left_out: 0 },
        Event::AccountDenied {
            account: account(),
            reference: reference(),
            reason: "We have one already.\nAsk Lea.".to_owned(),
        },
        Event::AccountLapsed { account: account(), reference: reference() },
        Event::AccountClosed { account: account(), reason: "Northmoor was sold.\nAsk its new owner.".to_owned() },
        ended(AccountRequestStatus::Lapsed),
        ended(AccountRequestStatus::Withdrawn),
        ended(AccountRequestStatus::Activated),
        ended(AccountRequestStatus::Denied),
        first_ended(false, AccountRequestStatus::Lapsed),
        first_ended(true, AccountRequestStatus::Withdrawn),
        contact_changed(true, true),
        contact_changed(false, false),
        Event::AccountBeside { account: account() },
        added(Role::User, None, Some("Welcome."), false),
        added(Role::Viewer, Some("Default"), None, true),
        Event::SignInCode { id: CODE.to_owned() },
        Event::SignInTried { codes: 5 },
    ]
}
