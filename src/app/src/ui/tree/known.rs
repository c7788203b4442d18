//! What is known of an account's Virtual Accounts: all of them, or of very many a part, which grows as it is opened.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    pin::Pin,
    sync::Arc,
};

use api::{
    account::{Part, VirtualAccount, VirtualAccounts, VirtualAccountsQuery},
    problem::Problem,
};

use crate::dom::signal::State;

/// Asks for a part of the tree.
pub type AskForPart =
    Arc<dyn Fn(VirtualAccountsQuery) -> Pin<Box<dyn Future<Output = Result<VirtualAccounts, Problem>>>> + Send + Sync>;

/// A list in which parents come before children, and where the rest of it is.
#[derive(Clone)]
pub struct Known {
    pub list: State<Arc<[VirtualAccount]>>,
    /// Nothing where the list has all.
    pub rest: Option<Rest>,
}

/// What is not in the list.
#[derive(Clone)]
pub struct Rest {
    /// How many stand at the top.
    pub at_top: u32,
    pub ask: AskForPart,
}

/// What a search in the rest has found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub ids: HashSet<String>,
    /// How many there are in all.
    pub total: u32,
    /// The number of the page to go on with.
    pub next: Option<u32>,
}

impl Known {
    /// All of them.
    pub fn all(list: Arc<[VirtualAccount]>) -> Known {
        Known { list: State::new(list), rest: None }
    }

    /// Adds what was answered about those below this one, or about the entire tree.
    pub fn learn(&self, below: Option<&str>, answer: &VirtualAccounts) {
        if let Some(list) = self.list.try_with_untracked(|list| merged(list, below, &answer.virtual_accounts)) {
            self.list.set(list.into());
        }
    }

    /// Adds those directly below this one; how many they are may have changed since.
    pub fn learn_children(&self, below: Option<&str>, answer: &VirtualAccounts) {
        let merged = self.list.try_with_untracked(|list| {
            let mut list = merged(list, below, &answer.virtual_accounts);
            let parent = list.iter_mut().find(|account| Some(account.id.as_str()) == below);
            if let Some(part) = parent.and_then(|parent| parent.part.as_mut()) {
                part.children = answer.total;
            }
            list
        });
        if let Some(list) = merged {
            self.list.set(list.into());
        }
    }
}

impl Found {
    /// Adds a page of what was searched for.
    pub fn learn(&mut self, answer: &VirtualAccounts) {
        let found = |account: &&VirtualAccount| account.part.as_ref().is_some_and(|part| part.found);
        self.ids.extend(answer.virtual_accounts.iter().filter(found).map(|account| account.id.clone()));
    }
}

/// The ids of those in a list that have something below them in it.
pub fn parents(list: &[VirtualAccount]) -> impl Iterator<Item = &str> {
    let pairs = list.iter().zip(list.iter().skip(1));
    pairs.filter(|(account, next)| next.depth > account.depth).map(|(account, _)| account.id.as_str())
}

/// A list with what is in another one: parents before children, siblings by their position. The other list is of what is
/// below the one with this id, or of the entire tree.
pub fn merged(list: &[VirtualAccount], below: Option<&str>, other: &[VirtualAccount]) -> Vec<VirtualAccount> {
    let mut children: HashMap<Option<&str>, BTreeMap<u32, &VirtualAccount>> = HashMap::new();
    let top = list.iter().find(|account| Some(account.id.as_str()) == below);
    for (list, top) in [(list, None), (other, top)] {
        let mut above: Vec<&VirtualAccount> = Vec::new();
        for account in list {
            while above.last().is_some_and(|last| last.depth >= account.depth) {
                above.pop();
            }
            let parent = above.last().copied().or(top).map(|parent| parent.id.as_str());
            children.entry(parent).or_default().insert(position(account), account);
            above.push(account);
        }
    }
    let mut merged = Vec::with_capacity(list.len() + other.len());
    let mut rest: Vec<&VirtualAccount> = Vec::new();
    let mut next = children.remove(&None);
    loop {
        rest.extend(next.into_iter().flat_map(|siblings| siblings.into_values().rev()));
        let Some(account) = rest.pop() else { return merged };
        merged.push(account.clone());
        next = children.remove(&Some(account.id.as_str()));
    }
}

fn position(account: &VirtualAccount) -> u32 {
    account.part.as_ref().map_or(0, |part| part.position)
}

/// How many stand directly below one, as far as that is said.
pub(super) fn children(account: &VirtualAccount) -> usize {
    account.part.as_ref().map_or(0, |Part { children, .. }| usize::try_from(*children).unwrap_or(usize::MAX))
}
