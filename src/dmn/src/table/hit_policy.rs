//! How many rules may fire, and which of them count (DMN 1.5, 8.2.10).

use std::fmt;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitPolicy {
    /// At most one rule may match.
    #[default]
    Unique,
    /// Several rules may match if they answer the same.
    Any,
    /// Of the rules that match, the one whose answer stands first among the allowed output values fires.
    Priority,
    /// The first rule that matches fires.
    First,
    /// Every rule that matches fires, in the order of the rules.
    RuleOrder,
    /// Every rule that matches fires, in the order of the allowed output values.
    OutputOrder,
    /// Every rule that matches fires, and their answers are a list, or put together to one.
    Collect(Option<Aggregation>),
}

/// How the answers of a COLLECT table are put together (DMN 1.5, 8.2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    Sum,
    Min,
    Max,
    Count,
}

impl HitPolicy {
    /// Whether at most one rule fires.
    pub fn is_single(self) -> bool {
        matches!(self, HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority | HitPolicy::First)
    }

    /// Whether the order of the allowed output values counts.
    pub fn ranks_outputs(self) -> bool {
        matches!(self, HitPolicy::Priority | HitPolicy::OutputOrder)
    }

    /// The policy that the XML attributes `hitPolicy` and `aggregation` name.
    pub fn parse(name: &str, aggregation: Option<&str>) -> Option<HitPolicy> {
        Some(match (name, aggregation) {
            ("COLLECT", Some(name)) => HitPolicy::Collect(Some(Aggregation::parse(name)?)),
            ("COLLECT", None) => HitPolicy::Collect(None),
            ("UNIQUE", None) => HitPolicy::Unique,
            ("ANY", None) => HitPolicy::Any,
            ("PRIORITY", None) => HitPolicy::Priority,
            ("FIRST", None) => HitPolicy::First,
            ("RULE ORDER", None) => HitPolicy::RuleOrder,
            ("OUTPUT ORDER", None) => HitPolicy::OutputOrder,
            _ => return None,
        })
    }

    /// The name as it stands in the attribute `hitPolicy`.
    pub const fn as_str(self) -> &'static str {
        match self {
            HitPolicy::Unique => "UNIQUE",
            HitPolicy::Any => "ANY",
            HitPolicy::Priority => "PRIORITY",
            HitPolicy::First => "FIRST",
            HitPolicy::RuleOrder => "RULE ORDER",
            HitPolicy::OutputOrder => "OUTPUT ORDER",
            HitPolicy::Collect(_) => "COLLECT",
        }
    }
}

impl Aggregation {
    /// The aggregation that the XML attribute names.
    pub fn parse(name: &str) -> Option<Aggregation> {
        Some(match name {
            "SUM" => Aggregation::Sum,
            "MIN" => Aggregation::Min,
            "MAX" => Aggregation::Max,
            "COUNT" => Aggregation::Count,
            _ => return None,
        })
    }

    /// The name as it stands in the attribute `aggregation`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Aggregation::Sum => "SUM",
            Aggregation::Min => "MIN",
            Aggregation::Max => "MAX",
            Aggregation::Count => "COUNT",
        }
    }
}

impl fmt::Display for HitPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())?;
        match self {
            HitPolicy::Collect(Some(aggregation)) => write!(formatter, " {}", aggregation.as_str()),
            _ => Ok(()),
        }
    }
}
