//! The head of a page, the way to it, and links to other pages.

use api::{page::Route, problem::Problem};
use leptos::prelude::*;

use crate::{
    dom::element::{Element, el, fragment},
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
        el("p").text(problem.detail.clone()).view(),
        el("div").class("cluster").els(ways).view(),
    ])
}

/// The heading of a page with a sentence under it.
pub fn page_head_with(title: &str, lead: Option<&str>, actions: impl IntoIterator<Item = Element>) -> AnyView {
    navigation::set_page(title);
    let lead = lead.map(|words| el("p").class("page__lead").text(words.to_owned()));
    el("div")
        .class("page__head")
        .el(el("div").el(el("h1").attr("tabindex", "-1").text(title.to_owned())).els(lead))
        .el(el("div").class("page__actions").els(actions))
        .view()
}

/// The pages above this one, and this one's own name.
pub fn crumbs(above: &[(&str, Route)], here: &str) -> AnyView {
    let pages = el("ol")
        .els(above.iter().map(|(name, route)| el("li").el(link(route, name, "link"))))
        .el(el("li").attr("aria-current", "page").text(here.to_owned()));
    el("nav").class("crumbs").attr("aria-label", texts().crumbs_label()).el(pages).view()
}

/// A link to a page; `class` as in the style sheet, for example `button button--primary`.
pub fn link(route: &Route, words: &str, class: &'static str) -> Element {
    el("a").class(class).attr("href", route.to_string()).text(words.to_owned())
}

/// A link that leaves the app, or that the server made.
pub fn outside_link(href: &str, words: &str, class: &'static str) -> Element {
    let leaves = href.starts_with("http");
    el("a")
        .class(class)
        .attr("href", href.to_owned())
        .attr("rel", "external noopener")
        .text(words.to_owned())
        .els(leaves.then(|| icon("external")))
}

/// The whole list as a file, of which the page shows a part.
pub fn download(path: &str) -> Element {
    outside_link(path, texts().action_download_csv(), "button").attr("download", "")
}

/// Two columns where there is room: what a page is about, and what stands beside it.
pub fn columns(main: Vec<AnyView>, side: Vec<AnyView>) -> AnyView {
    let [main, side] = [main, side].map(|views| el("div").class("column").child(views.into_any()));
    el("div").class("columns").el(main).el(side).view()
}

/// A button that does something here.
pub fn button(words: &str, class: &'static str, on_click: impl FnMut() + Send + 'static) -> Element {
    let mut on_click = on_click;
    el("button").class(class).attr("type", "button").text(words.to_owned()).on("click", move |_| on_click())
}

/// A part of a page under a heading of its own.
pub fn section(id: &'static str, title: &'static str) -> Element {
    el("section").class("stack").attr("aria-labelledby", id).el(el("h2").attr("id", id).text(title))
}

/// Pairs of a name and a value.
pub fn facts(pairs: Vec<(&str, AnyView)>) -> AnyView {
    let pairs = pairs.into_iter().flat_map(|(name, value)| [el("dt").text(name.to_owned()), el("dd").child(value)]);
    el("dl").class("facts").els(pairs).view()
}
