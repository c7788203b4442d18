//! The matrix of endpoint, account and person: `authority.md` is the expectation, written by hand, and every cell of it is
//! tried against the server. An endpoint without a row fails.
//!
//! What becomes of a request for a new account in each of its states is another matrix: `account_requests/authority.md`.

mod calls;
mod people;

use std::collections::BTreeSet;
use std::fmt::Write;

use people::{PEOPLE, Stage, Visibility};
use server::routes::endpoints;

tests::on_both_databases! {
    in Stage::open:
    every_cell_of_the_matrix_is_as_written,
}

#[test]
fn every_endpoint_has_a_row() {
    let written: BTreeSet<&str> = rows().iter().map(|row| row.call.split(',').next().unwrap_or_default()).collect();
    let built: Vec<String> =
        endpoints().iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
    let built: BTreeSet<&str> = built.iter().map(String::as_str).collect();
    assert_eq!(written, built);
}

/// A call, to which account, and what becomes of it for each of [`PEOPLE`].
struct Row {
    call: &'static str,
    account: Visibility,
    cells: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("authority.md").lines().filter(|line| line.starts_with("| "));
    let mut cells = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    assert_eq!(cells.next().unwrap()[2..], PEOPLE.map(|person| person.name), "the heads of the columns");
    let row = |cells: Vec<&'static str>| {
        assert_eq!(cells.len(), PEOPLE.len() + 2, "{cells:?}");
        let account = Visibility::parse(cells[1]);
        Row { call: cells[0], account, cells: cells[2..].to_vec() }
    };
    cells.map(row).collect()
}

async fn every_cell_of_the_matrix_is_as_written(stage: &Stage) {
    let (mut found, mut wrong) = (String::new(), Vec::new());
    for row in rows() {
        let _ = write!(found, "| {} | {} |", row.call, row.account.as_str());
        for (number, (person, written)) in PEOPLE.iter().zip(&row.cells).enumerate() {
            let cell = stage.cell(row.call, number, row.account).await;
            if cell != *written {
                wrong.push(format!("{}, {}, {}: {cell}, not {written}", row.call, row.account.as_str(), person.name));
            }
            let _ = write!(found, " {cell} |");
        }
        found.push('\n');
    }
    assert!(wrong.is_empty(), "{}\n\nfound:\n{found}", wrong.join("\n"));
}
