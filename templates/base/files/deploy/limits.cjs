// CommonJS, because the engine reads it as a variable source, and that one knows no other modules.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * How many instances all functions together may have: half of what the downstream can spare, over the connections of one instance.
 * Half, because during a deployment the instances of the old version keep their connections while those of the new one open theirs.
 */
exports.budgetOf = ({ downstream: { most, reserve, perInstance } }) => Math.floor((most - reserve) / 2 / perInstance);

/** How many of them the functions of one lane may have. */
exports.laneBudget = (limits, lane) => Math.floor(exports.budgetOf(limits) * (limits.lanes[lane] ?? 0));

/** Throws with the first figure that cannot be meant: a wrong one would reserve too much and say nothing. */
function check({ downstream = {}, lanes = {} }) {
  const { most, reserve, perInstance } = downstream;
  const whole = (value, least) => Number.isInteger(value) && value >= least;
  const share = (value) => typeof value === 'number' && value >= 0 && value <= 1;
  const figures = [
    ['downstream.most', most, whole(most, 1), 'a whole number from 1 on'],
    [
      'downstream.reserve',
      reserve,
      whole(reserve, 0) && reserve < most,
      'a whole number from 0 on, below downstream.most',
    ],
    ['downstream.perInstance', perInstance, whole(perInstance, 1), 'a whole number from 1 on'],
    ['lanes.user', lanes.user, share(lanes.user), 'a number from 0 to 1'],
    ['lanes.background', lanes.background, share(lanes.background), 'a number from 0 to 1'],
  ];
  const wrong = figures.find(([, , right]) => !right);
  if (!wrong) return;
  const [key, value, , must] = wrong;
  const is = JSON.stringify(value) ?? 'missing';
  throw new Error(
    `limits.json: ${key} is ${is}. It must be ${must}. Correct it, then: npx vitest run deploy/test/limits`,
  );
}

/**
 * The reserved concurrency of each function, by name. A function that says `instances` has so many; the others of its lane share what is
 * left in equal parts. Throws when a figure is not one, and with lane and figures when the lanes add up to more than 1, or when a lane has not one instance for each.
 */
exports.reservedConcurrency = (limits, functions) => {
  check(limits);
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

const root = join(__dirname, '..');
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The reserved concurrency of every function of this repo. `settings.<stage>.yml` includes it: the engine calls it. */
exports.reserved = () => {
  const functions = readdirSync(join(root, 'services'))
    .map((name) => `services/${name}/function.json`)
    .filter((path) => existsSync(join(root, path)))
    .map(read);
  return exports.reservedConcurrency(read('limits.json'), functions);
};
