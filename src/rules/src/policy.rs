//! A policy: all tables together, under one version, with a method for each decision.

#[cfg(feature = "xml")]
mod load;
pub(crate) mod try_facts;

use dmn::{Finding, Program, Table};
use serde::{Deserialize, Serialize};

use crate::decide::bind::{Slot, misfits};
use crate::decide::{Fired, decide, table};
use crate::{
    Decision, FiredRule, Undecided, access_request_actions, account_deciders, account_request_actions, admission,
    authority, contacts, creation_route, deciders, disclosure, domain_match, entry, grant_actions, lifetimes,
    notes_shown, places, profile_fields, reminders, request_form, request_path, roles_offered, standing, visibility,
    vocabulary, your_access,
};
use try_facts::Described;

/// Decision tables in their compiled form, which is what a browser fetches.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Compiled", into = "Compiled")]
pub struct Policy {
    version: String,
    program: Program,
    bound: Bound,
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
        Policy { version, program, bound: Bound::default() }
    }
}

impl From<Policy> for Compiled {
    fn from(Policy { version, program, .. }: Policy) -> Compiled {
        Compiled { version, program }
    }
}

/// One method for each decision, named as its module and its table.
macro_rules! decisions {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        /// Where each decision finds its table and its facts.
        #[derive(Clone, Debug, Default)]
        struct Bound { $($module: Slot),+ }

        impl Policy {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`Undecided`] where the policy has no answer, which a checked policy always has.
                pub fn $module(&self, facts: &$module::Facts) -> Result<Decision<$answer>, Undecided> {
                    decide(&self.program, &self.bound.$module, facts)
                }
            )+
        }

        /// All decisions, as they are asked by names.
        const DECISIONS: &[Described] = &[$(Described::of::<$module::Facts>()),+];

        impl Policy {
            /// Everything that keeps this build from asking the tables and understanding their answers.
            ///
            /// A policy from sources has been asked already; one that came compiled, over the wire, may be newer.
            pub fn misfits(&self) -> Vec<Finding> {
                let mut findings = Vec::new();
                $(findings.extend(misfits::<$module::Facts>(&self.program));)+
                findings
            }

            /// Binds every decision now, rather than each when it is first asked.
            #[cfg(feature = "xml")]
            fn bind_all(&self) {
                $(let _ = self.bound.$module.binding::<$module::Facts>(&self.program);)+
            }
        }
    };
}

decisions! {
    /// What may be done about an access request?
    access_request_actions -> Vec<vocabulary::AccessRequestAction>;
    /// Whose turn is it to decide a request for a new account?
    account_deciders -> vocabulary::AccountDecider;
    /// What may be done about a request for a new account?
    account_request_actions -> Vec<vocabulary::AccountRequestAction>;
    /// May this person do this here at all?
    admission -> vocabulary::Admission;
    /// May this person decide this request in this way?
    authority -> vocabulary::Verdict;
    /// Whom does an account name as its contacts?
    contacts -> vocabulary::Contacts;
    /// What becomes of a request for a new account?
    creation_route -> vocabulary::CreationPath;
    /// Who decides this request?
    deciders -> vocabulary::Deciders;
    /// What is this person shown of an account?
    disclosure -> disclosure::Answer;
    /// Does this kind of domain match count?
    domain_match -> bool;
    /// Which page does a person start on?
    entry -> vocabulary::EntryPage;
    /// What may be done about a person's access?
    grant_actions -> Vec<vocabulary::GrantAction>;
    /// How long does something last?
    lifetimes -> lifetimes::Lifetime;
    /// Which notes of an account request does this reader see?
    notes_shown -> Vec<vocabulary::Note>;
    /// Is this place named among those where access will work?
    places -> bool;
    /// Which parts of the profile does a request need?
    profile_fields -> Vec<vocabulary::ProfileField>;
    /// How often may somebody be reminded of a request?
    reminders -> reminders::Answer;
    /// What does the request form ask?
    request_form -> request_form::Answer;
    /// How does this person ask for access to this account?
    request_path -> vocabulary::RequestPath;
    /// Which roles may be asked for in this scope?
    roles_offered -> Vec<vocabulary::Role>;
    /// Does this person have standing in this account?
    standing -> bool;
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

    /// What the rules say that gave an answer, in the order in which they count.
    pub fn explain(&self, fired: &Fired) -> Vec<FiredRule> {
        fired.explained(&self.program)
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
