import { randomBytes } from 'node:crypto';
import type { RotatedKey } from '@app/core/local';
import { createPool, type Env } from './pool.ts';

/**
 * Gives a role a new password, and answers the connection string with it. Connected as `DATABASE_URL` says, which must
 * be another role that may do this: one that changes its own key locks out whoever runs this next.
 * `undefined` when there is no such role, or it is the connected one.
 */
export async function rotateKey(env: Env, role: string): Promise<RotatedKey | undefined> {
  const pool = createPool(env);
  try {
    const { rowCount } = await pool.query('SELECT FROM pg_roles WHERE rolname = $1 AND rolname <> current_user', [
      role,
    ]);
    if (rowCount === 0) return undefined;
    // Letters and digits that stand in a URL and in SQL as they are.
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
