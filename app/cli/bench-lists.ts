import { measurePages } from "./bench/lists";

// A script of its own: what it imports would show in the memory that the other cases measure.
await measurePages((line) => process.stdout.write(`${JSON.stringify(line)}\n`));
