//! Tables of any size, with facts and the rule that each of the facts meets. They are written here as DMN, without
//! ids and annotations.

use std::fmt::Write;

use dmn::Value;

/// The name of the decision in every generated model.
pub const NAME: &str = "generated";

/// Facts for each table. They meet rules all over it.
const FACTS: usize = 1000;

/// A way to make tables.
pub struct Kind {
    pub name: &'static str,
    /// Whether a column of the table tells nearly all rules apart.
    pub sub_linear: bool,
    pub generate: fn(rules: usize) -> Generated,
}

pub struct Generated {
    pub xml: String,
    pub facts: Vec<Vec<Value>>,
    /// Which rule answers the facts at the same position.
    pub rules: Vec<usize>,
}

pub const KINDS: &[Kind] = &[
    Kind { name: "intervals, UNIQUE", sub_linear: true, generate: |rules| intervals("UNIQUE", rules) },
    Kind { name: "intervals, FIRST", sub_linear: true, generate: |rules| intervals("FIRST", rules) },
    Kind { name: "keys, UNIQUE", sub_linear: true, generate: keys },
    Kind { name: "thresholds, FIRST", sub_linear: false, generate: thresholds },
];

const REGIONS: [&str; 2] = ["north", "south"];

/// A partition: adjacent intervals of a number, each once for each of two strings.
fn intervals(hit_policy: &str, rules: usize) -> Generated {
    let cells = |rule: usize| {
        let from = rule / 2 * 10;
        vec![format!("[{from}..{})", from + 10), format!("\"{}\"", REGIONS[rule % 2])]
    };
    let mut random = Random(1);
    let met: Vec<usize> = (0..FACTS).map(|_| random.below(rules)).collect();
    let mut values = |rule: &usize| vec![number(rule / 2 * 10 + random.below(10)), REGIONS[rule % 2].into()];
    Generated {
        xml: model(hit_policy, &["number", "string"], rules, cells),
        facts: met.iter().map(&mut values).collect(),
        rules: met,
    }
}

/// One string for each rule.
fn keys(rules: usize) -> Generated {
    let key = |rule: usize| format!("account-{:05}", rule * 7919 % 100_000);
    let mut random = Random(2);
    let met: Vec<usize> = (0..FACTS).map(|_| random.below(rules)).collect();
    Generated {
        xml: model("UNIQUE", &["string"], rules, |rule| vec![format!("\"{}\"", key(rule))]),
        facts: met.iter().map(|rule| vec![key(*rule).into()]).collect(),
        rules: met,
    }
}

/// Limits that overlap in three columns, ascending in the first and scattered in the others: each cell holds for half
/// of the facts. The last rule holds for all.
fn thresholds(rules: usize) -> Generated {
    let limits = |rule: usize| [rule + 1, rule * 7919 % rules + 1, rule * 104_729 % rules + 1];
    let cells = |rule: usize| {
        let cell = |limit: usize| if rule + 1 == rules { "-".to_owned() } else { format!("< {limit}") };
        limits(rule).map(cell).to_vec()
    };
    let mut random = Random(3);
    let facts: Vec<[usize; 3]> = (0..FACTS).map(|_| [(); 3].map(|()| random.below(rules))).collect();
    let holds = |facts: &[usize; 3], rule: usize| facts.iter().zip(limits(rule)).all(|(fact, limit)| *fact < limit);
    let first = |facts: &[usize; 3]| (0..rules - 1).find(|rule| holds(facts, *rule)).unwrap_or(rules - 1);
    Generated {
        xml: model("FIRST", &["number", "number", "number"], rules, cells),
        facts: facts.iter().map(|facts| facts.map(number).to_vec()).collect(),
        rules: facts.iter().map(first).collect(),
    }
}

/// A model with one table, whose rules answer with their position. `cells` gives the input cells of a rule.
fn model(hit_policy: &str, kinds: &[&str], rules: usize, cells: impl Fn(usize) -> Vec<String>) -> String {
    let mut xml = format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"m\">\
         <decision id=\"d\" name=\"{NAME}\"><decisionTable hitPolicy=\"{hit_policy}\">"
    );
    for (column, kind) in kinds.iter().enumerate() {
        // Writing to a string cannot fail, here and below.
        let _ =
            write!(xml, "<input><inputExpression typeRef=\"{kind}\"><text>in{column}</text></inputExpression></input>");
    }
    xml.push_str("<output name=\"rule\" typeRef=\"number\"/>");
    for rule in 0..rules {
        xml.push_str("<rule>");
        for cell in cells(rule) {
            let _ = write!(xml, "<inputEntry><text>{}</text></inputEntry>", cell.replace('<', "&lt;"));
        }
        let _ = write!(xml, "<outputEntry><text>{rule}</text></outputEntry></rule>");
    }
    xml.push_str("</decisionTable></decision></definitions>");
    xml
}

fn number(number: usize) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
