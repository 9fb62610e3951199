-- The rules that must hold whatever the code above does: places, steps, immutability, overlaps.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- Raises a named rule, so that a feature can tell it apart from other errors by its constraint name.
CREATE FUNCTION refuse(rule text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = message;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse(TG_TABLE_NAME || '_append_only', TG_TABLE_NAME || ' rows are never changed');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER criteria_sets_append_only BEFORE UPDATE OR DELETE ON criteria_sets FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER session_versions_append_only BEFORE UPDATE OR DELETE ON session_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION matching_runs_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('finished', 'failed', 'cancelled') THEN
    PERFORM refuse('matching_runs_frozen', 'a run that has ended is never changed');
  END IF;
  IF NEW.input IS DISTINCT FROM OLD.input OR NEW.input_hash <> OLD.input_hash
     OR NEW.criteria_set_id <> OLD.criteria_set_id OR NEW.cohort_id <> OLD.cohort_id THEN
    PERFORM refuse('matching_runs_frozen', 'the input of a run is frozen');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER matching_runs_frozen BEFORE UPDATE OR DELETE ON matching_runs FOR EACH ROW EXECUTE FUNCTION matching_runs_frozen();
--> statement-breakpoint
-- The steps of app/domain/pairing/lifecycle.ts; a test compares the two for every pair of statuses.
CREATE FUNCTION pairing_step_allowed(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (before, after) IN (
    ('proposed', 'approved'), ('proposed', 'rejected'), ('proposed', 'superseded'),
    ('approved', 'rejected'), ('approved', 'mentor_accepted'), ('approved', 'mentor_declined'),
    ('approved', 'expired'), ('approved', 'withdrawn'), ('approved', 'superseded'),
    ('mentor_accepted', 'active'), ('mentor_accepted', 'mentee_declined'), ('mentor_accepted', 'expired'),
    ('mentor_accepted', 'withdrawn'), ('mentor_accepted', 'superseded'),
    ('active', 'on_hold'), ('active', 'completed'), ('active', 'ended_early'),
    ('on_hold', 'active'), ('on_hold', 'completed'), ('on_hold', 'ended_early'))
$$;
--> statement-breakpoint
CREATE FUNCTION pairings_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'proposed' THEN
      PERFORM refuse('pairings_steps', 'a pairing begins as proposed');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT pairing_step_allowed(OLD.status, NEW.status) THEN
    PERFORM refuse('pairings_steps', 'no step leads from ' || OLD.status || ' to ' || NEW.status);
  END IF;
  IF NEW.status <> OLD.status AND OLD.sent_at IS NULL AND NEW.sent_at IS NULL
     AND NEW.status IN ('mentor_accepted', 'mentor_declined', 'active', 'mentee_declined', 'expired') THEN
    PERFORM refuse('pairings_steps', 'nobody answers what was not sent');
  END IF;
  IF NEW.status = 'rejected' AND OLD.status = 'approved' AND OLD.sent_at IS NOT NULL THEN
    PERFORM refuse('pairings_steps', 'what was sent is withdrawn, not rejected');
  END IF;
  IF (NEW.mentor_enrolment_id, NEW.mentee_enrolment_id, NEW.cohort_id) IS DISTINCT FROM
     (OLD.mentor_enrolment_id, OLD.mentee_enrolment_id, OLD.cohort_id) AND OLD.status <> 'proposed' THEN
    PERFORM refuse('pairings_parties', 'the parties are fixed once a pairing is approved');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_steps BEFORE INSERT OR UPDATE ON pairings FOR EACH ROW EXECUTE FUNCTION pairings_steps();
--> statement-breakpoint
-- Locks the rows that hold the limits, so that lowering a limit and taking a place cannot pass each other.
CREATE FUNCTION pairings_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE places integer; allowed integer;
BEGIN
  IF NEW.status NOT IN ('approved', 'mentor_accepted', 'active', 'on_hold') THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.status IN ('approved', 'mentor_accepted', 'active', 'on_hold')
     AND NEW.mentor_place = OLD.mentor_place AND NEW.mentee_place = OLD.mentee_place THEN RETURN NEW; END IF;
  SELECT capacity INTO places FROM enrolments WHERE id = NEW.mentor_enrolment_id FOR SHARE;
  IF NEW.mentor_place > places THEN
    PERFORM refuse('pairings_mentor_capacity', 'the mentor has no such place');
  END IF;
  SELECT mentors_per_mentee INTO allowed FROM cohorts WHERE id = NEW.cohort_id FOR SHARE;
  IF NEW.mentee_place > allowed THEN
    PERFORM refuse('pairings_mentee_limit', 'the mentee has no such place');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_places BEFORE INSERT OR UPDATE ON pairings FOR EACH ROW EXECUTE FUNCTION pairings_places();
--> statement-breakpoint
CREATE FUNCTION enrolments_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.cohort_id, NEW.person_id, NEW.role) IS DISTINCT FROM (OLD.cohort_id, OLD.person_id, OLD.role) THEN
    PERFORM refuse('enrolments_fixed', 'cohort, person and role of an enrolment never change');
  END IF;
  IF NEW.capacity < OLD.capacity AND EXISTS (
    SELECT 1 FROM pairings WHERE mentor_enrolment_id = NEW.id AND mentor_place > NEW.capacity
      AND status IN ('approved', 'mentor_accepted', 'active', 'on_hold')) THEN
    PERFORM refuse('enrolments_capacity_in_use', 'live pairings hold the places');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER enrolments_limits BEFORE UPDATE ON enrolments FOR EACH ROW EXECUTE FUNCTION enrolments_limits();
--> statement-breakpoint
CREATE FUNCTION cohorts_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.programme_id <> OLD.programme_id THEN
    PERFORM refuse('cohorts_fixed', 'a cohort stays in its programme');
  END IF;
  IF NEW.mentors_per_mentee < OLD.mentors_per_mentee AND EXISTS (
    SELECT 1 FROM pairings WHERE cohort_id = NEW.id AND mentee_place > NEW.mentors_per_mentee
      AND status IN ('approved', 'mentor_accepted', 'active', 'on_hold')) THEN
    PERFORM refuse('cohorts_limit_in_use', 'live pairings hold the places');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cohorts_limits BEFORE UPDATE ON cohorts FOR EACH ROW EXECUTE FUNCTION cohorts_limits();
--> statement-breakpoint
-- One pair, one conversation at a time.
ALTER TABLE mentoring_sessions ADD CONSTRAINT mentoring_sessions_no_overlap
  EXCLUDE USING gist (pairing_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (status IN ('planned', 'held'));
--> statement-breakpoint
CREATE FUNCTION mentoring_sessions_not_ahead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'held' AND NEW.starts_at > now() + interval '5 minutes' THEN
    PERFORM refuse('mentoring_sessions_not_ahead', 'a session in the future was not held');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mentoring_sessions_not_ahead BEFORE INSERT OR UPDATE ON mentoring_sessions FOR EACH ROW EXECUTE FUNCTION mentoring_sessions_not_ahead();
