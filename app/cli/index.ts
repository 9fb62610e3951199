import { main } from "./main";

// A reader that has seen enough, such as `head`, closes the pipe; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// The exit code is set rather than forced, so that all output is written before the process ends.
process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  now: () => new Date(),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
});
