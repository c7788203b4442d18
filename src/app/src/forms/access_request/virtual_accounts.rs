//! Virtual Accounts to select from: the filter, the tree to tick in, and a role for each that is ticked.

use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
};

use api::account::{VirtualAccount, VirtualAccountsQuery};
use leptos::prelude::*;
use rules::vocabulary::Scope;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{form::AnswerForm, held_access::HeldAccess, questions::Questions};
use crate::{
    dom::{
        attr, busy,
        element::{Element, deferred, dynamic, fragment, nothing},
        event, html,
        signal::{Memo, State},
        task,
    },
    routing::navigation,
    session::texts,
    ui::{
        form::{Errors, field_id, input_value},
        format,
        page::button,
        search::search_box,
        tree::{
            RowEnd, Ticking,
            known::{Found, Known, Rest},
            nodes::{Filtered, filter_tree, folded_names, shown_name},
            virtual_account_tree,
        },
    },
};

const FIELD: &str = "virtual_accounts";
const FILTER: &str = "filter";
const ROLE_FOR_ALL: &str = "role-for-all";
/// For so many milliseconds nobody who goes on typing pauses.
const PAUSE: i32 = 100;

/// What is selected from, and where the answers go.
#[derive(Clone)]
pub struct Selecting {
    pub known: Known,
    pub questions: Arc<Questions>,
    pub form: AnswerForm,
    pub errors: Errors,
    /// What the person holds, where it is they who ask.
    pub held: Option<HeldAccess>,
}

/// The words typed, and what they leave of the tree; nothing while there are none.
#[derive(Clone, Copy)]
struct Filter {
    words: State<String>,
    filtered: State<Option<Filtered>>,
    /// Why the server found nothing.
    failed: State<Option<String>>,
}

impl Filter {
    fn new(known: &Known) -> Filter {
        let filter = Filter { words: State::new(String::new()), filtered: State::new(None), failed: State::new(None) };
        let (sought, known, names) = (State::new(String::new()), known.clone(), Arc::new(OnceLock::new()));
        // What is typed is seen at once. The tree follows when the typing pauses: that takes longer where it is large.
        task::effect(move || {
            let typed = format::fold_case(filter.words.get().trim());
            if sought.with_untracked(|sought| *sought == typed) {
                return;
            }
            let (busy, known, names) = (busy::guard(), known.clone(), Arc::clone(&names));
            task::spawn(async move {
                let is_sought = |typed: &str| {
                    let words = filter.words.try_with_untracked(|words| format::fold_case(words.trim()));
                    words.as_deref() == Some(typed)
                };
                task::painted().await;
                task::sleep(PAUSE).await;
                if is_sought(&typed) {
                    sought.set(typed.clone());
                    filter.failed.set(None);
                    match known.rest.as_ref().filter(|_| !typed.is_empty()) {
                        Some(rest) => filter.search(&known, rest, typed, is_sought).await,
                        None => filter.filtered.set((!typed.is_empty()).then(|| {
                            let list = known.list.get_untracked();
                            filter_tree(&list, names.get_or_init(|| folded_names(&list)), typed)
                        })),
                    }
                    if filter.failed.try_with_untracked(Option::is_some) == Some(true) {
                        // The same words may be tried again.
                        sought.set(String::new());
                    }
                }
                drop(busy);
            });
        });
        filter
    }

    /// Where not all are known, the server is asked.
    async fn search(self, known: &Known, rest: &Rest, words: String, is_sought: impl Fn(&str) -> bool) {
        let query = VirtualAccountsQuery { q: words.clone(), ..VirtualAccountsQuery::default() };
        let answer = (rest.ask)(query).await;
        if !is_sought(&words) {
            return;
        }
        self.failed.set(answer.as_ref().err().map(|problem| problem.detail.clone()));
        let Ok(answer) = answer else { return };
        let mut found = Found { total: answer.total, next: answer.next, ..Found::default() };
        found.learn(&answer);
        known.learn(None, &answer);
        let found = Some(State::new(found));
        self.filtered.set(Some(Filtered { words, places: Vec::new(), fits: Vec::new(), found }));
    }
}

/// The field `virtual_accounts` of a form.
pub fn virtual_account_fields(selecting: &Selecting) -> AnyView {
    let filter = Filter::new(&selecting.known);
    let errors = selecting.errors;
    let error_id = [&field_id(FIELD), "-error"].concat();
    let error = html::p()
        .class("field__error")
        .attr(attr::ID, error_id.clone())
        .flag_with(attr::HIDDEN, move || !errors.contains(FIELD))
        .text_with(move || errors.message_for(FIELD).unwrap_or_default());
    let selected = selecting.clone();
    let group = html::div()
        .attr(attr::ROLE, "group")
        .attr(attr::ID, field_id(FIELD))
        .attr(attr::TABINDEX, "-1")
        .attr(attr::ARIA_LABEL, texts().request_step_virtual_accounts())
        .attr(attr::ARIA_DESCRIBEDBY, error_id)
        .el(error)
        .child(deferred(move || tree(&selected, filter)));
    fragment(vec![
        filter_field(filter.words).el(count(filter)).view(),
        with_below(selecting.form.with_below).view(),
        group.view(),
        role_for_all(selecting).view(),
    ])
}

fn filter_field(filter: State<String>) -> Element {
    let input = html::input()
        .attr(attr::ID, FILTER)
        .attr(attr::TYPE, "search")
        .attr(attr::AUTOCOMPLETE, "off")
        // Empty to the eye; the button that clears appears once something else stands there.
        .attr(attr::PLACEHOLDER, " ")
        .value(move || filter.get())
        .on(event::INPUT, move |event| filter.set(input_value(&event)))
        .on(event::KEYDOWN, |event| {
            // Else the Enter key would go to the next step.
            if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" {
                event.prevent_default();
            }
        });
    let label = html::label().class("field__label").attr(attr::FOR, FILTER).text(texts().request_filter());
    html::div().class("field search").el(label).el(search_box(input, move || show_all(filter)))
}

fn show_all(filter: State<String>) {
    filter.set(String::new());
    navigation::focus(FILTER);
}

/// In the place of the tree where no name fits the filter.
fn nothing_found(filter: State<String>) -> AnyView {
    let all = button(texts().request_filter_show_all(), "button", move || show_all(filter));
    html::div().class("empty stack").el(html::p().text(texts().request_filter_nothing())).el(html::p().el(all)).view()
}

fn with_below(with_below: State<bool>) -> Element {
    let tick_box = html::input()
        .attr(attr::TYPE, "checkbox")
        .checked(move || with_below.get())
        .on(event::CHANGE, move |event| with_below.set(event_target_checked(&event)));
    let words = html::span().class("choice__label").text(texts().request_with_below());
    html::label().class("choice").el(tick_box).el(words)
}

fn tree(selecting: &Selecting, filter: Filter) -> AnyView {
    let selecting = selecting.clone();
    let row_end = role_of_row(&selecting);
    dynamic(move || {
        let filtered = filter.filtered.get();
        if filtered.as_ref().is_some_and(|filtered| untrack(|| filtered.count()) == 0) {
            return nothing_found(filter.words);
        }
        let held = selecting.held.clone();
        let ticking = Ticking {
            ticked: selecting.form.ticked,
            with_children: selecting.form.with_below,
            note: Arc::new(move |path| held.as_ref().map(|held| held.lines(path)).unwrap_or_default()),
            filtered,
        };
        let label = texts().request_step_virtual_accounts();
        virtual_account_tree(selecting.known.clone(), label, Some(ticking), row_end.clone())
    })
}

/// How many names fit the filter, without those above and below them; nothing while there is no filter.
fn count(filter: Filter) -> Element {
    let words = move || {
        if let Some(problem) = filter.failed.get() {
            return problem;
        }
        filter.filtered.with(|filtered| {
            filtered.as_ref().map_or_else(String::new, |filtered| {
                texts().request_filtered(i64::try_from(filtered.count()).unwrap_or(i64::MAX))
            })
        })
    };
    html::p().class("field__hint").attr(attr::ROLE, "status").text_with(words)
}

/// A ticked row ends with its role, every other one with nothing.
fn role_of_row(selecting: &Selecting) -> RowEnd {
    let selecting = selecting.clone();
    Arc::new(move |account: &VirtualAccount, path: &str| {
        let (selecting, id) = (selecting.clone(), account.id.clone());
        let (ticked, own) = (selecting.form.ticked, id.clone());
        let is_ticked = Memo::new(move |_| ticked.with(|ticked| ticked.contains(&own)));
        // Equal names are told apart by what they lie in.
        let label = match path.rsplit_once(" / ") {
            Some((above, _)) => texts().request_role_for_in(&account.name, above),
            None => texts().request_role_for(shown_name(account)),
        };
        let role = dynamic(move || {
            if !is_ticked.get() {
                return nothing();
            }
            let (roles, own, chosen) = (selecting.form.roles, id.clone(), id.clone());
            let value = move || roles.with(|roles| roles.get(&own).cloned().unwrap_or_default());
            let choose = move |role| {
                roles.update(|roles| {
                    roles.insert(chosen.clone(), role);
                });
            };
            role_select(&selecting, Box::new(value), Box::new(choose)).attr(attr::ARIA_LABEL, label.clone()).view()
        });
        html::span().class("tree__access").child(role)
    })
}

/// How many are ticked, and one role for all of them. It shows the role that they have in common.
fn role_for_all(selecting: &Selecting) -> Element {
    let (ticked, roles) = (selecting.form.ticked, selecting.form.roles);
    let count = move || texts().request_ticked(i64::try_from(ticked.with(HashSet::len)).unwrap_or(i64::MAX));
    let common = move || {
        roles.with(|roles| {
            ticked.with(|ticked| {
                let mut all = ticked.iter().map(|id| roles.get(id).map(String::as_str).unwrap_or_default());
                let first = all.next().unwrap_or_default();
                if all.all(|role| role == first) { first.to_owned() } else { String::new() }
            })
        })
    };
    let choose = move |role: String| {
        let ticked = ticked.get_untracked();
        roles.update(|roles| roles.extend(ticked.into_iter().map(|id| (id, role.clone()))));
    };
    let select = role_select(selecting, Box::new(common), Box::new(choose)).attr(attr::ID, ROLE_FOR_ALL);
    let label = html::label().class("field__label").attr(attr::FOR, ROLE_FOR_ALL).text(texts().request_role_for_all());
    let field = html::div().class("field").flag_with(attr::HIDDEN, move || ticked.with(HashSet::is_empty));
    html::div().class("stack").el(html::p().attr(attr::ROLE, "status").text_with(count)).el(field.el(label).el(select))
}

fn role_select(
    selecting: &Selecting,
    value: Box<dyn Fn() -> String + Send>,
    choose: Box<dyn Fn(String) + Send>,
) -> Element {
    let roles = selecting
        .questions
        .roles(Scope::Selected)
        .iter()
        .map(|role| html::option().attr(attr::VALUE, role.as_str()).text(texts().role_name(role.as_str())));
    html::select()
        .class("field__input")
        .el(html::option().attr(attr::VALUE, "").text(texts().choose()))
        .els(roles)
        .value(value)
        .on(event::CHANGE, move |event| choose(input_value(&event)))
}
