//! In which encoding a file is: spreadsheets write UTF-8 with and without a byte order mark, UTF-16, and Windows-1252. What
//! is none of these is refused with what to do, since a wrong guess would change names without a word.

use std::io::{self, Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How much is looked at in one go.
const CHUNK: usize = 1 << 16;

/// Why a file is not read, and in which line that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText {
    pub line: u64,
    /// A clause of its own: what is wrong and the way on.
    pub reason: String,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub encoding: &'static Encoding,
    /// Whether some of its bytes cannot be decoded: they become U+FFFD.
    pub has_faults: bool,
}

/// The encoding of a file, or why it cannot be read.
pub type Recognised = Result<Written, NotText>;

impl Written {
    pub fn without_faults(encoding: &'static Encoding) -> Written {
        Written { encoding, has_faults: false }
    }
}

/// Looks through a source to its end, and goes back to its beginning.
///
/// # Errors
/// The source's.
pub fn recognise(source: &mut (impl Read + Seek)) -> io::Result<Recognised> {
    let mut look = Look::default();
    let mut pending = Vec::with_capacity(CHUNK);
    let mut is_first = true;
    let marked = loop {
        let ended = source.by_ref().take(CHUNK as u64).read_to_end(&mut pending)? == 0;
        if is_first && let Some(marked) = by_its_beginning(&pending) {
            break Some(marked);
        }
        is_first = false;
        // A sequence of UTF-8 is not cut in two.
        let whole = if ended { pending.len() } else { pending.iter().rposition(u8::is_ascii).unwrap_or(pending.len()) };
        look.at(&pending[..whole]);
        pending.drain(..whole);
        if ended {
            break None;
        }
    };
    source.rewind()?;
    Ok(marked.unwrap_or_else(|| look.result()))
}

/// The text of a source, as UTF-8; what cannot be decoded becomes U+FFFD.
pub fn decoded<R: Read>(source: R, encoding: &'static Encoding) -> impl Read + use<R> {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(source)
}

/// What the first bytes tell by themselves.
fn by_its_beginning(bytes: &[u8]) -> Option<Recognised> {
    let refused = |reason: &str| Some(Err(NotText { line: 1, reason: reason.to_owned() }));
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            refused("the file is a workbook and not CSV; open it, and save each sheet as `CSV UTF-8`")
        }
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => refused("the file is UTF-32; save it as `CSV UTF-8`"),
        [0xff, 0xfe, ..] => Some(Ok(Written::without_faults(UTF_16LE))),
        [0xfe, 0xff, ..] => Some(Ok(Written::without_faults(UTF_16BE))),
        // No header begins with NUL, nor has one after its first letter.
        [first, 0, ..] if *first != 0 => Some(Ok(Written::without_faults(UTF_16LE))),
        [0, second, ..] if *second != 0 => Some(Ok(Written::without_faults(UTF_16BE))),
        _ => None,
    }
}

/// What was seen of a file without a mark.
struct Look {
    line: u64,
    last: u8,
    has_utf_8: bool,
    has_other: bool,
    /// The first byte that is not what a Western European Windows would have written, and its line.
    foreign: Option<(u64, u8)>,
}

impl Default for Look {
    fn default() -> Look {
        Look { line: 1, last: 0, has_utf_8: false, has_other: false, foreign: None }
    }
}

impl Look {
    fn at(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            self.has_utf_8 |= !chunk.valid().is_ascii();
            self.has_other |= !chunk.invalid().is_empty();
        }
        for (place, byte) in bytes.iter().copied().enumerate() {
            self.line += u64::from(byte == b'\r' || (byte == b'\n' && self.last != b'\r'));
            if byte >= 0x80 && self.foreign.is_none() {
                let next = bytes.get(place + 1).copied().unwrap_or(b'\n');
                self.foreign = (!is_windows_1252(self.last, byte, next)).then_some((self.line, byte));
            }
            self.last = byte;
        }
    }

    fn result(&self) -> Recognised {
        if self.has_utf_8 || !self.has_other {
            return Ok(Written { encoding: UTF_8, has_faults: self.has_other });
        }
        let Some((line, byte)) = self.foreign else { return Ok(Written::without_faults(WINDOWS_1252)) };
        let reason = format!(
            "the file is neither UTF-8 nor Windows-1252: the byte {byte:#04x} makes no sense there; save it as `CSV UTF-8`"
        );
        Err(NotText { line, reason })
    }
}

/// Whether a byte is in its place as a sign of Windows-1252. Other encodings have their letters where this one has signs that
/// do not stand in a word: `é` is `‚` in that of DOS, and a capital `Ž` in that of the Macintosh.
fn is_windows_1252(before: u8, byte: u8, after: u8) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xc0;
    let (follows, precedes) = (is_letter(before), is_letter(after));
    match byte {
        // Not assigned.
        0x81 | 0x8d | 0x8f | 0x90 | 0x9d => false,
        // The capitals Š, Ž and Ÿ.
        0x8a | 0x8e | 0x9f => !(before.is_ascii_lowercase() || follows && after.is_ascii_lowercase()),
        // Opening quotes and signs that follow no letter: ‚ „ ‹ ƒ † ‡ ˆ ‰ ˜ ›
        0x82 | 0x84 | 0x8b | 0x86..=0x89 | 0x98 | 0x9b => !follows,
        0x83 => !follows && !precedes,
        // € … ‘ “ ” • ™, and what Latin-1 has of signs but ª · º.
        0x80 | 0x85 | 0x91 | 0x93..=0x95 | 0x99 | 0xa1..=0xa9 | 0xab..=0xb6 | 0xb8 | 0xb9 | 0xbb..=0xbf => {
            !(follows && precedes)
        }
        _ => true,
    }
}
