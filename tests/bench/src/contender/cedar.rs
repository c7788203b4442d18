//! Cedar: one policy for each rule, the facts in the context, the answer read from the policies that permitted.

use std::collections::HashMap;
use std::hint::black_box;

use anyhow::{Context as _, Result, bail};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicyId, PolicySet, Request, Response, RestrictedExpression,
};

use super::{Contender, Ring};
use crate::case::{Case, Fact, Facts};

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Ring<Request>,
    /// What a policy answers where it permits; nothing where permitting is the answer.
    answers: HashMap<PolicyId, String>,
}

impl Cedar {
    /// # Errors
    ///
    /// The policies cannot be parsed.
    pub fn new(case: &Case) -> Result<Cedar> {
        let policies: PolicySet = case.cedar.parse().context("the policies cannot be parsed")?;
        let answer =
            |policy: &cedar_policy::Policy| Some((policy.id().clone(), policy.annotation("answer")?.to_owned()));
        let answers = policies.policies().filter_map(answer).collect();
        let requests = case.facts.iter().map(|facts| request(case.action, facts)).collect::<Result<_>>()?;
        let (authorizer, entities) = (Authorizer::new(), Entities::empty());
        Ok(Cedar { authorizer, policies, entities, requests: Ring::new(requests), answers })
    }
}

impl Contender for Cedar {
    fn name(&self) -> &'static str {
        "cedar-policy"
    }

    fn decide(&mut self, decisions: usize) {
        for _ in 0..decisions {
            let request = black_box(self.requests.turn());
            let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
            for answer in answers(&self.answers, &response) {
                black_box(answer);
            }
            black_box(response);
        }
    }

    fn answer(&mut self, facts: usize) -> Result<Vec<String>> {
        let request = self.requests.get(facts)?;
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            bail!("{error}");
        }
        if self.answers.is_empty() {
            return Ok(vec![(response.decision() == Decision::Allow).to_string()]);
        }
        let mut words: Vec<String> = answers(&self.answers, &response).cloned().collect();
        words.sort_unstable();
        Ok(words)
    }
}

/// Where no policy has an annotation, there is nothing to look up: the response is the answer.
fn answers<'a>(answers: &'a HashMap<PolicyId, String>, response: &'a Response) -> impl Iterator<Item = &'a String> {
    let reasons = (!answers.is_empty()).then(|| response.diagnostics().reason());
    reasons.into_iter().flatten().filter_map(|policy| answers.get(policy))
}

fn request(action: &str, facts: &Facts) -> Result<Request> {
    let expression = |fact: &Fact| match *fact {
        Fact::Flag(flag) => RestrictedExpression::new_bool(flag),
        Fact::Word(word) => RestrictedExpression::new_string(word.to_owned()),
    };
    let context = Context::from_pairs(facts.iter().map(|(name, fact)| ((*name).to_owned(), expression(fact))))?;
    let action: EntityUid = format!("Action::\"{action}\"").parse()?;
    Ok(Request::new("Person::\"one\"".parse()?, action, "Account::\"one\"".parse()?, context, None)?)
}
