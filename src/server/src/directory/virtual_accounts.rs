//! An account's Virtual Accounts as one person sees them: all of them, or of very many a part.

use std::collections::{BTreeSet, HashMap, HashSet};

use api::account::{MOST_VIRTUAL_ACCOUNTS, Part, VirtualAccount as Body, VirtualAccounts, VirtualAccountsQuery};
use rules::vocabulary::{RequestStatus, Role};
use text::Texts;

use crate::app::App;
use crate::base::place_name::place_name;
use crate::directory::account_view::{AccountView, readable_path};
use crate::domains::folding::fold;
use crate::error::Error;
use crate::store::access_request;
use crate::store::key::VirtualAccountKey;
use crate::store::paged::{Page, Paged};
use crate::store::virtual_account::{self, Counted, VirtualAccount};

/// One, and where it stands among its siblings.
struct Placed {
    node: VirtualAccount,
    position: u32,
    children: u32,
}

/// What comes with the account, and how many stand at the top where that is not all. Two queries.
pub async fn at_first(app: &App, view: &AccountView) -> Result<(Vec<Body>, Option<u32>), Error> {
    let (nodes, total) = virtual_account::all_or_top(&app.db, view.account.key, MOST_VIRTUAL_ACCOUNTS).await?;
    let requested = requested(app, view).await?;
    if total <= i64::from(MOST_VIRTUAL_ACCOUNTS) {
        let all = nodes.iter().map(|counted| body(app, view, &requested, &counted.node, None));
        return Ok((all.collect::<Result<_, _>>()?, None));
    }
    let at_top = count(nodes.len());
    let first = placed(nodes).into_iter().take(MOST_VIRTUAL_ACCOUNTS as usize);
    let first = first.map(|one| body(app, view, &requested, &one.node, Some(part(&one, true))));
    Ok((first.collect::<Result<_, _>>()?, Some(at_top)))
}

/// A page of what the query asks for, with what is above it. Two queries.
pub async fn page(
    app: &App,
    view: &AccountView,
    query: &VirtualAccountsQuery,
    texts: &Texts,
) -> Result<VirtualAccounts, Error> {
    let (key, below) = (view.account.key, query.below.as_deref());
    let (words, named) = (fold(&query.q), query.named.lines().collect::<HashSet<_>>());
    let is_deep = query.deep || !words.is_empty() || !named.is_empty();
    let nodes = if is_deep {
        placed(counted(virtual_account::of_account(&app.db, key).await?))
    } else {
        placed(virtual_account::directly_below(&app.db, key, below).await?)
    };
    let requested = requested(app, view).await?;
    // Of those directly below it, the one above is not among them.
    let top = nodes.iter().find(|one| is_deep && below == Some(one.node.id.as_str())).map(|one| &one.node);
    let is_sought = |node: &VirtualAccount| {
        let is_below =
            !is_deep || below.is_none() || top.is_some_and(|top| rest_below(&node.path, &top.path).is_some());
        is_below
            && (words.is_empty() || fold(place_name(&node.name, texts)).contains(&words))
            && (named.is_empty() || named.contains(node.id.as_str()) || named.contains(&*readable_path(&node.path)))
    };
    let sought: Vec<usize> = (0..nodes.len()).filter(|at| is_sought(&nodes[*at].node)).collect();
    let number = Page::new(query.page, i64::from(MOST_VIRTUAL_ACCOUNTS));
    let found = Paged::from_all(sought, number);
    let places: HashMap<VirtualAccountKey, usize> =
        nodes.iter().enumerate().map(|(at, one)| (one.node.key, at)).collect();
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for at in &found.rows {
        let mut next = Some(*at);
        while let Some(at) = next
            && kept.insert(at)
        {
            let above = nodes[at].node.parent_key.filter(|key| top.is_none_or(|top| top.key != *key));
            next = above.and_then(|key| places.get(&key).copied());
        }
    }
    let found_rows: HashSet<usize> = found.rows.iter().copied().collect();
    let bodies = kept.into_iter().map(|at| {
        let one = &nodes[at];
        body(app, view, &requested, &one.node, Some(part(one, found_rows.contains(&at))))
    });
    Ok(VirtualAccounts {
        virtual_accounts: bodies.collect::<Result<_, _>>()?,
        total: u32::try_from(found.total).unwrap_or(u32::MAX),
        next: number.next(found.total),
    })
}

/// The ids of what the person's open request asks for.
async fn requested(app: &App, view: &AccountView) -> Result<HashSet<String>, Error> {
    let (Some(request), Some(RequestStatus::Open)) = (&view.request, view.request_status) else {
        return Ok(HashSet::new());
    };
    let mut items = access_request::items_of(&app.db, &[request.key]).await?;
    Ok(items.asked.remove(&request.key).unwrap_or_default().into_iter().map(|item| item.id).collect())
}

fn counted(nodes: Vec<VirtualAccount>) -> Vec<Counted> {
    let mut children: HashMap<VirtualAccountKey, i64> = HashMap::new();
    for above in nodes.iter().filter_map(|node| node.parent_key) {
        *children.entry(above).or_default() += 1;
    }
    let count = |node: VirtualAccount| Counted { children: children.get(&node.key).copied().unwrap_or_default(), node };
    nodes.into_iter().map(count).collect()
}

/// With all that stand directly below the same one among them, in their order.
fn placed(nodes: Vec<Counted>) -> Vec<Placed> {
    let mut positions: HashMap<Option<VirtualAccountKey>, u32> = HashMap::new();
    let place = |Counted { node, children }| {
        let position = positions.entry(node.parent_key).or_default();
        *position += 1;
        Placed { position: *position, children: u32::try_from(children).unwrap_or(u32::MAX), node }
    };
    nodes.into_iter().map(place).collect()
}

fn part(one: &Placed, found: bool) -> Part {
    Part { position: one.position, children: one.children, found }
}

fn body(
    app: &App,
    view: &AccountView,
    requested: &HashSet<String>,
    node: &VirtualAccount,
    part: Option<Part>,
) -> Result<Body, Error> {
    Ok(Body {
        id: node.id.clone(),
        name: node.name.clone(),
        depth: count(node.path.matches('/').count()),
        default: node.is_default,
        roles: roles_on(view, &node.path),
        requested: requested.contains(&node.id),
        may_request: view.may_request_in(&app.policy, &node.path)?,
        part,
    })
}

/// A User's or Viewer's role holds in that Virtual Account, an Administrator's in it and below it (domain: Roles).
fn roles_on(view: &AccountView, path: &str) -> Vec<Role> {
    let reaches = |role: Role, held_at: &str| {
        path == held_at || (role == Role::Administrator && rest_below(path, held_at).is_some())
    };
    let held =
        view.held.iter().filter(|held| held.virtual_account.as_ref().is_some_and(|at| reaches(held.role, &at.path)));
    let mut roles: Vec<Role> = held.map(|held| held.role).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// What of a path is below another one.
fn rest_below<'a>(path: &'a str, above: &str) -> Option<&'a str> {
    path.strip_prefix(above)?.strip_prefix('/')
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
