//! What the whole app shares: the session, the texts, and which account is the current one.

use std::cell::Cell;

use api::{account::AccountName, account_request::AccountRequest, changes::Changes, session::Session};
use leptos::prelude::*;
use rules::vocabulary::{Admission, EntryPage};
use text::{Locale, Texts};

use crate::{
    dom::signal::{Memo, State},
    json,
    storage::{color_scheme, draft},
};

pub mod tabs;

/// The browser's own memory of the language, for the next start.
pub const LOCALE_KEY: &str = "locale";
/// The browser's own memory of the account last chosen.
const CURRENT_ACCOUNT_KEY: &str = "current-account";

// No context: problems are put in words, and the crash page is shown, where Leptos knows no owner.
thread_local! {
    static TEXTS: Cell<Option<&'static Texts>> = const { Cell::new(None) };
}

/// Shared by every view through [`use_app`].
#[derive(Clone, Copy)]
pub struct App {
    pub session: State<Session>,
    /// The account that the switcher shows.
    pub current_account: State<Option<AccountName>>,
    /// How many requests wait for the person, and the stamp of their grants and requests. The polling updates it.
    pub changes: State<Changes>,
    /// Changes about once a minute while the page is visible: what says how long ago something was says it again.
    pub minute: State<i64>,
    /// One of `color_scheme::ALL`.
    pub scheme: State<String>,
    /// The request for a new account that was just sent, until a page has shown it.
    pub sent_account_request: State<Option<AccountRequest>>,
    /// What was just decided, until the page of the next request has said it.
    pub decided_before: State<Option<String>>,
    /// Whether the list of commands is open.
    pub commands: State<bool>,
    /// Whether the command palette is open.
    pub palette: State<bool>,
    /// What was typed for its field before that was there.
    pub palette_typed: State<String>,
    stamp: Memo<i64>,
}

impl App {
    pub fn new(session: Session) -> Self {
        let remembered = stored(CURRENT_ACCOUNT_KEY).and_then(|text| json::read::<(String, AccountName)>(&text));
        // Another person may have used this browser before.
        let own = remembered.filter(|(email, _)| *email == session.person.email).map(|(_, account)| account);
        // A person without grants has no current account, whatever the browser remembers.
        let current = session.current_account.clone().map(|first| own.unwrap_or(first));
        let changes = State::new(session.changes.clone());
        App {
            session: State::new(session),
            current_account: State::new(current),
            changes,
            minute: State::new(0),
            scheme: State::new(color_scheme::current()),
            sent_account_request: State::new(None),
            decided_before: State::new(None),
            commands: State::new(false),
            palette: State::new(false),
            palette_typed: State::new(String::new()),
            stamp: Memo::new(move |_| changes.with(|changes| changes.stamp)),
        }
    }

    /// Subscribes to changes by others of the person's grants and requests.
    pub fn track_changes(self) {
        // A memo that is only tracked is never computed, and so never changes.
        let _ = self.stamp.get();
    }

    /// Takes over the session after something has changed. An open page stays as it is.
    pub fn update_session(self, mut session: Session) {
        let first = session.current_account.clone();
        self.current_account.maybe_update(|current| {
            // The first account was granted, or the last one was taken away.
            let differs = current.is_some() != first.is_some();
            if differs {
                *current = first;
            }
            differs
        });
        self.session.maybe_update(|known| {
            // These have a signal of their own.
            session.changes.clone_from(&known.changes);
            let differs = *known != session;
            *known = session;
            differs
        });
    }

    /// Whether the directory is open to the person now (decision `entry`). Does not subscribe, or a form would be built
    /// again while it is being filled in.
    pub fn has_directory(self) -> bool {
        self.session.with_untracked(opens_directory)
    }

    /// The same as a memo, for the navigation.
    pub fn directory_memo(self) -> Memo<bool> {
        Memo::new(move |_| self.session.with(opens_directory))
    }

    /// Whether the person may request access at all; the operator's own staff open a support case.
    pub fn may_request(self) -> bool {
        self.session.with_untracked(|session| session.may_request_access == Admission::Allowed)
    }

    /// Whether the person may request new accounts at all.
    pub fn may_request_account(self) -> bool {
        self.session.with_untracked(|session| session.may_request_account == Admission::Allowed)
    }

    /// Makes an account the current one, also after the next start.
    pub fn choose_account(self, account: AccountName) {
        let email = self.session.with_untracked(|session| session.person.email.clone());
        if let Ok(text) = serde_json::to_string(&(email, &account)) {
            store(CURRENT_ACCOUNT_KEY, &text);
        }
        self.current_account.set(Some(account));
    }
}

fn opens_directory(session: &Session) -> bool {
    session.entry == EntryPage::Directory
}

/// The app's shared state. Call it while a view is made, not in a later event.
pub fn use_app() -> App {
    expect_context::<App>()
}

/// Every sentence, in the person's language. It stays the same for the life of the page.
#[expect(clippy::expect_used, reason = "no view is made before `set_texts`: see `boot`")]
pub fn texts() -> &'static Texts {
    try_texts().expect("the texts are set before the first view is made")
}

/// The sentences, or nothing before they are loaded.
pub fn try_texts() -> Option<&'static Texts> {
    TEXTS.get()
}

/// Keeps the sentences for the life of the page.
pub fn set_texts(texts: &'static Texts) {
    TEXTS.set(Some(texts));
}

/// The language chosen in this browser before, else the browser's own.
pub fn initial_locale() -> Locale {
    let remembered = stored(LOCALE_KEY).and_then(|tag| Locale::parse(&tag));
    let preferred = || window().navigator().language().and_then(|tag| Locale::parse(&tag));
    remembered.or_else(preferred).unwrap_or_default()
}

/// Reads the browser's lasting storage, which people may have switched off.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Writes the browser's lasting storage; where it is switched off, nothing is remembered.
pub fn store(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Erases the person's drafts and the account that they had chosen after the session has ended, and goes to the sign-in
/// page. The language, the colours and the switch of the shortcuts stay: they are this browser's.
pub fn leave() {
    draft::erase_all();
    forget();
    tabs::tell_others(&tabs::News::SignedOut);
    let _ = window().location().assign("/sign-in");
}

/// Erases which account was chosen.
fn forget() {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(CURRENT_ACCOUNT_KEY);
    }
}
