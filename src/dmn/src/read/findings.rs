//! What a reading finds: gathered with the byte at which it stands, and given line and column at the end.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use crate::{Finding, Place};

/// The most findings that a reading keeps. Whoever has these to put right reads again.
const MAX_FINDINGS: usize = 1_000;
/// The most bytes of a name or value that a finding quotes.
const MAX_QUOTE: usize = 400;

/// Where in its model something stands that is being read.
#[derive(Clone, Copy, Default)]
pub(super) struct Site<'a> {
    /// The name of the decision, or of the business knowledge model.
    pub(super) decision: Option<&'a str>,
    pub(super) rule: Option<usize>,
    pub(super) column: Option<&'a str>,
}

#[derive(Default)]
pub(super) struct Findings {
    found: Vec<(usize, Finding)>,
    are_more: bool,
    /// Whether something is wrong with what is being read, be it said here or where it stands.
    is_troubled: bool,
}

impl<'a> Site<'a> {
    pub(super) fn decision(decision: &'a str) -> Site<'a> {
        Site { decision: Some(decision), ..Site::default() }
    }

    pub(super) fn rule(self, number: usize) -> Site<'a> {
        Site { rule: Some(number), ..self }
    }

    pub(super) fn column(self, name: &'a str) -> Site<'a> {
        Site { column: Some(name), ..self }
    }
}

impl Findings {
    /// Keeps a finding at a byte of the source.
    pub(super) fn report(&mut self, at: usize, site: Site<'_>, message: impl Into<String>) {
        self.trouble();
        if self.is_full() {
            self.are_more = true;
            return;
        }
        let place = Place {
            decision: site.decision.map(|name| short(&name)),
            rule: site.rule,
            column: site.column.map(|name| short(&name)),
            ..Place::default()
        };
        self.found.push((at, Finding::new(place, message)));
    }

    /// The names of the decisions of which something is said.
    pub(super) fn decisions(&self) -> BTreeSet<String> {
        self.found.iter().filter_map(|(_, finding)| finding.place.decision.clone()).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Notes that what is being read cannot be used, for a reason that is found already.
    pub(super) fn trouble(&mut self) {
        self.is_troubled = true;
    }

    pub(super) fn is_troubled(&self) -> bool {
        self.is_troubled
    }

    /// Begins to read a part that can be left out. What it returns is for [`Findings::leave`].
    pub(super) fn enter(&mut self) -> bool {
        std::mem::take(&mut self.is_troubled)
    }

    /// Ends it, and says whether it has to be left out.
    pub(super) fn leave(&mut self, outer: bool) -> bool {
        std::mem::replace(&mut self.is_troubled, outer)
    }

    /// Whether nothing more will be kept.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MAX_FINDINGS
    }

    /// The findings with line and column, in the order of the source, which is gone through once for all of them.
    pub(super) fn placed(mut self, xml: &str) -> Vec<Finding> {
        self.found.sort_by_key(|(at, _)| *at);
        self.found.dedup();
        let mut findings = Vec::with_capacity(self.found.len() + 1);
        let (mut from, mut line, mut column) = (0, 1, 1);
        for (at, mut finding) in self.found {
            let passed = xml.get(from..at).unwrap_or_default();
            if let Some(end) = passed.rfind('\n') {
                line += passed.bytes().filter(|byte| *byte == b'\n').count();
                column = 1 + passed.get(end + 1..).unwrap_or_default().chars().count();
            } else {
                column += passed.chars().count();
            }
            from += passed.len();
            finding.place.position = Some((line, column));
            findings.push(finding);
        }
        if self.are_more {
            let message = format!("there are more than these {MAX_FINDINGS} findings; put these right and read again");
            findings.push(Finding::new(Place::default(), message));
        }
        findings
    }
}

/// What a name or value looks like in a finding; cut off where it is long.
pub(super) fn short(value: &dyn fmt::Display) -> String {
    let mut quote = Quote(String::new());
    // Writing fails where the quote is full, so that nothing is written out that nobody would read.
    let is_cut = write!(quote, "{value}").is_err();
    quote.0.push_str(if is_cut { "…" } else { "" });
    quote.0
}

struct Quote(String);

impl Write for Quote {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if self.0.len() >= MAX_QUOTE {
                return Err(fmt::Error);
            }
            self.0.push(character);
        }
        Ok(())
    }
}
