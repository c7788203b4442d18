//! How mail about new accounts reads: to those who decide, to the requester, to people who are added; and the code that
//! proves an address.

use std::slice;

use api::account::Grant;
use api::directory::DirectoryQuery;
use api::page::Route;
use api::path::account_request_link;
use rules::vocabulary::AccountRequestStatus;

use super::access::{grant_value, role_name};
use super::{Letter, Setting};
use crate::mail::{AccountFacts, NewAccountFacts};

/// What a customer contact reads besides the facts of the request.
pub struct Offer<'a> {
    /// The contact's public id, from which their link follows.
    pub contact: &'a str,
    /// The note to the customer.
    pub note: Option<&'a str>,
}

/// To those who decide before the customer.
pub fn requested_letter(
    request: &NewAccountFacts,
    as_operator: bool,
    note: Option<&str>,
    reminder: Option<u32>,
    setting: &Setting<'_>,
) -> Letter {
    let (t, name) = (setting.texts, &request.account.name);
    let subject = t.mail_account_requested_subject(&request.requester, name);
    let (subject, what) = match reminder {
        None => (subject, t.mail_account_requested_what(&request.requester, name)),
        Some(number) => (
            t.mail_decider_reminder_subject(&number.to_string(), &subject),
            t.mail_account_requested_reminder(&request.requester, name, &number.to_string()),
        ),
    };
    let next = next_for_first_decider(request, as_operator, setting);
    let page = setting.page(&Route::PendingAccountRequest { reference: request.reference.clone() });
    let why = why_first_decider(as_operator, setting);
    setting
        .begin(&request.account, &subject, &what)
        .new_account(request, setting)
        .labelled_note(&t.mail_note_from(&request.requester), note)
        .next(&next, t.mail_open_pending_request(), &page)
        .why(why)
}

/// To those who let the request pass, or would have to again.
pub fn contact_changed(
    request: &NewAccountFacts,
    as_operator: bool,
    [before, after]: [&str; 2],
    again: bool,
    setting: &Setting<'_>,
) -> Letter {
    let (t, name) = (setting.texts, &request.account.name);
    let (subject, what, next, open) = if again {
        (
            t.mail_account_contact_again_subject(name),
            t.mail_account_contact_again_what(name),
            next_for_first_decider(request, as_operator, setting),
            t.mail_open_pending_request(),
        )
    } else {
        (
            t.mail_account_contact_changed_subject(name),
            t.mail_account_contact_changed_what(name),
            t.mail_account_contact_changed_next().to_owned(),
            t.mail_open_offer(),
        )
    };
    let page = setting.page(&Route::PendingAccountRequest { reference: request.reference.clone() });
    let why = why_first_decider(as_operator, setting);
    setting
        .begin(&request.account, &subject, &what)
        .fact(t.mail_account_contact_before(), &[before.to_owned()])
        .fact(t.mail_account_contact_after(), &[after.to_owned()])
        .new_account(request, setting)
        .next(&next, open, &page)
        .why(why)
}

/// To whoever held a role in an account that was closed for good.
pub fn closed(account: &AccountFacts, reason: &str, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    let page = setting.page(&Route::Directory(DirectoryQuery::default()));
    setting
        .begin(account, &t.mail_account_closed_subject(name), &t.mail_account_closed_what(name))
        .quote(t.mail_account_closed_reason(), reason)
        .next(t.mail_account_closed_next(), t.mail_open_directory(), &page)
        .why(t.mail_account_closed_why())
}

/// To the administrators of a restricted account beside which a new one has come.
pub fn beside(account: &AccountFacts, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    let what = t.mail_account_beside_what(name, &account.domain_identifier);
    let page = setting.page(&Route::Directory(DirectoryQuery::default()));
    setting
        .begin(account, &t.mail_account_beside_subject(&account.domain_identifier), &what)
        .next(t.mail_account_beside_next(), t.mail_open_directory(), &page)
        .why(t.mail_account_beside_why())
}

/// To a customer contact.
pub fn offered_letter(
    request: &NewAccountFacts,
    offer: &Offer<'_>,
    reminder: Option<u32>,
    setting: &Setting<'_>,
) -> Letter {
    // They did not ask for this mail: what somebody made up stands neither in its subject nor in its first sentence.
    let (t, domain, email) = (setting.texts, &request.account.domain_identifier, &request.requester_email);
    let (subject, what) = match reminder {
        None => (t.mail_account_offered_subject(email, domain), t.mail_account_offered_what(email, domain)),
        Some(number) => (
            t.mail_account_offered_reminder_subject(email, domain),
            t.mail_account_offered_reminder(email, domain, &number.to_string()),
        ),
    };
    setting
        .begin(&request.account, &subject, &what)
        .new_account(request, setting)
        .for_customer(request, offer, setting)
        .why(&t.mail_account_offered_why(email))
}

/// To whom `by` forwarded the request.
pub fn forwarded(
    request: &NewAccountFacts,
    offer: &Offer<'_>,
    by: &str,
    forwarding_note: Option<&str>,
    setting: &Setting<'_>,
) -> Letter {
    let (t, domain) = (setting.texts, &request.account.domain_identifier);
    let what = t.mail_account_forwarded_what(by, &request.requester_email, domain);
    setting
        .begin(&request.account, &t.mail_account_forwarded_subject(by, domain), &what)
        .new_account(request, setting)
        .fact(t.mail_forwarded_by(), &[by.to_owned()])
        .labelled_note(&t.mail_note_from(by), forwarding_note)
        .for_customer(request, offer, setting)
        .why(&t.mail_account_forwarded_why(by))
}

/// To the requester, with how many of the added people were let in or invited, and how many were taken out.
pub fn activated(account: &AccountFacts, reference: &str, people: [usize; 2], setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    let [let_in, left_out] = people.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let mut letter =
        setting.begin(account, &t.mail_account_activated_subject(name), &t.mail_account_activated_what(name));
    if let_in > 0 {
        letter = letter.paragraph(&t.mail_account_activated_let_in(let_in));
    }
    if left_out > 0 {
        letter = letter.paragraph(&t.mail_account_activated_left_out(left_out));
    }
    letter.for_account_requester(reference, None, t.mail_account_activated_next(), setting)
}

/// To the requester.
pub fn denied(account: &AccountFacts, reference: &str, reason: &str, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    setting
        .begin(account, &t.mail_account_denied_subject(name), &t.mail_account_denied_what(name))
        .for_account_requester(reference, Some(reason), t.mail_account_denied_next(), setting)
}

/// To the requester.
pub fn lapsed(account: &AccountFacts, reference: &str, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    setting
        .begin(account, &t.mail_account_lapsed_subject(name), &t.mail_account_lapsed_what(name))
        .for_account_requester(reference, None, t.mail_account_lapsed_next(), setting)
}

/// To a customer contact, who has nothing to decide any more.
pub fn offer_ended(
    account: &AccountFacts,
    requester: &str,
    requester_email: &str,
    how: AccountRequestStatus,
    setting: &Setting<'_>,
) -> Letter {
    let (t, domain, email, how) = (setting.texts, &account.domain_identifier, requester_email, how.as_str());
    setting
        .begin(
            account,
            &t.mail_account_offer_ended_subject(how, email, domain),
            &t.mail_account_offer_ended_what(how, email, domain),
        )
        .fact(t.mail_requester(), &[requester.to_owned()])
        .fact(t.mail_requester_email(), &[requester_email.to_owned()])
        .paragraph(&t.mail_account_offer_ended_next(how, email))
        .why(t.mail_account_offer_ended_why())
}

/// To those who decide before the customer: there is nothing to decide any more.
pub fn request_ended(
    request: &NewAccountFacts,
    as_operator: bool,
    how: AccountRequestStatus,
    setting: &Setting<'_>,
) -> Letter {
    let (t, name, how) = (setting.texts, &request.account.name, how.as_str());
    let what = t.mail_account_request_ended_what(how, &request.requester, name);
    let page = setting.page(&Route::PendingAccountRequest { reference: request.reference.clone() });
    setting
        .begin(&request.account, &t.mail_account_request_ended_subject(how, name), &what)
        .new_account(request, setting)
        .next(t.mail_account_request_ended_next(), t.mail_open_ended_request(), &page)
        .why(why_first_decider(as_operator, setting))
}

/// What a person who was added to an account reads besides the account.
pub struct AddedFacts<'a> {
    pub granted: &'a [Grant],
    pub requester: &'a str,
    pub note: Option<&'a str>,
    /// Whether it is theirs once they have signed in.
    pub on_proof: bool,
}

/// To a person who was added to an account.
pub fn added(account: &AccountFacts, added: &AddedFacts<'_>, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    let granted: Vec<String> = added.granted.iter().map(|grant| grant_value(grant, t)).collect();
    let next = if added.on_proof { t.mail_added_on_proof() } else { t.mail_added_next() };
    setting
        .begin(account, &t.mail_added_subject(name), &t.mail_added_what(name))
        .fact(t.mail_added_access(), &granted)
        .fact(t.mail_requester(), &[added.requester.to_owned()])
        .labelled_note(&t.mail_note_from(added.requester), added.note)
        .next(next, t.mail_open_directory(), &setting.page(&Route::Directory(DirectoryQuery::default())))
        .why(&t.mail_added_why(added.requester))
}

/// To somebody who proves their address. The code stands in the body only: a locked telephone shows subjects.
pub fn code(id: &str, setting: &Setting<'_>) -> Letter {
    let t = setting.texts;
    Letter::new(t.locale(), t.mail_code_subject())
        .paragraph(t.mail_code_what())
        .code(&setting.secret.sign_in_code(id))
        .paragraph(t.mail_code_valid())
        .paragraph(t.mail_code_secret())
        .why(t.mail_code_why())
}

/// To somebody whose codes others tried.
pub fn tried(codes: i64, setting: &Setting<'_>) -> Letter {
    let t = setting.texts;
    Letter::new(t.locale(), t.mail_tried_subject())
        .paragraph(&t.mail_tried_what(&codes.to_string()))
        .paragraph(t.mail_tried_next())
        .why(t.mail_tried_why())
}

fn why_first_decider<'a>(as_operator: bool, setting: &Setting<'a>) -> &'a str {
    if as_operator {
        setting.texts.mail_account_requested_why_operator()
    } else {
        setting.texts.mail_account_requested_why_administrator()
    }
}

fn next_for_first_decider(request: &NewAccountFacts, as_operator: bool, setting: &Setting<'_>) -> String {
    let until = setting.date_time(request.lapses_at);
    if as_operator {
        setting.texts.mail_account_requested_next_operator(&until)
    } else {
        setting.texts.mail_account_requested_next(&until)
    }
}

impl Letter {
    /// What is asked for, besides the account's name, and by whom.
    fn new_account(self, request: &NewAccountFacts, setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        self.fact(t.account_country(), &[t.country_name(&request.country)])
            .fact(t.mail_requester(), &[setting.requester(&request.requester, &request.organisation)])
            .fact(t.mail_requester_email(), slice::from_ref(&request.requester_email))
            .fact(t.requests_reference(), slice::from_ref(&request.reference))
            .added_users(request, setting)
    }

    /// How many people are to be added, and what they get.
    fn added_users(self, request: &NewAccountFacts, setting: &Setting<'_>) -> Letter {
        let Some((count, role)) = request.added_users else { return self };
        let added = setting.texts.mail_added_users(i64::from(count), &role_name(role, setting.texts));
        self.fact(setting.texts.account_request_added_users(), &[added])
    }

    fn labelled_note(self, label: &str, note: Option<&str>) -> Letter {
        match note {
            Some(note) => self.quote(label, note),
            None => self,
        }
    }

    /// What a customer contact does next, under a link that is theirs alone.
    fn for_customer(self, request: &NewAccountFacts, offer: &Offer<'_>, setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        let token = setting.secret.account_request_link(offer.contact);
        let page = format!("{}{}", setting.public_url, account_request_link(&token));
        let letter = self.labelled_note(&t.mail_note_from(&request.requester_email), offer.note);
        let letter =
            if request.added_users.is_some() { letter.paragraph(t.mail_account_offered_users()) } else { letter };
        letter
            .next(t.mail_account_offered_next(), t.mail_open_offer(), &page)
            .paragraph(&t.mail_account_offered_until(&setting.date_time(request.lapses_at)))
            .paragraph(t.mail_account_offered_unexpected())
    }

    fn for_account_requester(self, reference: &str, reason: Option<&str>, next: &str, setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        let page = setting.page(&Route::AccountRequest { reference: reference.to_owned() });
        self.fact(t.requests_reference(), &[reference.to_owned()])
            .labelled_note(t.mail_access_declined_reason(), reason)
            .next(next, t.mail_open_request(), &page)
            .why(t.mail_why_account_requester())
    }
}
