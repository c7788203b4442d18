//! A policy: all tables together, under one version, with a method for each decision.

#[cfg(feature = "xml")]
mod load;
pub(crate) mod try_facts;

use dmn::{Finding, Program, Table};
use serde::{Deserialize, Serialize};

use crate::decide::bind::{LazyBinding, mismatches};
use crate::decide::{Fired, decide, table};
use crate::string_enum::StringEnum;
use crate::{Decision, FiredRule, Undecided, vocabulary};
use try_facts::UntypedDecision;

/// Decision tables in their compiled form, which is what a browser fetches.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Compiled", into = "Compiled")]
pub struct Policy {
    version: String,
    program: Program,
    bindings: Bindings,
}

impl PartialEq for Policy {
    /// What has been found out about the tables so far follows from them.
    fn eq(&self, other: &Policy) -> bool {
        self.version == other.version && self.program == other.program
    }
}

impl Eq for Policy {}

/// A policy as it travels. Which facts its tables ask is found out where it arrives.
#[derive(Serialize, Deserialize)]
struct Compiled {
    version: String,
    program: Program,
}

impl From<Compiled> for Policy {
    fn from(Compiled { version, program }: Compiled) -> Policy {
        Policy { version, program, bindings: Bindings::default() }
    }
}

impl From<Policy> for Compiled {
    fn from(Policy { version, program, .. }: Policy) -> Compiled {
        Compiled { version, program }
    }
}

/// One method for each decision, named as its module and its table.
macro_rules! methods {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        use crate::decisions::{$($module),+};

        /// Where each decision finds its table and its facts.
        #[derive(Clone, Debug, Default)]
        struct Bindings { $($module: LazyBinding),+ }

        impl Policy {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Undecided`] where the policy has no answer, which a checked policy always has.
                pub fn $module(&self, facts: &$module::Facts) -> Result<Decision<$answer>, Undecided> {
                    decide(&self.program, &self.bindings.$module, facts)
                }
            )+
        }

        /// All decisions, as they are asked by names.
        const DECISIONS: &[UntypedDecision] = &[$(UntypedDecision::new::<$module::Facts>()),+];

        impl Policy {
            /// Everything that keeps this build from asking the tables and understanding their answers.
            ///
            /// A policy from sources has been asked already; one that came compiled, over the wire, may be newer.
            pub fn mismatches(&self) -> Vec<Finding> {
                let mut findings = Vec::new();
                $(findings.extend(mismatches::<$module::Facts>(&self.program));)+
                findings
            }

            /// Binds every decision now, rather than each when it is first asked.
            #[cfg(feature = "xml")]
            fn bind_all(&self) {
                $(let _ = self.bindings.$module.binding::<$module::Facts>(&self.program);)+
            }
        }
    };
}

crate::for_each_decision!(methods);

impl Policy {
    /// The first 16 hexadecimal digits of the SHA-256 over the sources.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the rules say that gave an answer, in the order in which they count.
    pub fn explain(&self, fired: &Fired) -> Vec<FiredRule> {
        fired.explained(&self.program)
    }

    /// What those rules say that gave one of several answers.
    pub fn explain_answer<E: StringEnum>(&self, decision: &Decision<Vec<E>>, answer: E) -> Vec<FiredRule> {
        decision.fired.explained_for(&self.program, answer.as_str())
    }

    /// The names of all decisions.
    pub fn decisions() -> impl Iterator<Item = &'static str> {
        DECISIONS.iter().map(|decision| decision.name)
    }

    /// The table of the decision with this name.
    pub fn table(&self, decision: &str) -> Option<&Table> {
        table(&self.program, decision)
    }

    /// The tables of all decisions.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        Policy::decisions().filter_map(|decision| self.table(decision))
    }

    /// Everything that is incomplete, contradictory or idle in the tables.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Vec<Finding> {
        self.tables().flat_map(dmn::check).collect()
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::vocabulary::{Role, Scope};

    fn rules(policy: &Policy, role: Role) -> Vec<String> {
        let decision = policy.roles_offered(&roles_offered::Facts { scope: Scope::Selected }).unwrap();
        policy.explain_answer(&decision, role).into_iter().map(|rule| rule.rule).collect()
    }

    #[test]
    fn each_of_several_answers_has_the_rules_that_gave_it() {
        let policy = Policy::embedded().unwrap();
        assert_eq!(rules(&policy, Role::User), ["R3"]);
        assert!(rules(&policy, Role::Approver).is_empty());

        let source = include_str!("../policy/roles_offered.dmn");
        let twice = source.replace("<text>\"viewer\"</text>", "<text>\"user\"</text>");
        let policy = Policy::with(&[("twice.dmn", &twice)]).unwrap();
        assert_eq!(rules(&policy, Role::User), ["R3", "R4"]);
        assert_eq!(rules(&policy, Role::Administrator), ["R1"]);
    }
}
