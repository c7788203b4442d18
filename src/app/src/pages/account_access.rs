//! Who holds what in an account: for those who administer it everybody, for others what they hold themselves.

use std::sync::Arc;

use api::{
    access_grant::{AccessGrant, AccessGrantQuery, AccessGrants},
    page::{Route, WizardStep},
    path,
};
use leptos::prelude::*;
use rules::vocabulary::{GrantAction, Role};

use crate::{
    components::{
        access::place, access_grant::label, access_request::about_requester, account_request::display_name,
        directory_crumb::directory_crumb,
    },
    dom::{
        attr,
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::{Memo, State},
    },
    net::resource::{self, Resource},
    routing::navigation::replace,
    session::{texts, use_app},
    ui::{
        list::{all_option, count, filter, pager},
        notice::status,
        page::{button, crumbs, download, link, page_head_with},
        search::{Search, search},
        table::{body, cell, row_head, table_of, tr},
    },
};

mod grant_actions;

use grant_actions::GrantActions;

/// One account's list. Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
struct List {
    account: State<String>,
    route: Memo<Route>,
    source: Resource<AccessGrants>,
    grant_actions: GrantActions,
}

/// Whether the person administers something in the account and whether they read everything, and its name.
type Sight = (bool, bool, String);

pub fn account_access_page(id: &str, route: Memo<Route>) -> AnyView {
    let app = use_app();
    let account = State::new(id.to_owned());
    let path = move || {
        app.track_changes();
        route.with(|route| match route {
            Route::AccountAccess { id, query } => Some(path::access_grants(id, query)),
            // The route has left this page.
            _ => None,
        })
    };
    let source = resource::use_resource::<AccessGrants>(path, true);
    let grant_actions = GrantActions::new(account, source);
    let list = List { account, route, source, grant_actions };
    // The sentence is about everybody or about oneself, which is known with the first answer.
    let sight = Memo::new(move |before: Option<&Option<Sight>>| {
        let sight = source.value().map(|page| (page.administers, page.reads_entire, page.account_name.clone()));
        sight.or_else(|| before.cloned().flatten())
    });
    let total = move || {
        source.value().map_or_else(String::new, |page| {
            let people = texts().access_count_people(page.people);
            if page.people == 0 { people } else { [&people, ", ", &texts().access_count_roles(page.total)].concat() }
        })
    };
    let results = html::div()
        .bool_attr_with(attr::ARIA_BUSY, move || source.is_loading())
        .child(resource::suspense_once(source, move || list.view()));
    fragment(vec![
        dynamic(move || sight.get().map_or_else(nothing, |(.., name)| list.crumbs(&name))),
        dynamic(move || match sight.get() {
            Some((administers, reads_entire, name)) => untrack(|| list.head(administers, reads_entire, &name)),
            None => nothing(),
        }),
        grant_actions.status.view(),
        count(total).view(),
        results.view(),
        grant_actions.dialog(),
    ])
}

impl List {
    fn query(self) -> AccessGrantQuery {
        self.route.with(|route| match route {
            Route::AccountAccess { query, .. } => query.clone(),
            _ => AccessGrantQuery::default(),
        })
    }

    fn route_to(self, query: AccessGrantQuery) -> Route {
        Route::AccountAccess { id: self.account.get_untracked(), query }
    }

    fn crumbs(self, name: &str) -> AnyView {
        let account = Route::Account { id: self.account.get_untracked(), identifier: None };
        let above: Vec<_> = directory_crumb(use_app()).into_iter().chain([(name, account)]).collect();
        crumbs(&above, texts().access_caption(), false)
    }

    fn head(self, administers: bool, reads_entire: bool, name: &str) -> AnyView {
        if !administers && !reads_entire {
            return page_head_with(&texts().access_own_title(name), Some(texts().access_own_lead()), []);
        }
        let roles = Role::ALL.iter().map(|role| (role.as_str(), texts().role_name(role.as_str())));
        let role = filter(
            "filter-role",
            texts().role_label(),
            [all_option()].into_iter().chain(roles),
            move || self.query().role.map_or("", Role::as_str).to_owned(),
            move |word| self.update_query(|query| query.role = Role::parse(&word)),
        );
        let search = search(Search {
            id: "access-search",
            label: texts().access_search(),
            hint: None,
            words: Box::new(move || self.query().q),
            find: Arc::new(move |words, _| self.update_query(|query| query.q = words)),
        });
        // Who reads everything and administers a part changes that part alone.
        let lead = if reads_entire { texts().access_read_lead() } else { texts().access_lead() };
        let head = page_head_with(&texts().access_title(name), Some(lead), []);
        html::div().class("stack").child(head).child(search).el(html::div().class("filters").el(role)).view()
    }

    /// Another filter begins at the first page.
    fn update_query(self, change: impl FnOnce(&mut AccessGrantQuery)) {
        let mut query = AccessGrantQuery { page: None, ..untrack(|| self.query()) };
        change(&mut query);
        replace(&self.route_to(query));
    }

    fn view(self) -> AnyView {
        // The query changes before its answer is there.
        let nothing_for = Memo::new(move |_| self.source.value()?.grants.is_empty().then(|| untrack(|| self.query())));
        dynamic(move || match nothing_for.get() {
            Some(query) => self.empty(query != AccessGrantQuery::default()).view(),
            None => self.table(),
        })
    }

    fn table(self) -> AnyView {
        let columns = [texts().access_column_person(), texts().access_column_held()];
        let holders = move || self.source.value().map_or_else(Vec::new, |page| by_person(&page.grants));
        let body = body().rows(holders, move |grants: &Vec<AccessGrant>| self.row(grants).view());
        let below = dynamic(move || {
            let (Some(page), query) = (self.source.value(), untrack(|| self.query())) else { return nothing() };
            let pages = pager(query.page, page.next, &|page| self.route_to(AccessGrantQuery { page, ..query.clone() }));
            let file = (page.administers || page.reads_entire)
                .then(|| download(&path::access_grants_export(&self.account.get_untracked(), &query)));
            html::div().class("cluster").els(pages).els(file).view()
        });
        html::div().class("stack").el(table_of(texts().access_caption(), &columns, body)).child(below).view()
    }

    fn empty(self, is_narrowed: bool) -> Element {
        let (title, words) = if is_narrowed {
            (texts().access_nothing_title(), texts().access_nothing_text())
        } else {
            (texts().access_empty_title(), texts().access_empty_text())
        };
        let everybody = link(&self.route_to(AccessGrantQuery::default()), texts().access_show_all(), "button");
        let account = self.account.get_untracked();
        let step = WizardStep::Access;
        let ask = Route::RequestAccess { account, identifier: None, step, virtual_account: None };
        let ask = use_app().may_request().then(|| link(&ask, texts().action_request(), "button"));
        let words = (is_narrowed || ask.is_some()).then(|| html::p().text(words));
        let way = if is_narrowed { Some(everybody) } else { ask };
        html::div().class("empty stack").el(html::h2().text(title)).els(words).els(way.map(|way| html::p().el(way)))
    }

    /// A person with all that they hold.
    fn row(self, grants: &[AccessGrant]) -> Element {
        let person = grants.first().map(|grant| {
            let own = grant.own.then(|| html::span().class("tag").text(texts().access_own()));
            let name = html::span().untranslated().text(display_name(&grant.person).to_owned());
            row_head()
                .el(html::div().class("cluster").el(name).els(own))
                .els(about_requester(&grant.person, &grant.organisation).into_iter().flatten())
        });
        let held = html::ul().class("held").els(grants.iter().map(|grant| self.held_role(grant)));
        tr().els(person).el(cell(texts().access_column_held()).el(held))
    }

    /// A role, where it is held, and what may be done about it.
    fn held_role(self, grant: &AccessGrant) -> Element {
        let actions = grant.actions.iter().map(|action| self.action(*action, grant));
        html::li()
            .el(html::span().el(status("granted", &texts().role_name(grant.role.as_str()))))
            .el(place(grant.virtual_account.as_deref()))
            .el(html::span().class("cluster").els(actions))
            .els(is_last_administrator(grant).then(last_administrator))
    }

    fn action(self, action: GrantAction, grant: &AccessGrant) -> Element {
        let label = label(action, grant);
        let words = match action {
            GrantAction::Change => texts().access_change(),
            GrantAction::Remove => texts().access_remove(),
            GrantAction::Leave => texts().access_leave(),
        };
        let grant = grant.clone();
        button(words, "button button--small", move || self.grant_actions.ask(action, grant.clone()))
            .attr(attr::ARIA_LABEL, label)
    }
}

/// Whether it is the reader's own role that they cannot give up: nobody else would administer the account.
fn is_last_administrator(grant: &AccessGrant) -> bool {
    grant.own && grant.role == Role::Administrator && !grant.actions.contains(&GrantAction::Leave)
}

fn last_administrator() -> Element {
    html::p().class("muted").text(texts().access_last_administrator())
}

/// The grants, which come person by person, each person's together.
fn by_person(grants: &[AccessGrant]) -> Vec<Vec<AccessGrant>> {
    let same = |one: &AccessGrant, other: &AccessGrant| {
        (&one.person, &one.organisation, one.own) == (&other.person, &other.organisation, other.own)
    };
    grants.chunk_by(same).map(<[AccessGrant]>::to_vec).collect()
}
