import { runCanary } from 'serverless-workshop/local';

// `npm run canary`: a new version gets a tenth, then all, as in the cloud (`services/<name>/canary.yml`).
await runCanary({ weights: [0.1, 1], requestsPerWeight: 20, errorBudget: 3 });
