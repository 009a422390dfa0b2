/*
 * The smallest rise of the mean cost per run that `recost check` catches 95 times in 100 at its default policy, by runs
 * a side and by their spread (standard deviation ÷ mean, log-normal), as a table for docs/ci.md:
 * `npm run build && node bench/gate-power.js`. Takes some minutes; the same figures at every run.
 */

import { MOST_COSTS } from '../dist/domain/gate.js';
import { checkWorkflows, outcomeOf } from '../dist/gate/check.js';

const RUNS = [20, 30, 50, 100, 200, 500, 1000];
const SPREADS = [0.3, 0.6, 1.0, 1.5];
const TRIALS = Number(process.argv[2] ?? 400);
/** A rise by more than this is no figure to plan with. */
const MOST = 5;

function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function workflow({ runs, spread, rise, random }) {
  const variance = Math.log(1 + spread ** 2);
  const costs = Array.from({ length: runs }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const usd = 0.1 * (1 + rise) * Math.exp(Math.sqrt(variance) * normal - variance / 2);
    return BigInt(Math.round(usd * 1e9)) * 10n ** 6n;
  }).sort((a, b) => (a < b ? -1 : Number(a > b)));
  const cost = costs.reduce((sum, each) => sum + each, 0n);
  const middle = (part) => costs[Math.floor(((2 * part + 1) * runs) / (2 * MOST_COSTS))];
  const sums = { tokens: runs, cost, plainCost: cost };
  return {
    name: 'w',
    runs,
    runsOk: undefined,
    calls: runs,
    callsPriced: runs,
    callsSquared: runs,
    cost,
    p90: costs[Math.ceil(runs * 0.9) - 1],
    dearest: costs.at(-1),
    costs: runs <= MOST_COSTS ? costs : Array.from({ length: MOST_COSTS }, (_, part) => middle(part)),
    steps: [{ name: '', models: [{ model: 'm', calls: runs, callsPriced: runs, classes: { input: sums } }] }],
  };
}

/** How often a rise is caught. The same chance for every rise, so that a larger one is caught more often. */
function power(runs, spread, rise) {
  let caught = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const random = seeded(1_000_003 * trial + runs);
    const before = workflow({ runs, spread, rise: 0, random });
    const after = workflow({ runs, spread, rise, random });
    const checks = checkWorkflows({ before: [before], after: [after], rules: [], features: [] });
    caught += Number(outcomeOf(checks) === 'failed');
  }
  return caught / TRIALS;
}

function smallest(runs, spread) {
  let [low, high] = [0.08, MOST];
  if (power(runs, spread, high) < 0.95) return undefined;
  while (high - low > 0.005 * (1 + low)) {
    const middle = (low + high) / 2;
    if (power(runs, spread, middle) >= 0.95) high = middle;
    else low = middle;
  }
  return high;
}

const cell = (rise) => (rise === undefined ? `> ${MOST * 100} %` : `${Math.ceil(rise * 100)} %`);

console.log(`| runs a side | ${SPREADS.map((spread) => `spread ${spread.toFixed(1)}`).join(' | ')} |`);
console.log(`|---:|${SPREADS.map(() => '---:').join('|')}|`);
for (const runs of RUNS)
  console.log(`| ${runs} | ${SPREADS.map((spread) => cell(smallest(runs, spread))).join(' | ')} |`);
