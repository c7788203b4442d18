//! The decisions that are measured: their facts in every combination, and where each engine has its form of them.

use rules::vocabulary::{AccountStatus, Scope, Visibility, Way};
use rules::{request_path, roles_offered, visibility};

/// A decision as the peers are asked it.
pub struct Case {
    /// The name of the decision in all forms: DMN decision, Rego package, JDM node.
    pub name: &'static str,
    /// The same in Cedar's words: what somebody wants to do.
    pub action: &'static str,
    /// The output column of the table in JDM.
    pub output: &'static str,
    pub dmn: &'static str,
    pub cedar: &'static str,
    pub rego: &'static str,
    pub jdm: &'static str,
    /// All combinations, each with its facts in the order of the table's inputs.
    pub facts: Vec<Facts>,
}

pub type Facts = Vec<(&'static str, Fact)>;

#[derive(Clone, Copy, Debug)]
pub enum Fact {
    Flag(bool),
    Word(&'static str),
}

const FLAGS: [bool; 2] = [false, true];

macro_rules! case {
    ($name:literal, $action:literal, $output:literal, $facts:expr) => {
        Case {
            name: $name,
            action: $action,
            output: $output,
            dmn: include_str!(concat!("../../../src/rules/policy/", $name, ".dmn")),
            cedar: include_str!(concat!("../peers/", $name, ".cedar")),
            rego: include_str!(concat!("../peers/", $name, ".rego")),
            jdm: include_str!(concat!("../peers/", $name, ".json")),
            facts: $facts,
        }
    };
}

pub fn request_path() -> (Case, Vec<request_path::Facts>) {
    let mut all = Vec::new();
    for status in AccountStatus::ALL {
        for bits in 0..64_u32 {
            let [admitted, open_request, profile_complete, matches, holds_grant, holds_all] =
                [0, 1, 2, 3, 4, 5].map(|bit| bits & (1 << bit) != 0);
            let status = *status;
            all.push(request_path::Facts {
                admitted,
                status,
                open_request,
                profile_complete,
                matches,
                holds_grant,
                holds_all,
            });
        }
    }
    let facts = |facts: &request_path::Facts| {
        vec![
            ("admitted", Fact::Flag(facts.admitted)),
            ("status", Fact::Word(facts.status.as_str())),
            ("open_request", Fact::Flag(facts.open_request)),
            ("profile_complete", Fact::Flag(facts.profile_complete)),
            ("matches", Fact::Flag(facts.matches)),
            ("holds_grant", Fact::Flag(facts.holds_grant)),
            ("holds_all", Fact::Flag(facts.holds_all)),
        ]
    };
    (case!("request_path", "request_access", "path", all.iter().map(facts).collect()), all)
}

pub fn visibility() -> (Case, Vec<visibility::Facts>) {
    let mut all = Vec::new();
    for status in AccountStatus::ALL {
        for visibility in Visibility::ALL {
            for way in Way::ALL {
                for has_standing in FLAGS {
                    for matches in FLAGS {
                        let (status, visibility, way) = (*status, *visibility, *way);
                        all.push(visibility::Facts { has_standing, status, visibility, way, matches });
                    }
                }
            }
        }
    }
    let facts = |facts: &visibility::Facts| {
        vec![
            ("has_standing", Fact::Flag(facts.has_standing)),
            ("status", Fact::Word(facts.status.as_str())),
            ("account_visibility", Fact::Word(facts.visibility.as_str())),
            ("way", Fact::Word(facts.way.as_str())),
            ("matches", Fact::Flag(facts.matches)),
        ]
    };
    (case!("visibility", "see", "seen", all.iter().map(facts).collect()), all)
}

pub fn roles_offered() -> (Case, Vec<roles_offered::Facts>) {
    let all: Vec<roles_offered::Facts> =
        Scope::ALL.iter().map(|scope| roles_offered::Facts { scope: *scope }).collect();
    let facts = |facts: &roles_offered::Facts| vec![("scope", Fact::Word(facts.scope.as_str()))];
    (case!("roles_offered", "offer_role", "role", all.iter().map(facts).collect()), all)
}
