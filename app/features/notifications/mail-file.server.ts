import fs from "node:fs/promises";
import { mailFile, type MailSettings } from "./transport.server.ts";

/** The subject and the plain text of a mail that was written to a file; null if there is none. */
export async function readMailFile(
  settings: Pick<MailSettings, "DATA_DIR">,
  mailId: string,
): Promise<{ subject: string; text: string } | null> {
  const content = await fs
    .readFile(mailFile(settings, mailId), "utf8")
    .catch(() => null); // not written yet, or tidied away
  return content === null ? null : readOwnMail(content);
}

/** Reads what transport.server.ts wrote: two text parts, quoted-printable, base64 or plain. Not for mail of others. */
function readOwnMail(content: string): { subject: string; text: string } {
  const { headers, body } = split(content);
  const boundary = /boundary="([^"]+)"/.exec(headers.get("content-type") ?? "");
  const parts = boundary ? body.split(`--${boundary[1]}`) : [content];
  const plain = parts
    .map((part) => split(part.replace(/^\r\n/, "")))
    .find((part) => part.headers.get("content-type")?.startsWith("text/plain"));
  return {
    subject: decodeWords(headers.get("subject") ?? ""),
    text: plain
      ? decode(plain.body, plain.headers.get("content-transfer-encoding") ?? "")
      : "",
  };
}

function split(part: string): { headers: Map<string, string>; body: string } {
  const end = part.indexOf("\r\n\r\n");
  const head = (end < 0 ? part : part.slice(0, end)).replace(
    /\r\n[ \t]+/g,
    " ",
  );
  const headers = new Map<string, string>();
  for (const line of head.split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0)
      headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  return { headers, body: end < 0 ? "" : part.slice(end + 4) };
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  return fromHex(body.replace(/=[ \t]*\r\n/g, ""));
}

/** Subjects beyond ASCII come as `=?UTF-8?Q?…?=` or `?B?`, long ones in several pieces. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(
      /=\?utf-8\?([qb])\?([^?]*)\?=/gi,
      (_word, kind: string, value: string) =>
        kind.toLowerCase() === "b"
          ? Buffer.from(value, "base64").toString()
          : fromHex(value.replaceAll("_", " ")),
    );
}

function fromHex(text: string): string {
  const bytes = text.replace(/=([\dA-F]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
