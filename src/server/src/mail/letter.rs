//! A mail before it is text or HTML: a subject, and blocks one below the other. What people wrote is made harmless on
//! its way in, so that no template can forget it.

use maud::{DOCTYPE, Markup, html};
use text::{Locale, Texts};

use super::sanitize::{lines, one_line};

/// A mail in the making.
pub struct Letter {
    locale: Locale,
    subject: String,
    blocks: Vec<Block>,
}

enum Block {
    Paragraph(String),
    /// Labels, each with what stands beside it.
    Facts(Vec<(String, Vec<String>)>),
    /// A person's own words under a label.
    Quote(String, Vec<String>),
    /// What is to be copied, alone on its line.
    Code(String),
    /// Where to go next: the words of the link and the address.
    Link(String, String),
}

const BODY: &str = "margin:0;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5";
const COLUMN: &str = "max-width:40em;margin:0 auto";
const HEADING: &str = "font-size:20px;line-height:1.25;margin:0 0 16px";
const LABEL: &str = "text-align:left;vertical-align:top;padding:2px 16px 2px 0";
const VALUE: &str = "vertical-align:top;padding:2px 0";
const QUOTE: &str = "margin:0;padding-left:12px;border-left:3px solid;white-space:pre-wrap;overflow-wrap:anywhere";
const CODE: &str = "font-family:monospace;font-size:32px;font-weight:bold;letter-spacing:4px;margin:0";
const LINK: &str = "display:inline-block;padding:8px 16px;border:2px solid;border-radius:4px";

impl Letter {
    pub fn new(locale: Locale, subject: &str) -> Letter {
        Letter { locale, subject: one_line(subject), blocks: Vec::new() }
    }

    #[must_use]
    pub fn paragraph(mut self, text: &str) -> Letter {
        self.blocks.push(Block::Paragraph(one_line(text)));
        self
    }

    /// A fact beside its label; several in a row stand together. One without a value is left out.
    #[must_use]
    pub fn fact(mut self, label: &str, values: &[String]) -> Letter {
        let fact = (one_line(label), values.iter().map(|value| one_line(value)).collect::<Vec<_>>());
        if fact.1.iter().all(String::is_empty) {
            return self;
        }
        match self.blocks.last_mut() {
            Some(Block::Facts(facts)) => facts.push(fact),
            _ => self.blocks.push(Block::Facts(vec![fact])),
        }
        self
    }

    /// A person's own words.
    #[must_use]
    pub fn quote(mut self, label: &str, text: &str) -> Letter {
        self.blocks.push(Block::Quote(one_line(label), lines(text)));
        self
    }

    /// A code to be copied.
    #[must_use]
    pub fn code(mut self, code: &str) -> Letter {
        self.blocks.push(Block::Code(one_line(code)));
        self
    }

    /// A link to a page of the service.
    #[must_use]
    pub fn link(mut self, words: &str, url: &str) -> Letter {
        self.blocks.push(Block::Link(one_line(words), one_line(url)));
        self
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// As plain text. A person's own words are marked line by line, so that they cannot pass for ours.
    pub fn text(&self) -> String {
        let texts = Texts::embedded(self.locale);
        let blocks: Vec<String> = self.blocks.iter().map(|block| block.text(texts)).collect();
        format!("{}\n", blocks.join("\n\n"))
    }

    /// As a document of its own: no picture, no script, no colour, nothing that has to be fetched.
    pub fn html(&self) -> String {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.locale.as_str()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.subject) }
                }
                body style=(BODY) {
                    div style=(COLUMN) {
                        h1 style=(HEADING) { (self.subject) }
                        @for block in &self.blocks { (block.html()) }
                    }
                }
            }
        };
        markup.into_string()
    }
}

impl Block {
    fn text(&self, texts: &Texts) -> String {
        match self {
            Block::Paragraph(text) | Block::Code(text) => text.clone(),
            Block::Facts(facts) => {
                let facts: Vec<String> =
                    facts.iter().map(|(label, values)| fact_text(&texts.mail_label(label), values)).collect();
                facts.join("\n")
            }
            Block::Quote(label, lines) => {
                let lines: Vec<String> = lines.iter().map(|line| format!("\n> {line}")).collect();
                format!("{}{}", texts.mail_label(label), lines.concat())
            }
            Block::Link(words, url) => format!("{}\n{url}", texts.mail_label(words)),
        }
    }

    fn html(&self) -> Markup {
        html! {
            @match self {
                Block::Paragraph(text) => p { (text) },
                Block::Facts(facts) => table {
                    @for (label, values) in facts {
                        tr {
                            th scope="row" style=(LABEL) { (label) }
                            td style=(VALUE) { @for value in values { div dir="auto" { (value) } } }
                        }
                    }
                },
                Block::Quote(label, lines) => {
                    p { strong { (label) } }
                    blockquote dir="auto" style=(QUOTE) { (lines.join("\n")) }
                },
                Block::Code(code) => p style=(CODE) { (code) },
                Block::Link(words, url) => p { a href=(url) style=(LINK) { (words) } },
            }
        }
    }
}

fn fact_text(label: &str, values: &[String]) -> String {
    match values {
        [value] => format!("{label} {value}"),
        values => {
            let values: Vec<String> = values.iter().map(|value| format!("\n- {value}")).collect();
            format!("{label}{}", values.concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter::new(Locale::En, "Access to\r\nBcc: x")
            .paragraph("<b>Ann</b>\nasks.")
            .fact("Account", &["Acme & Sons".to_owned()])
            .fact("Parts", &["A: User".to_owned(), "B: Viewer".to_owned()])
            .fact("Nothing", &[])
            .quote("Reason", "I <need> it.\n\nReference: none")
            .link("Open", "https://accounts.example.com/requests/AR-1\"")
    }

    #[test]
    fn text_marks_what_a_person_wrote() {
        assert_eq!(letter().subject(), "Access to Bcc: x");
        assert_eq!(
            letter().text(),
            "<b>Ann</b> asks.\n\n\
             Account: Acme & Sons\nParts:\n- A: User\n- B: Viewer\n\n\
             Reason:\n> I <need> it.\n> \n> Reference: none\n\n\
             Open:\nhttps://accounts.example.com/requests/AR-1\"\n"
        );
    }

    #[test]
    fn html_has_no_element_that_a_person_wrote() {
        let html = letter().html();
        for part in [
            "<p>&lt;b&gt;Ann&lt;/b&gt; asks.</p>",
            "Acme &amp; Sons",
            ">I &lt;need&gt; it.\n\nReference: none</blockquote>",
            "href=\"https://accounts.example.com/requests/AR-1&quot;\"",
        ] {
            assert!(html.contains(part), "`{part}` is not in {html}");
        }
        for absent in ["<img", "<script", "<link", "url(", "color:#"] {
            assert!(!html.contains(absent), "`{absent}` is in {html}");
        }
    }
}
