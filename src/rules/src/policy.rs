//! A policy: all tables together, under one version, with a method for each decision.

#[cfg(feature = "xml")]
mod load;

use dmn::{Finding, Program, Table};
use serde::{Deserialize, Serialize};

use crate::decide::bind::bind;
use crate::decide::{Decide, decide};
use crate::{
    Decision, Undecided, admission, deciders, disclosure, domain_match, entry, lifetimes, profile_fields, request_form,
    request_path, roles_offered, visibility, vocabulary, your_access,
};

/// Decision tables in their compiled form, which is what a browser fetches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    version: String,
    program: Program,
}

/// One method for each decision, named as its module and its table.
macro_rules! decisions {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        impl Policy {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Undecided`] where the policy has no answer, which a checked policy always has.
                pub fn $module(&self, facts: &$module::Facts) -> Result<Decision<$answer>, Undecided> {
                    decide(&self.program, facts)
                }
            )+
        }

        /// The names of all decisions.
        const DECISIONS: &[&str] = &[$(<$module::Facts as Decide>::TABLE),+];

        impl Policy {
            /// Everything that keeps this build from asking the tables and understanding their answers.
            ///
            /// A policy from sources has been asked already; one that came compiled, over the wire, may be newer.
            pub fn misfits(&self) -> Vec<Finding> {
                let mut findings = Vec::new();
                $(findings.extend(bind::<$module::Facts>(&self.program));)+
                findings
            }
        }
    };
}

decisions! {
    /// May this person do this here at all?
    admission -> vocabulary::Admission;
    /// Who decides this request?
    deciders -> vocabulary::Deciders;
    /// What is this person shown of an account?
    disclosure -> disclosure::Answer;
    /// Does this kind of domain match count?
    domain_match -> bool;
    /// Which page does a person start on?
    entry -> vocabulary::EntryPage;
    /// How long does something last?
    lifetimes -> lifetimes::Lifetime;
    /// Which parts of the profile does a request need?
    profile_fields -> Vec<vocabulary::ProfileField>;
    /// What does the request form ask?
    request_form -> request_form::Answer;
    /// How does this person ask for access to this account?
    request_path -> vocabulary::RequestPath;
    /// Which roles may be asked for in this scope?
    roles_offered -> Vec<vocabulary::Role>;
    /// Does this person see this Smart Account?
    visibility -> bool;
    /// What does the column "Your access" show for this account?
    your_access -> your_access::Answer;
}

impl Policy {
    /// The first 16 hexadecimal digits of the SHA-256 over the sources.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The tables of all decisions.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        DECISIONS.iter().filter_map(|name| self.program.table(name))
    }

    /// Everything that is incomplete, contradictory or idle in the tables.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Vec<Finding> {
        self.tables().flat_map(dmn::check).collect()
    }
}
