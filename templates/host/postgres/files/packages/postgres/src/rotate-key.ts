import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { RotatedKey } from 'serverless-workshop/contract';
import { createPool, type Env } from './pool.ts';

/** The roles that log in with a password, without the one that is connected, and without those of Postgres and RDS themselves. */
export async function keys(env: Env): Promise<string[]> {
  const pool = createPool(env);
  try {
    return await rolesOn(pool);
  } finally {
    await pool.end();
  }
}

async function rolesOn(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles
      WHERE rolcanlogin AND rolname <> current_user AND rolname !~ '^(pg_|rds)' ORDER BY rolname`,
  );
  return rows.map(({ rolname }) => rolname);
}

/**
 * Gives a role a new password, and answers the connection string with it. Connected as `DATABASE_URL` says, which must
 * be another role that may do this: one that changes its own key locks out whoever runs this next.
 * `undefined` when it is none of `keys`.
 */
export async function rotateKey(env: Env, role: string): Promise<RotatedKey | undefined> {
  const pool = createPool(env);
  try {
    if (!(await rolesOn(pool)).includes(role)) return undefined;
    // Only letters and digits, because they need no quoting in a URL or in SQL.
    const password = randomBytes(24).toString('base64url');
    await pool.query(`ALTER ROLE "${role.replaceAll('"', '""')}" PASSWORD '${password}'`);
    const url = new URL(env.DATABASE_URL ?? '');
    url.username = encodeURIComponent(role);
    url.password = password;
    return { setting: 'DATABASE_URL', value: url.href };
  } finally {
    await pool.end();
  }
}
