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
