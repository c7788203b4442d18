//! Reads JSON by way of the browser's own parser.
//!
//! `serde_json` could read it too. It names what is wrong and where, which nobody would see here, and every type that
//! it reads carries a copy of that: a fifth of the whole app. Here an error says nothing, and copies stay small.
//! `serde-wasm-bindgen` does the same for more inputs than JSON; it weighs 16 KB more, compressed.

use std::fmt;

use js_sys::{Array, JSON, Object, Reflect};
use serde::{
    Deserializer,
    de::{self, DeserializeOwned, IntoDeserializer, Visitor, value::U32Deserializer},
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast, JsValue};

mod access;

use access::{Entries, Fields, Items, Variant};

/// A value of type `T`, or nothing where the text is no JSON or of another shape. Fields that `T` does not know are
/// passed over: the server may be newer.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Reader(JSON::parse(text).ok()?)).ok()
}

/// The JSON could not be read.
#[derive(Debug)]
struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not of the expected shape")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unreadable
    }
}

type Read<T> = Result<T, Unreadable>;

struct Reader(JsValue);

impl Reader {
    fn string(&self) -> Read<String> {
        self.0.as_string().ok_or(Unreadable)
    }

    fn number(&self) -> Read<f64> {
        self.0.as_f64().ok_or(Unreadable)
    }

    fn array(&self) -> Read<Array> {
        self.0.dyn_ref().cloned().ok_or(Unreadable)
    }

    fn object(&self) -> Read<Object> {
        self.0.dyn_ref().cloned().ok_or(Unreadable)
    }
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.0.is_null() {
            return visitor.visit_unit();
        }
        if let Some(value) = self.0.as_bool() {
            return visitor.visit_bool(value);
        }
        if let Some(value) = self.0.as_f64() {
            return match safe_integer(value) {
                Some(value) => visitor.visit_i64(value),
                None => visitor.visit_f64(value),
            };
        }
        if let Some(value) = self.0.as_string() {
            return visitor.visit_string(value);
        }
        if Array::is_array(&self.0) { self.deserialize_seq(visitor) } else { self.deserialize_map(visitor) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(safe_integer(self.number()?).ok_or(Unreadable)?)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_seq(Items::new(self.array()?))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_map(Entries::new(Object::entries(&self.object()?)))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_seq(Fields::new(self.object()?, fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_enum(Variant::new(&self.0, variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

/// Whole numbers that a JavaScript number holds exactly.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small enough")]
fn safe_integer(value: f64) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_991.0;
    (value.fract() == 0.0 && value.abs() <= MOST).then_some(value as i64)
}

/// Identifies a variant by its position among the declared ones.
fn variant_index(index: usize) -> U32Deserializer<Unreadable> {
    u32::try_from(index).unwrap_or(u32::MAX).into_deserializer()
}

/// Undefined where the object lacks it.
fn property(object: &Object, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
