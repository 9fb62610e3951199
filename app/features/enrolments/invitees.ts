import { emailInput } from "~/features/accounts/inputs.ts";
import { fold } from "~/domain/text.ts";

export type Invitees = readonly { fullName: string; email: string }[];

const MOST_INVITEES = 200;

/**
 * Reads one person a line: a name and an address in any order, parted by a comma, a semicolon or a
 * tab, or the address in angle brackets. An address twice counts once.
 *
 * @returns the people, or a message key with the first line that cannot be read
 */
export function readInvitees(
  text: string,
): { ok: true; people: Invitees } | { ok: false; key: string } {
  const lines = text.split("\n");
  const people = new Map<string, Invitees[number]>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const person = readLine(line);
    if (!person)
      return {
        ok: false,
        key: `enrolments:errors.invite_line?line=${index + 1}`,
      };
    if (!people.has(fold(person.email))) people.set(fold(person.email), person);
  }
  if (people.size > MOST_INVITEES)
    return {
      ok: false,
      key: `enrolments:errors.invite_many?limit=${MOST_INVITEES}`,
    };
  return people.size === 0
    ? { ok: false, key: "required" }
    : { ok: true, people: [...people.values()] };
}

function readLine(line: string): Invitees[number] | null {
  const parts = line
    .split(/[,،;<>\t]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const email = parts.find((part) => emailInput.safeParse(part).success);
  const fullName = parts.filter((part) => part !== email).join(" ");
  if (!email || fullName === "" || fullName.length > 120) return null;
  return { fullName, email };
}
