//! The macro with which the vocabulary is declared, and what its enums have in common. Which enums there are lies in
//! `vocabulary`.

/// An enum of which each variant has a string: in tables, in JSON and in the database. Declared by [`string_enum!`].
///
/// [`string_enum!`]: crate::string_enum!
pub trait StringEnum: Copy + PartialEq + 'static {
    /// Every variant, in the order of declaration.
    const ALL: &'static [Self];

    /// The string of the variant.
    fn as_str(self) -> &'static str;

    /// The variant with exactly this string, or nothing.
    fn parse(string: &str) -> Option<Self>;

    /// The position of the variant in [`StringEnum::ALL`].
    fn index(self) -> usize;
}

/// Declares an enum whose variants are strings: `as_str`, `parse`, `ALL`, [`StringEnum`], and serde as that string.
///
/// Serde is written out here: derived, each enum would be a kilobyte of the browser's download.
#[macro_export]
macro_rules! string_enum {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $string:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$doc])* #[cfg_attr(feature = "openapi", schema(rename = $string))] $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The string as it stands in tables, JSON and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $string),+ }
            }

            /// The variant with exactly this string, or nothing.
            pub fn parse(string: &str) -> Option<$name> {
                match string { $($string => Some($name::$variant),)+ _ => None }
            }
        }

        impl $crate::string_enum::StringEnum for $name {
            const ALL: &'static [$name] = $name::ALL;

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }

            fn parse(string: &str) -> Option<$name> {
                $name::parse(string)
            }

            fn index(self) -> usize {
                self as usize
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let string: String = serde::Deserialize::deserialize(deserializer)?;
                $name::parse(&string).ok_or_else(|| $crate::string_enum::unknown(&string))
            }
        }
    };
}

/// What serde says of a string that is not one of its enum's.
#[doc(hidden)]
pub fn unknown<E: serde::de::Error>(string: &str) -> E {
    E::custom(["`", string, "` is not one of the known words"].concat())
}
