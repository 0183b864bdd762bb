/** Lines that differ in numbers and ids alone. */
type Alike = { readonly from: string; readonly line: string; count: number };

/** So many alike are shown until the next sum. */
const mostAlike = 5;

/** Lets lines of processes through, and counts those that a load repeats. */
export class LineScreen {
  #alike = new Map<string, Alike>();

  /** True for a line that is to be shown. */
  shows(from: string, line: string): boolean {
    const key = `${from} ${line.replace(/[0-9a-f]{8}[0-9a-f-]{3,}|\d+/gi, '#')}`;
    const alike = this.#alike.get(key) ?? { from, line, count: 0 };
    this.#alike.set(key, alike);
    alike.count += 1;
    return alike.count <= mostAlike;
  }

  /** What was not shown since the last time, each sum as a line of its process. */
  take(): { readonly from: string; readonly line: string }[] {
    const all = [...this.#alike.values()];
    this.#alike.clear();
    return all
      .filter(({ count }) => count > mostAlike)
      .map(({ from, line, count }) => ({ from, line: `${count - mostAlike} more lines like: ${line}` }));
  }
}
