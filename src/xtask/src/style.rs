//! `style/main.css` names the style sheets in their order; here they become the one that the app
//! links, `target/style.css`. No preprocessor: what is written in `style/` is what browsers get,
//! without comments and surplus white space.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::fingerprint::files_under;
use crate::project;

/// Writes `target/style.css`, and only if it changes: Trunk watches it.
///
/// # Errors
/// Those of [`join`], or a file that cannot be written.
pub fn write() -> Result<()> {
    let joined = join(&project::root().join("style"))?;
    // Always in the checkout, wherever cargo builds: `index.html` links it by a relative path.
    let file = project::root().join("target/style.css");
    if fs::read_to_string(&file).is_ok_and(|current| current == joined) {
        return Ok(());
    }
    fs::create_dir_all(project::root().join("target"))?;
    fs::write(&file, joined).with_context(|| format!("cannot write {file:?}"))
}

/// The style sheets that `main.css` in `folder` imports, in its order, as one.
///
/// # Errors
/// `main.css` holds anything but imports, an imported file does not exist or imports another one,
/// or a style sheet is imported nowhere.
pub fn join(folder: &Path) -> Result<String> {
    let mut joined = String::new();
    let mut imported = vec![folder.join("main.css")];
    for name in imports(&read(&folder.join("main.css"))?)? {
        let file = folder.join(&name);
        let style = shrink(&read(&file)?);
        if style.contains("@import") {
            bail!("style/{name} has an `@import`: only style/main.css may have them");
        }
        joined.push_str(&style);
        imported.push(file);
    }
    for file in files_under(folder)? {
        if file.extension().is_some_and(|extension| extension == "css") && !imported.contains(&file) {
            bail!("{file:?} is not imported in style/main.css, and would style nothing");
        }
    }
    Ok(joined)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {file:?}"))
}

fn imports(main: &str) -> Result<Vec<String>> {
    let main = shrink(main);
    let statements = main.split_terminator(';').filter(|statement| !statement.is_empty());
    statements
        .map(|statement| {
            let quoted = statement.strip_prefix("@import ").map(str::trim);
            let name = quoted.and_then(|name| name.strip_prefix('"')?.strip_suffix('"'));
            name.map(String::from)
                .with_context(|| format!("style/main.css: `{statement}` is not of the form `@import \"file.css\"`"))
        })
        .collect()
}

/// Drops comments, and white space where it never has a meaning: after `{ } ; ,` and before `{ }`.
/// Elsewhere a run of it becomes one space. Strings stay as they are.
fn shrink(style: &str) -> String {
    let mut shrunk = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(character) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if character.is_whitespace() {
            rest = rest.trim_start();
            if !shrunk.is_empty() && !shrunk.ends_with(['{', '}', ';', ',', ' ']) {
                shrunk.push(' ');
            }
        } else if character == '"' || character == '\'' {
            let (string, after) = rest.split_at(string_length(rest, character));
            shrunk.push_str(string);
            rest = after;
        } else {
            if matches!(character, '{' | '}') && shrunk.ends_with(' ') {
                shrunk.pop();
            }
            shrunk.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    shrunk.truncate(shrunk.trim_end().len());
    shrunk
}

/// The length in bytes of the string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        if character == quote && !escaped {
            return index + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join_files(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("ui")).unwrap();
        for (name, contents) in files {
            fs::write(folder.path().join(name), contents).unwrap();
        }
        join(folder.path())
    }

    #[test]
    fn files_stand_in_the_order_of_the_imports() {
        let joined = join_files(&[
            ("main.css", "/* Order matters. */\n@import \"tokens.css\";\n@import \"ui/a.css\";\n"),
            ("ui/a.css", "a { color: var(--ink); }\n"),
            ("tokens.css", ":root {\n  --ink: #111; /* dark */\n}\n"),
        ]);
        assert_eq!(joined.unwrap(), ":root{--ink: #111;}a{color: var(--ink);}");
    }

    #[test]
    fn white_space_and_comments_stay_where_they_mean_something() {
        assert_eq!(shrink("a :hover,\n b > c { margin : 0 auto }"), "a :hover,b > c{margin : 0 auto}");
        assert_eq!(shrink("q::before { content: \"/* \\\" ;  */\" }"), "q::before{content: \"/* \\\" ;  */\"}");
        assert_eq!(shrink("a { width: calc(1px  +\n 2px) }"), "a{width: calc(1px + 2px)}");
        assert_eq!(shrink("a {} /* never closed"), "a{}");
    }

    #[test]
    fn mistakes_are_named() {
        let error = |files: &[(&str, &str)]| join_files(files).unwrap_err().to_string();
        assert!(error(&[("main.css", "a { }")]).contains("`a{}`"));
        assert!(error(&[("main.css", "@import \"b.css\";")]).contains("b.css"));
        assert!(error(&[("main.css", ""), ("ui/lost.css", "")]).contains("ui/lost.css"));
        let nested = error(&[("main.css", "@import \"b.css\";"), ("b.css", "@import \"c.css\";")]);
        assert!(nested.contains("style/b.css"), "{nested}");
    }
}
