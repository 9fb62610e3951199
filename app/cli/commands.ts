import { assign } from "./assign";
import type { Command } from "./command";
import { match } from "./match";

/** Every command, in the order of the help. To add one: a `Command` here, its texts in `i18n/<language>/cli.json`. */
export const COMMANDS: readonly Command[] = [match, assign];
