import { postgresPart } from 'serverless-workshop/parts/postgres';

/** Postgres on this machine; `DATABASE_URL` in the settings replaces it. */
export const parts = [postgresPart];
