export type { Copy } from './copy.ts';
export {
  deliver,
  type Level,
  noQuota,
  type Quota,
  type Report,
  receive,
  release,
  remind,
  reserve,
  type Step,
} from './escrow.ts';
export { PolicyChangedError } from './merge.ts';
export { type Customer, policies } from './policies.ts';
export type { Policy, PolicyTable } from './policy.ts';
export { type Changes, NotHomeError, type Replicated, replicated } from './replicated.ts';
export type { At, Stamp } from './stamp.ts';
export { ClockDriftError } from './stamp.ts';
export type { TextEngine } from './text.ts';

/** The fencing number of the region that writes. All regions write here; each document has an epoch of its own, in its `home`. */
export function epoch(): number {
  return 0;
}

/** Whether this region must refuse writes. All regions write. */
export function readOnly(): boolean {
  return false;
}
