import type { Db } from "../client.ts";
import {
  organisationMemberships,
  organisations,
  programmes,
  roleGrants,
} from "../schema/index.ts";
import facts from "./filex-2019.json";
import { writeFirstEdition } from "./first-edition.ts";
import { writeForum } from "./forum.ts";
import {
  organisationMembershipRows,
  organisationRows,
} from "./organisations.ts";
import {
  ADMINISTRATOR,
  cast,
  COORDINATOR,
  writePeople,
  writeStaff,
} from "./people.ts";
import { personId } from "./person.ts";
import { sampleId } from "./sample-id.ts";
import { writeSecondEdition } from "./second-edition.ts";
import { insertAll, note, writeAudit, type Story } from "./story.ts";
import { writeTrialRound } from "./trial-round.ts";

/** How the sample is loaded. */
export interface SampleOptions {
  /** Fingerprint of a value in canonical form, as matching runs keep it. */
  readonly hash: (value: unknown) => string;
  /** People who coordinate the programme from now on. */
  readonly coordinators: readonly string[];
  /**
   * With it, every invented person can sign in, and so can an invented coordinator and administrator: for the
   * demonstration, which nobody else can reach. Without it (null) nobody of the sample can.
   */
  readonly passwordHash: string | null;
}

const PROGRAMME_ID = sampleId("programme", facts.programme.name);
const BEGAN = new Date("2018-11-05T09:00:00Z");

/**
 * Writes the sample programme: the facts of the forum of 2019 with its two documented pairs, and invented people
 * around them (`is_sample`), so that there is a closed, a running and a present edition.
 *
 * @param tx  a transaction; a second call that runs at once waits for it
 * @returns the id of the programme, and false if it was there already: then nothing is written
 * Cost: about a second.
 */
export async function writeSample(
  tx: Db,
  now: Date,
  options: SampleOptions,
): Promise<{ programmeId: string; isNew: boolean }> {
  const written = await tx
    .insert(programmes)
    .values({
      id: PROGRAMME_ID,
      name: facts.programme.name,
      purpose: `${facts.programme.track}: ${facts.programme.trackPurpose.join("; ")}.`,
      isSample: true,
      createdAt: BEGAN,
    })
    .onConflictDoNothing()
    .returning({ id: programmes.id });
  if (written.length === 0) return { programmeId: PROGRAMME_ID, isNew: false };
  const story: Story = {
    tx,
    now,
    programmeId: PROGRAMME_ID,
    coordinatorId: personId(COORDINATOR.key),
    hash: options.hash,
    audit: [],
  };
  await writeEverybody(story, options);
  return { programmeId: PROGRAMME_ID, isNew: true };
}

async function writeEverybody(
  story: Story,
  { coordinators, passwordHash }: SampleOptions,
): Promise<void> {
  const { tx, now, programmeId, coordinatorId } = story;
  const register = organisationRows(BEGAN);
  await insertAll(tx, organisations, register);
  await insertAll(tx, organisationMemberships, organisationMembershipRows());
  const isDemo = passwordHash !== null;
  const staff = isDemo ? [COORDINATOR, ADMINISTRATOR] : [COORDINATOR];
  await writeStaff(tx, staff, passwordHash, BEGAN);
  const people = cast(register);
  const invented = [...people.first, ...people.second];
  await writePeople(tx, invented, passwordHash, BEGAN);
  await insertAll(
    tx,
    roleGrants,
    (isDemo ? [coordinatorId, ...coordinators] : coordinators).map(
      (personId) => ({
        personId,
        role: "coordinator" as const,
        programmeId,
        createdAt: now,
      }),
    ),
  );
  note(story, BEGAN, "programme.create", ["programme", programmeId]);
  await writeForum(story);
  await writeFirstEdition(story, people.first);
  await writeTrialRound(story, people.second);
  await writeSecondEdition(story, people);
  await writeAudit(story);
}
