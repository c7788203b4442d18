//! Tantivy over the names and identifiers that come line by line, then asked what follows an empty line, a kind a line.
//! Prints for each kind the median and the 99th percentile in milliseconds.
//!
//! As one would build it: the beginnings of all words (edge n-grams), with the entire words and the entire name counting
//! more; where that finds nothing, texts within words (trigrams).

use std::io::BufRead;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, Searcher, Term, doc};

const TURNS: usize = 3;
const LONGEST_EDGE: usize = 15;

struct Fields {
    edges: Field,
    words: Field,
    entire: Field,
    trigrams: Field,
    name: Field,
}

fn main() -> Result<()> {
    let mut schema = Schema::builder();
    let indexing = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer("spaces").set_index_option(record).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        edges: schema.add_text_field("edges", indexing(IndexRecordOption::Basic)),
        words: schema.add_text_field("words", indexing(IndexRecordOption::Basic)),
        entire: schema.add_text_field("entire", STRING),
        trigrams: schema.add_text_field("trigrams", indexing(IndexRecordOption::Basic)),
        name: schema.add_text_field("name", STORED),
    };
    let index = Index::create_from_tempdir(schema.build())?;
    index.tokenizers().register("spaces", TextAnalyzer::from(WhitespaceTokenizer::default()));
    let mut writer = index.writer(200_000_000)?;
    let mut lines = std::io::stdin().lock().lines();
    for line in lines.by_ref() {
        let line = line?;
        let Some((name, identifier)) = line.split_once('\t') else { break };
        let both = format!("{name} {identifier}");
        writer.add_document(doc!(
            fields.edges => of_words(&both, edges),
            fields.words => both.as_str(),
            fields.entire => name,
            fields.entire => identifier,
            fields.trigrams => of_words(&both, trigrams),
            fields.name => name,
        ))?;
    }
    writer.commit()?;
    let searcher = index.reader()?.searcher();
    let kinds: Vec<Vec<String>> =
        lines.map(|line| Ok(line?.split('\t').map(str::to_owned).collect())).collect::<Result<_>>()?;
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); kinds.len()];
    for turn in 0..=TURNS {
        for (kind, searches) in kinds.iter().enumerate() {
            for typed in searches {
                let started = Instant::now();
                let found = find(&searcher, &fields, typed)?;
                let took = started.elapsed();
                std::hint::black_box(found);
                if turn > 0 {
                    times.get_mut(kind).context("a kind")?.push(took);
                }
            }
        }
    }
    for mut times in times {
        times.sort_unstable();
        let at = |at: usize| times.get(at).map_or(0.0, |took| took.as_secs_f64() * 1e3);
        println!("{:.4} {:.4}", at(times.len() / 2), at(times.len() * 99 / 100));
    }
    Ok(())
}

fn find(searcher: &Searcher, fields: &Fields, typed: &str) -> Result<Vec<String>> {
    let term = |field, text: &str| -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    };
    let boosted = |field, text: &str, by| -> Box<dyn Query> { Box::new(BoostQuery::new(term(field, text), by)) };
    let mut parts = Vec::new();
    for word in typed.split_whitespace() {
        let edge: String = word.chars().take(LONGEST_EDGE).collect();
        parts.push((Occur::Must, term(fields.edges, &edge)));
        parts.push((Occur::Should, boosted(fields.words, word, 2.0)));
    }
    parts.push((Occur::Should, boosted(fields.entire, typed, 10.0)));
    let found = read(searcher, fields, BooleanQuery::new(parts))?;
    if !found.is_empty() {
        return Ok(found);
    }
    let mut parts = Vec::new();
    for word in typed.split_whitespace() {
        parts.extend(trigrams(word).iter().map(|trigram| (Occur::Must, term(fields.trigrams, trigram))));
    }
    read(searcher, fields, BooleanQuery::new(parts))
}

fn read(searcher: &Searcher, fields: &Fields, query: BooleanQuery) -> Result<Vec<String>> {
    let found = searcher.search(&query, &TopDocs::with_limit(26))?;
    let mut names = Vec::new();
    for (_, address) in found {
        let document: tantivy::TantivyDocument = searcher.doc(address)?;
        let name = document.get_first(fields.name).map(|name| format!("{name:?}"));
        names.extend(name);
    }
    Ok(names)
}

fn of_words(text: &str, parts: fn(&str) -> Vec<String>) -> String {
    text.split_whitespace().flat_map(parts).collect::<Vec<_>>().join(" ")
}

fn edges(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LONGEST_EDGE).collect();
    (1..=letters.len()).map(|length| letters.iter().take(length).collect()).collect()
}

fn trigrams(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}
