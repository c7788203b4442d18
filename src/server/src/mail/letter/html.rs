//! How a letter looks as HTML. Whatever it shows is in it: no picture is fetched and none attached, so that nobody learns
//! that it was read, and the logo, drawn of boxes, is there where pictures are not. What a mail program may leave out, the
//! dark scheme and the narrow screen, is in `letter.css`; all else stands at its element. The colours are the product's
//! (`style/tokens.css`).

use maud::{DOCTYPE, Markup, PreEscaped, html};
use text::Texts;

use super::{Block, Letter, Link};

/// For mail programs that read style sheets.
const SHEET: &str = include_str!("letter.css");

/// Keeps mail programs from making links of their own of dates, codes and names.
const NOTHING_DETECTED: &str = "telephone=no, date=no, address=no, email=no, url=no";

const BODY: &str = "margin:0;padding:0;background:#f3f6f5;-webkit-text-size-adjust:100%";
const GROUND: &str = "padding:16px 8px;background:#f3f6f5;color:#11262b;font:16px/1.5 'Segoe UI',system-ui,-apple-system,\
                      'Noto Sans',sans-serif";
const COLUMN: &str = "width:100%;max-width:600px;margin:0 auto;border-collapse:separate;text-align:left;\
                      table-layout:fixed;overflow-wrap:anywhere";
const BAR: &str = "padding:12px 24px;background:#0c2d34;color:#eaf4f4;border-radius:10px 10px 0 0";
const NAME: &str = "padding:0 0 0 10px;color:#eaf4f4;font-weight:600";
const PAPER: &str = "padding:24px 24px 8px;background:#fff;color:#11262b;border:1px solid #d6dfde;border-top:0;\
                     border-radius:0 0 10px 10px";
const HEADING: &str = "margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600";
const PARAGRAPH: &str = "margin:0 0 16px";
const FACTS: &str = "width:100%;margin:0 0 16px;border-collapse:collapse;border-bottom:1px solid #d6dfde;\
                     table-layout:fixed;font-size:15px";
const LABEL: &str = "width:34%;padding:8px 16px 8px 0;border-top:1px solid #d6dfde;color:#4b6066;font-weight:normal;\
                     text-align:left;vertical-align:top";
const VALUE: &str = "padding:8px 0;border-top:1px solid #d6dfde;vertical-align:top";
/// Between several values of a fact.
const BESIDE_OTHERS: &str = "padding-bottom:8px";
const QUOTE_LABEL: &str = "margin:0 0 8px;font-weight:600";
const QUOTE: &str = "margin:0 0 16px;padding:12px 16px;background:#e9efee;border-left:4px solid #72868a;\
                     white-space:pre-wrap";
const CODE: &str = "margin:0 0 16px;padding:16px 8px;background:#e0f0f0;border:1px solid #0a6570;border-radius:6px;\
                    font:bold 32px/1.2 Consolas,Menlo,monospace;letter-spacing:4px;text-align:center";
const BUTTON: &str = "display:inline-block;padding:12px 20px;background:#0a6570;color:#fff;border-radius:6px;\
                      font-weight:600;text-decoration:none";
const URL: &str = "margin:0 0 16px;color:#4b6066;font-size:13px;word-break:break-all";
const FOOT: &str = "padding:16px 24px;color:#4b6066;font-size:13px";
const FOOT_LINK: &str = "color:#0a6570";

const MARK: &str = "width:28px;height:28px;background:#0a6570;border-radius:6px;border-collapse:separate;font-size:0;\
                    line-height:0";
const MARK_EDGE: &str = "width:7px;padding:0";
const MARK_STEM: &str = "width:7px;padding:0;vertical-align:top";
const MARK_BRANCH: &str = "width:7px;height:4px;margin:6px 0 0;border:solid #fff;border-width:0 0 2px 2px";
const MARK_BEND: &str = "width:7px;height:7px;border:solid #fff;border-width:0 0 2px 2px;border-bottom-left-radius:5px";
const MARK_LEAVES: &str = "padding:0;vertical-align:top";
const MARK_RING: &str = "width:3px;height:3px;margin:8px 0 0;border:2px solid #fff;border-radius:50%";
const MARK_DISC: &str = "width:7px;height:7px;margin:1px 0 0;background:#8fe3e0;border-radius:50%";

impl Letter {
    /// As a document of its own, in which nothing has to be fetched.
    pub fn html(&self) -> String {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.locale.as_str()) dir="ltr" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    meta name="format-detection" content=(NOTHING_DETECTED);
                    title { (self.subject) }
                    style { (PreEscaped(SHEET)) }
                }
                body class="ground" style=(BODY) { (self.page()) }
            }
        };
        markup.into_string()
    }

    fn page(&self) -> Markup {
        html! {
            div class="ground" style=(GROUND) {
                table role="presentation" cellpadding="0" cellspacing="0" style=(COLUMN) {
                    tr { td class="bar side" style=(BAR) { (bar(Texts::embedded(self.locale).product_name())) } }
                    tr {
                        td class="paper side" style=(PAPER) {
                            h1 style=(HEADING) { (self.subject) }
                            @for block in &self.blocks { (block.html()) }
                        }
                    }
                    tr { td class="soft side" style=(FOOT) { (self.foot()) } }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        html! {
            @if !self.why.is_empty() { p style=(PARAGRAPH) { (self.why) } }
            @if let Some(stop) = &self.stop {
                p style=(PARAGRAPH) { a class="link" href=(stop.url) style=(FOOT_LINK) { (stop.words) } }
            }
            p style="margin:0" { (self.sender) }
        }
    }
}

impl Block {
    fn html(&self) -> Markup {
        html! {
            @match self {
                Block::Paragraph(text) => p style=(PARAGRAPH) { (text) },
                Block::Facts(facts) => table class="facts line" style=(FACTS) {
                    @for (label, values) in facts {
                        tr {
                            th class="soft line" scope="row" style=(LABEL) { (label) }
                            td class="line" style=(VALUE) { (list(values)) }
                        }
                    }
                },
                // A box for each line: not every mail program keeps the ends of lines.
                Block::Quote(label, lines) => {
                    p style=(QUOTE_LABEL) { (label) }
                    blockquote class="quote" style=(QUOTE) {
                        @for line in lines { div dir="auto" { (if line.is_empty() { "\u{a0}" } else { line }) } }
                    }
                },
                Block::Code(code) => p class="code" style=(CODE) { (code) },
                Block::Link(link) => (link.button()),
            }
        }
    }
}

impl Link {
    /// Its address stands below it, to be read before and copied elsewhere.
    fn button(&self) -> Markup {
        html! {
            p style="margin:0 0 8px" { a class="button" href=(self.url) style=(BUTTON) { (self.words) } }
            p class="soft" style=(URL) { (self.url) }
        }
    }
}

fn list(values: &[String]) -> Markup {
    html! {
        @for (at, value) in values.iter().enumerate() {
            div dir="auto" style=[(at + 1 < values.len()).then_some(BESIDE_OTHERS)] { (value) }
        }
    }
}

/// The logo (`public/favicon.svg`) and the product's name.
fn bar(product_name: &str) -> Markup {
    html! {
        table role="presentation" cellpadding="0" cellspacing="0" {
            tr {
                td style="padding:0" {
                    table role="presentation" aria-hidden="true" cellpadding="0" cellspacing="0" style=(MARK) {
                        tr {
                            td style=(MARK_EDGE) {}
                            td style=(MARK_STEM) { div style=(MARK_BRANCH) {} div style=(MARK_BEND) {} }
                            td style=(MARK_LEAVES) { div style=(MARK_RING) {} div style=(MARK_DISC) {} }
                        }
                    }
                }
                td style=(NAME) { (product_name) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use text::Locale;

    use super::*;

    #[test]
    fn no_element_is_a_persons() {
        let html = Letter::new(Locale::En, "<script>x</script>")
            .paragraph("<b>Ann</b>\nasks.")
            .fact("Account", &["Acme & Sons".to_owned()])
            .quote("Reason", "I <need> it.\n\nReference: \"none\"")
            .link("Open", "https://accounts.example.com/requests/AR-1\"")
            .why("<i>You</i> asked.")
            .sender("<u>Directory</u>")
            .html();
        for part in [
            ">&lt;b&gt;Ann&lt;/b&gt; asks.</p>",
            ">Acme &amp; Sons</div>",
            ">I &lt;need&gt; it.</div><div dir=\"auto\">\u{a0}</div><div dir=\"auto\">Reference: &quot;none&quot;</div>",
            "href=\"https://accounts.example.com/requests/AR-1&quot;\"",
            ">&lt;i&gt;You&lt;/i&gt; asked.</p>",
            ">&lt;u&gt;Directory&lt;/u&gt;</p>",
        ] {
            assert!(html.contains(part), "`{part}` is not in {html}");
        }
        for absent in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!html.contains(absent), "`{absent}` is in {html}");
        }
    }

    #[test]
    fn the_colours_are_the_products() {
        let tokens =
            concat!(include_str!("../../../../../style/tokens.css"), include_str!("../../../../../public/favicon.svg"));
        let html = Letter::new(Locale::En, "x")
            .fact("a", &["b".to_owned()])
            .quote("a", "b")
            .code("1")
            .link("a", "b")
            .stop("a", "b")
            .html();
        let colours: BTreeSet<&str> = html.split('#').skip(1).map(colour).collect();
        assert!(colours.len() > 20, "{colours:?}");
        let strange: Vec<_> = colours.iter().filter(|colour| !tokens.contains(&format!("#{colour}"))).collect();
        assert_eq!(strange, [&""; 0]);
    }

    fn colour(text: &str) -> &str {
        text.split(|c: char| !c.is_ascii_hexdigit()).next().unwrap()
    }
}
