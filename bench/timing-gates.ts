import { autocorrelated, drifting, heavyTailed, light } from '../local/test/gates/noise.ts';
import { simulate } from '../local/test/gates/simulate.ts';

// Prints the table of docs/decisions/timing-gates.md, which says how often a timing gate gives a wrong verdict.
// `npx tsx bench/timing-gates.ts 300` makes 300 runs for each figure.
const runs = Number(process.argv[2] ?? 300);
const most = 1.1;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

console.log(
  '| noise | spread | A/A fails | A/A cannot tell | rounds of A/A: half of the runs, 19 of 20 | on the limit: holds | on the limit: fails | 1.25 × fails | 2 × fails |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const noiseOf of [light, heavyTailed, autocorrelated, drifting]) {
  for (const spread of [0.1, 0.2, 0.3]) {
    const outcome = (truth: number) => simulate({ noiseOf, spread, truth, most, runs });
    const [same, limit, slower, twice] = [await outcome(1), await outcome(most), await outcome(1.25), await outcome(2)];
    const [half, late] = [0.5, 0.95].map((share) => same.rounds[Math.floor(share * runs)]);
    const shares = [limit.holds, limit.fails, slower.fails, twice.fails].map(percent).join(' | ');
    console.log(
      `| ${noiseOf.name} | ${spread} | ${percent(same.fails)} | ${percent(same.inconclusive)} | ${half}, ${late} | ${shares} |`,
    );
  }
}
