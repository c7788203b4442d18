//! The recipes of `.github/CONTRIBUTING.md`: each lists every file that names its sister, so that whoever adds one of its
//! kind finds every place. And the commands that it prints are those that there are.

use std::collections::BTreeSet;

use super::{assert_none, texts};

const GUIDE: &str = ".github/CONTRIBUTING.md";
const SISTER: &str = "Sister: ";

#[test]
fn every_recipe_lists_every_file_that_names_its_sister() {
    let guide = text_of(GUIDE);
    let all = texts(&[""]);
    let (mut wrong, mut recipes) = (Vec::new(), 0);
    for section in guide.split("\n### ").filter(|section| section.contains(SISTER)) {
        recipes += 1;
        let recipe = Recipe::read(section);
        let naming: BTreeSet<&str> = all
            .iter()
            .filter(|(file, text)| recipe.looks_at(file) && recipe.is_named_in(text))
            .map(|(file, _)| file.as_str())
            .collect();
        let missing = naming.difference(&recipe.listed).map(|file| format!("{}: `{file}` is missing", recipe.title));
        wrong.extend(missing);
        let idle = recipe.listed.difference(&naming).map(|file| format!("{}: `{file}` does not name it", recipe.title));
        wrong.extend(idle);
    }
    assert!(recipes >= 5, "only {recipes} recipes were found");
    assert_none(wrong);
}

#[test]
fn the_commands_are_those_of_the_automation() {
    let guide = text_of(GUIDE);
    let printed = guide.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let help = text_of("src/xtask/src/arguments.rs");
    for line in printed.lines().filter(|line| !line.is_empty()) {
        assert!(help.contains(&format!("{line}\\n")), "{GUIDE} has `{line}`, which `cargo xtask help` does not print");
    }
    for part in text_of("src/xtask/src/test.rs").split("Part { name: \"").skip(1) {
        let name = format!("`{}`", part.split('"').next().unwrap_or_default());
        let mut firsts = guide.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next());
        let is_example = part.contains("run: passing") || part.contains("run: failing");
        assert!(is_example || firsts.any(|cell| cell.contains(&name)), "{GUIDE} does not list the part {name}");
    }
    let commands = |text: &str| text.matches("cargo xtask ").count();
    let (from, to) = (help.find("pub fn help()").unwrap(), help.find("parts of `test`:").unwrap());
    assert_eq!(commands(printed), commands(&help[from..to]), "{GUIDE} lists other commands than `cargo xtask help`");
}

/// A recipe as it is written.
struct Recipe<'a> {
    title: &'a str,
    /// The names of the sister.
    names: Vec<&'a str>,
    /// Where they are looked for: files, and folders.
    scopes: Vec<&'a str>,
    listed: BTreeSet<&'a str>,
}

impl<'a> Recipe<'a> {
    fn read(section: &'a str) -> Recipe<'a> {
        let title = section.lines().next().unwrap_or_default();
        let sister = section.lines().find_map(|line| line.strip_prefix(SISTER)).unwrap();
        let (names, scopes) = sister.split_once(" in ").unwrap();
        let quoted = |text: &'a str| text.split('`').skip(1).step_by(2).collect();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        Recipe { title, names: quoted(names), scopes: quoted(scopes), listed: rows.collect() }
    }

    /// Documents name files of every kind, and are no place to add one.
    fn looks_at(&self, file: &str) -> bool {
        !file.ends_with("README.md")
            && self
                .scopes
                .iter()
                .any(|scope| file.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// Whether one of the names stands there as a whole word, or at the beginning of a longer name with hyphens.
    fn is_named_in(&self, text: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.names.iter().any(|name| {
            text.match_indices(name)
                .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
        })
    }
}

fn text_of(path: &str) -> String {
    texts(&[path]).into_iter().find(|(file, _)| file == path).map(|(_, text)| text).unwrap_or_default()
}

#[test]
fn the_rules_for_recipes_can_be_broken() {
    let recipe = Recipe::read(
        "A page\n\nSister: `Page`, `a-page` in `src/app`, `x.rs`\n\n| file | what |\n| `src/app/a.rs` | b |\n",
    );
    assert_eq!(
        (recipe.title, &recipe.names[..], &recipe.scopes[..]),
        ("A page", &["Page", "a-page"][..], &["src/app", "x.rs"][..])
    );
    assert_eq!(recipe.listed, ["src/app/a.rs"].into());
    assert!(recipe.looks_at("src/app/a/b.rs") && recipe.looks_at("x.rs") && !recipe.looks_at("src/apps/a.rs"));
    assert!(
        recipe.is_named_in("Route::Page(")
            && recipe.is_named_in("\"/a-page?q\"")
            && !recipe.is_named_in("Pages my_Page")
    );
}
