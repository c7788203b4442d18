//! A decision engine for DMN decision tables: reads them, checks them, and answers from them.
//!
//! It is pure: no clock, no input or output, no panic, and the same answer in a browser as on a server. It knows
//! decision tables with the hit policies UNIQUE, FIRST and COLLECT, and S-FEEL over strings, numbers and booleans;
//! whatever else stands in a model and would change an answer is a [`Finding`], never a guess.
//!
//! Feature `xml` reads DMN 1.1 to 1.5 files; feature `check` proves tables complete and free of overlap. Without
//! them, the crate evaluates a compiled [`Program`] that came over the wire.
//!
//! ```
//! # #[cfg(feature = "xml")] {
//! let xml = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
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
//! let table = program.table("Greeting").unwrap();
//! let outcome = table.evaluate(&[9.into()]);
//!
//! assert_eq!(outcome, dmn::Outcome::Rule(0));
//! assert_eq!(table.output(0, 0), Some(&"good morning".into()));
//! assert_eq!(table.annotation(0, "en"), Some("It is before noon."));
//! assert_eq!(table.evaluate(&[20.into()]).fired(), [1]);
//! # }
//! ```

#[cfg(feature = "check")]
mod check;
mod evaluate;
pub mod feel;
mod finding;
mod number;
mod program;
#[cfg(feature = "xml")]
mod read;
#[cfg(test)]
mod sample;
mod table;
mod unary;
mod value;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "check")]
pub use check::check;
pub use evaluate::Outcome;
pub use finding::{Finding, Place};
pub use number::{Number, NumberError};
pub use program::Program;
#[cfg(feature = "xml")]
pub use read::read;
pub use table::{Column, HitPolicy, OutputColumn, Rule, Table};
pub use unary::{Test, Tests};
pub use value::{Kind, Value};
