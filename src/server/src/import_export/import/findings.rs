//! What is wrong with the files, and what was not taken because of it. However much is wrong, only so much is kept.

use std::collections::HashSet;

use crate::domains::DomainIdentifier;
use crate::domains::email::EmailAddress;
use crate::import_export::csv_files::fields::meant_email;
use crate::import_export::csv_files::path::VirtualAccountPath;
use crate::import_export::csv_files::rows::{AccountRow, PersonRow, VirtualAccountRow};
use crate::import_export::csv_files::{Lost, Row, RowError};

/// How many findings are kept.
const MOST_FINDINGS: usize = 1000;

/// How many names of refused rows are kept for each kind. Where there are more, nothing that refers to none is a finding.
const MOST_NAMES: usize = 10_000;

/// What is wrong with the files.
#[derive(Debug, Default)]
pub struct Findings {
    /// In the order of the files and their lines.
    pub kept: Vec<RowError>,
    /// How many more there were.
    pub more: u64,
    /// What whoever gave the files should know although nothing is wrong.
    pub notes: Vec<String>,
}

impl Findings {
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.kept.len() as u64 + self.more
    }

    pub(super) fn push(&mut self, error: RowError) {
        if self.kept.len() < MOST_FINDINGS {
            self.kept.push(RowError { lost: Lost::Nothing, ..error });
        } else {
            self.more += 1;
        }
    }
}

/// What refused rows name, as far as it can be read: whoever refers to it has made no mistake.
#[derive(Default)]
pub(super) struct Refused {
    /// Identifiers in ASCII form.
    pub(super) accounts: Names,
    pub(super) paths: Names,
    /// Folded addresses.
    pub(super) people: Names,
}

/// Names, or that there may be any.
#[derive(Default)]
pub(super) struct Names {
    names: HashSet<String>,
    any: bool,
}

impl Refused {
    /// Notes what an error has lost.
    pub(super) fn note(&mut self, error: &RowError) {
        let names = match error.file {
            AccountRow::FILE => &mut self.accounts,
            VirtualAccountRow::FILE => &mut self.paths,
            PersonRow::FILE => &mut self.people,
            _ => return,
        };
        let cells = match &error.lost {
            Lost::Nothing => return,
            Lost::Rest => {
                names.any = true;
                return;
            }
            Lost::Row(cells) => cells,
        };
        // Which cell is which is not known of every row.
        for cell in cells {
            if names.any {
                return;
            }
            match error.file {
                AccountRow::FILE => {
                    let domains = [DomainIdentifier::parse(cell).ok(), DomainIdentifier::meant_by(cell)];
                    domains.into_iter().flatten().for_each(|domain| names.add(domain.ascii().to_owned()));
                }
                VirtualAccountRow::FILE => {
                    VirtualAccountPath::parse(cell).into_iter().for_each(|path| names.add(path.as_str().to_owned()));
                }
                _ => {
                    let emails = [EmailAddress::stored(cell).ok(), meant_email(cell)];
                    emails.into_iter().flatten().for_each(|email| names.add(email.folded()));
                }
            }
        }
    }
}

impl Names {
    pub(super) fn add(&mut self, name: String) {
        self.names.insert(name);
        if self.names.len() > MOST_NAMES {
            self.names = HashSet::new();
            self.any = true;
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.any || self.names.contains(name)
    }

    /// Whether any row was refused.
    pub(super) fn is_empty(&self) -> bool {
        !self.any && self.names.is_empty()
    }
}
