import { StartupError } from "db/startup-error.ts";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "./project-root.server.ts";

const list = z
  .string()
  .transform((text) => text.split(",").map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ""));
const addresses = list.refine((items) => items.every(isNetwork), {
  message: "must be IP addresses or networks (10.0.0.0/8), separated by commas",
});
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/./, {
  message: "must start with postgres:// or postgresql://",
});
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && +text >= from && +text <= to, {
      message: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

/** Every variable that Passerelle reads; `.env.example` explains each. */
const Variables = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(1, 65_535).default(3000),
  ORIGIN: z
    .string()
    .refine(isOrigin, {
      message: "must be like https://mentoring.example.org, without a path",
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_MIGRATION_URL: databaseUrl.optional(),
  DATABASE_POOL: wholeNumber(1, 100).default(10),
  DATABASE_POOLER: z
    .enum(["session", "transaction"], {
      message: "must be session or transaction",
    })
    .optional(),
  DATA_DIR: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, { message: "must start with smtp:// or smtps://" })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]+@[^\r\n]+$/, { message: "must hold an e-mail address" })
    .default("Passerelle <no-reply@localhost>"),
  RATE_LIMIT_EXEMPT: addresses.default([]),
  TRUST_PROXY: addresses.default([]),
  MATCHING_MEMORY_MB: wholeNumber(128, 65_536).default(1024),
  DRAIN_MS: wholeNumber(0, 10_000).default(0),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      message: "must be fatal, error, warn, info, debug, trace or silent",
    })
    .default("info"),
  DEBUG: z.string().optional(),
});

/** The settings of this installation. */
export type Environment = z.output<typeof Variables> & {
  /** the folder of all data, absolute */
  DATA_DIR: string;
};

/** The names of all variables, for the test that `.env.example` explains them. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(Variables.shape);

/**
 * Reads the settings; an empty variable counts as absent.
 *
 * @throws {StartupError} naming everything that is wrong, not only the first
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Environment {
  const given = Object.entries(source).filter(([, value]) => value?.trim());
  const read = Variables.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const wrong = read.error.issues.map(
      (issue) => `${issue.path.join(".")} ${issue.message}`,
    );
    throw new StartupError(
      `The environment is not right: ${wrong.join("; ")}.`,
    );
  }
  const dataDir = read.data.DATA_DIR ?? path.join(projectRoot(), ".data");
  return { ...read.data, DATA_DIR: path.resolve(dataDir) };
}

/** Adds the variables of the file `.env`, if there is one; those already set win. */
export function loadDotEnv(): void {
  const file = path.join(projectRoot(), ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

// two bundles of this file live in one process: the server's and Remix's
const slot = globalThis as { passerelleEnvironment?: Environment };

/** The settings, read once. */
export function environment(): Environment {
  return (slot.passerelleEnvironment ??= readEnvironment(process.env));
}

/** Chooses the settings for the rest of the process, as the demonstration does. */
export function setEnvironment(chosen: Environment): void {
  slot.passerelleEnvironment = chosen;
}

/** The origins that forms may come from; the first is the one for links. */
export function acceptedOrigins(settings: Environment): [string, ...string[]] {
  if (settings.ORIGIN) return [settings.ORIGIN];
  return [
    `http://127.0.0.1:${settings.PORT}`,
    `http://localhost:${settings.PORT}`,
  ];
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username } = new URL(text);
  const bare = pathname === "/" && !search && !hash && !username;
  return bare && (protocol === "https:" || protocol === "http:");
}

function isNetwork(text: string): boolean {
  const [address = "", prefix] = text.split("/");
  const bits = net.isIP(address) === 6 ? 128 : 32;
  if (!net.isIP(address)) return false;
  return (
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  );
}
