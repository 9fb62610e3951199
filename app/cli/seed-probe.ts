import { fillProbe } from "~/features/accounts/probe.server";
import { openDatabase, StartupError } from "~/lib/database.server";
import { loadDotEnv, readEnvironment } from "~/lib/env.server";
import type { Command, Io } from "./command";
import { inputError } from "./input-error";

/** Fills an empty database with people, objects and marker strings for tests of who may see what. */
export const seedProbe: Command = {
  name: "seed probe",
  key: "seed_probe",
  options: [],
  run: async ({ io }) => {
    const opened = await open(io);
    try {
      const probe = await fillProbe(opened.db, io.now());
      if (probe === null) throw inputError("error.databaseInUse");
      io.stdout(`${JSON.stringify(probe, null, 2)}\n`);
    } finally {
      await opened.close();
    }
  },
};

/** The database of a running server, or one that is started for this command. */
async function open(io: Io) {
  loadDotEnv();
  try {
    return await openDatabase(readEnvironment(io.env), {
      adopt: true,
      log: (line) => io.stderr(`${line}\n`),
    });
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    throw inputError("error.database", { detail: error.message });
  }
}
