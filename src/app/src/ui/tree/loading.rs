//! What a tree asks for when it is opened, searched or ticked, where not all of it is known.

use std::collections::HashSet;

use api::account::{VirtualAccounts, VirtualAccountsQuery};
use leptos::prelude::*;

use super::{
    Tree,
    known::{Found, parents},
    shape::{Shape, Wanted},
};
use crate::{
    dom::{
        attr,
        element::{dynamic, nothing},
        html,
        signal::State,
        task,
    },
    session::texts,
    ui::page::button,
};

/// How far what is missing of a tree is.
#[derive(Clone, Copy)]
pub(super) struct Loading {
    is_under_way: State<bool>,
    /// What was asked for: nothing is asked for twice.
    asked: State<HashSet<Wanted>>,
    /// Why the last answer did not come.
    failed: State<Option<String>>,
    /// What the tree is narrowed to.
    pub(super) found: Option<State<Found>>,
}

impl Loading {
    pub(super) fn new(found: Option<State<Found>>) -> Loading {
        Loading { is_under_way: State::new(false), asked: State::new(HashSet::new()), failed: State::new(None), found }
    }

    /// Ends when nothing is under way and what came is drawn.
    pub(super) async fn ends(self) {
        while self.is_under_way.try_with_untracked(|is_under_way| *is_under_way) == Some(true) {
            task::painted().await;
        }
    }

    /// Why something is missing, and the way to ask again.
    pub(super) fn failure(self) -> AnyView {
        dynamic(move || {
            let Some(words) = self.failed.get() else { return nothing() };
            let again = move || {
                self.asked.update(HashSet::clear);
                self.failed.set(None);
            };
            let words = html::p().text(words);
            html::div()
                .class("failed")
                .attr(attr::ROLE, "alert")
                .el(words)
                .el(button(texts().action_retry(), "button", again))
                .view()
        })
    }
}

impl Tree {
    /// Asks for what is open, in sight and not known, one page after the other.
    pub(super) fn load_what_is_open(&self) {
        if self.known.rest.is_none() {
            return;
        }
        let tree = self.clone();
        let loading = self.loading;
        task::effect(move || {
            let wanted = tree.drawn.with(|drawn| drawn.wanted.clone());
            let may_ask = !loading.is_under_way.get() && loading.failed.with(Option::is_none);
            let Some(wanted) = wanted.filter(|_| may_ask) else { return };
            let mut is_new = false;
            loading.asked.update(|asked| is_new = asked.insert(wanted.clone()));
            if !is_new {
                return;
            }
            loading.is_under_way.set(true);
            let tree = tree.clone();
            task::spawn(async move {
                tree.load(wanted).await;
                loading.is_under_way.set(false);
            });
        });
    }

    async fn load(&self, wanted: Wanted) {
        let found = self.loading.found.filter(|_| wanted.below.is_none());
        let query = match found {
            Some(found) => {
                let Some(page) = found.try_with_untracked(|found| found.next) else { return };
                VirtualAccountsQuery { q: self.marked.to_string(), page, ..Default::default() }
            }
            None => VirtualAccountsQuery { below: wanted.below, page: Some(wanted.page), ..Default::default() },
        };
        let below = query.below.clone();
        let Some(answer) = self.ask(query).await else { return };
        if let Some(found) = found {
            self.open.update(|open| open.extend(parents(&answer.virtual_accounts).map(ToOwned::to_owned)));
            found.update(|found| {
                found.learn(&answer);
                found.next = answer.next;
            });
            self.known.learn(None, &answer);
        } else {
            self.known.learn_children(below.as_deref(), &answer);
        }
    }

    async fn ask(&self, query: VirtualAccountsQuery) -> Option<VirtualAccounts> {
        let rest = self.known.rest.as_ref()?;
        match (rest.ask)(query).await {
            Ok(answer) => Some(answer),
            Err(problem) => {
                self.loading.failed.set(Some(problem.detail));
                None
            }
        }
    }

    /// Whether nothing is missing below what is shown of a row.
    pub(super) fn is_known_below(&self, id: &str) -> bool {
        let is_known = |shape: &Shape| shape.place_of(id).is_none_or(|at| shape.is_known_below(at));
        self.shape.try_with_untracked(is_known).unwrap_or_default()
    }

    /// The same, where a search may still find more.
    pub(super) fn is_complete_below(&self, id: &str) -> bool {
        let finds_more = |found: &Found| found.next.is_some();
        let finds_more =
            self.loading.found.is_some_and(|found| found.try_with_untracked(finds_more).unwrap_or_default());
        self.is_known_below(id) && !finds_more
    }

    /// Asks for all below a row, or for what of it was searched for; whether it came.
    pub(super) async fn load_all_below(&self, id: &str) -> bool {
        if self.loading.found.is_some() && !self.load_pages(id, &self.marked).await {
            return false;
        }
        // What is below something that was found goes along with it.
        self.is_known_below(id) || self.load_pages(id, "").await
    }

    async fn load_pages(&self, id: &str, q: &str) -> bool {
        let mut page = None;
        loop {
            let (below, q) = (Some(id.to_owned()), q.to_owned());
            let is_search = !q.is_empty();
            let Some(answer) =
                self.ask(VirtualAccountsQuery { below, deep: true, q, page, ..Default::default() }).await
            else {
                return false;
            };
            if let Some(found) = self.loading.found.filter(|_| is_search) {
                found.update(|found| found.learn(&answer));
            }
            self.known.learn(Some(id), &answer);
            page = answer.next;
            if page.is_none() {
                return true;
            }
        }
    }
}
