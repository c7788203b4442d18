//! The machinery of every load, whatever it fetches. Kept free of types, so that it is downloaded once.

use std::{any::Any, pin::Pin, sync::Arc, time::Duration};

use api::problem::{Code, Problem};
use leptos::prelude::*;

use super::{Remote, failed, waiting};
use crate::{
    dom::{element::live as live_view, signal::State, task},
    net::{
        client,
        polling::{self, Connection},
    },
    routing::navigation,
};

/// One type for all answers: only its `Source` knows which one it is.
pub(super) type Answer = Arc<dyn Any + Send + Sync>;
pub(super) type FetchAnswer = Pin<Box<dyn Future<Output = Result<Answer, Problem>>>>;
type LoadState = Remote<dyn Any + Send + Sync>;

/// One fetch to be made.
pub(super) enum Fetching {
    /// What a path answers, and how it is read.
    Get(String, fn(&str) -> Option<Answer>),
    Other(FetchAnswer),
}

/// A load of anything.
#[derive(Clone, Copy)]
pub(super) struct Load {
    pub state: State<LoadState>,
    pub is_loading: State<bool>,
    pub again: Trigger,
}

/// The path of the answer that stands, and its text.
type Standing = State<(String, String)>;

/// Fetches now and whenever what `fetch` reads changes. With `keep`, the last answer stands until the next is there.
pub(super) fn start(keep: bool, fetch: Box<dyn Fn() -> Option<Fetching>>) -> Load {
    let load = Load { state: State::new(Remote::Loading), is_loading: State::new(false), again: Trigger::new() };
    let generation = State::new(0_u32);
    let standing: Standing = State::new(Default::default());
    task::follow(move || {
        load.again.track();
        let Some(fetching) = fetch() else { return };
        generation.update(|generation| *generation += 1);
        let mine = generation.get_untracked();
        let is_newest = move || generation.try_with_untracked(|generation| *generation == mine) == Some(true);
        let has_answer = load.state.with_untracked(|state| matches!(state, Remote::Loaded(_)));
        let quietly = has_answer
            && matches!(&fetching, Fetching::Get(path, _) if standing.with_untracked(|(known, _)| known == path));
        if !quietly {
            begin(load, keep && has_answer, is_newest);
        }
        task::spawn(async move {
            let answer = fetched(fetching, quietly).await;
            if !is_newest() {
                return;
            }
            let _ = load.is_loading.try_set(false);
            match answer {
                Ok((answer, now)) => {
                    let is_known = quietly && standing.with_untracked(|before| *before == now);
                    standing.set(now);
                    if !is_known {
                        if quietly {
                            navigation::keep_focus();
                        }
                        let _ = load.state.try_set(Remote::Loaded(answer));
                    }
                }
                Err(problem) if quietly && problem.code == Code::Unavailable => {}
                Err(problem) => {
                    let _ = load.state.try_set(Remote::Failed(Arc::new(problem)));
                }
            }
        });
    });
    let connection = polling::connection();
    task::follow(move || {
        let is_cut_off =
            |state: &LoadState| matches!(state, Remote::Failed(problem) if problem.code == Code::Unavailable);
        if connection.get() == Connection::Back && load.state.with_untracked(is_cut_off) {
            load.again.notify();
        }
    });
    load
}

fn begin(load: Load, keep: bool, is_newest: impl Fn() -> bool + 'static) {
    if !keep {
        load.state.set(Remote::Loading);
    }
    load.is_loading.set(true);
    let slow = move || {
        let waits = |state: &LoadState| matches!(state, Remote::Loading);
        if is_newest() && load.state.try_with_untracked(waits) == Some(true) {
            load.state.set(Remote::LoadingSlowly);
        }
    };
    set_timeout(slow, Duration::from_secs(1));
}

/// The answer, and what is needed to know the same one again.
async fn fetched(fetching: Fetching, quietly: bool) -> Result<(Answer, (String, String)), Problem> {
    match fetching {
        Fetching::Get(path, read) => {
            let text = if quietly { client::get_text_again(&path).await? } else { client::get_text(&path).await? };
            let answer = read(&text).ok_or_else(client::unreadable)?;
            Ok((answer, (path, text)))
        }
        Fetching::Other(fetching) => Ok((fetching.await?, Default::default())),
    }
}

pub(super) fn shown(load: Load, view: Box<dyn Fn(&Answer) -> AnyView + Send>) -> AnyView {
    live_view(move || match load.state.get() {
        Remote::Loading => waiting(false),
        Remote::LoadingSlowly => waiting(true),
        Remote::Loaded(answer) => view(&answer),
        Remote::Failed(problem) => failed(&problem, move || load.again.notify()),
    })
}
