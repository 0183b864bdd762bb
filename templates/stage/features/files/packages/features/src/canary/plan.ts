import type { CanaryPlan } from './create-canary.ts';

/** What a new version gets when nobody says otherwise: a tenth, then all, as in the cloud (`services/<name>/canary.yml`). */
export const usualPlan: CanaryPlan = { weights: [0.1, 1], requestsPerWeight: 20, errorBudget: 3 };
