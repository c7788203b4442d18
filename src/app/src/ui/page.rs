//! The head of a page, the way to it, and links to other pages.

use api::{
    page::Route,
    problem::{Code, Problem},
};
use leptos::prelude::*;

use crate::{
    dom::{
        attr,
        element::{Element, fragment, nothing},
        event, html,
    },
    routing::navigation,
    session::texts,
    ui::icon,
};

/// The heading of a page, which also names the document and takes the focus on arrival; actions stand beside it.
pub fn page_head(title: &str, actions: impl IntoIterator<Item = Element>) -> AnyView {
    page_head_with(title, None, actions)
}

/// The page for something that does not exist or that this reader may not see: the server's sentence, and links.
pub fn not_found(problem: &Problem, ways: impl IntoIterator<Item = Element>) -> AnyView {
    fragment(vec![
        page_head(&problem.title, []),
        html::p().text(problem.detail.clone()).view(),
        html::div().class("cluster").els(ways).view(),
    ])
}

/// The heading of a page with a sentence under it.
pub fn page_head_with(title: &str, lead: Option<&str>, actions: impl IntoIterator<Item = Element>) -> AnyView {
    head(html::h1(), title, lead, actions)
}

/// The heading of a page that is called like what it is about.
pub fn name_head(name: &str, actions: impl IntoIterator<Item = Element>) -> AnyView {
    head(html::h1().untranslated(), name, None, actions)
}

fn head(heading: Element, title: &str, lead: Option<&str>, actions: impl IntoIterator<Item = Element>) -> AnyView {
    navigation::set_page(title);
    let lead = lead.map(|words| html::p().class("page__lead").text(words.to_owned()));
    html::div()
        .class("page__head")
        .el(html::div().el(heading.attr(attr::TABINDEX, "-1").text(title.to_owned())).els(lead))
        .el(html::div().class("page__actions").els(actions))
        .view()
}

/// The pages above this one, and this one's own name, which is a name or a reference unless it is made of words. Nothing
/// where no page is above it.
pub fn crumbs(above: &[(&str, Route)], here: &str, is_name: bool) -> AnyView {
    if above.is_empty() {
        return nothing();
    }
    let above = above.iter().map(|(name, route)| {
        let link = link(route, name, "link");
        html::li().el(if matches!(route, Route::Account { .. }) { link.untranslated() } else { link })
    });
    let here = html::li().attr(attr::ARIA_CURRENT, "page").el(name_or_words(here, is_name));
    let pages = html::ol().els(above).el(here);
    html::nav().class("crumbs").attr(attr::ARIA_LABEL, texts().crumbs_label()).el(pages).view()
}

/// A link to a page; `class` as in the style sheet, for example `button button--primary`.
pub fn link(route: &Route, words: &str, class: &'static str) -> Element {
    html::a().class(class).attr(attr::HREF, route.to_string()).text(words.to_owned())
}

/// A link that leaves the app, or that the server made.
pub fn outside_link(href: &str, words: &str, class: &'static str) -> Element {
    let leaves = href.starts_with("http");
    html::a()
        .class(class)
        .attr(attr::HREF, href.to_owned())
        .attr(attr::REL, "external noopener")
        .text(words.to_owned())
        .els(leaves.then(|| icon("external")))
}

/// The way on that a problem names, in words that say where it leads.
pub fn way_on(problem: &Problem) -> Option<Element> {
    let words = match problem.code {
        Code::RequestOpen => texts().request_open_link(),
        Code::SupportCase => texts().action_open_case(),
        Code::ProfileIncomplete => texts().action_update_profile(),
        Code::RoleNeeded => texts().menu_request_existing(),
        Code::IdentifierTaken => texts().new_account_taken_link(),
        _ => texts().way_on(),
    };
    problem.link.as_ref().map(|link| outside_link(link, words, "link"))
}

/// The whole list as a file, of which the page shows a part.
pub fn download(path: &str) -> Element {
    outside_link(path, texts().action_download_csv(), "button").attr(attr::DOWNLOAD, "")
}

/// Two columns where there is room: what a page is about, and what stands beside it.
pub fn columns(main: Vec<AnyView>, side: Vec<AnyView>) -> AnyView {
    let [main, side] = [main, side].map(|views| html::div().class("column").child(views.into_any()));
    html::div().class("columns").el(main).el(side).view()
}

/// A button that does something here.
pub fn button(words: &str, class: &'static str, on_click: impl FnMut() + Send + 'static) -> Element {
    let mut on_click = on_click;
    html::button().class(class).attr(attr::TYPE, "button").text(words.to_owned()).on(event::CLICK, move |_| on_click())
}

/// A part of a page under a heading of its own.
pub fn section(id: &'static str, title: &'static str) -> Element {
    html::section().class("stack").attr(attr::ARIA_LABELLEDBY, id).el(html::h2().attr(attr::ID, id).text(title))
}

/// A name, an address or a reference, or what stands in its place where there is none.
pub fn name_or_words(text: &str, is_name: bool) -> Element {
    let span = html::span().text(text.to_owned());
    if is_name { span.untranslated() } else { span }
}

/// Pairs of a name and a value.
pub fn facts(pairs: Vec<(&str, AnyView)>) -> AnyView {
    let pairs = pairs.into_iter().flat_map(|(name, value)| [html::dt().text(name.to_owned()), html::dd().child(value)]);
    html::dl().class("facts").els(pairs).view()
}
