/** A rule of a template, and the change of one line that takes it away. */
export type Mutant = {
  readonly rule: string;
  /** Below the folder of the package. */
  readonly file: string;
  readonly line: string;
  readonly becomes: string;
};

/** The rules of `packages/failover` of active-active. Its own tests must fail without any one of them. */
export const activeActive: readonly Mutant[] = [
  {
    rule: 'a stamp is later than the one that was seen',
    file: 'src/stamp.ts',
    line: 'if (now > time) return',
    becomes: 'if (now > 0) return',
  },
  {
    rule: 'a count orders the writes of one millisecond',
    file: 'src/stamp.ts',
    line: 'write(time, count + 1, region)',
    becomes: 'write(time, count, region)',
  },
  {
    rule: 'after the largest count comes the next millisecond',
    file: 'src/stamp.ts',
    line: 'write(time + 1, 0, region)',
    becomes: 'write(time, 0, region)',
  },
  {
    rule: 'a stamp far ahead is refused',
    file: 'src/stamp.ts',
    line: 'if (ahead <= maxDriftMs) return',
    becomes: 'if (ahead > 0 || ahead <= 0) return',
  },
  {
    rule: 'a copy of another region is looked at for such stamps',
    file: 'src/merge.ts',
    line: "if (register.policy === 'last-write-wins') refuseDrift(register.stamp, at);",
    becomes: 'void [register, refuseDrift, at];',
  },
  {
    rule: 'the later stamp wins',
    file: 'src/last-write-wins.ts',
    line: 'a.stamp > b.stamp ? a : b',
    becomes: 'a',
  },
  {
    rule: 'everybody breaks a tie in the same way',
    file: 'src/last-write-wins.ts',
    line: 'JSON.stringify(a) >= JSON.stringify(b) ? a : b',
    becomes: 'b === undefined ? b : a',
  },
  {
    rule: 'a removal that was not seen to be undone stays',
    file: 'src/add-wins-set.ts',
    line: 'one === other[region] || one > (seenByOther[region] ?? 0)',
    becomes: 'one === other[region] || one > 0 || one > (seenByOther[region] ?? 0)',
  },
  {
    rule: 'an addition that the other has not seen stays',
    file: 'src/add-wins-set.ts',
    line: 'one === other[region] || one > (seenByOther[region] ?? 0)',
    becomes: 'one === other[region] && one >= (seenByOther[region] ?? 0)',
  },
  {
    rule: 'every addition has a number of its own',
    file: 'src/add-wins-set.ts',
    line: 'addition++;',
    becomes: 'addition = 1;',
  },
  {
    rule: 'the numbers are the region’s own',
    file: 'src/add-wins-set.ts',
    line: 'items.set(item, { [region]: addition })',
    becomes: "items.set(item, { [region && 'all']: addition })",
  },
  {
    rule: 'a merged set has seen what both have seen',
    file: 'src/add-wins-set.ts',
    line: 'seen: mergeRegions(a.seen, b.seen, Math.max)',
    becomes: 'seen: mergeRegions(a.seen, b.seen, Math.min)',
  },
  {
    rule: 'the items of a set have one order',
    file: 'src/add-wins-set.ts',
    line: 'one < other ? -1 : 1',
    becomes: 'one < other ? 0 : 0',
  },
  {
    rule: 'a region counts in its own number',
    file: 'src/counter.ts',
    line: '[way]: { ...seen[way], [region]: total }',
    becomes: "[way]: { ...seen[way], [region && 'all']: total }",
  },
  {
    rule: 'counting down has a number of its own, so that both only grow',
    file: 'src/counter.ts',
    line: "by < 0 ? 'down' : 'up'",
    becomes: "by < 0 ? 'up' : 'up'",
  },
  {
    rule: 'the larger count is the later one',
    file: 'src/counter.ts',
    line: 'mergeRegions(a.up, b.up, Math.max)',
    becomes: 'mergeRegions(a.up, b.up, Math.min)',
  },
  {
    rule: 'the higher epoch wins over any version',
    file: 'src/merge.ts',
    line: 'if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;',
    becomes: '',
  },
  {
    rule: 'the higher version of the home wins',
    file: 'src/merge.ts',
    line: 'a.version > b.version ? a : b',
    becomes: 'a.version < b.version ? a : b',
  },
  {
    rule: 'the fields of the home are replaced together',
    file: 'src/merge.ts',
    line: 'home: laterHome(a.home, b.home)',
    becomes: 'home: { ...laterHome(a.home, b.home), fields: { ...b.home.fields, own: a.home.fields.own ?? null } }',
  },
  {
    rule: 'only the home writes its fields',
    file: 'src/replicated.ts',
    line: 'if (home.region !== at.region) throw',
    becomes: 'if (home.region === at.region + 1) throw',
  },
  {
    rule: 'every write of the home has a version',
    file: 'src/replicated.ts',
    line: 'home: { ...home, version: home.version + 1, fields: { ...home.fields, ...own } }',
    becomes: 'home: { ...home, fields: { ...home.fields, ...own } }',
  },
  {
    rule: 'a new home has a higher epoch',
    file: 'src/replicated.ts',
    line: 'if (epoch > home.epoch) return',
    becomes: 'if (epoch >= home.epoch) return',
  },
  {
    rule: 'fields that this code does not know are kept by a write of the home',
    file: 'src/replicated.ts',
    line: 'fields: { ...home.fields, ...own } } };',
    becomes: 'fields: own } };',
  },
  {
    rule: 'a field that only the other copy has is kept',
    file: 'src/merge.ts',
    line: 'mine === undefined ? theirs : mergeRegisters(name, mine, theirs, text)',
    becomes: 'mine === undefined ? (undefined as never) : mergeRegisters(name, mine, theirs, text)',
  },
  {
    rule: 'a changed policy is refused',
    file: 'src/merge.ts',
    line: 'if (a.policy !== b.policy) throw',
    becomes: 'if (a.policy !== a.policy) throw',
  },
  {
    rule: 'an edit under a changed policy is refused',
    file: 'src/replicated.ts',
    line: 'if (seen && seen.policy !== policy) throw',
    becomes: 'if (seen && !policy) throw',
  },
  {
    rule: 'nobody sells more than the own quota',
    file: 'src/escrow.ts',
    line: 'units <= quota.free',
    becomes: 'units <= quota.free + 1',
  },
  {
    rule: 'a gift leaves in the write that takes its units',
    file: 'src/escrow.ts',
    line: 'free: next.free - units, gifts:',
    becomes: 'gifts:',
  },
  {
    rule: 'a gift is taken once',
    file: 'src/escrow.ts',
    line: 'gift.number === last + 1',
    becomes: 'gift.number >= last',
  },
  {
    rule: 'the taker remembers the number',
    file: 'src/escrow.ts',
    line: 'isNext ? { ...quota.taken, [from]: gift.number } : quota.taken',
    becomes: 'quota.taken',
  },
  {
    rule: 'a gift has a number of its own',
    file: 'src/escrow.ts',
    line: '{ number: last.number + 1, units }',
    becomes: '{ number: 1, units }',
  },
  {
    rule: 'a gift stays open until its number was taken',
    file: 'src/escrow.ts',
    line: 'taken === own.number ?',
    becomes: 'taken <= own.number ?',
  },
  {
    rule: 'there is one gift at a time',
    file: 'src/escrow.ts',
    line: 'last.units > 0 || units === 0',
    becomes: 'units === 0',
  },
  {
    rule: 'an open gift is repeated',
    file: 'src/escrow.ts',
    line: 'Object.keys(quota.heard));\n}\n\n/** For each region',
    becomes: '[]);\n}\n\n/** For each region',
  },
  {
    rule: 'the giver hears that its gift was taken, also when it asks again',
    file: 'src/escrow.ts',
    line: 'gift.units > 0 ? [from] : []',
    becomes: 'gift.units < 0 ? [from] : []',
  },
  {
    rule: 'an overtaken report changes nothing',
    file: 'src/escrow.ts',
    line: 'if (version <= (quota.heard[from]?.version ?? 0)) return',
    becomes: 'if (version < 0) return',
  },
  {
    rule: 'the later copy of a quota counts',
    file: 'src/escrow.ts',
    line: 'mine.version > theirs.version ? mine : theirs',
    becomes: 'mine.version > theirs.version ? theirs : mine',
  },
  {
    rule: 'a region reports before its shelf is empty',
    file: 'src/escrow.ts',
    line: 'return free < demand;',
    becomes: 'return free < 0 && free < demand;',
  },
  {
    rule: 'a refusal is a demand of one unit',
    file: 'src/escrow.ts',
    line: 'demand: quota.demand + 1,',
    becomes: 'demand: quota.demand + units,',
  },
  {
    rule: 'a refusal is counted where units were elsewhere',
    file: 'src/escrow.ts',
    line: 'everywhere >= units ? 1 : 0',
    becomes: 'everywhere >= units ? 0 : 0',
  },
  {
    rule: 'small differences do not move units',
    file: 'src/share.ts',
    line: 'theirs.free < fair / 2',
    becomes: 'theirs.free < fair',
  },
  {
    rule: 'a region without demand keeps something',
    file: 'src/share.ts',
    line: '(theirs.demand + 1) / (mine.demand + theirs.demand + 2)',
    becomes: '(theirs.demand + 1) / (mine.demand + theirs.demand + 1)',
  },
  {
    rule: 'the last unit stays where both want it',
    file: 'src/share.ts',
    line: '* part - 0.5',
    becomes: '* part',
  },
];
