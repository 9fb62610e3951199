import { chooseLocale, languageOf } from "./language";
import { main } from "./main";

const args = process.argv.slice(2);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough, such as `head`, closes the pipe; that is no fault.
  if (error.code === "EPIPE") return;
  const { cli } = languageOf(chooseLocale(args, process.env));
  process.stderr.write(`${cli("error.outNotWritable", { file: "stdout" })}\n`);
  process.exitCode = 2;
});

// The exit code is set rather than forced, so that all output is written before the process ends.
process.exitCode = await main(args, {
  env: process.env,
  now: () => new Date(),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
