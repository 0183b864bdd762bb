import { WorkshopError } from '../../errors.ts';
import { findRepository } from '../update/git/repository.ts';
import type { Finding } from './finding.ts';

/** Looks whether git can undo what `update`, `advance` and `add` do; the repo runs without it. */
export async function repositoryFindings(root: string): Promise<Finding[]> {
  try {
    await findRepository(root);
    return [];
  } catch (error) {
    // Where git is not there, the look at the machine says so.
    if (!(error instanceof WorkshopError) || error.cause !== undefined) return [];
    const { message, hint } = error;
    const detail = `update, advance and add will refuse: ${message}`;
    return [{ what: 'git repository', status: 'note', detail, ...(hint !== undefined && { mend: hint }) }];
  }
}
