import { createHash } from "node:crypto";

/** The same id for the same thing of the sample in every database, so that the sample exists once and looks the same everywhere. */
export function sampleId(kind: string, key: string): string {
  const hex = digest(`${kind}:${key}`).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A whole number from 0 to below `below` that looks drawn by lot, and is the same for the same key. */
export function drawn(key: string, below: number): number {
  return digest(`drawn:${key}`).readUInt32BE(0) % below;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(`passerelle sample ${text}`).digest();
}
