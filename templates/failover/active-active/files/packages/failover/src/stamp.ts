/** Where and when something is written: the region, and what its own clock says, in milliseconds. */
export type At = { readonly region: string; readonly now: number };

/**
 * The time of a hybrid logical clock, as `2026-11-29T16:03:37.123Z 0000 eu-west-1`: wall time, a count and the region. Stamps are compared as
 * text, and the later one is greater. The count orders writes that the wall clock cannot order.
 */
export type Stamp = string;

/** A stamp lies further in the future than clocks differ. */
export class ClockDriftError extends Error {
  override readonly name = 'ClockDriftError';
}

/** Clocks that differ by hours are held together by counting. A clock that differs by more than a day is broken. */
const maxDriftMs = 24 * 60 * 60 * 1000;
const mostInOneMillisecond = 0xffff;

/**
 * The stamp of a write by someone who has seen the stamp `seen`. It is always later than `seen`, even where the clock of this region is
 * behind: whoever has seen a value can replace it.
 */
export function stampAfter(seen: Stamp | undefined, { region, now }: At): Stamp {
  if (seen === undefined) return write(now, 0, region);
  const { time, count } = read(seen);
  if (now > time) return write(now, 0, region);
  return count < mostInOneMillisecond ? write(time, count + 1, region) : write(time + 1, 0, region);
}

/**
 * Throws a `ClockDriftError` for a stamp that is more than a day ahead of this region's clock. A stamp of next year would win over every edit
 * that has not seen it, for a year.
 */
export function refuseDrift(stamp: Stamp, { region, now }: At): void {
  const ahead = read(stamp).time - now;
  if (ahead <= maxDriftMs) return;
  const hours = Math.round(ahead / 3_600_000);
  throw new ClockDriftError(
    `The stamp ${stamp} is ${hours} hours ahead of the clock of ${region}. Set the wrong clock, then send the copy again.`,
  );
}

function write(time: number, count: number, region: string): Stamp {
  return `${new Date(time).toISOString()} ${count.toString(16).padStart(4, '0')} ${region}`;
}

function read(stamp: Stamp): { readonly time: number; readonly count: number } {
  const [time = '', count = ''] = stamp.split(' ');
  return { time: Date.parse(time), count: Number.parseInt(count, 16) };
}
