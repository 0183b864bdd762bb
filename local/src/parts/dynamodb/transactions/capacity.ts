/** What an action of dynalite says about the capacity that it took. */
export type Consumed = {
  readonly ConsumedCapacity?: { readonly TableName: string; readonly CapacityUnits: number };
};

/** The capacity of a transaction, a sum for each table. A transaction takes twice that of its actions. */
export function sumOf(answers: readonly Consumed[], unit: 'ReadCapacityUnits' | 'WriteCapacityUnits'): object {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity: consumed } of answers) {
    if (!consumed) continue;
    units.set(consumed.TableName, (units.get(consumed.TableName) ?? 0) + 2 * consumed.CapacityUnits);
  }
  if (units.size === 0) return {};
  return {
    ConsumedCapacity: [...units].map(([TableName, sum]) => ({ TableName, CapacityUnits: sum, [unit]: sum })),
  };
}
