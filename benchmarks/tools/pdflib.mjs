// pdf-lib in a process of its own; speaks as worker.py does. It can tick a box only in its first state. node pdflib.mjs, with pdf-lib in NODE_PATH
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");
let lib, form, boxes;

async function fill(row, path) {
  const document = await lib.PDFDocument.load(form, { updateMetadata: false });
  const fields = document.getForm();
  for (const [name, value] of Object.entries(row)) {
    const field = fields.getField(name);
    if (!boxes.has(name)) field.setText(value);
    else if (field.acroField.getOnValue() === lib.PDFName.of(value)) field.check();
  }
  writeFileSync(path, await document.save());
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line);
  if (task.form) {
    try {
      lib = createRequire(import.meta.url)(process.argv[2] ?? "pdf-lib");
      [form, boxes] = [readFileSync(task.form), new Set(task.boxes)];
      say({ ready: true });
    } catch (error) {
      say({ missing: String(error).split("\n")[0] });
    }
    continue;
  }
  const start = process.cpuUsage();
  let [failed, why] = [0, ""];
  for (const [number, row] of task.rows.entries()) {
    try {
      await fill(row, `${task.folder}/${number}.pdf`);
    } catch (error) {
      [failed, why] = [failed + 1, String(error).slice(0, 200)];
    }
  }
  const used = process.cpuUsage(start);
  say({ cpu: (used.user + used.system) / 1e6, peak: peak(), failed, why });
}
