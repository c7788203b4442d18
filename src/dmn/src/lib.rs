//! A decision engine for DMN: reads models, proves their tables complete, answers from them and says why.
//!
//! It is pure: no clock, no input or output, no panic, and the same answer in a browser as on a server. It knows DMN
//! at conformance level 2: decision tables with every hit policy, literal expressions, business knowledge models and
//! their invocation, in S-FEEL with 128-bit decimals, dates, times and durations. Whatever else stands in a model and
//! would change an answer is a [`Finding`], never a guess.
//!
//! Feature `xml` reads DMN 1.1 to 1.5 files; feature `check` proves tables complete and free of contradictions.
//! Without them, the crate evaluates a compiled [`Program`] that came over the wire.
//!
//! ```
//! # #[cfg(feature = "xml")] {
//! let xml = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
//!   <inputData name="hour"><variable name="hour" typeRef="number"/></inputData>
//!   <decision id="d1" name="Greeting">
//!     <decisionTable hitPolicy="FIRST">
//!       <input><inputExpression typeRef="number"><text>hour</text></inputExpression></input>
//!       <output name="words" typeRef="string"/>
//!       <annotation name="en"/>
//!       <rule>
//!         <inputEntry><text>[5..12)</text></inputEntry>
//!         <outputEntry><text>"good morning"</text></outputEntry>
//!         <annotationEntry><text>It is before noon.</text></annotationEntry>
//!       </rule>
//!       <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"hello"</text></outputEntry></rule>
//!     </decisionTable>
//!   </decision>
//! </definitions>"#;
//!
//! let program = dmn::read(xml).unwrap();
//! let facts = dmn::Context::from_iter([("hour", 9)]);
//! assert_eq!(program.evaluate("Greeting", &facts).value, "good morning".into());
//!
//! // A table can also be asked for itself: which rule fires, and why.
//! let table = program.table("Greeting").unwrap();
//! let outcome = table.evaluate(&[9.into()]);
//! assert_eq!(outcome, dmn::Outcome::Rule(0));
//! assert_eq!(table.output(0, 0), Some(&"good morning".into()));
//! assert_eq!(table.annotation(0, "en"), Some("It is before noon."));
//! # }
//! ```

#[cfg(feature = "check")]
mod check;
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
