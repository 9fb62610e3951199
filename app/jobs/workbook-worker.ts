import { parentPort, workerData } from "node:worker_threads";
import { workbookBytes } from "~/lib/workbook-bytes.ts";
import type { WorkbookTask } from "~/lib/workbook.server.ts";

// The task was put together by the thread that started this one.
const { sheets, rightToLeft } = workerData as WorkbookTask;
const bytes = await workbookBytes(sheets, rightToLeft);
parentPort?.postMessage(bytes, [bytes.buffer]);
