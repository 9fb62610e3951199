import type { Command } from "./command";
import type { Language } from "./language";
import type { OptionSpec } from "./options";

const PROGRAM = "npm run -s cli --";

/** The help of the program as a whole. */
export function generalHelp(
  commands: readonly Command[],
  general: readonly OptionSpec[],
  { cli }: Language,
): string {
  const lines = commands.map(({ name, key }): [string, string] => [
    name,
    cli(`commands.${key}.summary`),
  ]);
  return page([
    cli("help.intro"),
    `${cli("help.usage")}\n  ${PROGRAM} <${cli("help.command")}> [--…]`,
    `${cli("help.commands")}\n${columns(lines)}`,
    `${cli("help.options")}\n${columns(optionLines(general, cli))}`,
    cli("help.exitCodes"),
  ]);
}

/** The help of one command. */
export function commandHelp(
  command: Command,
  specs: readonly OptionSpec[],
  { cli }: Language,
): string {
  const usage = [`${PROGRAM} ${command.name}`, ...specs.map(usageOf)].join(" ");
  return page([
    cli(`commands.${command.key}.summary`),
    `${cli("help.usage")}\n  ${usage}`,
    `${cli("help.options")}\n${columns(optionLines(specs, cli))}`,
    cli(`commands.${command.key}.notes`),
    cli("help.exitCodes"),
  ]);
}

function page(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

function usageOf(spec: OptionSpec): string {
  return spec.required === true ? signature(spec) : `[${signature(spec)}]`;
}

function signature({ name, value, choices, positional }: OptionSpec): string {
  if (positional) return value;
  if (value === "flag") return `--${name}`;
  return `--${name} ${choices?.join("|") ?? value}`;
}

function optionLines(
  specs: readonly OptionSpec[],
  cli: Language["cli"],
): [string, string][] {
  return specs.map((spec) => [signature(spec), cli(`options.${spec.name}`)]);
}

function columns(lines: readonly [string, string][]): string {
  const width = Math.min(30, Math.max(...lines.map(([left]) => left.length)));
  return lines
    .map(([left, right]) =>
      left.length > width
        ? `  ${left}\n  ${" ".repeat(width)}  ${right}`
        : `  ${left.padEnd(width)}  ${right}`,
    )
    .join("\n");
}
