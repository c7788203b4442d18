//! The header of a file: what separates its cells, and which column stands where.

use std::borrow::Cow;
use std::collections::HashMap;

use text::{Locale, Texts};

use super::Row;
use super::records::split;
use super::words::spelling;

/// What may separate cells, the likeliest first: a spreadsheet in French writes semicolons, and *Unicode text* has tabs.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// After so many columns that the file does not have, a header is not looked at any more.
const UNKNOWN: usize = 20;

/// Where the columns stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// How many cells the header has, empty ones at its end aside.
    pub width: usize,
    /// For each column of the kind of row its place in the file's records, and whether it has the name that the pages give it.
    pub places: Vec<Option<Place>>,
    /// Columns of the pages that are not imported.
    pub left_out: Vec<String>,
    /// The places of columns without a name, which hold nothing.
    pub nameless: Vec<usize>,
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub index: usize,
    /// Whether it has the name that the pages give it.
    pub is_page: bool,
}

/// What is wrong with a header: the column where it is one, and the reason.
pub struct Fault {
    pub column: Option<Cow<'static, str>>,
    pub reason: String,
}

/// The separator that a line such as `sep=;` names. Some spreadsheets write it before the header, and read it.
pub fn named_separator(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('"');
    let rest = line.get(4..).filter(|_| line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")))?;
    let separator = *rest.as_bytes().first()?;
    let others = rest.get(1..)?.trim_matches('"').bytes().all(|byte| SEPARATORS.contains(&byte) || byte == b' ');
    (others && separator.is_ascii() && separator != b'"').then_some(separator)
}

/// What separates the cells of a header: that with which most of them are columns.
pub fn separator<T: Row>(header: &str, named: Option<u8>) -> u8 {
    let known = known::<T>();
    let columns = |separator: u8| {
        split(header, separator).iter().filter(|name| known.contains_key(spelling(name).as_str())).count()
    };
    let mut best = (0, named.unwrap_or(b','));
    for separator in named.into_iter().chain(SEPARATORS) {
        let found = columns(separator);
        if found > best.0 {
            best = (found, separator);
        }
    }
    best.1
}

/// Finds the columns in a header.
pub fn columns<T: Row>(header: &[String]) -> Result<Columns, Vec<Fault>> {
    let known = known::<T>();
    let width = header.iter().rposition(|name| !spelling(name).is_empty()).map_or(0, |last| last + 1);
    let mut columns =
        Columns { width, places: vec![None; T::COLUMNS.len()], left_out: Vec::new(), nameless: Vec::new() };
    let mut faults = Vec::new();
    if !header.iter().any(|name| known.contains_key(spelling(name).as_str())) {
        let expected = T::COLUMNS.join(", ");
        let reason = format!("it has no column of this file; the first line must be the header `{expected}`");
        return Err(vec![Fault { column: None, reason }]);
    }
    for (index, name) in header.iter().take(width).enumerate() {
        let name = name.trim();
        let reason = match known.get(spelling(name).as_str()) {
            _ if name.is_empty() => {
                columns.nameless.push(index);
                continue;
            }
            Some((None, _)) => {
                columns.left_out.push(name.to_owned());
                continue;
            }
            Some((Some(column), is_page)) => match columns.places.get_mut(*column) {
                Some(place @ None) => {
                    *place = Some(Place { index, is_page: *is_page });
                    continue;
                }
                _ => "stands twice in the header; remove one".to_owned(),
            },
            None => format!("is not a column of this file; its columns are {}", T::COLUMNS.join(", ")),
        };
        faults.push(Fault { column: Some(Cow::Owned(name.to_owned())), reason });
        if faults.len() == UNKNOWN {
            break;
        }
    }
    for (column, place) in T::COLUMNS.iter().zip(&columns.places) {
        if place.is_none() && !T::OPTIONAL.contains(column) {
            let reason = format!("the column `{column}` is missing; add it to the header");
            faults.push(Fault { column: None, reason });
        }
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

/// The columns by each spelling: their own, and those of the pages in each language, with the ones that are not imported.
fn known<T: Row>() -> HashMap<String, (Option<usize>, bool)> {
    let own = |name: &str| T::COLUMNS.iter().position(|column| *column == name);
    let mut known = HashMap::new();
    for locale in Locale::ALL {
        for (label, column) in T::labels(Texts::embedded(locale)) {
            known.insert(spelling(label), (column.and_then(own), true));
        }
    }
    known.extend(T::COLUMNS.iter().enumerate().map(|(index, column)| (spelling(column), (Some(index), false))));
    known
}
