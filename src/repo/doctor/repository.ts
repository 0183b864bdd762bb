import { WorkshopError } from '../../errors.ts';
import { findRepository } from '../update/git/repository.ts';
import type { Finding } from './finding.ts';

/** Checks whether git can undo what `update`, `advance` and `add` do. The repo runs without git. */
export async function repositoryFindings(root: string): Promise<Finding[]> {
  try {
    await findRepository(root);
    return [];
  } catch (error) {
    // When git is not installed, the check of the machine reports it.
    if (!(error instanceof WorkshopError) || error.cause !== undefined) return [];
    const { message, hint } = error;
    const detail = `update, advance and add will refuse: ${message}`;
    return [{ what: 'git repository', status: 'note', detail, ...(hint !== undefined && { mend: hint }) }];
  }
}
