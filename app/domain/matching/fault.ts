/** What a verifier can find wrong with a result; the command line has words for each. */
export const FAULT_KEYS = [
  "pin_missing",
  "pair_twice",
  "pair_pin",
  "pair_nobody",
  "pair_pin_score",
  "pair_score",
  "pair_forbidden",
  "pair_mentee_places",
  "pair_mentor_places",
  "quota",
  "floor_unasked",
  "floor_minimum",
  "floor_pair",
  "objective",
  "matched",
  "total",
  "worst",
  "unmatched",
  "stable_certificate",
  "no_certificate",
  "certificate_figures",
  "side_proofs",
  "proof_sum",
  "proof_ties",
  "proof_places",
  "proof_floor",
  "blocking",
  "unstable",
] as const;
type FaultKey = (typeof FAULT_KEYS)[number];

/** The first thing that is wrong with a result, as data. */
export interface Fault {
  readonly key: FaultKey;
  readonly args: Readonly<Record<string, string>>;
}

/** A fault with its arguments; numbers are written out, so that every digit is told. */
export function faultWith(
  key: FaultKey,
  args: Readonly<Record<string, string | number>> = {},
): Fault {
  return {
    key,
    args: Object.fromEntries(
      Object.entries(args).map(([name, value]) => [name, String(value)]),
    ),
  };
}

/** For logs and reports of faults of ours; people get words. */
export function faultLine({ key, args }: Fault): string {
  return [
    key,
    ...Object.entries(args).map(([name, value]) => `${name} ${value}`),
  ].join(", ");
}
