//! Takes the app apart, while Trunk builds it: what a first visit needs, and the chunks that are loaded when they are
//! needed. Which page is in which chunk is said in `src/app/src/pages/lazy.rs`.
//!
//! Trunk knows one WebAssembly file and cannot be told to split it before wasm-bindgen sees it. So its result is made
//! once more here, from what the compiler wrote, and put in the place of what Trunk made.
//!
//! Trunk may learn to split (its issue 1022), and then most of this file can go; cargo-leptos can, but is made for apps
//! whose server is Leptos too. Leptos' own `#[lazy]` marks the same split points for the same splitter, but adds a digest
//! of file, line and column to each name, so that `index.html` could not ask for a chunk early, and panics where a chunk
//! cannot be loaded, which would end the app. `lazy_preload!` does nothing unless a page is hydrated.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{fingerprint, function_sizes, project, setup};

mod slim;

/// The app's name, and that of its files.
const APP: &str = "access-directory-app";

/// What the splitter calls the script that loads the chunks.
const LOADER: &str = "__wasm_split";

/// How that script starts a chunk, which fails where a proxy has changed the type of the answer; and how it does not.
/// wasm-bindgen's own script looks at the type as well.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const OF_ANY_TYPE: &str = "src.then(async (answer) => answer.headers.get(\"content-type\") === \"application/wasm\" \
     ? WebAssembly.instantiateStreaming(answer, imports) \
     : WebAssembly.instantiate(await answer.arrayBuffer(), imports))";

/// Where the page says which files each chunk is made of, and how that begins.
const CHUNKS: &str = "const chunks = {};";
pub const CHUNKS_BEGIN: &str = "const chunks = {";

/// How the names of functions begin that say what stands in `pages` of the Fluent files (`src/text/build/generate.rs`).
const SENTENCES_OF_PAGES: &str = "text::texts::pages::<impl text::texts::Texts>";

/// The features that the compiler and wasm-bindgen use, and what makes the files smaller: the rounds of wasm-opt after its
/// own structures save one part in a hundred; that functions of like names, which have like code, lie beside each other
/// saves 0.5 KB of the first load with brotli; that nothing lies in the first kilobyte of memory, where the stack ends,
/// another 0.5.
const WASM_OPT: [&str; 12] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--reorder-functions-by-name",
];

/// The first chunk before it is made small, with the names of its functions.
pub fn first_chunk() -> PathBuf {
    work().join("bound").join(format!("{APP}_bg.wasm"))
}

/// Splits the app that Trunk is building.
///
/// # Errors
/// Trunk is not building, or one of the tools fails, having said why.
pub fn split() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.context("only Trunk runs this, while it builds the app")?;
    let compiled = project::target_dir()?.join(project::WASM).join("wasm").join(APP).with_extension("wasm");
    let (chunks, bound, small) = (work().join("chunks"), work().join("bound"), work().join("small"));
    for folder in [&chunks, &bound, &small] {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove {folder:?}"))?;
        }
        fs::create_dir_all(folder).with_context(|| format!("cannot make {folder:?}"))?;
    }
    let needed = work().join(APP).with_extension("wasm");
    change(&compiled, &needed, |wasm| slim::without_streams(&wasm))?;
    take_apart(&needed, &chunks)?;
    let unbound = chunks.join(APP).with_extension("wasm");
    bind(&unbound, &bound)?;
    let first = fs::read(first_chunk()).context("wasm-bindgen wrote no first chunk")?;
    let early = sentences_of_pages(function_sizes::functions(&first)?.into_iter().map(|(name, _)| name));
    if !early.is_empty() {
        bail!("the first chunk says what only comes with the other pages, move it out of locales/*/pages: {early:?}");
    }
    for wasm in with_extension(&chunks, "wasm")? {
        let wasm = if wasm == unbound { first_chunk() } else { wasm };
        shrink(&wasm, &small)?;
    }
    for script in [bound.join(APP).with_extension("js"), chunks.join(LOADER).with_extension("js")] {
        change(&script, &small.join(name_of(&script)), Ok)?;
    }
    shorten(&small.join(name_of(&first_chunk())), &small.join(APP).with_extension("js"))?;
    put_in_place(&small, &staging)?.iter().try_for_each(|script| minify(script))
}

fn work() -> PathBuf {
    project::root().join("target/split")
}

fn take_apart(compiled: &Path, chunks: &Path) -> Result<()> {
    let mut splitter = project::command(setup::wasm_split()?.join("wasm-split-cli"));
    project::run(splitter.arg(compiled).arg(chunks).args(["--out-name", APP]))
}

fn bind(first: &Path, bound: &Path) -> Result<()> {
    let mut bindgen = project::command(setup::wasm_bindgen()?.join("wasm-bindgen"));
    // The other chunks call the first one through the table of functions, which the linker exports.
    bindgen.arg("--keep-lld-exports").args(["--target", "web", "--no-typescript", "--omit-default-module-path"]);
    project::run(bindgen.arg("--out-dir").arg(bound).args(["--out-name", APP]).arg(first))
}

fn shrink(wasm: &Path, small: &Path) -> Result<()> {
    let mut wasm_opt = project::command(setup::npm_packages()?.join("wasm-opt"));
    wasm_opt.args(WASM_OPT).arg(wasm).arg("-o").arg(small.join(name_of(wasm)));
    let line = project::line_of(&wasm_opt);
    let output = wasm_opt.output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        // Else it only wonders at names of which the splitter writes more kinds than it knows.
        bail!("`{line}` ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Which sentences some functions say that the app has once it needs other pages than the first.
fn sentences_of_pages<'a>(functions: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    functions.filter_map(|function| function.strip_prefix(SENTENCES_OF_PAGES)?.split("::").nth(1)).collect()
}

/// The first chunk and its script, with short names between them.
fn shorten(chunk: &Path, script: &Path) -> Result<()> {
    let long = fs::read_to_string(script).with_context(|| format!("cannot read {script:?}"))?;
    let mut short = String::new();
    change(chunk, chunk, |wasm| {
        let (wasm, script) = slim::shortened(&wasm, &long, &format!("./{APP}_bg.js"))?;
        short = script;
        Ok(wasm)
    })?;
    fs::write(script, short).with_context(|| format!("cannot write {script:?}"))
}

/// Writes what `with` makes of a file.
fn change(file: &Path, changed: &Path, with: impl FnOnce(Vec<u8>) -> Result<Vec<u8>>) -> Result<()> {
    let contents = fs::read(file).with_context(|| format!("cannot read {file:?}"))?;
    fs::write(changed, with(contents)?).with_context(|| format!("cannot write {changed:?}"))
}

/// The splitter and wasm-bindgen write scripts for people to read.
fn minify(script: &Path) -> Result<()> {
    let mut esbuild = project::command(setup::npm_packages()?.join("esbuild"));
    esbuild.arg(script).args(["--minify", "--format=esm", "--log-level=warning", "--allow-overwrite"]);
    project::run(esbuild.arg(format!("--outfile={}", script.display())))
}

/// Names the files after all that is in them before scripts are made small, and gives them to Trunk in the place of its own. Gives the scripts.
fn put_in_place(small: &Path, staging: &Path) -> Result<Vec<PathBuf>> {
    let build = fingerprint::of_files(small, &["."], &[])?;
    let mut scripts = Vec::new();
    let index = staging.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("cannot read {index:?}"))?;
    let trunks = trunks_name(&page).with_context(|| format!("{index:?} does not start {APP}"))?;
    for end in [".js", "_bg.wasm"] {
        let file = staging.join(format!("{trunks}{end}"));
        fs::remove_file(&file).with_context(|| format!("cannot remove {file:?}"))?;
    }
    let files = fingerprint::files_under(small)?;
    let names: Vec<String> = files.iter().map(|file| name_of(file)).collect();
    for (file, name) in files.iter().zip(&names) {
        let mut contents = fs::read(file).with_context(|| format!("cannot read {file:?}"))?;
        if name.ends_with(".js") {
            let script = String::from_utf8(contents)?;
            let script = if name.starts_with(LOADER) { of_any_type(&script)? } else { script };
            contents = linked(&script, &names, &build).into_bytes();
        }
        let target = staging.join(name_in(&build, name));
        fs::write(&target, contents).with_context(|| format!("cannot write {target:?}"))?;
        if name.ends_with(".js") {
            scripts.push(target);
        }
    }
    let loader = small.join(LOADER).with_extension("js");
    let loader = fs::read_to_string(&loader).with_context(|| format!("cannot read {loader:?}"))?;
    let page = with_chunks(&started(&page, &trunks, &build), &loader, &build)?;
    fs::write(&index, page).with_context(|| format!("cannot write {index:?}"))?;
    Ok(scripts)
}

/// What Trunk calls the app in the page: its name and a digest.
fn trunks_name(page: &str) -> Option<String> {
    let start = page.find(&format!("{APP}-"))?;
    let name = page[start..].split(['.', '_']).next()?;
    Some(name.to_owned())
}

/// A file's name in one build, in which all belong together.
fn name_in(build: &str, name: &str) -> String {
    match name.strip_prefix(APP) {
        Some(end) => format!("{APP}-{build}{end}"),
        None => name.trim_start_matches("__").replacen('.', &format!("-{build}."), 1),
    }
}

/// A script that fetches the others as they are called in this build. What it calls their imports stays as it is.
fn linked(script: &str, names: &[String], build: &str) -> String {
    names.iter().fold(script.to_owned(), |script, name| {
        let new = name_in(build, name);
        let fetches = [" from \"./", "URL(\"./"];
        fetches
            .iter()
            .fold(script, |script, before| script.replace(&format!("{before}{name}\""), &format!("{before}{new}\"")))
    })
}

/// The loader that does not mind the type of the answers.
fn of_any_type(loader: &str) -> Result<String> {
    if !loader.contains(STREAMED) {
        bail!("the splitter's script does not start chunks with `{STREAMED}` any more");
    }
    Ok(loader.replace(STREAMED, OF_ANY_TYPE))
}

/// The page that starts this build. The loader is asked for together with the script that imports it.
fn started(page: &str, trunks: &str, build: &str) -> String {
    let loader = name_in(build, &format!("{LOADER}.js"));
    let hint = format!("<link rel=\"modulepreload\" href=\"/{loader}\" crossorigin=\"anonymous\"></head>");
    page.replace(trunks, &format!("{APP}-{build}")).replacen("</head>", &hint, 1)
}

/// The page that knows which files each chunk is made of, as the loader has it, so that it can ask for them early.
fn with_chunks(page: &str, loader: &str, build: &str) -> Result<String> {
    let file = |name: &str| format!("\"/{}\"", name_in(build, &format!("{name}.wasm")));
    let mut chunks = Vec::new();
    for chunk in loader.split("export const __wasm_split_load_").skip(1) {
        let name = chunk.split(' ').next().unwrap_or_default();
        let needs = chunk.rsplit_once(", [").and_then(|(_, rest)| rest.split_once(']'));
        let (needs, _) = needs.with_context(|| format!("the loader does not say what {name} needs"))?;
        let needs = needs.split(',').map(|file| file.trim().trim_start_matches("__")).filter(|file| !file.is_empty());
        let mut files = vec![file(&format!("split_{name}"))];
        files.extend(needs.map(file));
        chunks.push(format!("{name}: [{}]", files.join(", ")));
    }
    if !page.contains(CHUNKS) {
        bail!("the page has no `{CHUNKS}` to say what each chunk is made of");
    }
    Ok(page.replacen(CHUNKS, &format!("const chunks = {{ {} }};", chunks.join(", ")), 1))
}

fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = fingerprint::files_under(folder)?;
    files.retain(|file| file.extension().is_some_and(|own| own == extension));
    Ok(files)
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_chunk_says_no_sentence_of_other_pages() {
        let functions = [
            "text::texts::pages::<impl text::texts::Texts>::draft_of::h0123456789abcdef",
            "text::texts::Texts::plain::h0123456789abcdef",
            "app::pages::lazy::open::h0123456789abcdef",
        ];
        assert_eq!(sentences_of_pages(functions.into_iter()), ["draft_of"]);
    }

    #[test]
    fn the_files_of_a_build_name_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (small, staging) = (folder.path().join("small"), folder.path().join("staging"));
        fs::create_dir_all(&small).unwrap();
        fs::create_dir_all(&staging).unwrap();
        let write = |folder: &Path, name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write(
            &small,
            "access-directory-app.js",
            "import * as import1 from \"./__wasm_split.js\"; {\"./__wasm_split.js\": import1}",
        );
        write(&small, "access-directory-app_bg.wasm", "first");
        write(
            &small,
            "__wasm_split.js",
            "import { initSync } from \"./access-directory-app.js\"; \
             const start = () => WebAssembly.instantiateStreaming(src, imports); \
             export const __wasm_split_load_requesting = wrapAsyncCb(makeLoad(new URL(\"./split_requesting.wasm\"), [__chunk_4]));",
        );
        write(&small, "split_requesting.wasm", "requesting");
        let trunks = "access-directory-app-93490dadeed0dbf5";
        write(&staging, &format!("{trunks}.js"), "");
        write(&staging, &format!("{trunks}_bg.wasm"), "");
        let page = format!(
            "<head></head><script>const chunks = {{}}; import '/{trunks}.js'; init('/{trunks}_bg.wasm')</script>"
        );
        write(&staging, "index.html", &page);

        put_in_place(&small, &staging).unwrap();

        let files = fingerprint::files_under(&staging).unwrap();
        let names: Vec<String> = files.iter().map(|file| name_of(file)).collect();
        let build = fingerprint::of_files(&small, &["."], &[]).unwrap();
        let app = format!("access-directory-app-{build}");
        let loader = format!("wasm_split-{build}.js");
        let requesting = format!("split_requesting-{build}.wasm");
        let expected =
            [format!("{app}.js"), format!("{app}_bg.wasm"), "index.html".into(), requesting.clone(), loader.clone()];
        assert_eq!(names, expected);
        let text = |name: &str| fs::read_to_string(staging.join(name)).unwrap();
        assert_eq!(
            text(&expected[0]),
            format!("import * as import1 from \"./{loader}\"; {{\"./__wasm_split.js\": import1}}")
        );
        assert!(text(&loader).contains(&format!("from \"./{app}.js\"")), "{}", text(&loader));
        assert!(text(&loader).contains(&format!("const start = () => {OF_ANY_TYPE};")), "{}", text(&loader));
        assert!(text(&loader).contains(&format!("new URL(\"./{requesting}\")")), "{}", text(&loader));
        let page = text("index.html");
        assert!(page.contains(&format!("import '/{app}.js'; init('/{app}_bg.wasm')")), "{page}");
        assert!(page.contains(&format!("href=\"/{loader}\"")), "{page}");
        let chunks = format!("const chunks = {{ requesting: [\"/{requesting}\", \"/chunk_4-{build}.wasm\"] }};");
        assert!(page.contains(&chunks), "{page}");
    }
}
