import { assign } from "./assign";
import type { Command } from "./command";
import { match } from "./match";
import { policy } from "./policy";
import { seedProbe } from "./seed-probe";
import { verify } from "./verify";

/** Every command, in the order of the help. To add one: a `Command` here, its texts in `i18n/<language>/cli.json`. */
export const COMMANDS: readonly Command[] = [
  match,
  assign,
  verify,
  policy,
  seedProbe,
];
