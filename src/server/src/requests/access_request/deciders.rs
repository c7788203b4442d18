//! Who decides a request: the administrators that could, and which of them the table `deciders` chooses.

use std::collections::BTreeMap;

use api::account::Contact;
use rules::virtual_accounts::lies_in_any;
use rules::vocabulary::{Action, Deciders};
use rules::{Decision, Policy, deciders};

use crate::directory::account_view::{known_administrators, readable_email};
use crate::error::Error;
use crate::requests::admission::is_administrator_admitted;
use crate::store::grant::Administrator;
use crate::store::key::PersonKey;

/// Decides among an account's administrators who decides a request of this person for these Virtual Accounts, by path.
/// The people are empty where it is the operator. Nobody decides their own request.
///
/// # Errors
/// The policy's.
pub fn choose_deciders(
    policy: &Policy,
    administrators: Vec<Administrator>,
    requester_key: PersonKey,
    asked: &[&str],
) -> Result<(Decision<Deciders>, Vec<Administrator>), Error> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for one in administrators {
        if is_administrator_admitted(policy, &one, Action::DecideAccessRequest)? {
            if one.person_key == requester_key { own.push(one) } else { others.push(one) }
        }
    }
    let requester_administers = own.iter().any(|one| one.virtual_account.is_none()) || !covering(own, asked).is_empty();
    let (of_account, of_parts): (Vec<_>, Vec<_>) = others.into_iter().partition(|one| one.virtual_account.is_none());
    let of_parts = covering(of_parts, asked);
    let facts = deciders::Facts {
        active_administrator: !of_account.is_empty(),
        virtual_account_administrator: !of_parts.is_empty(),
        requester_administers,
    };
    let decision = policy.deciders(&facts)?;
    let mut chosen: Vec<Administrator> = match decision.answer {
        Deciders::SmartAccountAdministrators => of_account,
        Deciders::VirtualAccountAdministrators => of_parts,
        Deciders::AdministratorsAndVirtualAccountAdministrators => of_account.into_iter().chain(of_parts).collect(),
        Deciders::Operator => Vec::new(),
    };
    chosen.sort_by(|one, other| (&one.email, one.person_key).cmp(&(&other.email, other.person_key)));
    chosen.dedup_by_key(|one| one.person_key);
    Ok((decision, chosen))
}

/// Those who decide, as far as somebody may know them who may know the account's contacts: nobody else is named, though an
/// administrator of a Virtual Account decides as well (decision `contacts`).
///
/// # Errors
/// The policy's.
pub fn named(policy: &Policy, all: &[Administrator], deciders: &[Administrator]) -> Result<Vec<Contact>, Error> {
    let known = known_administrators(policy, all)?;
    let is_known = |one: &&Administrator| known.iter().any(|other| other.person_key == one.person_key);
    let contact = |one: &Administrator| Contact { name: one.name.clone(), email: readable_email(&one.email) };
    Ok(deciders.iter().filter(is_known).map(contact).collect())
}

/// Those in whose subtrees, taken together, everything lies that is asked for.
fn covering(administrators: Vec<Administrator>, asked: &[&str]) -> Vec<Administrator> {
    if asked.is_empty() {
        return Vec::new();
    }
    let mut tops: BTreeMap<PersonKey, Vec<String>> = BTreeMap::new();
    for one in &administrators {
        tops.entry(one.person_key).or_default().extend(one.virtual_account.clone());
    }
    let covers = |tops: &Vec<String>| asked.iter().all(|path| lies_in_any(path, tops));
    administrators.into_iter().filter(|one| tops.get(&one.person_key).is_some_and(covers)).collect()
}

#[cfg(test)]
mod tests {
    use rules::vocabulary::Affiliation;

    use super::*;

    #[test]
    fn the_only_administrator_is_told_so() {
        let policy = Policy::embedded().unwrap();
        let administrator = |person_key: i64| Administrator {
            person_key: PersonKey(person_key),
            email: String::new(),
            name: String::new(),
            locale: text::Locale::En,
            affiliation: Affiliation::External,
            virtual_account: None,
        };
        let rule = |administrators: Vec<Administrator>| {
            let (decision, _) = choose_deciders(&policy, administrators, PersonKey(1), &[]).unwrap();
            policy.explain(&decision.fired).pop().unwrap().en
        };
        let alone = rule(vec![administrator(1)]);
        assert!(alone.starts_with("You are the only administrator"), "{alone}");
        assert!(rule(Vec::new()).starts_with("No administrator can decide"));
        assert_eq!(rule(vec![administrator(1), administrator(2)]), rule(vec![administrator(2)]));
    }

    #[test]
    fn two_subtrees_of_one_person_cover_what_lies_in_either() {
        let one = |person_key: i64, path: &str| Administrator {
            person_key: PersonKey(person_key),
            // Two issuers may say the same of two people.
            email: "ann@a".to_owned(),
            name: String::new(),
            locale: text::Locale::En,
            affiliation: Affiliation::External,
            virtual_account: Some(path.to_owned()),
        };
        let all = || vec![one(1, "North"), one(1, "South"), one(2, "North")];
        let covering =
            |asked: &[&str]| covering(all(), asked).into_iter().map(|one| one.person_key.0).collect::<Vec<_>>();
        assert_eq!(covering(&["North/Leeds", "South"]), [1, 1]);
        assert_eq!(covering(&["North/Leeds"]), [1, 1, 2]);
        assert!(covering(&["West"]).is_empty());
        assert!(covering(&[]).is_empty(), "the entire account is not a part of it");
    }
}
