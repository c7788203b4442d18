//! The application in the browser: it shows what the server sent, answers at once from the same rules, and sends.
//!
//! Nothing here decides for the server. Every URL is a [`api::page::Route`], every request goes through [`net::client`].

pub mod boot;
pub mod components;
pub mod dom;
pub mod forms;
pub mod json;
pub mod net;
pub mod pages;
pub mod routing;
pub mod session;
pub mod shell;
pub mod storage;
pub mod ui;

/// Starts the application in the page that is open.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("{panic}");
        boot::crash_page::show(None);
    }));
    boot::start();
}
