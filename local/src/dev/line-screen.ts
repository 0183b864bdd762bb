/** Lines that differ only in numbers and ids. */
type Alike = { readonly from: string; readonly line: string; count: number };

/** The most lines of one kind that are shown before the next summary. */
const mostAlike = 5;

/** Shows lines of processes, and counts those that repeat under load. */
export class LineScreen {
  #alike = new Map<string, Alike>();

  /** Whether to show a line. */
  shows(from: string, line: string): boolean {
    const key = `${from} ${line.replace(/[0-9a-f]{8}[0-9a-f-]{3,}|\d+/gi, '#')}`;
    const alike = this.#alike.get(key) ?? { from, line, count: 0 };
    this.#alike.set(key, alike);
    alike.count += 1;
    return alike.count <= mostAlike;
  }

  /** One summary for each line that was repeated too often since the last call, with the process it came from. */
  take(): { readonly from: string; readonly line: string }[] {
    const all = [...this.#alike.values()];
    this.#alike.clear();
    return all
      .filter(({ count }) => count > mostAlike)
      .map(({ from, line, count }) => ({ from, line: `${count - mostAlike} more lines like: ${line}` }));
  }
}
