//! Values of any type that serde can read, made up from what the type itself asks for: every field, every variant,
//! lists of several lengths, with and without what is optional.
//!
//! What a string must look like, only its type knows. Where it refuses one, the candidates are tried one by one, and
//! those that it takes are remembered for that field.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// A struct's name and one of its fields.
type Field = (&'static str, &'static str);

/// A text that no reader may change: quotes, a line break, accents, a sign beyond the basic plane.
const TEXT: &str = "É \"a\"\\\n🗝 ";

/// The strings that each field takes, as far as it is known.
#[derive(Default)]
pub struct Known(HashMap<Field, Vec<String>>);

/// That a string was refused.
#[derive(Debug)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Refused
    }
}

/// A value; another one for another `seed`.
pub fn sample<T: DeserializeOwned>(seed: u32, known: &mut Known, candidates: &[String]) -> T {
    loop {
        let refused = match attempt::<T>(seed, known) {
            Ok(value) => return value,
            Err(refused) => refused,
        };
        assert!(!known.0.contains_key(&refused), "no string suits {refused:?} always");
        let mut suitable = Vec::new();
        for candidate in candidates {
            known.0.insert(refused, vec![candidate.clone()]);
            if attempt::<T>(seed, known).err() != Some(refused) {
                suitable.push(candidate.clone());
            }
        }
        assert!(!suitable.is_empty(), "no string suits {refused:?}");
        known.0.insert(refused, suitable);
    }
}

fn attempt<T: DeserializeOwned>(seed: u32, known: &Known) -> Result<T, Field> {
    let maker = Maker { known, turn: Cell::new(seed), field: RefCell::new(("", "")) };
    T::deserialize(&maker).map_err(|_| *maker.field.borrow())
}

struct Maker<'a> {
    known: &'a Known,
    /// Decides what comes next, and moves on with everything that is made.
    turn: Cell<u32>,
    /// The field that is being made.
    field: RefCell<Field>,
}

impl Maker<'_> {
    /// One of `count` choices.
    fn choose(&self, count: usize) -> usize {
        let turn = self.turn.get();
        self.turn.set(turn.wrapping_mul(5).wrapping_add(7));
        usize::try_from(turn >> 3).unwrap() % count
    }
}

impl<'de> Deserializer<'de> for &Maker<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_bool(self.choose(2) == 0)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_i64([0, 1, -7, 9_007_199_254_740_991][self.choose(4)])
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_i32([0, 1, i32::MIN][self.choose(3)])
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u64([0, 1, 9_007_199_254_740_991][self.choose(3)])
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u32([0, 1, u32::MAX][self.choose(3)])
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u16([0, 1, u16::MAX][self.choose(3)])
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let known = self.known.0.get(&*self.field.borrow());
        visitor.visit_string(match known {
            Some(suitable) => suitable[self.choose(suitable.len())].clone(),
            None => [TEXT, ""][self.choose(2)].to_owned(),
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.choose(2) == 0 { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(Items { maker: self, left: self.choose(3) })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(Items { maker: self, left: length })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_map(Items { maker: self, left: self.choose(2) })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let outer = *self.field.borrow();
        let value = visitor.visit_seq(Fields { maker: self, name, fields: fields.iter() })?;
        *self.field.borrow_mut() = outer;
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_enum(Variant { maker: self, index: self.choose(variants.len()) })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

struct Items<'a> {
    maker: &'a Maker<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(self.maker).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        seed.deserialize(self.maker)
    }
}

struct Fields<'a> {
    maker: &'a Maker<'a>,
    name: &'static str,
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        *self.maker.field.borrow_mut() = (self.name, field);
        seed.deserialize(self.maker).map(Some)
    }
}

struct Variant<'a> {
    maker: &'a Maker<'a>,
    index: usize,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Refused;
    type Variant = &'a Maker<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, &'a Maker<'a>), Refused> {
        let index: de::value::U32Deserializer<Refused> = u32::try_from(self.index).unwrap().into_deserializer();
        Ok((seed.deserialize(index)?, self.maker))
    }
}

impl<'de> VariantAccess<'de> for &Maker<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refused> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_struct("", fields, visitor)
    }
}
