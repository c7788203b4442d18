//! What people write cannot do anything but be read: ten thousand generated names, reasons and paths, each mail parsed
//! by a parser that is not ours.

use rules::vocabulary::{Role, Scope};
use server::mail::message::message;
use server::mail::{AccountFacts, Asked, Event, Mail, RequestFacts};
use server::sample::random::Random;
use server::store::outbox::Outgoing;
use tests::world::World;

use crate::letters::read;
use crate::peer::{Parsed, Peer, parse};
use crate::setting::{moment, put, round, sent, transport};

tests::on_both_databases! {
    in World::empty:
    two_hundred_arrive_over_smtp_as_they_were_written,
}

const HEADERS: [&str; 8] =
    ["message-id", "date", "from", "to", "subject", "auto-submitted", "mime-version", "content-type"];

/// What tries to end a line, a header, a part, a sentence or an element.
#[rustfmt::skip]
const PIECES: [&str; 44] = [
    "a", "Northmoor", "é", "ß", "œuvre", " ", "  ", "\t", "\r\n", "\n", "\r", "\n.\n", "\r\n.\r\n", ".", "..", "\n..x",
    "\r\nBcc: all@acme.example", "\r\n\r\n<html>", "\n--=_0123456789abcdefghjkmnpqrs--\n", "--=_", "=", "=3D", "=\r\n", "=?utf-8?q?=0D=0A?=",
    "=?utf-8?b?4oCu?=", "?=", "<script>alert(1)</script>", "<img src=x onerror=y>", "</p><a href=\"x\">", "\"", "'", "&amp;", "<", "]]>",
    "\u{202e}", "\u{2066}", "\u{200f}", "\u{2028}", "\u{1}", "\u{1b}[31m", "\u{7f}", "שלום", "👩\u{200d}💻", "\u{feff}",
];

#[test]
fn ten_thousand_mails_are_each_one_well_formed_message() {
    let mut random = Random::new(7);
    let events: Vec<Event> = (0..10_000).map(|number| event(&mut random, number)).collect();
    let mails: Vec<(Outgoing, Mail)> = events.iter().enumerate().map(|(at, event)| read(event, locale(at))).collect();
    let from = "Access Directory <access@directory.example>".parse().unwrap();
    let bytes = mails.iter().map(|(outgoing, mail)| message(outgoing, mail, &from).unwrap().formatted()).collect();
    let parsed = parse(bytes);
    assert_eq!(parsed.len(), events.len());
    for (at, ((event, (outgoing, mail)), parsed)) in events.iter().zip(&mails).zip(&parsed).enumerate() {
        assert_eq!(parsed.message_id.as_deref(), Some("<0123456789abcdefghjkmnpqrs@directory.example>"));
        check(event, locale(at), mail, parsed);
        assert_eq!(parsed.to, [outgoing.recipient.as_str()]);
    }
}

async fn two_hundred_arrive_over_smtp_as_they_were_written(world: &World) {
    let mut peer = Peer::start();
    let transport = transport(&peer.settings());
    let mut random = Random::new(11);
    let mut with_dot = 0;
    for number in 0..25 {
        let events: Vec<Event> = (0..8).map(|at| event(&mut random, 8 * number + at)).collect();
        for (at, event) in events.iter().enumerate() {
            put(world, event, &[&format!("ann-{at}@acme.example")]).await;
        }
        assert_eq!(round(world, &transport).await, sent(8));
        for _ in 0..8 {
            let received = peer.received();
            let [recipient] = received.envelope.to.as_slice() else { panic!("{:?}", received.envelope) };
            assert_eq!(&received.message.to, std::slice::from_ref(recipient));
            let at: usize = recipient["ann-".len().."ann-".len() + 1].parse().unwrap();
            let expected =
                server::mail::render(&outgoing(&events[at]), &world.app.settings, &world.app.secret).unwrap();
            check_parts(&events[at], "en", &expected, &received.message);
            with_dot += received.message.lines_with_dot;
        }
    }
    assert!(with_dot > 0, "no line began with a dot");
}

fn check(event: &Event, locale: &str, mail: &Mail, parsed: &Parsed) {
    check_parts(event, locale, mail, parsed);
    let pages = ["pending-requests/AR-7K3M-9QXT", "requests/AR-7K3M-9QXT"];
    assert!(
        pages.iter().any(|page| parsed.addresses == [format!("href=https://accounts.directory.example/{page}")]),
        "{:?}",
        parsed.addresses
    );
}

fn check_parts(event: &Event, locale: &str, mail: &Mail, parsed: &Parsed) {
    assert_eq!(parsed.headers, HEADERS, "{event:?}");
    assert_eq!(parsed.from.as_deref(), Some("\"Access Directory\" <access@directory.example>"));
    assert_eq!((parsed.attachments, parsed.bare_line_ends, parsed.ascii), (0, 0, true), "{event:?}");
    assert!(parsed.longest_line <= 998, "{}", parsed.longest_line);

    let subject = parsed.subject.as_deref().unwrap();
    assert_eq!(subject, mail.subject, "{event:?}");
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!subject.chars().any(|c| c.is_control() || turns(c)), "{subject:?}");

    let text = parsed.text.as_deref().unwrap();
    assert_eq!(text.trim_end(), mail.text.trim_end(), "{event:?}");
    if let Some(reason) = reason(event) {
        assert!(quoted(text).contains(&as_kept(reason)), "{reason:?} is not in {text:?}");
    }
    assert_eq!(parsed.elements, elements(&read(&harmless(event), locale).1.html), "{event:?}");
}

/// A person's words as they may be changed on their way: one kind of line end, and no control character.
fn as_kept(reason: &str) -> String {
    let mut kept = String::new();
    let mut characters = reason.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => kept.push('\n'),
            '\u{2028}' | '\u{2029}' => {}
            character if character.is_control() => {}
            character => kept.push(character),
        }
    }
    kept
}

/// The marked lines of a text, without their mark.
fn quoted(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('>')).collect();
    lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The elements that we wrote: here, no letter beyond them begins with `<`.
fn elements(html: &str) -> Vec<String> {
    let tags = html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned()).collect()
}

fn locale(number: usize) -> &'static str {
    if number.is_multiple_of(2) { "en" } else { "fr" }
}

fn outgoing(event: &Event) -> Outgoing {
    read(event, "en").0
}

fn reason(event: &Event) -> Option<&str> {
    match event {
        Event::AccessRequested { request, .. } => request.reason.as_deref(),
        Event::AccessDeclined { reason, .. } => Some(reason),
        _ => None,
    }
}

/// A mail to a decider, to somebody who is declined, or to somebody who is granted something.
fn event(random: &mut Random, number: usize) -> Event {
    let reference = "AR-7K3M-9QXT".to_owned();
    let account = AccountFacts { name: words(random, 60), domain_identifier: words(random, 20) };
    let parts = |random: &mut Random| Asked {
        scope: Some(Scope::Selected),
        role: None,
        virtual_accounts: (0..1 + random.below(4)).map(|_| (format!("x{}", words(random, 40)), Role::User)).collect(),
    };
    match number % 3 {
        0 => {
            let request = RequestFacts {
                account,
                reference,
                requester: words(random, 60),
                requester_email: format!("x{}", words(random, 30)),
                organisation: words(random, 60),
                asked: parts(random),
                reason: Some(long(random)),
                expires_at: moment("2026-12-04T10:15:00Z"),
            };
            let request = RequestFacts { requester: format!("x{}", request.requester), ..request };
            Event::AccessRequested { request, as_operator: random.chance(50) }
        }
        1 => Event::AccessDeclined { account, reference, reason: long(random) },
        _ => {
            let (asked, granted) = (parts(random), parts(random));
            Event::AccessApproved { account, reference, asked, granted, as_asked: false }
        }
    }
}

/// The same mail with nothing in it that anybody could object to.
fn harmless(event: &Event) -> Event {
    let x = || "x".to_owned();
    let account = AccountFacts { name: x(), domain_identifier: x() };
    let plain = |asked: &Asked| Asked {
        virtual_accounts: asked.virtual_accounts.iter().map(|(_, role)| (x(), *role)).collect(),
        ..asked.clone()
    };
    match event.clone() {
        Event::AccessRequested { request, as_operator } => Event::AccessRequested {
            request: RequestFacts {
                account,
                requester: x(),
                requester_email: x(),
                organisation: x(),
                asked: plain(&request.asked),
                reason: Some(x()),
                ..request
            },
            as_operator,
        },
        Event::AccessDeclined { reference, .. } => Event::AccessDeclined { account, reference, reason: x() },
        Event::AccessApproved { reference, asked, granted, as_asked, .. } => {
            Event::AccessApproved { account, reference, asked: plain(&asked), granted: plain(&granted), as_asked }
        }
        other => other,
    }
}

/// A reason: one of a few lines, or one of 2,000 characters.
fn long(random: &mut Random) -> String {
    match random.below(8) {
        0 => ".".repeat(2_000),
        1 => words(random, 2_000).chars().cycle().take(2_000).collect(),
        2 => random.pick(&PIECES).chars().cycle().take(2_000).collect(),
        _ => words(random, 200),
    }
}

/// Pieces up to this many characters.
fn words(random: &mut Random, most: usize) -> String {
    let mut words = String::new();
    let length = random.below(most + 1);
    while words.chars().count() < length {
        words.push_str(random.pick(&PIECES));
    }
    words.chars().take(most).collect()
}
