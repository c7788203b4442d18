//! What people write cannot do anything but be read: ten thousand generated names, reasons and paths, each mail parsed
//! by a parser that is not ours.

mod generated;

use generated::{event, harmless, quotes};
use server::base::time_zone::Zone;
use server::mail::message::message;
use server::mail::{Event, Mail};
use server::sample::random::Random;
use server::store::outbox::Outgoing;
use tests::world::World;

use crate::letters::{page, read};
use crate::peer::{Parsed, Peer, parse};
use crate::setting::{put, round, sent, transport};

tests::on_both_databases! {
    in World::empty:
    two_hundred_arrive_over_smtp_as_they_were_written,
}

const HEADERS: [&str; 8] =
    ["message-id", "date", "from", "to", "subject", "auto-submitted", "mime-version", "content-type"];

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
            let outgoing = Outgoing { recipient: recipient.clone(), ..outgoing(&events[at]) };
            let expected = server::mail::render(&outgoing, &Zone::UTC, &world.app.settings, &world.app.secret).unwrap();
            check_parts(&events[at], "en", &expected, &received.message);
            check_links(&received.message);
            with_dot += received.message.lines_with_dot;
        }
    }
    assert!(with_dot > 0, "no line began with a dot");
}

fn check(event: &Event, locale: &str, mail: &Mail, parsed: &Parsed) {
    check_parts(event, locale, mail, parsed);
    let page = page(event).map(|page| format!("href=https://accounts.directory.example{page}"));
    let stop = mail.stop_link.as_ref().map(|link| format!("href={link}"));
    assert_eq!(parsed.addresses, page.into_iter().chain(stop).collect::<Vec<_>>(), "{event:?}");
}

fn check_parts(event: &Event, locale: &str, mail: &Mail, parsed: &Parsed) {
    let stop: &[&str] = if event.is_unasked() { &["list-unsubscribe", "list-unsubscribe-post"] } else { &[] };
    let headers = [&HEADERS[..6], stop, &HEADERS[6..]].concat();
    assert_eq!(parsed.headers, headers, "{event:?}");
    assert_eq!(parsed.from.as_deref(), Some("\"Access Directory\" <access@directory.example>"));
    assert_eq!((parsed.attachments, parsed.bare_line_ends, parsed.ascii), (0, 0, true), "{event:?}");
    assert!(parsed.longest_line <= 998, "{}", parsed.longest_line);

    let subject = parsed.subject.as_deref().unwrap();
    assert_eq!(subject, mail.subject, "{event:?}");
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!subject.chars().any(|c| c.is_control() || turns(c)), "{subject:?}");

    let text = parsed.text.as_deref().unwrap();
    assert_eq!(text.trim_end(), mail.text.trim_end(), "{event:?}");
    for words in quotes(event) {
        assert!(quoted(text).contains(&as_kept(words)), "{words:?} is not in {text:?}");
    }
    assert_eq!(parsed.elements, elements(&read(&harmless(event), locale).1.html), "{event:?}");
}

/// Both parts lead to the same places.
fn check_links(parsed: &Parsed) {
    let lines = parsed.text.as_deref().unwrap().lines();
    let links: Vec<String> = lines.filter(|line| line.starts_with("http")).map(|link| format!("href={link}")).collect();
    assert_eq!(parsed.addresses, links);
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
