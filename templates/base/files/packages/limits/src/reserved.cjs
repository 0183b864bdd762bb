// CommonJS, because the engine of deploy/ reads it as a variable source, and that one knows no other modules.

/**
 * How many instances all functions together may have: half of what the downstream can spare, over the connections of one instance.
 * Half, because during a deployment the instances of the old version keep their connections while those of the new one open theirs.
 */
exports.budgetOf = ({ downstream: { most, reserve, perInstance } }) => Math.floor((most - reserve) / 2 / perInstance);

/** How many of them the functions of one lane may have. */
exports.laneBudget = (limits, lane) => Math.floor(exports.budgetOf(limits) * (limits.lanes[lane] ?? 0));

/**
 * The reserved concurrency of each function, by name. A function that says `instances` has so many; the others of its lane share what is
 * left in equal parts. Throws with lane and figures when the lanes add up to more than 1, or when a lane has not one instance for each.
 */
exports.reservedConcurrency = (limits, functions) => {
  const shares = Object.values(limits.lanes).reduce((sum, share) => sum + share, 0);
  if (shares > 1 + 1e-9) throw new Error(`limits.json: the lanes share out ${shares} of 1.`);
  const reserved = {};
  for (const lane of new Set(functions.map((one) => one.lane))) {
    const members = functions.filter((one) => one.lane === lane);
    const sharing = members.filter((one) => one.instances === undefined);
    const fixed = members.reduce((sum, one) => sum + (one.instances ?? 0), 0);
    const budget = exports.laneBudget(limits, lane);
    const each = Math.floor((budget - fixed) / Math.max(1, sharing.length));
    if (fixed > budget || (sharing.length > 0 && each < 1)) {
      throw new Error(
        `limits.json: the lane ${lane} has ${budget} instances for ${members.map((one) => one.name).join(', ')}. Raise its share or downstream.most.`,
      );
    }
    for (const one of members) reserved[one.name] = one.instances ?? each;
  }
  return reserved;
};
