//! Goals: a number that was measured, and what it has to be.

use std::fmt;

pub struct Goal {
    pub name: String,
    pub measured: f64,
    pub target: Target,
    pub unit: &'static str,
}

#[derive(Clone, Copy)]
pub enum Target {
    Under(f64),
    AtMost(f64),
    AtLeast(f64),
}

impl Goal {
    pub fn holds(&self) -> bool {
        match self.target {
            Target::Under(limit) => self.measured < limit,
            Target::AtMost(limit) => self.measured <= limit,
            Target::AtLeast(limit) => self.measured >= limit,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Goal { name, measured, target, unit } = self;
        let result = if self.holds() { "holds" } else { "falls short" };
        write!(f, "goal {name}: measured {measured:.1} {unit}, target {target} {unit}: {result}")
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Under(limit) => write!(f, "under {limit}"),
            Target::AtMost(limit) => write!(f, "at most {limit}"),
            Target::AtLeast(limit) => write!(f, "at least {limit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(measured: f64, target: Target) -> String {
        Goal { name: "request_path".to_owned(), measured, target, unit: "ns" }.to_string()
    }

    #[test]
    fn a_goal_says_what_was_measured_and_whether_it_holds() {
        assert_eq!(
            line(99.94, Target::Under(100.0)),
            "goal request_path: measured 99.9 ns, target under 100 ns: holds"
        );
        assert!(line(100.0, Target::Under(100.0)).ends_with("falls short"));
        assert!(line(12.0, Target::AtMost(12.0)).ends_with("holds"));
        assert!(line(49.9, Target::AtLeast(50.0)).ends_with("falls short"));
    }
}
