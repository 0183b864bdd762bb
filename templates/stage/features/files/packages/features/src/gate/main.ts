import { runGate } from 'serverless-workshop/gates';
import { comparedCheck, flipCheck } from './compared.ts';
import { startScene } from './scene.ts';
import { speedCheck } from './speed.ts';

// The gate of the last stage: `npm run workshop -- advance` runs it when the path is walked.
const scene = startScene();

await runGate('features', [
  { title: 'the same requests to both sides', measure: async () => comparedCheck(await scene) },
  { title: 'flip and unflip, by the command', measure: async () => flipCheck(await scene) },
  {
    title: 'the answers of both sides, rounds in turns until they tell',
    measure: async () => speedCheck(await scene).finally(async () => (await scene).stop()),
  },
]);
