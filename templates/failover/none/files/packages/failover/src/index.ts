/** The fencing number of the region that writes. There is one region, so it never grows. */
export function epoch(): number {
  return 0;
}

/** Whether this region must refuse writes. There is one region, so never. */
export function readOnly(): boolean {
  return false;
}
