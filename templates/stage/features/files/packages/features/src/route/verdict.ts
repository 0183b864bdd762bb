import type { RecordSummary } from '@app/router';

/** Compared requests without a difference that a flip needs. */
export const enough = 500;

/** Why a record is no reason to flip; `undefined` when it is one. */
export function verdictOf({ compared, different }: RecordSummary): string | undefined {
  if (different.length > 0)
    return `${different.length} of ${compared} compared requests differ, in ${fieldsOf(different).join(', ')}`;
  return compared < enough ? `${compared} requests were compared, ${enough} are needed` : undefined;
}

/** A record for people. */
export function showRecord({ compared, different, fellBack, skipped }: RecordSummary): string {
  const lines = [
    `${compared} compared, ${different.length} different, ${fellBack} left to the old side, ${skipped} not comparable`,
  ];
  for (const { path, differences } of different.slice(-10)) lines.push(`  ${path}: ${differences.join(', ')}`);
  return lines.join('\n');
}

function fieldsOf(different: RecordSummary['different']): string[] {
  return [...new Set(different.flatMap(({ differences }) => differences))].sort();
}
