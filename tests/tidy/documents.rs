//! The house rules for documents: what they point to is there, what the code cites is in them, and the first page stays
//! short.

use std::collections::{BTreeMap, BTreeSet};

use super::{assert_none, files, texts};

/// What comments cite, by number and heading.
const DOMAIN: &str = "src/rules/README.md";

/// How a comment begins to cite it, in halves, since this file is searched as well.
const CITES: &str = concat!("(domain", ": ");

/// Sections of [`DOMAIN`] that are cited by name; the others have numbers.
const NAMED: [&str; 3] = ["Words", "People", "Roles"];

/// Where the paths of this repository begin that a document may name.
const ROOTS: [&str; 8] = ["src/", "tests/", "style/", "public/", ".github/", ".ci/", ".cargo/", ".config/"];

const LONGEST_README: usize = 80;

#[test]
fn every_citation_of_the_domain_leads_to_a_heading() {
    let sections = sections(&text_of(DOMAIN));
    let (mut wrong, mut cited) = (Vec::new(), 0);
    for (file, text) in texts(&[".rs", ".ts", ".dmn"]) {
        let prose = without_comment_marks(&text);
        for citation in citations(&prose) {
            cited += 1;
            let parts = citation.split("; ").filter(|part| !is_cited(part, &sections));
            wrong.extend(parts.map(|part| format!("{file} cites `{part}`, which is no heading of {DOMAIN}")));
        }
        // Written otherwise, it would not be looked at.
        let others = ["// Domain ", "//! Domain ", "/// Domain: ", "(domain ", "(seed 00", "(seeds 00"];
        let others = others.into_iter().filter(|other| {
            let mut found = text.match_indices(other).map(|(at, _)| &text[at + other.len()..]);
            found.any(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        });
        wrong.extend(others.map(|other| format!("{file} has `{other}…`; write `{CITES}NUMBER, HEADING)`")));
    }
    assert!(cited > 20, "only {cited} citations were found");
    assert_none(wrong);
}

#[test]
fn every_link_of_a_document_leads_to_a_file_and_a_heading() {
    let (files, documents) = (known_paths(), texts(&[".md"]));
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        documents.iter().map(|(file, text)| (file.as_str(), anchors(text))).collect();
    let mut wrong = Vec::new();
    for (file, text) in &documents {
        for link in links(text).filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { file.clone() } else { beside(file, path) };
            if !files.contains(&target) {
                wrong.push(format!("{file} links `{link}`, and there is no `{target}`"));
            } else if !anchor.is_empty() && !anchors.get(target.as_str()).is_some_and(|all| all.contains(anchor)) {
                wrong.push(format!("{file} links `{link}`, and `{target}` has no such heading"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_path_and_constant_that_a_document_names_is_there() {
    let known = known_paths();
    let programs: Vec<String> = texts(&[".rs"]).into_iter().map(|(_, text)| text).collect();
    let mut wrong = Vec::new();
    for (file, text) in documents() {
        for name in in_backticks(&text) {
            if is_path(name) && !known.contains(&solid_part(name)) {
                wrong.push(format!("{file} names `{name}`, which is not there"));
            }
            let forms = [format!("const {name}: "), format!("\"{name}\"")];
            let is_there = || programs.iter().any(|program| forms.iter().any(|form| program.contains(form)));
            if is_constant(name) && !is_there() {
                wrong.push(format!("{file} names `{name}`, which is neither a constant nor a variable of any program"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_test_that_stands_against_a_threat_is_there() {
    let (known, threats) = (known_paths(), text_of(".github/SECURITY.md"));
    let (mut wrong, mut named) = (Vec::new(), 0);
    let tests = threats.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.rsplit('|').nth(1));
    for name in tests.flat_map(in_backticks).filter(|name| !name.contains(' ')) {
        named += 1;
        let places = [format!("tests/{name}"), format!("src/{name}"), format!("src/server/src/{name}")];
        let is_there =
            |place: &String| ["", ".rs", ".spec.ts"].iter().any(|end| known.contains(&format!("{place}{end}")));
        if !places.iter().any(is_there) {
            wrong.push(format!(".github/SECURITY.md names `{name}`, and there is no such test"));
        }
    }
    assert!(named > 20, "only {named} tests were found");
    assert_none(wrong);
}

#[test]
fn the_first_page_is_short() {
    let lines = text_of("README.md").lines().count();
    assert!(lines <= LONGEST_README, "README.md has {lines} lines; {LONGEST_README} are enough to begin with");
}

#[test]
fn the_rules_for_documents_can_be_broken() {
    let sections = sections("# A\n## Words\n## 3 Following and deciding\n### Send Reminder: cooldown\n## 4 New\n");
    for right in ["3", "3, send reminder", "3, cooldown", "3 and 4", "3 Following and deciding", "4 New", "Words"] {
        assert!(is_cited(right, &sections), "{right}");
    }
    for wrong in ["5", "4, cooldown", "3, Who decides", "3 and 5", "People", "3 Following and so on"] {
        assert!(!is_cited(wrong, &sections), "{wrong}");
    }
    let cited = format!("//! A {CITES}3, Send\n//! Reminder; 4).\n    /// B {CITES}Words).\nf{CITES}&str)");
    let prose = without_comment_marks(&cited);
    assert_eq!(citations(&prose).collect::<Vec<_>>(), ["3, Send Reminder; 4", "Words"]);

    let page = "# A `b`: c, d\n```\n# [no](x)\n```\nSee [one](a.md#b) and ![two](c/d.png), `[f](x)`.\n## A `b`: c, d\n";
    assert_eq!(links(page).collect::<Vec<_>>(), ["a.md#b", "c/d.png"]);
    assert_eq!(anchors(page), ["a-b-c-d", "a-b-c-d-1"].map(String::from).into());
    assert_eq!(beside("src/rules/README.md", "../../tests/policy.md"), "tests/policy.md");
    assert_eq!(beside("README.md", "./src"), "src");

    assert_eq!(in_backticks("a `b c` `src/x`\n```\n`no`\n```\n`d`").collect::<Vec<_>>(), ["b c", "src/x", "d"]);
    assert!(is_path("src/rules") && is_path("tests/api/*.rs") && !is_path("cargo test src/a b") && !is_path("src/`"));
    assert_eq!(solid_part("src/rules/policy/*.dmn"), "src/rules/policy");
    assert_eq!(solid_part("src/server/src/"), "src/server/src");
    assert!(
        is_constant("MOST_A_DAY") && !is_constant("ACCESS_DIRECTORY_") && !is_constant("TCK") && !is_constant("A B")
    );
}

/// The documents that are written by hand for a reader of the code.
fn documents() -> Vec<(String, String)> {
    let of_github = |file: &str| file.starts_with(".github/");
    texts(&[".md"]).into_iter().filter(|(file, _)| file.ends_with("README.md") || of_github(file)).collect()
}

fn text_of(path: &str) -> String {
    texts(&[path]).into_iter().find(|(file, _)| file == path).map(|(_, text)| text).unwrap_or_default()
}

/// All files, and the folders that they lie in.
fn known_paths() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for file in files() {
        paths.extend(file.match_indices('/').map(|(end, _)| file[..end].to_owned()));
        paths.insert(file);
    }
    paths
}

/// Each section by its number or name, with its own heading and those below it, in small letters.
fn sections(page: &str) -> BTreeMap<String, Vec<String>> {
    let mut sections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut name = String::new();
    for (level, title) in headings(page) {
        let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
        let is_numbered = first.bytes().all(|byte| byte.is_ascii_digit());
        if level == 2 {
            name = first.to_owned();
        }
        let heading = if level == 2 && is_numbered { rest } else { title };
        sections.entry(name.clone()).or_default().push(heading.to_lowercase());
    }
    sections
}

/// Whether a part of a citation, `3, Who decides`, `3 and 4` or `Roles`, names sections and a heading in them.
fn is_cited(part: &str, sections: &BTreeMap<String, Vec<String>>) -> bool {
    let end = part.find([' ', ',']).unwrap_or(part.len());
    let (name, rest) = part.split_at(end);
    let Some(headings) = sections.get(name) else { return false };
    if let Some(other) = rest.strip_prefix(" and ") {
        return is_cited(other, sections);
    }
    let words = rest.trim_start_matches([',', ' ']).to_lowercase();
    headings.iter().any(|heading| heading.contains(&words) || words.starts_with(heading.as_str()))
}

/// What is cited in comments, without the brackets.
fn citations(prose: &str) -> impl Iterator<Item = &str> {
    let all = prose.split(CITES).skip(1).filter_map(|rest| rest.split_once(')').map(|(citation, _)| citation));
    all.filter(|citation| {
        citation.starts_with(|first: char| first.is_ascii_digit())
            || NAMED.iter().any(|name| citation.starts_with(name))
    })
}

/// The text with its comments in one piece: a citation may go over the end of a line.
fn without_comment_marks(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start();
        let comment = ["//! ", "/// ", "// "].into_iter().find_map(|mark| line.strip_prefix(mark));
        prose.push_str(comment.unwrap_or(line));
        prose.push(' ');
    }
    prose
}

/// The lines that are no code, with their headings' level where they are headings.
fn headings(page: &str) -> impl Iterator<Item = (usize, &str)> {
    prose_lines(page).filter_map(|line| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let title = line.get(level..)?.strip_prefix(' ')?;
        (level > 0).then_some((level, title.trim()))
    })
}

/// The lines outside of fenced code.
fn prose_lines(page: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    page.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        !fenced && !is_fence
    })
}

/// The anchors that a page's headings get: small letters, hyphens for spaces, and nothing else.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = BTreeSet::new();
    for (_, title) in headings(page) {
        let kept =
            title.to_lowercase().chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).collect::<String>();
        let anchor = kept.replace(' ', "-");
        let count = counts.entry(anchor.clone()).or_default();
        anchors.insert(if *count == 0 { anchor } else { format!("{anchor}-{count}") });
        *count += 1;
    }
    anchors
}

/// Where a page's links and pictures lead.
fn links(page: &str) -> impl Iterator<Item = &str> {
    prose_lines(page).flat_map(|line| {
        // What stands between backticks is no link.
        let outside = line.split('`').step_by(2);
        outside.flat_map(|piece| piece.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(to, _)| to)))
    })
}

/// What stands between backticks on one line.
fn in_backticks(page: &str) -> impl Iterator<Item = &str> {
    prose_lines(page).flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn is_path(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-*".contains(c);
    ROOTS.iter().any(|root| name.starts_with(root)) && name.chars().all(is_plain)
}

/// The path up to what stands for any name.
fn solid_part(path: &str) -> String {
    let solid = path.find('*').map_or(path, |star| &path[..path[..star].rfind('/').unwrap_or(0)]);
    solid.trim_end_matches('/').to_owned()
}

fn is_constant(name: &str) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase() || c == '_';
    let is_one = name.contains('_') && name.chars().all(is_capital) && !name.ends_with('_');
    // The settings' variables follow from their keys, and `RUST_LOG` is a library's.
    is_one && !name.starts_with("ACCESS_DIRECTORY") && name != "RUST_LOG"
}

/// A path as it is written in a file, from the top of the repository.
fn beside(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
