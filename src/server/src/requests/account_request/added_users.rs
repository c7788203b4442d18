//! The people who are added to a new account: what they get and whether they are invited first, and what whoever accepts
//! the account chooses for each of them (domain: 4, Added people).

use api::account_request::AddedUser as Body;
use api::pending_account_request::ChosenUser;
use rules::account_request_actions::Viewer;
use rules::account_roles::{self, Member};
use rules::vocabulary::{Acceptance, Role};
use rules::{FiredRule, Policy, acceptance, added_user_roles, domain_match};

use crate::app::App;
use crate::directory::account_view::readable_email;
use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::error::{Error, Invalid, sentences};
use crate::requests::account_request::deciders::contact_match;
use crate::requests::account_request::validate::excerpt;
use crate::store::account_request::added_user::{AddedUser, Outcome};
use crate::store::person::Person;

/// Each added user, and the role that they get; none where they are taken out.
pub type Chosen = Vec<(AddedUser, Option<Role>)>;

/// The role that an added user gets where nobody chooses another (decision `account_roles`).
///
/// # Errors
/// The policy's.
pub fn asked_role(policy: &Policy) -> Result<Role, Error> {
    Ok(policy.account_roles(&account_roles::Facts { member: Member::AddedUser })?.answer)
}

/// The roles that whoever approves as this viewer may give; none where they do not choose.
///
/// # Errors
/// The policy's.
pub fn roles_to_give(policy: &Policy, viewer: Viewer) -> Result<Vec<Role>, Error> {
    let mut roles = Vec::new();
    for role in Role::ALL.iter().copied() {
        if policy.added_user_roles(&added_user_roles::Facts { viewer, role })?.answer {
            roles.push(role);
        }
    }
    let asked = asked_role(policy)?;
    if !roles.is_empty() && !roles.contains(&asked) {
        roles.insert(0, asked);
    }
    Ok(roles)
}

/// People whom somebody is about to add, as they are sent.
///
/// # Errors
/// The policy's.
pub fn preview(app: &App, identifier: &DomainIdentifier, users: &[EmailAddress]) -> Result<Vec<Body>, Error> {
    let role = asked_role(&app.policy)?;
    let body = |user: &EmailAddress| {
        let invited = is_invited(app, identifier, user.as_str())?;
        Ok(Body { email: user.unicode(), role: Some(role), invited })
    };
    users.iter().map(body).collect()
}

/// Stored ones, as they are sent.
///
/// # Errors
/// The policy's.
pub fn bodies(app: &App, identifier: &DomainIdentifier, users: &[AddedUser]) -> Result<Vec<Body>, Error> {
    let asked = asked_role(&app.policy)?;
    let body = |user: &AddedUser| {
        let role = match user.outcome {
            Outcome::Unknown => Some(asked),
            Outcome::Given(role) => Some(role),
            Outcome::LeftOut => None,
        };
        let invited = is_invited(app, identifier, &user.email)?;
        Ok(Body { email: readable_email(&user.email), role, invited })
    };
    users.iter().map(body).collect()
}

/// Shows whoever may accept the account, and was added to it, with the role that they then get.
///
/// # Errors
/// The policy's.
pub fn as_creator(app: &App, person: &Person, users: &[AddedUser], shown: &mut [Body]) -> Result<(), Error> {
    let role = app.policy.account_roles(&account_roles::Facts { member: Member::AccountCreator })?.answer;
    let own = users.iter().position(|user| Some(&user.email_folded) == person.email_folded.as_ref());
    if let Some(body) = own.and_then(|at| shown.get_mut(at)) {
        (body.role, body.invited) = (Some(role), false);
    }
    Ok(())
}

/// What becomes of each: as whoever approves chose, else the role that was asked for; with the rules that let them.
///
/// # Errors
/// They do not choose, or name somebody else, somebody twice, or a role that they may not give.
pub fn choose(
    policy: &Policy,
    viewer: Viewer,
    own_email: Option<&str>,
    users: Vec<AddedUser>,
    chosen: Option<&[ChosenUser]>,
) -> Result<(Chosen, Vec<FiredRule>), Error> {
    let asked = asked_role(policy)?;
    let Some(chosen) = chosen else {
        return Ok((users.into_iter().map(|user| (user, Some(asked))).collect(), Vec::new()));
    };
    let (mut invalid, mut fired, mut named): (_, Vec<FiredRule>, Vec<String>) = (Vec::new(), Vec::new(), Vec::new());
    let mut outcomes: Chosen = users.into_iter().map(|user| (user, None)).collect();
    for one in chosen {
        let folded = EmailAddress::parse(&one.email).ok().map(|email| email.folded());
        let Some((user, role)) = outcomes.iter_mut().find(|(user, _)| Some(&user.email_folded) == folded.as_ref())
        else {
            let email = excerpt(&one.email);
            invalid.push(Invalid::with("added_users", move |texts| texts.invalid_added_user_unknown(&email)));
            continue;
        };
        if named.contains(&user.email_folded) {
            let email = readable_email(&user.email);
            invalid.push(Invalid::with("added_users", move |texts| texts.invalid_added_user_twice(&email)));
            continue;
        }
        named.push(user.email_folded.clone());
        *role = Some(one.role);
        if own_email == Some(user.email_folded.as_str()) {
            continue;
        }
        let decision = policy.added_user_roles(&added_user_roles::Facts { viewer, role: one.role })?;
        let rules = policy.explain(&decision.fired);
        if !decision.answer && (one.role != asked || roles_to_give(policy, viewer)?.is_empty()) {
            let (email, role) = (readable_email(&user.email), one.role);
            invalid.push(Invalid::with("added_users", move |texts| {
                texts.invalid_added_user_role(&email, &texts.role_name(role.as_str()), &sentences(&rules, texts))
            }));
            continue;
        }
        fired.extend(rules.into_iter().filter(|rule| !fired.contains(rule)).collect::<Vec<_>>());
    }
    // An empty list takes everybody out: whoever does not choose may not send that either.
    if chosen.is_empty() && roles_to_give(policy, viewer)?.is_empty() {
        invalid.push(Invalid::new("added_users", |texts| texts.invalid_not_asked()));
    }
    if invalid.is_empty() { Ok((outcomes, fired)) } else { Err(Error::Invalid(invalid)) }
}

/// Whether somebody with this address is invited first. Asked as if nobody had proved the address: the answer would tell
/// otherwise who has.
fn is_invited(app: &App, identifier: &DomainIdentifier, email: &str) -> Result<bool, Error> {
    let match_kind = contact_match(&app.public_mailboxes, identifier, email);
    let matches = app.policy.domain_match(&domain_match::Facts::of_kind(match_kind))?.answer;
    let acceptance = app.policy.acceptance(&acceptance::Facts { matches, proven: false })?.answer;
    Ok(acceptance == Acceptance::Invitation)
}
