//! Asks `rules::request_access` as a case does. It is no table, so what it knows and answers has its names here.

use dmn::Value;
use rules::profile_fields::Profile;
use rules::request_access::{Facts, Offer, offer, path};
use rules::vocabulary::{AccountStatus, RequestStatus, Role, Scope};
use rules::{Policy, Undecided};

use crate::reader::Case;

pub const FACTS: [&str; 11] = [
    "admitted",
    "status",
    "request",
    "matches",
    "holds_grant",
    "holds_all",
    "name",
    "organisation",
    "country",
    "verified_email",
    "virtual_accounts",
];

/// The case with what is answered in the place of what was expected, and the rules of `request_path` that fired.
pub fn answered(policy: &Policy, case: Case) -> Result<Case, Undecided> {
    let flag = |fact| case.facts.get(fact).and_then(Value::as_bool).unwrap();
    let string = |fact| case.facts.get(fact).and_then(Value::as_str).unwrap();
    let facts = Facts {
        admitted: flag("admitted"),
        status: AccountStatus::parse(string("status")).unwrap(),
        request: match string("request") {
            "none" => None,
            status => Some(RequestStatus::parse(status).unwrap()),
        },
        matches: flag("matches"),
        holds_grant: flag("holds_grant"),
        holds_all: flag("holds_all"),
        profile: Profile {
            name: flag("name"),
            organisation: flag("organisation"),
            country: flag("country"),
            verified_email: flag("verified_email"),
        },
    };
    let path = path(policy, &facts)?;
    let (missing, reason, scopes) = match offer(policy, &facts, flag("virtual_accounts"))? {
        Offer::Form { form, reason_required, scopes } => {
            assert_eq!(path.decision.answer.form(), Some(form));
            (path.missing, vec![if reason_required { "yes" } else { "no" }.to_owned()], scopes)
        }
        Offer::Blocked { request_path: blocked, missing } => {
            assert_eq!((path.decision.answer, &path.missing), (blocked, &missing));
            (missing, Vec::new(), Vec::new())
        }
    };
    let roles = |scope: Scope| {
        let offered = scopes.iter().filter(|(offered, _)| *offered == scope).flat_map(|(_, roles)| roles);
        offered.map(|role: &Role| role.as_str().to_owned()).collect::<Vec<_>>()
    };
    let answers = [
        ("path", vec![path.decision.answer.as_str().to_owned()]),
        ("missing", missing.iter().map(|field| field.as_str().to_owned()).collect()),
        ("reason", reason),
        ("entire", roles(Scope::Entire)),
        ("selected", roles(Scope::Selected)),
    ];
    let rules = policy.explain(&path.decision.fired).into_iter().map(|rule| rule.rule).collect();
    let answers = answers.map(|(answer, values)| (answer.to_owned(), values)).to_vec();
    Ok(Case { answers, rules, ..case })
}
