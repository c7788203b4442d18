// Reads DMN files as dmn-js and Camunda Modeler do, and writes them again: one JSON line for each file.
//
//   node round-trip.mjs FILE…

import { readFileSync } from "node:fs";
import { DmnModdle } from "dmn-moddle";

for (const file of process.argv.slice(2)) {
  const moddle = new DmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(readFileSync(file, "utf8"), "dmn:Definitions");
  const drawn = rootElement.dmnDI?.diagrams?.flatMap((diagram) => diagram.diagramElements ?? []) ?? [];
  const of = (type) => drawn.filter((element) => element.$instanceOf(type)).map((element) => element.dmnElementRef?.id);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  const said = {
    xml,
    warnings: warnings.map((warning) => warning.message),
    shapes: of("dmndi:DMNShape"),
    edges: of("dmndi:DMNEdge"),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
