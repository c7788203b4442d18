//! The macro behind the table of errors: one row is one error.

/// Declares [`crate::error::Error`] by rows. A row reads
///
/// `Name(field: Type, …) as Code => STATUS, title, detail, link: …, retry_after: …, fields: …;`
///
/// - the fields, which the rest of the row may use; left out where the error carries nothing
/// - the stable code, left out where it has the error's own name
/// - the HTTP status
/// - the sentence of `text` that is the title
/// - the sentence that is the detail: a name, or `|texts| …` where it takes arguments
/// - where there is one: the way on, when to ask again, and what is wrong with single fields
macro_rules! errors {
    ($(#[$about:meta])* pub enum Error { $(
        $(#[$doc:meta])*
        $name:ident $(($($field:ident: $type:ty),+))? $(as $code:ident)? =>
            $status:ident, $title:ident, $($detail:ident)? $(|$texts:ident| $worded:expr)?
            $(, link: $link:expr)? $(, retry_after: $retry_after:expr)? $(, fields: |$named:ident| $fields:expr)?;
    )+ }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub enum Error { $($(#[$doc])* $name $(($($type),+))?,)+ }

        impl Error {
            /// The stable code.
            pub fn code(&self) -> Code {
                match self { $(Error::$name { .. } => errors!(@code $name $($code)?),)+ }
            }

            /// The kind in a few words, and what is wrong.
            #[expect(unused_variables, reason = "most sentences take no argument")]
            fn sentences<'t>(&self, texts: &'t LocalTexts<'_>) -> (&'t str, String) {
                match self {
                    $(Error::$name $(($($field),+))? => {
                        (texts.$title(), errors!(@detail texts $($detail)? $(|$texts| $worded)?))
                    })+
                }
            }

            /// The way on, where there is one.
            #[expect(unused_variables, reason = "most errors have no way on")]
            fn link(&self) -> Option<String> {
                match self { $(Error::$name $(($($field),+))? => errors!(@optional $($link)?),)+ }
            }

            /// When the same may be asked again, where that is known.
            #[expect(unused_variables, reason = "most errors do not pass with time")]
            pub fn retry_after(&self) -> Option<HeaderValue> {
                match self { $(Error::$name $(($($field),+))? => errors!(@optional $($retry_after)?),)+ }
            }

            /// What is wrong with single fields.
            #[expect(unused_variables, reason = "most errors are about no field")]
            fn fields(&self, texts: &LocalTexts<'_>) -> Vec<FieldProblem> {
                match self { $(Error::$name $(($($field),+))? => errors!(@fields texts $(|$named| $fields)?),)+ }
            }
        }

        /// The status with which a code is sent. Two errors of one code have the same: a test compares them.
        #[expect(unreachable_patterns, reason = "several errors may share a code")]
        pub fn status(code: Code) -> StatusCode {
            match code { $(errors!(@code $name $($code)?) => StatusCode::$status,)+ }
        }

        /// Each row's code and status.
        #[cfg(test)]
        const ROWS: &[(Code, StatusCode)] = &[$((errors!(@code $name $($code)?), StatusCode::$status)),+];
    };
    (@code $name:ident) => { Code::$name };
    (@code $name:ident $code:ident) => { Code::$code };
    (@detail $texts:ident $detail:ident) => { $texts.$detail().to_owned() };
    (@detail $texts:ident |$named:ident| $worded:expr) => {{ let $named = $texts; $worded }};
    (@optional) => { None };
    (@optional $value:expr) => { $value };
    (@fields $texts:ident) => { Vec::new() };
    (@fields $texts:ident |$named:ident| $fields:expr) => {{ let $named = $texts; $fields }};
}

pub(super) use errors;
