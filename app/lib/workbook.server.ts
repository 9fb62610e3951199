import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { attachment } from "./attachment.server.ts";
import { projectRoot } from "./project-root.server.ts";
import type { workbookBytes, WorkbookSheet } from "./workbook-bytes.ts";

/** Whoever writes: a thread of its own in the server, `workbookBytes` at hand in tests. */
export type WriteWorkbook = typeof workbookBytes;

/** What the thread is asked. */
export interface WorkbookTask {
  readonly sheets: readonly WorkbookSheet[];
  readonly rightToLeft: boolean;
}

/** The bundle beside the server. */
const WORKER_FILE = path.join(projectRoot(), "build", "workbook-worker.mjs");

/** Rows that are made before others get their turn. */
const AT_ONCE = 100;

/** Writes a workbook in a thread of its own, which ends with it. */
export async function workbookInThread(
  sheets: readonly WorkbookSheet[],
  rightToLeft: boolean,
  file = WORKER_FILE,
): Promise<Uint8Array<ArrayBuffer>> {
  const workerData: WorkbookTask = { sheets, rightToLeft };
  const worker = new Worker(file, { workerData });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", (code) => {
      reject(new Error(`the thread of a workbook ended with code ${code}`));
    });
  });
}

/**
 * Sheets as a workbook (.xlsx) to download.
 *
 * @param fileName  without the ending; any language
 * @param rightToLeft  columns run from right to left, as in Arabic
 */
export async function workbookFile(
  fileName: string,
  sheets: readonly WorkbookSheet[],
  { rightToLeft }: { readonly rightToLeft: boolean },
  write: WriteWorkbook,
): Promise<Response> {
  return new Response(await write(sheets, rightToLeft), {
    headers: {
      "Content-Type":
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ...attachment(`${fileName}.xlsx`),
    },
  });
}

/** Rows that are made one by one, all of them; others get their turn meanwhile. */
export async function gatherRows<Row>(rows: Iterable<Row>): Promise<Row[]> {
  const gathered: Row[] = [];
  for (const row of rows) {
    gathered.push(row);
    if (gathered.length % AT_ONCE === 0) await turn();
  }
  return gathered;
}
