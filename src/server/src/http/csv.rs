//! Lists as CSV for spreadsheets (RFC 4180): UTF-8 with a byte order mark, without which some of them read another
//! encoding, CRLF, and in French a semicolon, which they expect there. No cell is a formula. Written as it is sent.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use csv::{Terminator, WriterBuilder};
use futures_util::{Stream, StreamExt, stream};
use text::Locale;

use crate::base::formula::is_formula;
use crate::error::Error;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A list's name in English, for the file, and what stands above its columns.
pub struct Head {
    pub name: &'static str,
    pub columns: Vec<String>,
    pub locale: Locale,
    pub at: DateTime<Utc>,
}

/// The rows as a file to keep, however many they are. An error ends it early, so that nobody takes a part for the
/// whole.
pub fn file<S>(head: Head, pages: S) -> Response
where
    S: Stream<Item = Result<Vec<Vec<String>>, Error>> + Send + 'static,
{
    let separator = separator(head.locale);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}-{}.csv\"", head.name, head.at.format("%Y-%m-%d"))),
    ];
    let first = stream::once(async move { Ok(vec![head.columns]) });
    let mut begun = false;
    let written = first.chain(pages).map(move |rows| {
        let rows = rows.map_err(|error| {
            tracing::error!(?error, "a file ended early");
            anyhow::anyhow!("the rest could not be read")
        });
        let mut text = write(&rows?, separator)?;
        if !begun {
            text.splice(0..0, BYTE_ORDER_MARK.bytes());
            begun = true;
        }
        Ok::<Bytes, anyhow::Error>(Bytes::from(text))
    });
    (headers, Body::from_stream(written)).into_response()
}

fn write(rows: &[Vec<String>], separator: u8) -> anyhow::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| without_formula(cell)))?;
    }
    Ok(writer.into_inner()?)
}

fn separator(locale: Locale) -> u8 {
    match locale {
        Locale::En => b',',
        Locale::Fr => b';',
    }
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before one makes it text, and an import takes it away.
fn without_formula(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\rx", "＝1", "\u{a0}=1", "-"] {
            assert_eq!(without_formula(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "Acme", "a=b", "'=1", "1-2", " Acme"] {
            assert_eq!(without_formula(cell), cell);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        let rows = [vec!["a;b".to_owned(), "c,d".to_owned(), "e\"f".to_owned(), "g\nh".to_owned(), String::new()]];
        assert_eq!(write(&rows, b',').unwrap(), b"a;b,\"c,d\",\"e\"\"f\",\"g\nh\",\r\n");
        assert_eq!(write(&rows, b';').unwrap(), b"\"a;b\";c,d;\"e\"\"f\";\"g\nh\";\r\n");
    }
}
