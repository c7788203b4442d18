//! The insides of arrays, objects and enums, one after the other.

use js_sys::{Array, Object};
use serde::de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use wasm_bindgen::{JsCast, JsValue};

use super::{Read, Reader, Unreadable, property, variant_index};

/// The items of an array.
pub(super) struct Items {
    array: Array,
    next: u32,
}

impl Items {
    pub(super) fn new(array: Array) -> Self {
        Items { array, next: 0 }
    }

    fn next(&mut self) -> Option<Reader> {
        (self.next < self.array.length()).then(|| {
            self.next += 1;
            Reader(self.array.get(self.next - 1))
        })
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.next().map(|item| seed.deserialize(item)).transpose()
    }
}

/// The entries of an object whose names are data.
pub(super) struct Entries {
    entries: Items,
    value: JsValue,
}

impl Entries {
    pub(super) fn new(entries: Array) -> Self {
        Entries { entries: Items::new(entries), value: JsValue::NULL }
    }

    fn next_name(&mut self) -> Option<Reader> {
        let entry: Array = self.entries.next()?.0.unchecked_into();
        self.value = entry.get(1);
        Some(Reader(entry.get(0)))
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        self.next_name().map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Reader(self.value.clone()))
    }
}

/// Those fields of an object that its type knows, in the order in which it declares them.
pub(super) struct Fields {
    object: Object,
    names: std::slice::Iter<'static, &'static str>,
}

impl Fields {
    pub(super) fn new(object: Object, names: &'static [&'static str]) -> Self {
        Fields { object, names: names.iter() }
    }

    /// The next field, undefined where the object lacks it.
    fn next(&mut self) -> Option<Reader> {
        self.names.next().map(|name| Reader(property(&self.object, name)))
    }
}

/// A sequence, not a map: for a map, serde's code of every type compares the name of each field.
impl<'de> SeqAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let Some(value) = self.next() else { return Ok(None) };
        let is_absent = value.0.is_undefined();
        match seed.deserialize(value) {
            Ok(value) => Ok(Some(value)),
            // The field has a default, or the type cannot be read.
            Err(_) if is_absent => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// One variant of an enum: a name alone, or an object with one entry.
pub(super) struct Variant {
    index: usize,
    content: JsValue,
}

impl Variant {
    pub(super) fn new(value: &JsValue, variants: &[&str]) -> Read<Self> {
        let (name, content) = match value.as_string() {
            Some(name) => (name, JsValue::NULL),
            None => {
                let entries = Object::entries(value.dyn_ref().ok_or(Unreadable)?);
                let entry: Array = entries.get(0).dyn_into().map_err(|_| Unreadable)?;
                (entry.get(0).as_string().ok_or(Unreadable)?, entry.get(1))
            }
        };
        let index = variants.iter().position(|variant| *variant == name).ok_or(Unreadable)?;
        Ok(Variant { index, content })
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Reader;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Reader)> {
        Ok((seed.deserialize(variant_index(self.index))?, Reader(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Reader {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Read<V::Value> {
        visitor.visit_seq(Items::new(self.array()?))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        visitor.visit_seq(Fields::new(self.object()?, fields))
    }
}
