//! The tabs of one browser have one session. They tell each other whose it is, and that it has ended.

use std::cell::OnceCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "session";

thread_local! {
    /// Missing in browsers without such channels.
    static OWN: OnceCell<Option<BroadcastChannel>> = const { OnceCell::new() };
}

/// What a tab tells the others.
#[derive(Debug, PartialEq)]
pub enum News {
    /// This person is signed in, with this anti-forgery token.
    SignedIn {
        email: String,
        token: String,
    },
    SignedOut,
}

/// Tells the other tabs. What comes to nobody's ears is lost.
pub fn tell_others(news: &News) {
    with_channel(|channel| {
        let words = match news {
            News::SignedIn { email, token } => [email, " ", token].concat(),
            News::SignedOut => String::new(),
        };
        let _ = channel.post_message(&JsValue::from_str(&words));
    });
}

/// Calls `heard` with what other tabs tell, for the life of the page.
pub fn listen(heard: impl Fn(News) + 'static) {
    let heard: Box<dyn Fn(MessageEvent)> = Box::new(move |event| {
        if let Some(words) = event.data().as_string() {
            heard(read(&words));
        }
    });
    let heard = Closure::wrap(heard).into_js_value();
    with_channel(|channel| channel.set_onmessage(Some(heard.unchecked_ref())));
}

fn read(words: &str) -> News {
    match words.split_once(' ') {
        Some((email, token)) => News::SignedIn { email: email.to_owned(), token: token.to_owned() },
        None => News::SignedOut,
    }
}

fn with_channel(act: impl FnOnce(&BroadcastChannel)) {
    OWN.with(|own| own.get_or_init(|| BroadcastChannel::new(CHANNEL).ok()).as_ref().map(act));
}
