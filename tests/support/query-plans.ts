import type { Db } from "db/client.ts";
import * as schema from "db/schema/index.ts";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Target } from "db/client.ts";

/** A statement as the server ran it, with the nodes of its plan. */
export interface Plan {
  readonly text: string;
  readonly nodes: readonly PlanNode[];
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** A database whose server tells the plan of every statement that it runs; for superusers, such as tests are. */
export async function plannedDatabase(target: Exclude<Target, string>) {
  let plans: Plan[] = [];
  const client = postgres({
    ...target,
    max: 1,
    fetch_types: false,
    onnotice: ({ message }) => {
      const json = /plan:\s*(\{[\s\S]*\})\s*$/.exec(message ?? "")?.[1];
      if (json !== undefined) plans.push(planOf(json));
    },
  });
  for (const setting of [
    "load 'auto_explain'",
    "set auto_explain.log_min_duration = 0",
    "set auto_explain.log_level = 'notice'",
    "set auto_explain.log_format = 'json'",
  ])
    await client.unsafe(setting);
  const db: Db = drizzle(client, { schema, casing: "snake_case" });
  return {
    db,
    /** The plans of the statements that a function runs. */
    plansOf: async (run: () => Promise<unknown>): Promise<Plan[]> => {
      plans = [];
      await run();
      return plans;
    },
    close: () => client.end(),
  };
}

function planOf(json: string): Plan {
  const told = JSON.parse(json) as { "Query Text": string; Plan: PlanNode };
  return { text: told["Query Text"], nodes: nodesOf(told.Plan) };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Tables that a plan reads from end to end. */
export function readThrough({ nodes }: Plan): string[] {
  return nodes
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"] ?? "?");
}

/** Indexes that a plan uses. */
export function indexesOf({ nodes }: Plan): string[] {
  return nodes.flatMap((node) => node["Index Name"] ?? []);
}
