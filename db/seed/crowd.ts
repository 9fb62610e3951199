import { sql } from "drizzle-orm";
import { DEFAULT_CRITERIA } from "../../app/domain/scoring/defaults.ts";
import type { Db } from "../client.ts";

/** Where a crowd lives: its large cohort, and somebody who takes part in it. */
export interface Crowd {
  readonly programmeId: string;
  readonly cohortId: string;
  /** Somebody of the crowd with an active pair. */
  readonly mentorPersonId: string;
}

/**
 * Fills a database with a cohort of invented people as large as wanted, and a second one a fifth of its size: people
 * with accounts, as many organisations, pairings in every state, sessions, audit and runs. For measuring, never for
 * an installation that people use: names repeat and addresses lead nowhere.
 *
 * @param size  people of the large cohort, half of them mentors
 * @param db  without a deadline for statements
 * Cost: about ten seconds for 10,000.
 */
export async function writeCrowd(db: Db, size: number): Promise<Crowd> {
  const [programme] = await db.execute<{ id: string }>(
    sql`insert into programmes (name) values ('Crowd') returning id`,
  );
  const programmeId = programme?.id ?? "";
  const cohortId = await writeCohort(db, programmeId, size);
  await writeCohort(db, programmeId, Math.ceil(size / 5));
  await writeRuns(db, cohortId);
  await db.execute(sql`analyze`);
  const [mentor] = await db.execute<{ id: string }>(sql`
    select e.person_id as id from pairings p join enrolments e on e.id = p.mentor_enrolment_id
    where p.cohort_id = ${cohortId} and p.status = 'active' limit 1`);
  return { programmeId, cohortId, mentorPersonId: mentor?.id ?? "" };
}

async function writeCohort(
  db: Db,
  programmeId: string,
  size: number,
): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into cohorts (programme_id, name, state, wish_mode) values (${programmeId}, ${`Cohort of ${size}`}, 'matching', 'named')
    returning id`);
  const cohortId = row?.id ?? "";
  await writePeople(db, cohortId, size);
  await db.execute(sql`analyze enrolments`); // without it the join below is planned for a handful of people
  await writePairs(db, cohortId);
  await writeAudit(db, cohortId);
  return cohortId;
}

const FIRST = sql.raw(
  `(array['Amina','Émile','Zoé','سميرة','Hugo','Nour','Léa','محمد','Karim','Giulia','Öykü','Marta'])`,
);
const LAST = sql.raw(
  `(array['Haddad','Lefèvre','Rossi','الحسن','García','Benali','Dupont','خوري','Mansour','Yılmaz','Nasser','Costa','Moreau'])`,
);
const COUNTRIES = sql.raw(`(array['FR','MA','TN','IT','ES','LB','EG','DZ'])`);
const SECTORS = sql.raw(`(array['35','62','10','01.1','72','55'])`);
const KINDS = sql.raw(`(array['company','cluster','network','public_body'])`);

/** Ids are made from numbers, so that one statement can refer to the rows of another. */
const idOf = (kind: string, cohortId: string) =>
  sql`md5(${kind} || ${cohortId} || n)::uuid`;

async function writePeople(db: Db, cohortId: string, size: number) {
  const numbers = sql`generate_series(1, ${size}::int) n`;
  await db.execute(sql`
    insert into organisations (id, name, name_key, kind, country, sectors)
    select ${idOf("organisation", cohortId)}, 'Pôle ' || n || ' ' || ${LAST}[1 + n % 13], 'pôle ' || n || left(${cohortId}, 8),
      ${KINDS}[1 + n % 4], ${COUNTRIES}[1 + n % 8], array[${SECTORS}[1 + n % 6]] from ${numbers}`);
  await db.execute(sql`
    insert into people (id, full_name, country, locale, is_sample)
    select ${idOf("person", cohortId)}, ${FIRST}[1 + n % 12] || ' ' || ${LAST}[1 + n % 13] || ' ' || n,
      ${COUNTRIES}[1 + n % 8], 'en', true from ${numbers}`);
  await db.execute(sql`
    insert into accounts (person_id, email, email_key, email_confirmed_at, password_hash)
    select ${idOf("person", cohortId)}, address, address,
      case when n % 9 > 0 then now() end, case when n % 5 > 0 then 'x' end
    from (select n, 'crowd-' || left(${cohortId}, 8) || '-' || n || '@crowd.example' as address from ${numbers}) made`);
  await db.execute(sql`
    insert into enrolments (id, cohort_id, person_id, role, state, organisation_id, country, sectors, languages, topics,
      markets, time_zone, availability, goals, capacity, submitted_at)
    select ${idOf("enrolment", cohortId)}, ${cohortId}, ${idOf("person", cohortId)},
      case when n % 2 = 0 then 'mentor' else 'mentee' end,
      case when n % 20 = 7 then 'submitted' when n % 50 = 9 then 'draft' when n % 50 = 10 then 'reserve' else 'accepted' end,
      ${idOf("organisation", cohortId)}, ${COUNTRIES}[1 + n % 8], array[${SECTORS}[1 + n % 6], ${SECTORS}[1 + n % 5]],
      '[{"code":"fr","level":"C1"},{"code":"en","level":"B2"}]',
      '[{"group":"financing","topic":"EU funding","priority":1},{"group":"international","topic":"export","priority":2}]',
      array['MA', 'TN'], 'Europe/Paris', '[{"day":0,"startMinute":540,"endMinute":720},{"day":3,"startMinute":840,"endMinute":1080}]',
      case when n % 11 > 0 then 'To learn from each other, and to open a first door on the other shore.' end,
      2, timestamptz '2026-01-01 09:00:00Z' + n * interval '7 minutes'
    from ${numbers}`);
  await db.execute(sql`
    insert into consents (enrolment_id, text_version, locale, given_at)
    select ${idOf("enrolment", cohortId)}, '2026-11', 'en', now() from ${numbers}`);
  await db.execute(sql`
    insert into wish_lists (enrolment_id, shown_as, shown_version, shown_locale, shown_at)
    select ${idOf("enrolment", cohortId)}, 'named', '2026-11', 'en', now() from ${numbers} where n % 4 > 0`);
  await db.execute(sql`
    insert into enrolment_tags (enrolment_id, cohort_id, tag_key, tag)
    select ${idOf("enrolment", cohortId)}, ${cohortId}, 'tag ' || n % 7, 'Tag ' || n % 7 from ${numbers} where n % 3 = 0`);
}

/** The steps that a pairing takes; the database accepts no short cut. A pair stops where its number says. */
const STEPS = [
  { to: "approved", from: "proposed", share: 8 },
  { to: "mentor_accepted", from: "approved", share: 6 },
  { to: "active", from: "mentor_accepted", share: 5 },
  { to: "completed", from: "active", share: 2 },
] as const;

async function writePairs(db: Db, cohortId: string) {
  await db.execute(sql`
    insert into pairings (cohort_id, mentor_enrolment_id, mentee_enrolment_id, score, mentor_place, mentee_place, explanation)
    select ${cohortId}, mentor.id, mentee.id, 4000 + (mentor.at * 7919 % 6000), 1, 1, jsonb_build_object(
      'blockedBy', '[]'::jsonb, 'warnings', case when mentor.at % 4 = 0 then '[{"key":"needs.missing","args":{}}]'::jsonb else '[]'::jsonb end,
      'criteria', (select jsonb_agg(jsonb_build_object('criterion', 'sector', 's', k * 100, 'weight', 35, 'points', k,
        'reason', jsonb_build_object('key', 'sector.coverage', 'args', jsonb_build_object('n', k)))) from generate_series(1, 6) k))
    from (select id, row_number() over (order by id) as at from enrolments where cohort_id = ${cohortId} and role = 'mentor' and state = 'accepted') mentor
    join (select id, row_number() over (order by id) as at from enrolments where cohort_id = ${cohortId} and role = 'mentee' and state = 'accepted') mentee
      on mentee.at = mentor.at`);
  for (const { to, from, share } of STEPS)
    await db.execute(sql`
      update pairings set status = ${to}, sent_at = now() - interval '9 days', answer_by = now() + interval '3 days',
        started_at = case when ${to} = 'active' then now() - interval '60 days' else started_at end
      where cohort_id = ${cohortId} and status = ${from} and ('x' || left(md5(id::text), 6))::bit(24)::int % 12 < ${share}`);
  await db.execute(sql`
    update pairings set sent_at = null, answer_by = null
    where cohort_id = ${cohortId} and status = 'approved' and id::text > '4'`);
  await db.execute(sql`
    insert into mentoring_sessions (pairing_id, status, starts_at, ends_at, time_zone, form, logged_by, logged_at)
    select p.id, 'held', now() - k * interval '9 days', now() - k * interval '9 days' + interval '1 hour', 'Europe/Paris',
      'video', e.person_id, now()
    from pairings p join enrolments e on e.id = p.mentor_enrolment_id cross join generate_series(1, 6) k
    where p.cohort_id = ${cohortId} and p.status in ('active', 'completed')`);
}

async function writeAudit(db: Db, cohortId: string) {
  await db.execute(sql`
    insert into audit_entries (at, actor_id, action, subject_kind, subject_id, cohort_id)
    select now() - k * interval '1 hour', e.person_id, (array['enrolment.submit','enrolment.accept','enrolment.edit','consent.give'])[k],
      'enrolment', e.id::text, ${cohortId}
    from enrolments e cross join generate_series(1, 4) k where e.cohort_id = ${cohortId}`);
}

/** Cancelled runs of as many people as the cohort has: a list of runs reads none of what they hold. */
async function writeRuns(db: Db, cohortId: string) {
  await db.execute(sql`
    insert into criteria_sets (cohort_id, version, criteria)
    values (${cohortId}, 1, ${JSON.stringify(DEFAULT_CRITERIA)}::text::jsonb)`);
  await db.execute(sql`
    insert into matching_runs (cohort_id, criteria_set_id, state, input, input_hash, created_at, finished_at)
    select ${cohortId}, c.id, 'cancelled', input, md5(n::text), now() - n * interval '1 day', now()
    from criteria_sets c, generate_series(1, 24) n, (
      select jsonb_build_object('mentees', jsonb_agg(jsonb_build_object('id', id, 'sectors', sectors, 'languages', languages, 'availability', availability))) as input
      from enrolments where cohort_id = ${cohortId} and role = 'mentee') made
    where c.cohort_id = ${cohortId}`);
}
