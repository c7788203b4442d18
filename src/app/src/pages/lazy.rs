//! Pages that are downloaded when the first of their kind is opened, or before, once the browser has nothing to do.
//!
//! Each split point becomes a file of its own, with what nothing else needs; what two of them need becomes a file that
//! comes with whichever is first (`cargo xtask split`). Without the feature `split`, all is there from the start.

use std::cell::Cell;

use api::{page::Route, path, pending_access_request::Queue, problem::Problem};
use futures_util::future::join;
use leptos::prelude::*;

use super::{
    account, account_access, account_request, create_smart_account, directory, invitation, next_steps, palette,
    pending_account_request, pending_request, pending_requests, profile, request, request_access,
    request_by_identifier, requests,
};
use crate::{
    dom::{
        busy,
        element::{dynamic, nothing},
        signal::Memo,
        task,
    },
    net::{
        client,
        resource::{self, Fetch, Loadable},
    },
    session::{texts, use_app},
    ui::{dialog::dialog, page::button},
};

/// What is downloaded together.
#[derive(Clone, Copy)]
pub(super) enum Chunk {
    /// Requests in the making, for access and for accounts, with the rules that they are checked against.
    Requesting,
    /// Requests that wait for the person.
    Deciding,
    /// An account, the person's own requests, what they manage, and their profile.
    OwnPages,
    /// The Virtual Accounts of an account in the directory.
    VirtualAccounts,
    /// The command palette.
    Palette,
}

impl Chunk {
    /// As its split point and `index.html` call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Chunk::Requesting => "requesting",
            Chunk::Deciding => "deciding",
            Chunk::OwnPages => "own_pages",
            Chunk::VirtualAccounts => "virtual_accounts",
            Chunk::Palette => "command_palette",
        }
    }
}

const CHUNKS: [Chunk; 5] =
    [Chunk::Requesting, Chunk::Deciding, Chunk::OwnPages, Chunk::VirtualAccounts, Chunk::Palette];
/// Whoever never opens the palette does not load it.
const WHEN_IDLE: [Chunk; 4] = [Chunk::VirtualAccounts, Chunk::Requesting, Chunk::Deciding, Chunk::OwnPages];

// No context: the first chunk is asked for before there is a view.
thread_local! {
    static LOADED: [Cell<bool>; CHUNKS.len()] = const { [const { Cell::new(!cfg!(feature = "split")) }; CHUNKS.len()] };
}

/// The chunk that a page is in; nothing for those that are there from the start.
pub(super) fn chunk_of(page: &Route) -> Option<Chunk> {
    match page {
        Route::Home | Route::Directory(_) | Route::NotFound => None,
        Route::RequestAccess { .. } | Route::RequestByIdentifier { .. } | Route::CreateSmartAccount { .. } => {
            Some(Chunk::Requesting)
        }
        Route::PendingRequests(_)
        | Route::OperatorQueue(_)
        | Route::PendingRequest { .. }
        | Route::PendingAccountRequest { .. } => Some(Chunk::Deciding),
        Route::Account { .. }
        | Route::AccountAccess { .. }
        | Route::Requests(_)
        | Route::Request { .. }
        | Route::AccountRequest { .. }
        | Route::Invitation { .. }
        | Route::Profile { .. } => Some(Chunk::OwnPages),
    }
}

/// A page of a chunk: at once if the chunk is loaded, else after loading it.
pub(super) fn view(chunk: Chunk, page: Route, route: Memo<Route>) -> AnyView {
    if is_loaded(chunk) {
        return open(chunk, page, route);
    }
    let source = resource::use_fetch(false, move || {
        let loading: Fetch<()> = Box::pin(require(chunk));
        Some(loading)
    });
    resource::suspense(source, move |_| open(chunk, page.clone(), route))
}

/// The Virtual Accounts of an account in the directory: at once if their chunk is loaded, else after loading it.
pub(super) fn virtual_accounts(id: &str, name: &str, identifier: Option<&str>) -> AnyView {
    let of_account = (id.to_owned(), name.to_owned(), identifier.map(ToOwned::to_owned));
    if is_loaded(Chunk::VirtualAccounts) {
        return open_virtual_accounts(of_account);
    }
    let source = resource::use_fetch(false, move || {
        let loading: Fetch<()> = Box::pin(require(Chunk::VirtualAccounts));
        Some(loading)
    });
    resource::suspense(source, move |_| open_virtual_accounts(of_account.clone()))
}

/// The command palette, once its chunk is there; a dialog says what went wrong where it cannot be loaded.
pub(super) fn command_palette() -> AnyView {
    if is_loaded(Chunk::Palette) {
        return open_palette();
    }
    let open = use_app().palette;
    let source = resource::use_fetch(false, move || {
        let loading: Fetch<()> = Box::pin(require(Chunk::Palette));
        Some(loading)
    });
    dynamic(move || match source.get() {
        Loadable::Loading | Loadable::LoadingSlowly => nothing(),
        Loadable::Loaded(_) => open_palette(),
        Loadable::Failed(problem) => {
            let failure = resource::failure_view(&problem, move || source.refetch());
            let close = button(texts().action_close(), "button", move || open.set(false));
            dialog(open, texts().palette_title(), failure, [close])
        }
    })
}

/// Begins to load a chunk that will be needed.
pub(super) fn preload(chunk: Chunk) {
    task::spawn(async move {
        load(chunk).await;
    });
}

/// Loads the pages' chunks when the browser has nothing to do, so that nobody waits for one.
pub(super) fn load_when_idle() {
    let load = || {
        task::spawn(async {
            load_texts().await;
            for chunk in WHEN_IDLE {
                load(chunk).await;
            }
        });
    };
    // Safari does not say when it is idle.
    if request_idle_callback_with_handle(load).is_err() {
        load();
    }
}

/// Whether a page can be shown at once: its chunk and what it says are there.
fn is_loaded(chunk: Chunk) -> bool {
    LOADED.with(|loaded| loaded[chunk as usize].get()) && texts().has_pages()
}

async fn require(chunk: Chunk) -> Result<(), Problem> {
    let _busy = busy::guard();
    let (chunk, texts) = join(load(chunk), load_texts()).await;
    if chunk && texts { Ok(()) } else { Err(client::missing_chunk().await) }
}

async fn load(chunk: Chunk) -> bool {
    let is_there = fetch(chunk).await;
    if is_there {
        LOADED.with(|loaded| loaded[chunk as usize].set(true));
    }
    is_there
}

/// Adds what the pages say that are in chunks, unless it is there already.
async fn load_texts() -> bool {
    let texts = texts();
    if texts.has_pages() {
        return true;
    }
    let patterns = client::get_patterns(path::text_of_pages(texts.locale().as_str())).await;
    // Sentences of another build would stand in the places of others.
    !client::newer_build().get_untracked() && patterns.is_ok_and(|patterns| texts.add_pages(patterns))
}

#[cfg(feature = "split")]
async fn fetch(chunk: Chunk) -> bool {
    match chunk {
        Chunk::Requesting => load_requesting().await,
        Chunk::Deciding => load_deciding().await,
        Chunk::OwnPages => load_own_pages().await,
        Chunk::VirtualAccounts => load_virtual_accounts().await,
        Chunk::Palette => load_command_palette().await,
    }
    .is_ok()
}

#[cfg(not(feature = "split"))]
async fn fetch(_: Chunk) -> bool {
    true
}

/// A page of a chunk that is there.
#[cfg(feature = "split")]
fn open(chunk: Chunk, page: Route, route: Memo<Route>) -> AnyView {
    use futures_util::FutureExt;

    let opened = match chunk {
        Chunk::Requesting => requesting(page, route).now_or_never(),
        Chunk::Deciding => deciding(page, route).now_or_never(),
        Chunk::OwnPages => own_pages(page, route).now_or_never(),
        // No page is in them.
        Chunk::VirtualAccounts | Chunk::Palette => None,
    };
    opened.and_then(Result::ok).unwrap_or_else(nothing)
}

#[cfg(not(feature = "split"))]
fn open(chunk: Chunk, page: Route, route: Memo<Route>) -> AnyView {
    let Ok(view) = match chunk {
        Chunk::Requesting => requesting(page, route),
        Chunk::Deciding => deciding(page, route),
        Chunk::OwnPages => own_pages(page, route),
        // No page is in them.
        Chunk::VirtualAccounts | Chunk::Palette => Ok(nothing()),
    };
    view
}

#[cfg(feature = "split")]
fn open_virtual_accounts(of_account: OfAccount) -> AnyView {
    use futures_util::FutureExt;

    opened_virtual_accounts(of_account).now_or_never().and_then(Result::ok).unwrap_or_else(nothing)
}

#[cfg(not(feature = "split"))]
fn open_virtual_accounts(of_account: OfAccount) -> AnyView {
    let Ok(view) = opened_virtual_accounts(of_account);
    view
}

#[cfg(feature = "split")]
fn open_palette() -> AnyView {
    use futures_util::FutureExt;

    opened_palette().now_or_never().and_then(Result::ok).unwrap_or_else(nothing)
}

#[cfg(not(feature = "split"))]
fn open_palette() -> AnyView {
    let Ok(view) = opened_palette();
    view
}

/// A split point may fail to load. Without the feature, everything is there from the start.
#[cfg(feature = "split")]
type Opened = Result<AnyView, wasm_split_helpers::SplitLoaderError>;
#[cfg(not(feature = "split"))]
type Opened = Result<AnyView, std::convert::Infallible>;

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(requesting, fallible, preload(load_requesting)))]
fn requesting(page: Route, route: Memo<Route>) -> Opened {
    Ok(match page {
        Route::RequestAccess { account, identifier, .. } => {
            request_access::request_access_page(account, identifier, route)
        }
        Route::RequestByIdentifier { .. } => request_by_identifier::request_by_identifier_page(route),
        Route::CreateSmartAccount { from } => create_smart_account::create_smart_account_page(from),
        // What stands on it for the operator only.
        Route::Directory(_) => next_steps::next_steps(),
        _ => nothing(),
    })
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(deciding, fallible, preload(load_deciding)))]
fn deciding(page: Route, route: Memo<Route>) -> Opened {
    Ok(match page {
        Route::PendingRequests(_) => pending_requests::pending_requests_page(Queue::Administrator, route),
        Route::OperatorQueue(_) => pending_requests::pending_requests_page(Queue::Operator, route),
        Route::PendingRequest { reference, list } => pending_request::pending_request_page(&reference, list),
        Route::PendingAccountRequest { reference } => pending_account_request::pending_account_request_page(&reference),
        _ => nothing(),
    })
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(own_pages, fallible, preload(load_own_pages)))]
fn own_pages(page: Route, route: Memo<Route>) -> Opened {
    Ok(match page {
        Route::Account { id, identifier } => account::account_page(&id, identifier),
        Route::AccountAccess { id, .. } => account_access::account_access_page(&id, route),
        Route::Requests(_) => requests::requests_page(route),
        Route::Request { reference, sent } => request::request_page(&reference, sent),
        Route::AccountRequest { reference } => account_request::account_request_page(&reference),
        Route::Invitation { id } => invitation::invitation_page(&id),
        Route::Profile { return_to } => profile::profile_page(return_to.map(|route| *route)),
        _ => nothing(),
    })
}

/// An account's id and name, and what found it if it is restricted.
type OfAccount = (String, String, Option<String>);

#[cfg_attr(
    feature = "split",
    wasm_split_helpers::wasm_split(virtual_accounts, fallible, preload(load_virtual_accounts))
)]
fn opened_virtual_accounts((id, name, identifier): OfAccount) -> Opened {
    Ok(directory::virtual_accounts::virtual_accounts(&id, name, identifier))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(command_palette, fallible, preload(load_command_palette)))]
fn opened_palette() -> Opened {
    Ok(palette::palette())
}
