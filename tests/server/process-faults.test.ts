import { expect, test } from "vitest";
import { isDriverFault } from "~/server/process-faults.ts";

function thrown(error: Error, file: string): Error {
  error.stack = `${error.name}: ${error.message}\n    at f (${file}:1:1)\n    at g (/srv/app/x.js:1:1)`;
  return error;
}

test.each([
  [
    true,
    new TypeError("Cannot read properties of null (reading 'write')"),
    "/srv/node_modules/postgres/src/connection.js",
  ],
  [
    true,
    new Error("Connection terminated unexpectedly"),
    "/srv/node_modules/pg/lib/client.js",
  ],
  [
    false,
    new TypeError("Cannot read properties of null (reading 'write')"),
    "/srv/app/x.js",
  ],
  [
    false,
    new TypeError("x is not a function"),
    "/srv/node_modules/postgres/src/connection.js",
  ],
  [false, new Error("anything else"), "/srv/node_modules/pg/lib/client.js"],
])("survived: %s (%s in %s)", (survived, error, file) => {
  expect(isDriverFault(thrown(error, file))).toBe(survived);
});
