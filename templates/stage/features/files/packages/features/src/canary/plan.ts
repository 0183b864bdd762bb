import type { CanaryPlan } from './create-canary.ts';

/** What a new version gets when nobody says otherwise: in the cloud `services/<name>/canary.yml` has figures of its own. */
export const usualPlan: CanaryPlan = { weights: [0.05, 0.25, 1], requestsPerWeight: 20, errorBudget: 3 };
