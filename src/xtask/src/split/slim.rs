//! Takes out of the app what nobody calls, and shortens what it calls the browser's functions: 11 KB of the first load
//! with brotli.

use std::collections::HashMap;

use anyhow::{Result, bail};

use crate::wasm::{self, write_block, write_number};

/// What the exports have in common with which JavaScript would read and write the streams of a server function; and how
/// wasm-bindgen calls their classes. Leptos brings them (server_fn, through wasm-streams). The app has no server function,
/// but what is exported stays, with all that it needs.
const STREAMS: [&str; 2] = ["intounderlying", "IntoUnderlying"];

/// Where wasm-bindgen's script lists what the app imports, and how far each import is indented there.
const IMPORTS_BEGIN: &str = "    const import0 = {";
const IMPORTS_END: &str = "    };";
const INDENT: &str = "        ";

/// The app as it was compiled, without the exports that nobody calls: the splitter then leaves out what only they need, and
/// wasm-bindgen passes over what is not exported.
///
/// # Errors
/// It is no WebAssembly, or has no such exports.
pub fn without_streams(wasm: &[u8]) -> Result<Vec<u8>> {
    wasm::with_section(wasm, wasm::EXPORTS, |mut section| {
        let exports = section.list(|export| {
            let mut name = *export;
            let written = export.as_written(|export| {
                export.block()?;
                export.byte()?;
                export.number().map(drop)
            })?;
            Ok((name.name()?, written))
        })?;
        let kept: Vec<&[u8]> =
            exports.iter().filter(|(name, _)| !name.contains(STREAMS[0])).map(|(_, written)| *written).collect();
        if kept.len() == exports.len() {
            bail!("nothing exported is called {} any more: this step can go", STREAMS[0]);
        }
        Ok(list(&kept))
    })
}

/// The first chunk and wasm-bindgen's script, in which the imports are called by a letter or two, and not by their names
/// and 16 digits each. Of the script, what the chunk does not import is left out, and the classes of exports that are gone.
///
/// # Errors
/// The chunk imports what the script does not have.
pub fn shortened(wasm: &[u8], script: &str, module: &str) -> Result<(Vec<u8>, String)> {
    let mut names = HashMap::new();
    let wasm = wasm::with_section(wasm, wasm::IMPORTS, |mut section| {
        let imports = section.list(|import| {
            let (of, name) = (import.name()?, import.name()?);
            Ok((of, name, import.as_written(|import| import.is_imported_function().map(drop))?))
        })?;
        let mut written = Vec::new();
        for (of, name, rest) in imports {
            let short = if of == module { letters(names.len()) } else { name.to_owned() };
            let mut import = Vec::new();
            write_block(&mut import, of.as_bytes());
            write_block(&mut import, short.as_bytes());
            import.extend(rest);
            written.push(import);
            if of == module {
                names.insert(name.to_owned(), short);
            }
        }
        Ok(list(&written))
    })?;
    Ok((wasm, script_of(script, &names)?))
}

fn script_of(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let (mut out, mut found) = (String::new(), 0);
    let (mut is_import, mut is_kept) = (false, true);
    for line in script.lines() {
        let starts_statement = !line.starts_with([' ', '}']);
        if line == IMPORTS_BEGIN {
            is_import = true;
        } else if line == IMPORTS_END {
            (is_import, is_kept) = (false, true);
        } else if starts_statement {
            is_kept = !is_of_streams(line);
        }
        let import = if is_import { imported(line) } else { None };
        if let Some((name, function)) = import {
            let short = names.get(name);
            is_kept = short.is_some();
            if let Some(short) = short {
                found += 1;
                out.extend([INDENT, short, ": ", function, "\n"]);
            }
        } else if is_kept {
            out.extend([line, "\n"]);
        }
    }
    if found != names.len() {
        bail!("of {} imports, wasm-bindgen's script has {found} where they are looked for", names.len());
    }
    Ok(out)
}

/// The name and the function of the import that begins in this line.
fn imported(line: &str) -> Option<(&str, &str)> {
    let (name, function) = line.strip_prefix(INDENT)?.split_once(": ")?;
    let is_name = name != "__proto__" && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some((name, function))
}

/// Whether a statement makes one of the classes of streams, or gives it something.
fn is_of_streams(statement: &str) -> bool {
    ["export class ", "const ", "if (Symbol.dispose) "]
        .iter()
        .any(|begin| statement.strip_prefix(begin).is_some_and(|rest| rest.starts_with(STREAMS[1])))
}

fn list(items: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut out = Vec::new();
    write_number(&mut out, items.len());
    items.iter().for_each(|item| out.extend(item.as_ref()));
    out
}

/// `a` to `z`, `ba`, `bb` and so on.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    let mut letters = if number < 26 { String::new() } else { letters(number / 26) };
    letters.push(last);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wasm(kind: u8, items: &[&[u8]]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(kind);
        write_block(&mut wasm, &list(items));
        wasm
    }

    #[test]
    fn exports_of_streams_are_left_out() {
        let compiled =
            wasm(wasm::EXPORTS, &[b"\x04main\0\x01", b"\x16intounderlyingsink_abo\0\x02", b"\x06memory\x02\0"]);

        let slim = without_streams(&compiled).unwrap();

        assert_eq!(slim, wasm(wasm::EXPORTS, &[b"\x04main\0\x01", b"\x06memory\x02\0"]));
        let again = without_streams(&slim).unwrap_err().to_string();
        assert!(again.contains("can go"), "{again}");
    }

    const SCRIPT: &str = "\
export class IntoUnderlyingSink {
    free() {
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;

function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_gone_01: function(arg0) {
            arg0.gone();
        },
        __wbg_stays_02: function() { return handleError(function (arg0) {
            // how: it is called
            arg0.stays();
        }, arguments); },
    };
    return {
        \"./app_bg.js\": import0,
    };
}

const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.free(ptr, 1));
let wasm;
";

    const SHORT: &str = "
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        a: function() { return handleError(function (arg0) {
            // how: it is called
            arg0.stays();
        }, arguments); },
    };
    return {
        \"./app_bg.js\": import0,
    };
}

let wasm;
";

    #[test]
    fn the_chunk_and_the_script_call_imports_by_the_same_letters_and_the_script_has_no_others() {
        let import = |of: &str, name: &str, rest: &[u8]| {
            let mut import = Vec::new();
            write_block(&mut import, of.as_bytes());
            write_block(&mut import, name.as_bytes());
            [import, rest.to_vec()].concat()
        };
        let other = import("./__wasm_split.js", "__wasm_split_load", b"\0\x05");
        let chunk = wasm(wasm::IMPORTS, &[&import("./app_bg.js", "__wbg_stays_02", b"\0\x03"), &other]);

        let (short, script) = shortened(&chunk, SCRIPT, "./app_bg.js").unwrap();

        assert_eq!(short, wasm(wasm::IMPORTS, &[&import("./app_bg.js", "a", b"\0\x03"), &other]));
        assert_eq!(script, SHORT);
        let unknown = wasm(wasm::IMPORTS, &[&import("./app_bg.js", "__wbg_new_03", b"\0\x03")]);
        let refused = shortened(&unknown, SCRIPT, "./app_bg.js").unwrap_err().to_string();
        assert_eq!(refused, "of 1 imports, wasm-bindgen's script has 0 where they are looked for");
    }

    #[test]
    fn every_number_has_letters_of_its_own() {
        assert_eq!([0, 25, 26, 27, 255, 676].map(letters), ["a", "z", "ba", "bb", "jv", "baa"]);
    }
}
