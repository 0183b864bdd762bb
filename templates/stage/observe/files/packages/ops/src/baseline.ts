import { visit } from '@app/contracts/visit';
import { writeBaseline } from 'serverless-workshop/gates';

// `npm run baseline`: the shop on real local parts, a bounded load, and the figures into docs/baseline.json.
await writeBaseline({ visit, warmUp: { visits: 20, atOnce: 4 }, load: { visits: 200, atOnce: 4 } });
