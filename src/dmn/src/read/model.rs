//! Which elements a model has, what each of them requires, and in which order they can be read (DMN 1.5, chapter 6).

mod requirements;

use std::collections::BTreeMap;

use super::findings::{Findings, Site, short};
use super::order::Order;
use crate::Source;
use crate::xml::Element;
use requirements::References;

/// The elements by kind. Decisions stand after those that they require, functions after those that they call.
pub(super) struct Model<'d> {
    pub(super) inputs: Vec<Named<'d>>,
    pub(super) decisions: Vec<Named<'d>>,
    pub(super) functions: Vec<Named<'d>>,
}

/// An element with its name and what it requires, by positions among the model's elements.
pub(super) struct Named<'d> {
    pub(super) element: Element<'d>,
    pub(super) name: &'d str,
    pub(super) information: Vec<Source>,
    pub(super) knowledge: Vec<u32>,
    /// Whether something is wrong with it already, so that it is left out.
    pub(super) is_broken: bool,
}

/// What a name or a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Input(u32),
    Decision(u32),
    Function(u32),
    /// A decision service, or a source of knowledge.
    Other,
}

impl<'d> Model<'d> {
    pub(super) fn new(root: Element<'d>, findings: &mut Findings) -> Model<'d> {
        let mut model = Model { inputs: Vec::new(), decisions: Vec::new(), functions: Vec::new() };
        let mut ids: BTreeMap<&str, Target> = BTreeMap::new();
        let mut names: BTreeMap<&str, Target> = BTreeMap::new();
        for element in root.children() {
            let target = match element.name() {
                "inputData" => Target::Input(keep(&mut model.inputs, element)),
                "decision" => Target::Decision(keep(&mut model.decisions, element)),
                "businessKnowledgeModel" => Target::Function(keep(&mut model.functions, element)),
                "decisionService" | "knowledgeSource" => Target::Other,
                _ => continue,
            };
            if target != Target::Other {
                check_name(element, target, &mut names, findings);
            }
            let id = element.attribute("id").unwrap_or_default();
            if !id.is_empty() && ids.insert(id, target).is_some() {
                let message = format!("another element has the id `{}` as well; ids must differ", short(&id));
                findings.report(element.at(), target.site(name_of(element)), message);
            }
        }
        let references = References { ids, namespace: root.attribute("namespace").unwrap_or_default() };
        for named in model.inputs.iter_mut().chain(&mut model.decisions).chain(&mut model.functions) {
            let outer = findings.enter();
            check_variable(named, findings);
            references.follow(named, findings);
            named.is_broken = findings.leave(outer);
        }
        model.sort(findings);
        model
    }

    /// What is called by which name.
    pub(super) fn targets(&self) -> BTreeMap<&'d str, Target> {
        let inputs = (0..).map(Target::Input).zip(&self.inputs);
        let decisions = (0..).map(Target::Decision).zip(&self.decisions);
        let functions = (0..).map(Target::Function).zip(&self.functions);
        inputs.chain(decisions).chain(functions).map(|(target, named)| (named.name, target)).collect()
    }

    fn sort(&mut self, findings: &mut Findings) {
        let required = |decision: &Named<'_>| {
            let sources = decision.information.iter();
            sources
                .filter_map(|source| if let Source::Decision(other) = source { Some(*other) } else { None })
                .collect()
        };
        // Whatever is in a circle cannot be read, and is left out with what needs it.
        let outer = findings.enter();
        let decisions = Order::new(&self.decisions.iter().map(required).collect::<Vec<_>>());
        report_circles(&decisions, &self.decisions, "the decisions require", findings);
        let functions = Order::new(&self.functions.iter().map(|named| named.knowledge.clone()).collect::<Vec<_>>());
        report_circles(&functions, &self.functions, "the business knowledge models require", findings);
        findings.leave(outer);

        for named in self.decisions.iter_mut().chain(&mut self.functions) {
            for source in &mut named.information {
                if let Source::Decision(other) = source {
                    *other = decisions.place(*other);
                }
            }
            named.knowledge.iter_mut().for_each(|other| *other = functions.place(*other));
        }
        self.decisions = decisions.sorted(std::mem::take(&mut self.decisions));
        self.functions = functions.sorted(std::mem::take(&mut self.functions));
    }
}

impl Target {
    /// Where something stands in an element of this name.
    fn site(self, name: &str) -> Site<'_> {
        match self {
            Target::Decision(_) | Target::Function(_) => Site::decision(name),
            Target::Input(_) | Target::Other => Site::default(),
        }
    }

    /// With and without an article.
    pub(super) fn what(self) -> (&'static str, &'static str) {
        match self {
            Target::Input(_) => ("an input data", "input data"),
            Target::Decision(_) => ("a decision", "decision"),
            Target::Function(_) => ("a business knowledge model", "business knowledge model"),
            Target::Other => ("a decision service or knowledge source", "decision service or knowledge source"),
        }
    }
}

fn name_of(element: Element<'_>) -> &str {
    element.attribute("name").unwrap_or_default().trim()
}

/// Adds an element, and returns its position.
fn keep<'d>(list: &mut Vec<Named<'d>>, element: Element<'d>) -> u32 {
    let position = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let name = name_of(element);
    list.push(Named { element, name, information: Vec::new(), knowledge: Vec::new(), is_broken: false });
    position
}

/// A name is there and is the only one of its kind (DMN 1.5, 6.3.7, 6.3.8 and 6.3.10).
fn check_name<'d>(
    element: Element<'d>,
    target: Target,
    names: &mut BTreeMap<&'d str, Target>,
    findings: &mut Findings,
) {
    let name = name_of(element);
    let (article, what) = target.what();
    if name.is_empty() {
        findings.report(element.at(), Site::default(), format!("{article} has no name; give it one"));
        return;
    }
    let site = target.site(name);
    if let Some(other) = names.insert(name, target) {
        let (article, same) = other.what();
        let other = if same == what { format!("another {what}") } else { article.to_owned() };
        let message = format!("{other} is called `{}` as well; rename one", short(&name));
        findings.report(element.at(), site, message);
    }
}

/// A variable has the name of its element.
fn check_variable(named: &Named<'_>, findings: &mut Findings) {
    let Some(variable) = named.element.child("variable") else {
        return;
    };
    let called = name_of(variable);
    if !called.is_empty() && !called.split_whitespace().eq(named.name.split_whitespace()) {
        let (what, site) = match named.element.name() {
            "inputData" => ("input data", Site::default()),
            "decision" => ("decision", Site::decision(named.name)),
            _ => ("business knowledge model", Site::decision(named.name)),
        };
        let message = format!("the variable is called `{}`; give it the name of its {what}", short(&called));
        findings.report(variable.at(), site, message);
    }
}

fn report_circles(order: &Order, elements: &[Named<'_>], who: &str, findings: &mut Findings) {
    /// How many names make the point.
    const MAX_NAMES: usize = 8;
    for circle in &order.circles {
        let members = circle.iter().filter_map(|position| elements.get(usize::try_from(*position).ok()?));
        let mut names: Vec<String> = members.clone().take(MAX_NAMES).map(|named| format!("`{}`", named.name)).collect();
        if circle.len() > MAX_NAMES {
            names.push("…".to_owned());
        }
        if let Some(first) = members.clone().next() {
            let message = format!("{who} each other in a circle: {}; break it", names.join(", "));
            findings.report(first.element.at(), Site::decision(first.name), message);
        }
    }
}
