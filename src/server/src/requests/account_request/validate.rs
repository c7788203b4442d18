//! The fields of a request for a new account, read and checked: what is wrong names the field and the value.

use std::collections::HashSet;

use api::account_request::NewAccountRequest;
use api::country::is_country;

use crate::app::App;
use crate::domains::characters::{LineFault, check_line, is_hidden};
use crate::domains::email::{EmailAddress, EmailError, EmailFault};
use crate::domains::links::has_link;
use crate::domains::mailbox::mailbox;
use crate::domains::public_mailboxes::PublicMailboxes;
use crate::domains::{DomainFault, DomainIdentifier};
use crate::error::Invalid;
use crate::requests::free_text::check_note;
use crate::store::account_request::Notes;
use crate::store::person::Person;

/// How many characters a name may have.
const NAME_LIMIT: usize = 200;
/// How many addresses a field may have.
const MOST_EMAILS: usize = 100;
/// How many characters of a value a message repeats.
const EXCERPT: usize = 100;

/// A request's fields, each of them valid.
pub struct Fields {
    pub name: String,
    pub identifier: DomainIdentifier,
    pub country: String,
    /// Each once.
    pub customers: Vec<EmailAddress>,
    /// Each once.
    pub users: Vec<EmailAddress>,
    pub notes: Notes,
}

/// Reads the fields; nothing, where one could not be read, and what is wrong with each.
pub fn read(app: &App, person: &Person, new: &NewAccountRequest) -> (Option<Fields>, Vec<Invalid>) {
    let mut invalid = Vec::new();
    let name: String = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    // A line separator is a space by now, and was hidden where it was typed.
    let line = if new.name.chars().any(is_hidden) { Err(LineFault::Hidden) } else { check_line(&name, NAME_LIMIT) };
    match line {
        Ok(()) => {}
        Err(LineFault::Hidden) => invalid.push(Invalid::new("name", |texts| texts.invalid_hidden_character())),
        Err(_) => invalid.push(Invalid::new("name", |texts| texts.invalid_account_name())),
    }
    if has_link(&name) {
        invalid.push(Invalid::new("name", |texts| texts.invalid_name_link()));
    }
    let identifier =
        identifier(&app.public_mailboxes, &new.domain_identifier).map_err(|wrong| invalid.push(wrong)).ok();
    // An account that is called like another one's identifier would be taken for it, whether that other one exists or not.
    if let (Some(identifier), Ok(named)) = (&identifier, DomainIdentifier::parse(&name))
        && named != *identifier
    {
        let value = excerpt(&name);
        invalid.push(Invalid::with("name", move |texts| texts.invalid_account_name_domain(&value)));
    }
    if !is_country(&new.country) {
        invalid.push(Invalid::new("country", |texts| texts.invalid_country()));
    }
    let customers = emails(app, "customer_emails", &new.customer_emails, &mut invalid);
    if new.customer_emails.is_empty() {
        invalid.push(Invalid::new("customer_emails", |texts| texts.invalid_email_missing()));
    }
    // Nobody decides their own request. A tag or a dot makes no other person.
    let own = mailbox(&person.email);
    if let Some(own) = customers.iter().find(|email| mailbox(email.as_str()) == own) {
        let value = own.unicode();
        invalid.push(Invalid::with("customer_emails", move |texts| texts.invalid_email_own(&value)));
    }
    let users = emails(app, "added_users", &new.added_users, &mut invalid);
    let mut note = |field, text: &Option<String>| check_note(field, text.as_deref(), &mut invalid);
    let notes = Notes {
        to_approver: note("note_to_approver", &new.note_to_approver),
        to_customer: note("note_to_customer", &new.note_to_customer),
        to_added_users: note("note_to_added_users", &new.note_to_added_users),
    };
    let country = new.country.clone();
    (identifier.map(|identifier| Fields { name, identifier, country, customers, users, notes }), invalid)
}

/// One address of the field `email`.
///
/// # Errors
/// It is none, or one to which no mail can go.
pub fn email(app: &App, text: &str) -> Result<EmailAddress, Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new("email", |texts| texts.invalid_email_one_missing()));
    }
    match EmailAddress::parse(text) {
        Ok(email) if app.can_mail(&email) => Ok(email),
        Ok(email) => Err(not_mailable("email", &email)),
        Err(error) => Err(not_an_email("email", &error)),
    }
}

fn identifier(public_mailboxes: &PublicMailboxes, text: &str) -> Result<DomainIdentifier, Invalid> {
    let refuse = |fault: Option<DomainFault>, text: &str| {
        let value = excerpt(text);
        Invalid::with("domain_identifier", move |texts| match fault {
            Some(DomainFault::Empty) => texts.invalid_domain_empty().to_owned(),
            Some(DomainFault::Malformed) => texts.invalid_domain_malformed(&value),
            Some(DomainFault::OneLabel) => texts.invalid_domain_one_label(&value),
            Some(DomainFault::IpAddress) => texts.invalid_domain_address(&value),
            Some(DomainFault::PublicSuffix) => texts.invalid_domain_public_suffix(&value),
            Some(DomainFault::TooLong) => texts.invalid_domain_too_long(&value),
            None => texts.invalid_domain_public_mailbox(&value),
        })
    };
    let parsed = DomainIdentifier::parse(text);
    let meant = DomainIdentifier::meant_by(text).filter(|meant| parsed.as_ref().ok() != Some(meant));
    if let Some(meant) = meant {
        let (meant, is_public) = (meant.unicode(), public_mailboxes.contains(&meant));
        if is_public {
            return Err(refuse(None, &meant));
        }
        let value = excerpt(text);
        return Err(Invalid::with("domain_identifier", move |texts| texts.invalid_domain_more(&value, &meant)));
    }
    let identifier = parsed.map_err(|error| refuse(Some(error.fault), text))?;
    if public_mailboxes.contains(&identifier) { Err(refuse(None, text)) } else { Ok(identifier) }
}

/// The addresses of a field, each once and in their order; each that is none, or to which no mail can go, is invalid by
/// itself.
fn emails(app: &App, field: &'static str, texts: &[String], invalid: &mut Vec<Invalid>) -> Vec<EmailAddress> {
    if texts.len() > MOST_EMAILS {
        let count = texts.len() as i64;
        invalid.push(Invalid::with(field, move |texts| texts.invalid_emails_too_many(count)));
        return Vec::new();
    }
    let mut known = HashSet::new();
    let mut emails = Vec::new();
    for text in texts {
        match EmailAddress::parse(text) {
            Ok(email) if !app.can_mail(&email) => invalid.push(not_mailable(field, &email)),
            Ok(email) if known.insert(email.folded()) => emails.push(email),
            Ok(_) => {}
            Err(error) => invalid.push(not_an_email(field, &error)),
        }
    }
    emails
}

fn not_mailable(field: &'static str, email: &EmailAddress) -> Invalid {
    let value = excerpt(&email.unicode());
    Invalid::with(field, move |texts| texts.invalid_email_not_mailable(&value))
}

fn not_an_email(field: &'static str, error: &EmailError) -> Invalid {
    let (value, fault) = (excerpt(&error.value), error.fault);
    Invalid::with(field, move |texts| match fault {
        EmailFault::Quoted | EmailFault::Routed | EmailFault::Hidden => texts.invalid_email_not_plain(&value),
        _ => texts.invalid_email(&value),
    })
}

/// A value as a message repeats it.
pub fn excerpt(value: &str) -> String {
    value.trim().chars().filter(|c| !c.is_control() && !is_hidden(*c)).take(EXCERPT).collect()
}
