//! Models as the generator makes them and the naive interpreter reads them. Nothing here is the engine's.

use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A value. Offsets are in seconds east of UTC.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Boolean(bool),
    Number(BigDecimal),
    String(String),
    Date(NaiveDate),
    Time(NaiveTime, Option<i32>),
    DateTime(NaiveDateTime, Option<i32>),
    /// Nanoseconds.
    Days(i128),
    Months(i64),
    List(Vec<Val>),
    Context(Vec<(String, Val)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Boolean,
    Number,
    String,
    Date,
    Time,
    DateTime,
    Days,
    Months,
}

pub const KINDS: &[Kind] =
    &[Kind::Boolean, Kind::Number, Kind::String, Kind::Date, Kind::Time, Kind::DateTime, Kind::Days, Kind::Months];

#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Any,
    Kind(Kind),
    /// An item definition.
    Named(String, Box<Type>),
    Limited(Kind, Cell),
    List(Box<Type>),
    Context(Vec<(String, Type)>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Const(Val),
    Var(String),
    Path(Box<Expr>, String),
    Negate(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Test>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    List(Vec<Expr>),
    /// A built-in function.
    Call(&'static str, Vec<Expr>),
    /// A business knowledge model; by name with the names of the parameters.
    Invoke(String, Vec<(Option<String>, Expr)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Any,
    Of(Vec<Test>),
    Not(Vec<Test>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Is(Expr),
    /// One of the four comparisons.
    Than(Op, Expr),
    /// An interval, each end with whether it belongs to it.
    Within(Expr, bool, Expr, bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    Unique,
    Any,
    Priority,
    First,
    RuleOrder,
    OutputOrder,
    Collect,
    Sum,
    Min,
    Max,
    Count,
}

pub const POLICIES: &[Policy] = &[
    Policy::Unique,
    Policy::Any,
    Policy::Priority,
    Policy::First,
    Policy::RuleOrder,
    Policy::OutputOrder,
    Policy::Collect,
    Policy::Sum,
    Policy::Min,
    Policy::Max,
    Policy::Count,
];

#[derive(Clone, Debug)]
pub struct Model {
    pub items: Vec<(String, Type)>,
    pub inputs: Vec<(String, Type)>,
    pub functions: Vec<Function>,
    pub decisions: Vec<Decision>,
}

#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<(String, Type)>,
    pub of: Type,
    pub calls: Vec<String>,
    pub logic: Logic,
}

#[derive(Clone, Debug)]
pub struct Decision {
    pub name: String,
    pub requires: Vec<String>,
    pub calls: Vec<String>,
    pub of: Type,
    pub logic: Logic,
}

#[derive(Clone, Debug)]
pub enum Logic {
    Literal(Expr),
    Table(Table),
    /// An invocation with bindings, of which some may lack.
    Invocation(String, Vec<(String, Expr)>),
    Conditional(Expr, Expr, Expr),
}

#[derive(Clone, Debug)]
pub struct Table {
    pub policy: Policy,
    pub inputs: Vec<Input>,
    pub outputs: Vec<Output>,
    pub rules: Vec<Row>,
}

#[derive(Clone, Debug)]
pub struct Input {
    pub expression: Expr,
    /// What the column declares, where it does.
    pub declared: Option<Type>,
    /// What the values conform to: declared, or that of what is read.
    pub of: Type,
    pub values: Option<Cell>,
}

#[derive(Clone, Debug)]
pub struct Output {
    pub name: String,
    pub of: Type,
    /// Whether the column says so; otherwise its decision does.
    pub declares: bool,
    pub values: Option<Vec<Val>>,
    pub default: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub outputs: Vec<Expr>,
}

impl Type {
    /// The type behind a name.
    pub fn resolved(&self) -> &Type {
        match self {
            Type::Named(_, of) => of.resolved(),
            other => other,
        }
    }

    pub fn kind(&self) -> Option<Kind> {
        match self.resolved() {
            Type::Kind(kind) | Type::Limited(kind, _) => Some(*kind),
            _ => None,
        }
    }
}

impl Val {
    pub fn kind(&self) -> Option<Kind> {
        Some(match self {
            Val::Boolean(_) => Kind::Boolean,
            Val::Number(_) => Kind::Number,
            Val::String(_) => Kind::String,
            Val::Date(_) => Kind::Date,
            Val::Time(..) => Kind::Time,
            Val::DateTime(..) => Kind::DateTime,
            Val::Days(_) => Kind::Days,
            Val::Months(_) => Kind::Months,
            Val::Null | Val::List(_) | Val::Context(_) => return None,
        })
    }
}

impl Expr {
    /// Whether the expression reads anything; what does not is a constant to every reader.
    pub fn reads(&self) -> bool {
        match self {
            Expr::Const(_) => false,
            Expr::Var(_) | Expr::Invoke(..) => true,
            Expr::Path(of, _) | Expr::Negate(of) => of.reads(),
            Expr::Binary(_, left, right) => left.reads() || right.reads(),
            Expr::Between(a, b, c) | Expr::If(a, b, c) => a.reads() || b.reads() || c.reads(),
            Expr::In(of, tests) => of.reads() || tests.iter().any(Test::reads),
            Expr::List(items) | Expr::Call(_, items) => items.iter().any(Expr::reads),
        }
    }
}

impl Test {
    pub fn reads(&self) -> bool {
        match self {
            Test::Is(one) | Test::Than(_, one) => one.reads(),
            Test::Within(low, _, high, _) => low.reads() || high.reads(),
        }
    }
}
