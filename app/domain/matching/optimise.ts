import { auction } from "./auction";
import { CandidateGraph } from "./candidate-graph";
import type { Market } from "./market";
import { hitsOf, type PairScan } from "./pair-scan";
import { PathSearch } from "./path-search";
import { Pricing } from "./pricing";
import { type SolveOptions, tick } from "./progress";
import { retune } from "./retune";
import { forAll, menteesWhere, sweepBest } from "./sweep";
import type { ObjectiveWeights } from "./weights";

// `!` after an index: positions come from loops over the same arrays, so the element exists.

/** Pairs per mentee to start with. */
const FIRST_CANDIDATES = 20;

/**
 * Pairs so that the weighted sum is the greatest possible over *all* pairs, exactly, with dual values that prove it.
 *
 * A few candidates per mentee and an auction, then all pairs priced against its values and a second auction with those that
 * help: a near-best start (with the second one the paths take a third less time at 50,000 × 25,000). Then exact repair by
 * shortest paths and rounds in which every pair is priced again and the ones that could still help join the candidates,
 * until none can.
 *
 * Place bonuses are added only once the pairs are best without them: bonuses far above the scores would otherwise make
 * nearly every pair look helpful while the candidates are few.
 *
 * @param least pairs with a lower score are not on offer
 * @throws {MatchingStopped} if the caller asks to stop
 * Cost: 4 to 6 scans over all pairs; the searches touch little more than the candidates.
 */
export function optimise(
  market: Market,
  scan: PairScan,
  weights: ObjectiveWeights,
  least: number,
  options: SolveOptions,
): CandidateGraph {
  const large = weights.first > 10_000;
  const graph = new CandidateGraph(
    market,
    large ? { ...weights, first: 0, second: 0 } : weights,
  );
  closeMentorsWithoutPlaces(graph, weights);
  addFirstCandidates(graph, scan, least, options);
  bidAndRetune(graph);
  const search = new PathSearch(graph);
  const pricing = new Pricing(graph, scan, least);
  if (pricing.addHelpful(options)) {
    clear(graph);
    bidAndRetune(graph);
  }
  improve(graph, search, pricing, options);
  if (large) {
    graph.weights = weights;
    pricing.shift(shiftToPlaces(graph));
    improve(graph, search, pricing, options);
  }
  return graph;
}

function bidAndRetune(graph: CandidateGraph): void {
  auction(graph);
  for (let i = 0; i < graph.market.mentees; i++) retune(graph, i);
}

/** Lets all pairs and prices go and keeps the candidates. */
function clear(graph: CandidateGraph): void {
  const { mentees, free } = graph.market;
  for (let i = 0; i < mentees; i++)
    while (graph.filled[i]! > 0) graph.release(graph.held[2 * i]!);
  free.forEach((places, j) => {
    if (places > 0) graph.price[j] = 0;
  });
}

/** Someone who offers nothing gets a price that nobody pays, and so plays no part. */
function closeMentorsWithoutPlaces(
  graph: CandidateGraph,
  weights: ObjectiveWeights,
): void {
  graph.market.free.forEach((places, mentor) => {
    if (places === 0)
      graph.price[mentor] =
        graph.market.top * weights.scale + 2 * weights.first;
  });
}

function addFirstCandidates(
  graph: CandidateGraph,
  scan: PairScan,
  least: number,
  options: SolveOptions,
): void {
  const { market, price, weights } = graph;
  const hits = hitsOf(FIRST_CANDIDATES);
  const priced = scan.priced(weights.scale, price);
  const mentees = menteesWhere(market.mentees, (i) => market.wanted[i]! > 0);
  const sweep = {
    priced,
    mentees,
    least: forAll(market.mentees, least),
    above: forAll(market.mentees, -1),
  };
  let done = 0;
  sweepBest(sweep, FIRST_CANDIDATES, hits, (i) => {
    tick(options, "score", ++done, mentees.length);
    for (let at = 0; at < hits.count; at++)
      graph.addEdge(i, hits.mentor[at]!, weights.scale * hits.score[at]!);
  });
}

/** Repairs and prices in turn until no pair at all could improve the result. Each round adds an edge, so it ends. */
function improve(
  graph: CandidateGraph,
  search: PathSearch,
  pricing: Pricing,
  options: SolveOptions,
): void {
  do {
    search.layOut();
    repair(graph, search, options);
    tightenFilled(graph);
  } while (pricing.addHelpful(options));
}

function repair(
  graph: CandidateGraph,
  search: PathSearch,
  options: SolveOptions,
): void {
  const { mentees, mentors } = graph.market;
  for (let i = 0; i < mentees; i++) {
    tick(options, "solve", i + 1, mentees + mentors);
    while (graph.hasOpenPlace(i) && graph.value[i]! > -graph.nextBonus(i))
      search.fillPlace(i);
  }
  for (let j = 0; j < mentors; j++) {
    tick(options, "solve", mentees + j + 1, mentees + mentors);
    while (graph.hasRoom(j) && graph.price[j]! > 0) search.fillRoom(j);
  }
}

/** A mentee with all places filled is worth what the weakest of them brings: same proof, but it reads better and prices fewer pairs. */
function tightenFilled(graph: CandidateGraph): void {
  for (let i = 0; i < graph.market.mentees; i++) {
    if (graph.filled[i] === 0 || graph.hasOpenPlace(i)) continue;
    let weakest = Infinity;
    for (let place = 2 * i; place < 2 * i + graph.filled[i]!; place++)
      weakest = Math.min(weakest, graph.net(graph.held[place]!));
    graph.value[i] = weakest;
  }
}

/**
 * When every mentor is full, no more places can be filled: raising all prices and lowering all values by one amount says
 * so at once, instead of one long search per mentee.
 *
 * @returns the amount
 */
function shiftToPlaces(graph: CandidateGraph): number {
  const { mentees, mentors, free } = graph.market;
  for (let j = 0; j < mentors; j++) if (graph.hasRoom(j)) return 0;
  let shift = graph.weights.first;
  for (let i = 0; i < mentees; i++)
    if (graph.filled[i]! > 0) shift = Math.min(shift, graph.lastBonus(i));
  for (let i = 0; i < mentees; i++) graph.value[i]! -= shift;
  for (let j = 0; j < mentors; j++) if (free[j]! > 0) graph.price[j]! += shift;
  return shift;
}
