//! A decision engine for DMN. Its description, which follows, is `src/dmn/README.md`.
#![doc = include_str!("../README.md")]

#[cfg(feature = "check")]
mod check;
#[cfg(feature = "xml")]
mod draw;
#[cfg(feature = "xml")]
mod encoding;
mod expression;
#[cfg(feature = "xml")]
pub mod feel;
mod finding;
mod number;
mod program;
#[cfg(feature = "xml")]
mod read;
#[cfg(test)]
mod sample;
mod sort;
mod table;
mod temporal;
mod ternary;
mod types;
mod unary_tests;
mod value;
mod wire;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "check")]
pub use check::check;
#[cfg(feature = "xml")]
pub use draw::draw;
#[cfg(feature = "xml")]
pub use encoding::{DecodeError, decode};
pub use expression::{Builtin, Expression, Operator};
pub use finding::{Finding, Place};
pub use number::{Number, NumberError, Rounding};
pub use program::{Decision, Evaluation, Function, InputData, Logic, Program, Source, Step};
#[cfg(feature = "xml")]
pub use read::{locate, read};
pub use table::{
    Aggregation, Blocked, Case, Column, Explanation, HitPolicy, Outcome, OutputColumn, Parts, Rule, Table,
};
pub use temporal::{Date, DateTime, DaysDuration, MonthsDuration, TemporalError, Time};
pub use types::{Kind, Type};
pub use unary_tests::{UnaryTest, UnaryTests};
pub use value::{Context, Value};
