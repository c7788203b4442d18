//! Reads a file of cases: one decision, or several that are asked together, sections of prose, and Markdown tables.
//!
//! A table's columns are the decision's facts, its answers (`→ name`), `rules`, and `because`, which says why in words.
//! A flag is `yes` or `no`; several answers or rules stand with commas between them, none as `nothing` and `none`.
//! Whatever else a row holds is an error, with file and line. What the policy answers is not asked here.

use std::collections::BTreeSet;

use dmn::{Context, Number, Value};
use rules::Policy;

/// Facts, and what is expected of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub decision: String,
    /// File and line.
    pub place: String,
    pub facts: Context,
    /// Each output with its values, as [`spelled`].
    pub answers: Vec<(String, Vec<String>)>,
    pub rules: Vec<String>,
}

/// A value as it stands in a case.
pub fn spelled(value: &Value) -> String {
    match value {
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::String(word) => word.to_string(),
        other => other.to_string(),
    }
}

/// Reads a file that is called `decision.md`.
///
/// # Errors
/// Everything that is wrong, each with file and line.
pub fn read(file: &str, text: &str) -> Result<Vec<Case>, Vec<String>> {
    let decision = file.strip_suffix(".md").unwrap_or(file);
    let facts = Policy::facts_of(decision);
    if facts.is_empty() {
        return Err(vec![format!("{file}: there is no decision `{decision}`")]);
    }
    read_with(facts, file, text)
}

/// Reads a file of cases about these facts.
///
/// # Errors
/// As [`read`].
pub fn read_with(facts: Vec<&'static str>, file: &str, text: &str) -> Result<Vec<Case>, Vec<String>> {
    let decision = file.strip_suffix(".md").unwrap_or(file);
    let mut reading = Reading { decision, facts, table: None, seen: BTreeSet::new(), cases: Vec::new() };
    let mut errors = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let place = format!("{file}:{number}");
        if let Err(message) = reading.line(line.trim(), &place) {
            errors.push(format!("{place}: {message}"));
        }
    }
    if reading.cases.is_empty() && errors.is_empty() {
        errors.push(format!("{file}: there is no case"));
    }
    if errors.is_empty() { Ok(reading.cases) } else { Err(errors) }
}

struct Reading<'a> {
    decision: &'a str,
    facts: Vec<&'static str>,
    /// The table under way.
    table: Option<Table>,
    seen: BTreeSet<String>,
    cases: Vec<Case>,
}

/// A head, and whether the line below it has been read.
struct Table {
    columns: Vec<Column>,
    is_open: bool,
}

#[derive(Clone)]
enum Column {
    Fact(String),
    Answer(String),
    Rules,
    Because,
}

impl Reading<'_> {
    fn line(&mut self, line: &str, place: &str) -> Result<(), String> {
        if !line.starts_with('|') {
            let table = self.table.take();
            if table.is_some_and(|table| !table.is_open) {
                return Err("the table above ends before its first row".to_owned());
            }
            // A row that lost its first bar would otherwise be prose that nobody runs.
            return if line.contains('|') { Err("a row must begin with `|`".to_owned()) } else { Ok(()) };
        }
        let cells = cells(line)?;
        match &mut self.table {
            None => {
                self.table = Some(Table { columns: self.columns(&cells)?, is_open: false });
                Ok(())
            }
            Some(table) if !table.is_open => {
                table.is_open = true;
                let is_rule = cells.len() == table.columns.len() && cells.iter().all(|cell| *cell == "---");
                if is_rule {
                    Ok(())
                } else {
                    Err("the line below a head must be `|---|`, once for each column".to_owned())
                }
            }
            Some(table) => {
                let columns = table.columns.clone();
                let case = self.case(&columns, &cells, place)?;
                self.cases.push(case);
                Ok(())
            }
        }
    }

    fn columns(&self, cells: &[&str]) -> Result<Vec<Column>, String> {
        let column = |cell: &&str| match *cell {
            "rules" => Ok(Column::Rules),
            "because" => Ok(Column::Because),
            name if self.facts.contains(&name) => Ok(Column::Fact(name.to_owned())),
            name => match name.strip_prefix("→ ") {
                Some(answer) => Ok(Column::Answer(answer.to_owned())),
                None => Err(format!(
                    "`{name}` is no column; the facts of `{}` are `{}`",
                    self.decision,
                    self.facts.join("`, `")
                )),
            },
        };
        let columns: Vec<Column> = cells.iter().map(column).collect::<Result<_, _>>()?;
        let is_twice = (1..cells.len()).any(|index| cells[..index].contains(&cells[index]));
        if is_twice {
            return Err("two columns have the same name".to_owned());
        }
        if let Some(missing) = self.facts.iter().find(|fact| !cells.contains(fact)) {
            return Err(format!("the fact `{missing}` has no column"));
        }
        let ends = matches!(columns.as_slice(), [.., Column::Answer(_), Column::Rules, Column::Because]);
        if ends { Ok(columns) } else { Err("the last columns must be answers, `rules` and `because`".to_owned()) }
    }

    fn case(&mut self, columns: &[Column], cells: &[&str], place: &str) -> Result<Case, String> {
        if cells.len() != columns.len() {
            return Err(format!("the row has {} cells, and the table {} columns", cells.len(), columns.len()));
        }
        let mut case = Case {
            decision: self.decision.to_owned(),
            place: place.to_owned(),
            facts: Context::default(),
            answers: Vec::new(),
            rules: Vec::new(),
        };
        for (column, cell) in columns.iter().zip(cells) {
            match column {
                Column::Fact(name) => case.facts.set(name.clone(), value(cell)?),
                Column::Answer(name) => case.answers.push((name.clone(), list(cell, "nothing")?)),
                Column::Rules => case.rules = list(cell, "none")?,
                Column::Because if cell.is_empty() => return Err("the row does not say why".to_owned()),
                Column::Because => {}
            }
        }
        if case.rules.iter().any(|rule| !rule.starts_with('R')) {
            return Err("a rule is called `R` and its number".to_owned());
        }
        let facts: Vec<Option<String>> = self.facts.iter().map(|fact| case.facts.get(fact).map(spelled)).collect();
        if !self.seen.insert(format!("{facts:?}")) {
            return Err("another row of this file has the same facts".to_owned());
        }
        Ok(case)
    }
}

fn cells(line: &str) -> Result<Vec<&str>, String> {
    let inner = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let inner = inner.ok_or("a row must begin and end with `|`")?;
    Ok(inner.split('|').map(str::trim).collect())
}

fn value(cell: &str) -> Result<Value, String> {
    match word(cell)? {
        "yes" => Ok(true.into()),
        "no" => Ok(false.into()),
        number if number.starts_with(|first: char| first.is_ascii_digit()) => {
            number.parse::<Number>().map(Value::from).map_err(|error| error.to_string())
        }
        word => Ok(word.to_owned().into()),
    }
}

/// Words with commas between them; no words where the cell is the one that says so.
fn list(cell: &str, nothing: &str) -> Result<Vec<String>, String> {
    if cell == nothing {
        return Ok(Vec::new());
    }
    cell.split(", ").map(|item| word(item).map(str::to_owned)).collect()
}

fn word(cell: &str) -> Result<&str, String> {
    let is_word = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_word { Ok(cell) } else { Err(format!("`{cell}` is not `yes`, `no`, a word or a number")) }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::read;

    const HEAD: &str =
        "| holds_grant | matches | → contacts | → virtual_accounts | rules | because |\n|---|---|---|---|---|---|";

    fn errors(text: &str) -> Vec<String> {
        read("disclosure.md", text).unwrap_err()
    }

    #[test]
    fn a_good_file_is_read_to_its_end() {
        let text =
            format!("# Disclosure\n\n## All\n\n{HEAD}\n| yes | no | yes | yes | R1 | A partner. |\n\nThe end.\n");
        let cases = read("disclosure.md", &text).unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].place, "disclosure.md:7");
        assert_eq!(cases[0].facts.get("holds_grant"), Some(&true.into()));
        assert_eq!(cases[0].answers[1], ("virtual_accounts".to_owned(), vec!["yes".to_owned()]));
        assert_eq!(cases[0].rules, ["R1"]);
    }

    #[test]
    fn a_row_that_is_not_a_case_is_an_error() {
        for (row, message) in [
            ("| yes | no | yes | yes | R1 |", "the row has 5 cells, and the table 6 columns"),
            ("| yes | no | yes | yes | R1 | |", "the row does not say why"),
            ("| yes | | yes | yes | R1 | So. |", "`` is not `yes`, `no`, a word or a number"),
            ("| yes | - | yes | yes | R1 | So. |", "`-` is not `yes`, `no`, a word or a number"),
            ("| yes | no | yes | yes | 1 | So. |", "a rule is called `R` and its number"),
            ("| yes | no | yes | yes | R1 | So.", "a row must begin and end with `|`"),
            ("yes | no | yes | yes | R1 | So. |", "a row must begin with `|`"),
        ] {
            assert_eq!(errors(&format!("{HEAD}\n{row}\n")), [format!("disclosure.md:3: {message}")]);
        }
    }

    #[test]
    fn a_head_must_name_every_fact_and_nothing_else() {
        for (head, message) in [
            ("| holds_grant | → contacts | rules | because |", "the fact `matches` has no column"),
            (
                "| holds_grant | matches | status | → contacts | rules | because |",
                "`status` is no column; the facts of `disclosure` are `holds_grant`, `matches`",
            ),
            ("| matches | matches | → contacts | rules | because |", "two columns have the same name"),
            (
                "| holds_grant | matches | → contacts | because |",
                "the last columns must be answers, `rules` and `because`",
            ),
        ] {
            assert_eq!(errors(head), [format!("disclosure.md:1: {message}")]);
        }
    }

    #[test]
    fn a_case_counts_once_and_a_file_has_some() {
        let row = "| yes | no | yes | yes | R1 | So. |";
        assert_eq!(
            errors(&format!("{HEAD}\n{row}\n{row}\n")),
            ["disclosure.md:4: another row of this file has the same facts"]
        );
        assert_eq!(errors("# Disclosure\n"), ["disclosure.md: there is no case"]);
        assert_eq!(read("weather.md", "").unwrap_err(), ["weather.md: there is no decision `weather`"]);
        assert_eq!(
            errors("| holds_grant | matches | → contacts | rules | because |\n\n"),
            ["disclosure.md:2: the table above ends before its first row"]
        );
    }
}
