//! A mail before it is text or HTML: a subject, blocks one below the other, and at the foot why it was sent, how it stops
//! and who sends it. Both are made of these same parts, so that neither says what the other does not; how it looks is in
//! `html`. What people wrote is made harmless on its way in, so that no template can forget it.

mod html;

use text::{Locale, Texts};

use super::sanitize::{lines, one_line};

/// A mail in the making.
pub struct Letter {
    locale: Locale,
    subject: String,
    blocks: Vec<Block>,
    /// Why its recipient gets it.
    why: String,
    /// Where its recipient says that they never want another.
    stop: Option<Link>,
    /// The product, and who runs it.
    sender: String,
}

enum Block {
    Paragraph(String),
    /// Labels, each with what stands beside it.
    Facts(Vec<(String, Vec<String>)>),
    /// A person's own words under a label.
    Quote(String, Vec<String>),
    /// What is to be copied, alone on its line.
    Code(String),
    /// Where to go next.
    Link(Link),
}

struct Link {
    words: String,
    url: String,
}

impl Letter {
    pub fn new(locale: Locale, subject: &str) -> Letter {
        let (why, sender) = (String::new(), String::new());
        Letter { locale, subject: one_line(subject), blocks: Vec::new(), why, stop: None, sender }
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
        self.blocks.push(Block::Link(Link::new(words, url)));
        self
    }

    /// Why its recipient gets it.
    #[must_use]
    pub fn why(self, text: &str) -> Letter {
        Letter { why: one_line(text), ..self }
    }

    /// Where its recipient says that they never want another.
    #[must_use]
    pub fn stop(self, words: &str, url: &str) -> Letter {
        Letter { stop: Some(Link::new(words, url)), ..self }
    }

    /// The product, and who runs it.
    #[must_use]
    pub fn sender(self, text: &str) -> Letter {
        Letter { sender: one_line(text), ..self }
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// As plain text. A person's own words are marked line by line, so that they cannot pass for ours.
    pub fn text(&self) -> String {
        let texts = Texts::embedded(self.locale);
        let blocks = self.blocks.iter().map(|block| block.text(texts));
        let foot = [self.why.clone(), self.stop.as_ref().map(|stop| stop.text(texts)).unwrap_or_default()];
        let parts = blocks.chain(foot).chain([self.sender.clone()]).filter(|part| !part.is_empty());
        format!("{}\n", parts.collect::<Vec<_>>().join("\n\n"))
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
            Block::Link(link) => link.text(texts),
        }
    }
}

impl Link {
    fn new(words: &str, url: &str) -> Link {
        Link { words: one_line(words), url: one_line(url) }
    }

    fn text(&self, texts: &Texts) -> String {
        format!("{}\n{}", texts.mail_label(&self.words), self.url)
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
            .stop("Stop", "https://accounts.example.com/stop-mail/x")
            .why("You <ask>ed.")
            .sender("Directory")
    }

    #[test]
    fn text_marks_what_a_person_wrote() {
        assert_eq!(letter().subject(), "Access to Bcc: x");
        assert_eq!(
            letter().text(),
            "<b>Ann</b> asks.\n\n\
             Account: Acme & Sons\nParts:\n- A: User\n- B: Viewer\n\n\
             Reason:\n> I <need> it.\n> \n> Reference: none\n\n\
             Open:\nhttps://accounts.example.com/requests/AR-1\"\n\n\
             You <ask>ed.\n\nStop:\nhttps://accounts.example.com/stop-mail/x\n\nDirectory\n"
        );
    }
}
