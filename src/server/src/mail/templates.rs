//! How each event reads: what happened, what to do next, and why its recipient gets it. Mail about new accounts lies in
//! `accounts`, about invitations in `invitations`, and access in words in `access`.

mod access;
mod accounts;
mod invitations;

use std::slice;

use access::{asked_values, grant_value, held_values, requested_subject};
use accounts::{AddedFacts, Offer};
use api::directory::DirectoryQuery;
use api::page::Route;
use api::pending_access_request::PendingQuery;
use api::session::Place;
use chrono::{DateTime, Utc};
use text::{Locale, Texts};

use super::letter::Letter;
use super::{AccountFacts, ChangedBy, Event, RequestFacts};
use crate::base::date_time::date_time;
use crate::base::secret::Secret;
use crate::base::time_zone::Zone;

/// What a letter says besides its event.
pub struct Setting<'a> {
    pub texts: &'a Texts,
    /// In which the recipient reads the hour.
    pub zone: &'a Zone,
    /// Without a slash at the end.
    pub public_url: &'a str,
    pub operator_name: &'a str,
    /// Where a support case is opened; see the setting.
    pub support_link: Option<&'a str>,
    /// Where the recipient stops mail that they did not ask for.
    pub stop_link: Option<&'a str>,
    /// From which links and codes follow that are not kept.
    pub secret: &'a Secret,
}

/// The letter about an event.
pub fn letter(event: &Event, setting: &Setting<'_>) -> Letter {
    let t = setting.texts;
    let letter = match event {
        Event::AccessRequested { request, as_operator } => {
            let subject = requested_subject(request, t);
            let what = t.mail_access_requested_what(&request.requester, &request.account.name);
            setting.for_decider(request, &subject, &what, why_decider(*as_operator, t))
        }
        Event::AccessRequestReminder { request, as_operator, number } => {
            let subject = t.mail_decider_reminder_subject(&number.to_string(), &requested_subject(request, t));
            let what = t.mail_access_reminder_what(&request.requester, &request.account.name, &number.to_string());
            setting.for_decider(request, &subject, &what, why_decider(*as_operator, t))
        }
        Event::AccessRequestRerouted { request, as_operator, escalated } => {
            let subject = t.mail_access_rerouted_subject(&requested_subject(request, t));
            let what = if *escalated {
                t.mail_access_rerouted_escalated(&request.requester, &request.account.name)
            } else {
                t.mail_access_rerouted_changed(&request.requester, &request.account.name)
            };
            setting.for_decider(request, &subject, &what, why_decider(*as_operator, t))
        }
        Event::AccessRequestEscalated { account, reference } => setting
            .begin(
                account,
                &t.mail_access_escalated_subject(&account.name),
                &t.mail_access_escalated_what(&account.name),
            )
            .for_requester(reference, t.mail_access_escalated_next(), setting),
        Event::AccessApproved { account, reference, asked, granted, as_asked, places, note } => {
            // Who left the choice to the administrator got nothing else than was asked for.
            let what = match (as_asked, asked.scope) {
                (_, None) => t.mail_access_approved_chosen(&account.name),
                (true, Some(_)) => t.mail_access_approved_as_asked(&account.name),
                (false, Some(_)) => t.mail_access_approved_otherwise(&account.name),
            };
            let letter = setting
                .begin(account, &t.mail_access_approved_subject(&account.name), &what)
                .fact(t.mail_asked(), &asked_values(asked, t.mail_scope_open(), t))
                .fact(t.mail_granted(), &asked_values(granted, "", t))
                .places(places, setting)
                .fact(t.requests_reference(), slice::from_ref(reference));
            let letter = match note {
                Some(note) => letter.quote(t.mail_access_approved_note(), note),
                None => letter,
            };
            letter
                .next(t.mail_access_approved_next(), t.mail_open_request(), &setting.request(reference))
                .why(t.mail_why_requester())
        }
        Event::AccessDeclined { account, reference, reason } => setting
            .begin(account, &t.mail_access_declined_subject(&account.name), &t.mail_access_declined_what(&account.name))
            .fact(t.requests_reference(), slice::from_ref(reference))
            .quote(t.mail_access_declined_reason(), reason)
            .next(t.mail_access_declined_next(), t.mail_open_request(), &setting.request(reference))
            .why(t.mail_why_requester()),
        Event::MessageForDecider { account, reference, requester, as_operator } => setting
            .begin(
                account,
                &t.mail_message_for_decider_subject(requester, &account.name),
                &t.mail_message_for_decider_what(requester, &account.name),
            )
            .fact(t.requests_reference(), slice::from_ref(reference))
            .next(t.mail_message_for_decider_next(), t.mail_open_messages(), &setting.pending_request(reference))
            .why(why_decider(*as_operator, t)),
        Event::MessageForRequester { account, reference, writer, by_operator, asks_for_information } => {
            let writer = match (writer, by_operator) {
                (Some(name), _) => name.as_str(),
                (None, true) => t.mail_message_writer_operator(),
                (None, false) => t.mail_message_writer_administrator(),
            };
            let (subject, what, next) = if *asks_for_information {
                let subject = t.mail_information_requested_subject(&account.name);
                (subject, t.mail_information_requested_what(writer, &account.name), t.mail_information_requested_next())
            } else {
                let subject = t.mail_message_for_requester_subject(&account.name);
                (subject, t.mail_message_for_requester_what(writer, &account.name), t.mail_message_for_requester_next())
            };
            setting
                .begin(account, &subject, &what)
                .fact(t.requests_reference(), slice::from_ref(reference))
                .next(next, t.mail_open_messages(), &setting.request(reference))
                .why(t.mail_why_requester())
        }
        Event::AccessRequestAboutToExpire { account, reference, expires_at, may_remind } => {
            let date = setting.date_time(*expires_at);
            let what = t.mail_access_about_to_expire_what(&account.name, &date);
            let letter = setting.begin(account, &t.mail_access_about_to_expire_subject(&account.name), &what);
            letter.for_requester(reference, &setting.before_it_expires(reference, *may_remind), setting)
        }
        Event::AccessRequestExpired { account, reference } => setting
            .begin(account, &t.mail_access_expired_subject(&account.name), &t.mail_access_expired_what(&account.name))
            .for_requester(reference, t.mail_access_expired_next(), setting),
        Event::AccessChanged { account, before, after, by } => setting
            .begin(account, &t.mail_access_changed_subject(&account.name), &t.mail_access_changed_what(&account.name))
            .fact(t.mail_before(), &[grant_value(before, t)])
            .fact(t.mail_after(), &[grant_value(after, t)])
            .fact(t.mail_changed_by(), &[changed_by(by, t)])
            .for_person(t.mail_access_changed_next(), setting),
        Event::AccessRemoved { account, before, by } => setting
            .begin(account, &t.mail_access_removed_subject(&account.name), &t.mail_access_removed_what(&account.name))
            .fact(t.mail_access_removed_had(), &[grant_value(before, t)])
            .fact(t.mail_removed_by(), &[changed_by(by, t)])
            .for_person(t.mail_access_removed_next(), setting),
        Event::AccountRequested { request, as_operator, note, reminder } => {
            accounts::requested_letter(request, *as_operator, note.as_deref(), *reminder, setting)
        }
        Event::AccountContactChanged { request, as_operator, before, after, again } => {
            accounts::contact_changed(request, *as_operator, [before, after], *again, setting)
        }
        Event::AccountOffered { request, contact, note, reminder } => {
            accounts::offered_letter(request, &Offer { contact, note: note.as_deref() }, *reminder, setting)
        }
        Event::AccountRequestForwarded { request, contact, by, forwarding_note, note } => {
            let offer = Offer { contact, note: note.as_deref() };
            accounts::forwarded(request, &offer, by, forwarding_note.as_deref(), setting)
        }
        Event::AccountActivated { account, reference, let_in, left_out } => {
            accounts::activated(account, reference, [*let_in, *left_out], setting)
        }
        Event::AccountDenied { account, reference, reason } => accounts::denied(account, reference, reason, setting),
        Event::AccountLapsed { account, reference } => accounts::lapsed(account, reference, setting),
        Event::AccountOfferEnded { account, requester, requester_email, how } => {
            accounts::offer_ended(account, requester, requester_email, *how, setting)
        }
        Event::AccountRequestEnded { request, as_operator, how } => {
            accounts::request_ended(request, *as_operator, *how, setting)
        }
        Event::AccountClosed { account, reason } => accounts::closed(account, reason, setting),
        Event::AccountBeside { account } => accounts::beside(account, setting),
        Event::AddedToAccount { account, granted, requester, note, on_proof } => {
            let added = AddedFacts { granted, requester, note: note.as_deref(), on_proof: *on_proof };
            accounts::added(account, &added, setting)
        }
        Event::InvitedToAccount { account, invited } => invitations::invited(account, invited, setting),
        Event::InvitationAboutToEnd { domain_identifier, invitation, on_proof, expires_at } => {
            let until = setting.date_time(*expires_at);
            invitations::about_to_end(domain_identifier, invitation, &until, *on_proof, setting)
        }
        Event::InvitationUnanswered { account, email, declined } => {
            invitations::unanswered(account, email, *declined, setting)
        }
        Event::SignInCode { id } => accounts::code(id, setting),
        Event::SignInTried { codes } => accounts::tried(*codes, setting),
    };
    let letter = match setting.stop_link {
        Some(link) => letter.stop(t.mail_stop(), link),
        None => letter,
    };
    letter.sender(&sender(t, setting.operator_name))
}

/// The letter by which whoever runs the service tries the relay.
pub fn trial(t: &Texts, public_url: &str, operator_name: &str) -> Letter {
    Letter::new(t.locale(), &t.mail_check_subject(t.product_name()))
        .paragraph(&t.mail_check_text(public_url))
        .why(t.mail_check_why())
        .sender(&sender(t, operator_name))
}

/// The product and, where it is called otherwise, who runs it.
fn sender(t: &Texts, operator_name: &str) -> String {
    let product = t.product_name();
    if operator_name.is_empty() || operator_name == product {
        product.to_owned()
    } else {
        t.mail_footer(product, operator_name)
    }
}

impl Setting<'_> {
    fn begin(&self, account: &AccountFacts, subject: &str, what: &str) -> Letter {
        let named = self.texts.mail_account_named(&account.name, &account.domain_identifier);
        Letter::new(self.texts.locale(), subject).paragraph(what).fact(self.texts.smart_account(), &[named])
    }

    fn for_decider(&self, request: &RequestFacts, subject: &str, what: &str, why: &str) -> Letter {
        let t = self.texts;
        let asked = asked_values(&request.asked, t.mail_access_requested_scope_open(), t);
        let mut letter = self
            .begin(&request.account, subject, what)
            .fact(t.mail_requester(), &[self.requester(&request.requester, &request.organisation)])
            .fact(t.mail_requester_email(), slice::from_ref(&request.requester_email))
            .fact(t.mail_asked(), &asked)
            .fact(t.pending_held(), &held_values(request.held.as_deref(), t))
            .fact(t.requests_reference(), slice::from_ref(&request.reference));
        if let Some(reason) = &request.reason {
            letter = letter.quote(t.request_reason(), reason);
        }
        let next = t.mail_decide_next(&self.date_time(request.expires_at));
        letter.next(&next, t.mail_open_pending_request(), &self.pending_request(&request.reference)).why(why)
    }

    fn requester(&self, name: &str, organisation: &str) -> String {
        match organisation.trim() {
            "" => name.to_owned(),
            organisation => self.texts.mail_requester_named(name, organisation),
        }
    }

    /// Day and hour as the recipient's clocks show them.
    fn date_time(&self, moment: DateTime<Utc>) -> String {
        date_time(moment, self.texts.locale(), self.zone)
    }

    /// The page of a request for whoever decides it.
    fn pending_request(&self, reference: &str) -> String {
        self.page(&Route::PendingRequest { reference: reference.to_owned(), list: PendingQuery::default() })
    }

    /// What somebody may still do about a request that nobody decides: none is told to send a reminder who can send no more.
    fn before_it_expires(&self, reference: &str, may_remind: bool) -> String {
        let t = self.texts;
        match self.support_link {
            _ if may_remind => t.mail_access_about_to_expire_next().to_owned(),
            Some(link) => t.mail_access_about_to_expire_support(&link.replace("{reference}", reference)),
            None => t.mail_access_about_to_expire_otherwise().to_owned(),
        }
    }

    /// The page of a person's own request.
    fn request(&self, reference: &str) -> String {
        self.page(&Route::Request { reference: reference.to_owned(), sent: false })
    }

    /// The whole address of a page of the app.
    fn page(&self, page: &Route) -> String {
        format!("{}{page}", self.public_url)
    }
}

impl Letter {
    fn next(self, what: &str, words: &str, page: &str) -> Letter {
        self.paragraph(what).link(words, page)
    }

    fn for_requester(self, reference: &str, next: &str, setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        self.fact(t.requests_reference(), &[reference.to_owned()])
            .next(next, t.mail_open_request(), &setting.request(reference))
            .why(t.mail_why_requester())
    }

    /// Where access works, and what one does there.
    fn places(self, places: &[Place], setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        let line = |place: &Place| {
            let description = match t.locale() {
                Locale::En => &place.description_en,
                Locale::Fr => &place.description_fr,
            };
            let described =
                if description.is_empty() { place.name.clone() } else { t.mail_place(&place.name, description) };
            match &place.link {
                Some(link) => [&described, " ", link].concat(),
                None => described,
            }
        };
        if places.is_empty() {
            return self;
        }
        self.fact(t.mail_places(), &places.iter().map(line).collect::<Vec<_>>())
    }

    fn for_person(self, next: &str, setting: &Setting<'_>) -> Letter {
        let t = setting.texts;
        self.next(next, t.mail_open_directory(), &setting.page(&Route::Directory(DirectoryQuery::default())))
            .why(t.mail_why_person())
    }
}

fn why_decider(as_operator: bool, t: &Texts) -> &str {
    if as_operator { t.mail_why_operator() } else { t.mail_access_requested_why_administrator() }
}

/// Who changed it, as the person may know them.
fn changed_by(by: &ChangedBy, t: &Texts) -> String {
    match by {
        ChangedBy::Named(name) => name.clone(),
        ChangedBy::Administrator => t.history_actor("administrator"),
        ChangedBy::Operator => t.history_actor("operator"),
    }
}
