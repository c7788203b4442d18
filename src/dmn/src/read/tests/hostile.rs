//! Documents that nobody writes in good faith, and what chance makes of one that somebody did.

use proptest::prelude::*;

use super::{LOAN, OPEN, TABLE, findings, findings_with, read};
use crate::Context;

#[test]
fn what_is_not_a_model_is_refused() {
    for xml in ["", "no xml", "<a/>", "{\"json\": 1}", "<definitions/>", "\u{feff}", "<", "\u{0}"] {
        assert_eq!(read(xml).unwrap_err().len(), 1);
    }
    let bomb = r#"<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><lolz>&lol2;</lolz>"#;
    assert_eq!(
        read(bomb).unwrap_err()[0].to_string(),
        "line 1, column 1: a document type is not accepted; remove `<!DOCTYPE …>`"
    );
}

#[test]
fn a_cell_has_at_most_65536_bytes() {
    let cell = format!("\"{}\"", "x".repeat(10_000_000));
    assert_eq!(
        findings_with(TABLE, "\"Low\"</text></inputEntry>", &format!("{cell}</text></inputEntry>")),
        ["line 9, column 53, decision `Status`, rule 1, column `Risk`: \
          the text has 10000002 bytes; at most 65536 are read"]
    );
}

#[test]
fn a_table_has_at_most_100000_rules_and_256_columns() {
    let found = findings_with(TABLE, "</decisionTable>", &format!("{}</decisionTable>", "<rule/>".repeat(1_000_000)));
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("the table has more than 100000 of `rule`"), "{found:?}");
    let found = findings_with(TABLE, "<output>", &format!("{}<output>", "<input/>".repeat(255)));
    assert!(found[0].ends_with("the table has more than 256 of `input`"), "{found:?}");
}

#[test]
fn a_model_has_at_most_2000000_tests() {
    let cell = format!("<rule><inputEntry/><inputEntry><text>{}1</text></inputEntry></rule>", "1,".repeat(30_000));
    let model = TABLE.replacen("<inputValues><text>\"High\", \"Low\"</text></inputValues>", "", 1);
    let model = model.replace("name=\"Risk\" typeRef=\"string\"", "name=\"Risk\"");
    let found = findings_with(&model, "<rule>", &format!("{}<rule>", cell.repeat(67)));
    let found: Vec<&String> = found.iter().filter(|found| !found.contains("of `outputEntry`")).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("the cells of this model hold more than 2000000 tests"), "{found:?}");
}

#[test]
fn a_thousand_findings_are_enough() {
    let rule = "<rule><inputEntry/><inputEntry/><outputEntry><text>1</text></outputEntry></rule>";
    let found = findings_with(TABLE, "<rule>", &format!("{}<rule>", rule.repeat(50_000)));
    assert_eq!(found.len(), 1_000);
    let models = "<decision name=\"x\"/>".repeat(2_000);
    let found = findings(&format!("{models}</definitions>"));
    assert_eq!(found.len(), 1_001);
    assert_eq!(found[1_000], "there are more than these 1000 findings; put these right and read again");
}

#[test]
fn types_that_multiply_are_stopped() {
    let tenfold = |n: u32| {
        let item = |c: char| format!("<itemComponent name=\"{c}\"><typeRef>t{}</typeRef></itemComponent>", n - 1);
        format!("<itemDefinition name=\"t{n}\">{}</itemDefinition>", ('a'..='j').map(item).collect::<String>())
    };
    let types: String = (1..=12).map(tenfold).collect();
    let first = "<itemDefinition name=\"t0\"><typeRef>number</typeRef></itemDefinition>";
    let input = "<inputData name=\"x\"><variable name=\"x\" typeRef=\"t12\"/></inputData>";
    assert_eq!(
        findings(&format!("{first}{types}{input}</definitions>")),
        ["line 1, column 1: the types of this model grow too large where they are used"]
    );
}

#[test]
fn types_within_each_other_are_stopped_from_either_end() {
    let chain = |order: &mut dyn Iterator<Item = u32>| -> Vec<String> {
        let step = |n| format!("<itemDefinition name=\"t{n}\"><typeRef>t{}</typeRef></itemDefinition>", n - 1);
        let first = "<itemDefinition name=\"t0\"><typeRef>number</typeRef></itemDefinition>".to_owned();
        let inputs =
            order.map(|n| format!("<inputData name=\"x{n}\"><variable name=\"x{n}\" typeRef=\"t{n}\"/></inputData>"));
        let inputs: String = inputs.collect();
        findings(&format!("{first}{}{inputs}</definitions>", (1..1_000).map(step).collect::<String>()))
    };
    for found in [chain(&mut (0..1_000)), chain(&mut (0..1_000).rev())] {
        assert!(found[0].ends_with("types stand deeper within each other than 32"), "{found:?}");
    }
}

#[test]
fn long_chains_of_decisions_are_read() {
    let decision = |n: u32| {
        let required = match n {
            0 => String::new(),
            n => format!("<informationRequirement><requiredDecision href=\"#d{}\"/></informationRequirement>", n - 1),
        };
        let logic = "<literalExpression><text>1</text></literalExpression>";
        format!("<decision id=\"d{n}\" name=\"D{n}\">{required}{logic}</decision>")
    };
    let decisions: String = (0..5_000).rev().map(decision).collect();
    let program = read(&format!("{OPEN}{decisions}</definitions>")).unwrap();
    assert_eq!(program.decisions()[4_999].name, "D4999");
    let more: String = (0..300)
        .map(|n| format!("<informationRequirement><requiredDecision href=\"#d{n}\"/></informationRequirement>"))
        .collect();
    let many = format!("<decision name=\"x\">{more}<list/></decision>");
    let found = findings(&format!("{decisions}{many}</definitions>"));
    assert!(found[0].ends_with("decision `x`: more than 256 elements are required"), "{found:?}");
}

#[test]
fn many_findings_on_one_long_line_are_placed_in_one_pass() {
    let model = format!("{}{}</definitions>", " ".repeat(1_000_000), "<decision name=\"é\"/>".repeat(1_000));
    let found = findings(&model);
    assert!(found[0].starts_with("line 1, column 1000094, "), "{}", found[0]);
    // The line is counted in characters.
    assert!(found[2].starts_with("line 1, column 1000134, "), "{}", found[2]);
}

/// A model is read and can be asked, or every finding has a place.
fn says_where(xml: &str) -> Result<(), TestCaseError> {
    match read(xml) {
        Ok(program) => {
            for decision in program.decisions() {
                program.evaluate(&decision.name, &Context::from_iter([("Fee", 1)]));
            }
        }
        Err(findings) => {
            prop_assert!(!findings.is_empty());
            prop_assert!(findings.iter().all(|finding| finding.place.position.is_some()));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn chance_makes_findings_of_a_model_and_never_a_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<char>()), 1..12),
        first in any::<bool>(),
    ) {
        let mut text: Vec<char> = format!("{OPEN}{}", if first { LOAN } else { TABLE }).chars().collect();
        for (index, change, character) in changes {
            let at = index.index(text.len());
            match change {
                0 => text[at] = character,
                1 => { text.remove(at); }
                2 => text.insert(at, character),
                // A piece of the model once more.
                _ => {
                    let piece: Vec<char> = text.iter().skip(at).take(40).copied().collect();
                    text.splice(at..at, piece);
                }
            }
        }
        says_where(&text.into_iter().collect::<String>())?;
    }

    /// Most of these are still XML, and say something else.
    #[test]
    fn words_may_change_places(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8),
        first in any::<bool>(),
    ) {
        let model = if first { LOAN } else { TABLE };
        let is_word = |character: char| character.is_alphanumeric();
        let mut pieces: Vec<String> = Vec::new();
        for character in model.chars() {
            match pieces.last_mut() {
                Some(last) if last.ends_with(is_word) == is_word(character) => last.push(character),
                _ => pieces.push(character.to_string()),
            }
        }
        let words: Vec<usize> = (0..pieces.len()).filter(|index| pieces[*index].ends_with(is_word)).collect();
        for (one, other) in changes {
            pieces[words[one.index(words.len())]] = pieces[words[other.index(words.len())]].clone();
        }
        says_where(&format!("{OPEN}{}", pieces.concat()))?;
    }
}
