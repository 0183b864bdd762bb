import { delimiter } from 'node:path';
import type { Repository } from './repository.ts';

/**
 * The environment in which git writes new objects into another folder and still reads the repository's objects. The
 * repository stays as it is.
 */
export function objectsElsewhere({ objects }: Pick<Repository, 'objects'>, folder: string): Record<string, string> {
  const alternates = process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES;
  return {
    GIT_OBJECT_DIRECTORY: folder,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates === undefined ? objects : `${objects}${delimiter}${alternates}`,
  };
}
