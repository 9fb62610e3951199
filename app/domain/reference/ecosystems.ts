import { divisions, ecosystems, parseSector, sections } from "./sectors.ts";

/**
 * The industrial ecosystems that sectors belong to. A section of NACE alone belongs to all that it has a division in;
 * groups and classes belong where their division does.
 */
export function ecosystemsOf(sectors: readonly string[]): ReadonlySet<string> {
  return new Set(sectors.flatMap((entry) => BY_CODE.get(headOf(entry)) ?? []));
}

/** Everything that `ecosystemsOf` leads to this ecosystem, groups and classes by their division. */
export function entriesOfEcosystem(id: string): string[] {
  return [...BY_CODE]
    .filter(([, ids]) => ids.includes(id))
    .map(([entry]) => entry);
}

function headOf(entry: string): string {
  const parsed = parseSector(entry);
  return parsed.kind === "nace" ? (parsed.division ?? entry) : entry;
}

const BY_CODE: ReadonlyMap<string, readonly string[]> = new Map<
  string,
  readonly string[]
>([
  ...ecosystems.map(({ id }): [string, string[]] => [id, [id]]),
  ...divisions.map(({ code }): [string, string[]] => [
    code,
    withDivisions([code]),
  ]),
  ...sections.map(({ code }): [string, string[]] => [
    code,
    withDivisions(
      divisions
        .filter(({ section }) => section === code)
        .map((division) => division.code),
    ),
  ]),
]);

function withDivisions(codes: readonly string[]): string[] {
  return ecosystems
    .filter(({ naceDivisions }) =>
      codes.some((code) => naceDivisions.includes(code)),
    )
    .map(({ id }) => id);
}
