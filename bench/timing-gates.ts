import {
  autocorrelated,
  drifting,
  heavyTailed,
  light,
} from '../templates/stage/observe/files/packages/gates/test/noise.ts';
import { simulate } from '../templates/stage/observe/files/packages/gates/test/simulate.ts';

// Prints the table of docs/decisions/timing-gates.md: how often a timing gate comes to each verdict. `npx tsx bench/timing-gates.ts 300` makes 300 runs a row.
const runs = Number(process.argv[2] ?? 300);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

console.log('| noise | spread | B / A | holds | fails | cannot tell | rounds, in the middle | rounds, 19 of 20 |');
console.log('|---|---|---|---|---|---|---|---|');
for (const spread of [0.1, 0.2, 0.3]) {
  for (const noiseOf of [light, heavyTailed, autocorrelated, drifting]) {
    for (const truth of [0.5, 0.95, 1, 1.1, 1.25, 2]) {
      const found = await simulate({ noiseOf, spread, truth, most: 1.1, runs });
      const [middle, late] = [0.5, 0.95].map((share) => found.rounds[Math.floor(share * runs)]);
      const shares = [found.holds, found.fails, found.inconclusive].map(percent).join(' | ');
      console.log(`| ${noiseOf.name} | ${spread} | ${truth} | ${shares} | ${middle} | ${late} |`);
    }
  }
}
