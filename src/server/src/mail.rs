//! What is mailed to whom, and how it reads. Sending is not done here.

use rules::vocabulary::{Deciders, Scope};
use serde::{Deserialize, Serialize};
use text::{Locale, Texts};

use crate::access_request::Checked;
use crate::db::Tx;
use crate::error::Error;
use crate::standing::{readable_email, readable_path};
use crate::store::outbox::{self, Outgoing};
use crate::store::person::{self, Person};

const ACCESS_REQUESTED: &str = "access_requested";

/// A mail as its recipient reads it.
pub struct Mail {
    pub subject: String,
    pub text: String,
}

/// What the mail to whoever decides tells of a request.
#[derive(Serialize, Deserialize)]
struct AccessRequested {
    reference: String,
    account: String,
    domain_identifier: String,
    requester: String,
    requester_email: String,
    organisation: String,
    scope: Option<Scope>,
    role: Option<String>,
    virtual_accounts: Vec<String>,
    reason: Option<String>,
    by_operator: bool,
}

/// Puts one mail for each of those who decide into the outbox.
pub async fn access_requested(tx: &mut Tx, person: &Person, checked: &Checked, reference: &str) -> Result<(), Error> {
    let account = &checked.standing.account;
    let by_operator = checked.deciders == Deciders::Operator;
    let details = AccessRequested {
        reference: reference.to_owned(),
        account: account.name.clone(),
        domain_identifier: account.domain_display.clone(),
        requester: person.name.clone(),
        requester_email: readable_email(&person.email),
        organisation: person.organisation.clone(),
        scope: checked.scope,
        role: checked.role.map(|role| role.as_str().to_owned()),
        virtual_accounts: checked.items.iter().map(|(node, _)| readable_path(&node.path)).collect(),
        reason: checked.reason.clone(),
        by_operator,
    };
    let details = serde_json::to_string(&details).map_err(anyhow::Error::from)?;
    let recipients: Vec<(String, String)> = match by_operator {
        true => person::operators(tx).await?,
        false => checked.administrators.iter().map(|one| (one.email.clone(), one.locale.clone())).collect(),
    };
    for (email, locale) in recipients {
        outbox::put(tx, ACCESS_REQUESTED, &email, &locale, &details, checked.created_at).await?;
    }
    Ok(())
}

/// The mail in its recipient's language.
///
/// # Errors
/// The outbox holds an event or details that this program does not know.
pub fn render(mail: &Outgoing) -> anyhow::Result<Mail> {
    anyhow::ensure!(mail.event == ACCESS_REQUESTED, "no template for the event `{}`", mail.event);
    let details: AccessRequested = serde_json::from_str(&mail.details)?;
    let texts = Texts::embedded(Locale::parse(&mail.locale).unwrap_or(Locale::En));
    Ok(access_requested_mail(&details, texts))
}

fn access_requested_mail(details: &AccessRequested, texts: &Texts) -> Mail {
    let mut paragraphs = vec![texts.mail_access_requested_what(
        &details.requester,
        &details.requester_email,
        &details.organisation,
        &details.account,
        &details.domain_identifier,
    )];
    match (details.scope, &details.role) {
        (Some(Scope::Entire), Some(role)) => {
            paragraphs.push(texts.mail_access_requested_entire(&texts.role_name(role)))
        }
        (Some(Scope::Selected), _) => {
            paragraphs.push(texts.mail_access_requested_selected(&details.virtual_accounts.join("\n- ")));
        }
        _ => paragraphs.push(texts.mail_access_requested_scope_open().to_owned()),
    }
    if let Some(reason) = &details.reason {
        paragraphs.push(texts.mail_access_requested_reason(reason));
    }
    let why = match details.by_operator {
        true => texts.mail_access_requested_why_operator(),
        false => texts.mail_access_requested_why_administrator(),
    };
    paragraphs.push(why.to_owned());
    paragraphs.push(texts.mail_access_requested_reference(&details.reference));
    Mail { subject: texts.mail_access_requested_subject(&details.account), text: paragraphs.join("\n\n") }
}
