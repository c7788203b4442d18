//! The built-in functions (DMN 1.5, 10.3.4): which there are and what they are called. What they do is beside.

macro_rules! builtins {
    ($($variant:ident $name:literal ($($parameter:literal),*) $least:literal $most:expr;)+) => {
        /// A built-in function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum Builtin { $($variant),+ }

        impl Builtin {
            /// Every built-in function.
            pub const ALL: &[Builtin] = &[$(Builtin::$variant),+];

            /// The name as it is written in FEEL.
            pub const fn as_str(self) -> &'static str {
                match self { $(Builtin::$variant => $name),+ }
            }

            /// The names of its parameters, for arguments that are given by name.
            pub const fn parameters(self) -> &'static [&'static str] {
                match self { $(Builtin::$variant => &[$($parameter),*]),+ }
            }

            /// The least and the most arguments that it takes.
            pub const fn arity(self) -> (usize, usize) {
                match self { $(Builtin::$variant => ($least, $most)),+ }
            }
        }
    };
}

/// As many arguments as one likes.
const MANY: usize = usize::MAX;

builtins! {
    Date "date" ("year", "month", "day") 1 3;
    Time "time" ("hour", "minute", "second", "offset") 1 4;
    DateAndTime "date and time" ("date", "time") 1 2;
    Duration "duration" ("from") 1 1;
    YearsAndMonthsDuration "years and months duration" ("from", "to") 2 2;
    Number "number" ("from", "grouping separator", "decimal separator") 1 3;
    String "string" ("from") 1 1;
    Not "not" ("negand") 1 1;
    Abs "abs" ("n") 1 1;
    Floor "floor" ("n", "scale") 1 2;
    Ceiling "ceiling" ("n", "scale") 1 2;
    Decimal "decimal" ("n", "scale") 2 2;
    RoundUp "round up" ("n", "scale") 2 2;
    RoundDown "round down" ("n", "scale") 2 2;
    RoundHalfUp "round half up" ("n", "scale") 2 2;
    RoundHalfDown "round half down" ("n", "scale") 2 2;
    Modulo "modulo" ("dividend", "divisor") 2 2;
    Sqrt "sqrt" ("number") 1 1;
    Even "even" ("number") 1 1;
    Odd "odd" ("number") 1 1;
    Min "min" ("list") 1 MANY;
    Max "max" ("list") 1 MANY;
    Sum "sum" ("list") 1 MANY;
    Mean "mean" ("list") 1 MANY;
    Count "count" ("list") 1 1;
    All "all" ("list") 1 MANY;
    Any "any" ("list") 1 MANY;
    ListContains "list contains" ("list", "element") 2 2;
    StringLength "string length" ("string") 1 1;
    Substring "substring" ("string", "start position", "length") 2 3;
    SubstringBefore "substring before" ("string", "match") 2 2;
    SubstringAfter "substring after" ("string", "match") 2 2;
    Contains "contains" ("string", "match") 2 2;
    StartsWith "starts with" ("string", "match") 2 2;
    EndsWith "ends with" ("string", "match") 2 2;
}

impl Builtin {
    /// The function with this name.
    pub fn parse(name: &str) -> Option<Builtin> {
        Builtin::ALL.iter().copied().find(|builtin| builtin.as_str() == name)
    }
}
