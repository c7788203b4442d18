//! A drawing in the place of another one in a file, of which everything else stays as it is.

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;

/// The file with this drawing before its end, and without those that it has. Nothing where the file has no end.
pub(super) fn replaced(xml: &str, drawing: &str) -> Option<String> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut kept = String::with_capacity(xml.len() + drawing.len());
    // The byte behind what has been kept, how many elements are open, and where a drawing began that is left out.
    let (mut from, mut depth, mut left_out) = (0, 0_usize, None);
    loop {
        let at = usize::try_from(reader.buffer_position()).ok()?;
        let (namespace, event) = reader.read_resolved_event().ok()?;
        match event {
            Event::Start(tag) => {
                let is_drawing = matches!(namespace, ResolveResult::Bound(name) if name.0.ends_with("/DMNDI/"));
                if depth == 1 && is_drawing && tag.local_name().as_ref() == "DMNDI" {
                    left_out = Some(at);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.checked_sub(1)?;
                if depth == 1
                    && let Some(start) = left_out.take()
                {
                    kept.push_str(xml.get(from..start)?.trim_end());
                    from = usize::try_from(reader.buffer_position()).ok()?;
                }
                if depth == 0 {
                    kept.push_str(xml.get(from..at)?.trim_end());
                    let end = xml.get(at..)?;
                    return Some([&kept, "\n  ", drawing, "\n", end].concat());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
