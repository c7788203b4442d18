//! The macro with which the vocabulary is declared. Which words there are lies in `vocabulary`.

/// Declares an enum whose variants are words: `as_str`, `parse`, `ALL`, and serde as that word.
///
/// Serde is written out here: derived, each enum would be a kilobyte of the browser's download.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$doc])* #[cfg_attr(feature = "openapi", schema(rename = $word))] $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The word as it stands in tables, JSON and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The variant with exactly this word, or nothing.
            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word: String = serde::Deserialize::deserialize(deserializer)?;
                $name::parse(&word).ok_or_else(|| $crate::words::unknown_word(&word))
            }
        }
    };
}

/// What serde says of a word that is not one of its enum's.
#[doc(hidden)]
pub fn unknown_word<E: serde::de::Error>(word: &str) -> E {
    E::custom(["`", word, "` is not one of the known words"].concat())
}
