// Reads DMN files as dmn-js and Camunda Modeler do, and writes them again: one JSON line for each file.
//
//   node round-trip.mjs FILE…
//
// `described` is the same file with its sentences where these editors write them: in each rule's description.

import { readFileSync } from "node:fs";
import { DmnModdle } from "dmn-moddle";

for (const file of process.argv.slice(2)) {
  const moddle = new DmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(readFileSync(file, "utf8"), "dmn:Definitions");
  const drawn = rootElement.dmnDI?.diagrams?.flatMap((diagram) => diagram.diagramElements ?? []) ?? [];
  const of = (type) => drawn.filter((element) => element.$instanceOf(type)).map((element) => element.dmnElementRef?.id);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  for (const decision of rootElement.drgElement.filter((element) => element.$instanceOf("dmn:Decision"))) {
    const table = decision.decisionLogic;
    for (const rule of table.rule) {
      const languages = table.annotation.map((column) => column.name);
      rule.description = rule.annotationEntry.map((entry, index) => `${languages[index]}: ${entry.text}`).join("\n");
      rule.annotationEntry = [];
    }
  }
  const { xml: described } = await moddle.toXML(rootElement, { format: true });
  const said = {
    xml,
    described,
    warnings: warnings.map((warning) => warning.message),
    shapes: of("dmndi:DMNShape"),
    edges: of("dmndi:DMNEdge"),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
