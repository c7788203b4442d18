//! What is drawn, and what of a file stays as it is.

use super::draw;

const OPEN: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="urn:m">"#;

const MODEL: &str = r##"
  <inputData id="a" name="a"/>
  <inputData id="b" name="a name of thirty characters..."/>
  <decision id="low" name="low">
    <informationRequirement id="r1"><requiredInput href="#a"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#b"/></informationRequirement>
  </decision>
  <decision id="high" name="high">
    <informationRequirement id="r3"><requiredDecision href="#low"/></informationRequirement>
    <knowledgeRequirement id="r4"><requiredKnowledge href="#f"/></knowledgeRequirement>
  </decision>
  <businessKnowledgeModel id="f" name="f"/>
</definitions>
"##;

fn model() -> String {
    [OPEN, MODEL].concat()
}

fn refused(xml: &str) -> String {
    let findings = draw(xml).unwrap_err();
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0].to_string()
}

#[test]
fn every_element_is_a_shape_and_every_requirement_an_edge() {
    let drawn = draw(&model()).unwrap();
    let (model, drawing) = drawn.split_once("\n  <dmndi:DMNDI ").unwrap();
    assert_eq!(format!("{model}\n</definitions>\n"), self::model(), "the model itself stays as it is");
    let drawing = format!("<dmndi:DMNDI {drawing}");
    assert_eq!(
        drawing,
        r#"<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/">
    <dmndi:DMNDiagram id="drawing">
      <dmndi:DMNShape id="drawing_of_a" dmnElementRef="a"><dc:Bounds height="45" width="125" x="80" y="440"/></dmndi:DMNShape>
      <dmndi:DMNShape id="drawing_of_b" dmnElementRef="b"><dc:Bounds height="45" width="240" x="245" y="440"/></dmndi:DMNShape>
      <dmndi:DMNShape id="drawing_of_low" dmnElementRef="low"><dc:Bounds height="80" width="180" x="280" y="260"/></dmndi:DMNShape>
      <dmndi:DMNShape id="drawing_of_high" dmnElementRef="high"><dc:Bounds height="80" width="180" x="280" y="80"/></dmndi:DMNShape>
      <dmndi:DMNShape id="drawing_of_f" dmnElementRef="f"><dc:Bounds height="46" width="135" x="525" y="440"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="drawing_of_r1" dmnElementRef="r1"><di:waypoint x="142" y="440"/><di:waypoint x="370" y="340"/></dmndi:DMNEdge>
      <dmndi:DMNEdge id="drawing_of_r2" dmnElementRef="r2"><di:waypoint x="365" y="440"/><di:waypoint x="370" y="340"/></dmndi:DMNEdge>
      <dmndi:DMNEdge id="drawing_of_r3" dmnElementRef="r3"><di:waypoint x="370" y="260"/><di:waypoint x="370" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNEdge id="drawing_of_r4" dmnElementRef="r4"><di:waypoint x="592" y="440"/><di:waypoint x="370" y="160"/></dmndi:DMNEdge>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"#
    );
}

#[test]
fn a_drawing_that_is_there_is_replaced() {
    let drawn = draw(&model()).unwrap();
    assert_eq!(draw(&drawn).unwrap(), drawn);
    let other = r#"<x:DMNDI xmlns:x="https://www.omg.org/spec/DMN/20191111/DMNDI/"><x:DMNDiagram/></x:DMNDI>"#;
    let moved = model().replace("</definitions>", &format!("{other}</definitions>"));
    assert_eq!(draw(&moved).unwrap(), drawn);
    assert_eq!(draw(&format!("\u{feff}{}", model())).unwrap(), drawn);
}

#[test]
fn a_drawing_stands_in_the_namespace_of_its_version() {
    for (model_namespace, drawing) in [
        ("http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20180521/DMNDI/"),
        ("https://www.omg.org/spec/DMN/20240513/MODEL/", "https://www.omg.org/spec/DMN/20240513/DMNDI/"),
    ] {
        let model = model().replace("https://www.omg.org/spec/DMN/20191111/MODEL/", model_namespace);
        assert!(draw(&model).unwrap().contains(&format!("xmlns:dmndi=\"{drawing}\"")));
    }
    let old =
        model().replace("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd");
    assert!(refused(&old).starts_with("DMN 1.1 has no drawings; write the namespace of a newer version"));
}

#[test]
fn what_cannot_be_drawn_is_named() {
    assert_eq!(
        refused(&model().replace("<inputData id=\"a\"", "<inputData")),
        "`a` has no `id`, by which a drawing names it; add one"
    );
    assert_eq!(
        refused(&model().replace("<informationRequirement id=\"r3\"", "<informationRequirement")),
        "`informationRequirement` of `high` has no `id`, by which a drawing names it; add one"
    );
    assert!(refused("<definitions/>").starts_with("this is not a DMN model"));
}

#[test]
fn elements_in_a_circle_and_from_elsewhere_do_no_harm() {
    let circle = model().replace("#a\"", "#low\"").replace("#b\"", "urn:other#elsewhere\"");
    let drawn = draw(&circle).unwrap();
    assert!(drawn.contains("drawing_of_r1") && !drawn.contains("drawing_of_r2"), "{drawn}");
}
