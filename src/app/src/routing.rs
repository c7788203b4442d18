//! From address to page: going there, where the focus goes, and the title of the document.

pub mod navigation;
