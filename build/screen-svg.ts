import type { IBufferCell, Terminal } from '@xterm/headless';

const cell = { width: 8.4, height: 18 };
const palette = ['#1b1f24', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#e6edf3'];
const bright = ['#6e7681', '#ffa198', '#a5f3b0', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#ffffff'];

type Run = { text: string; style: string; column: number };

/** Draws a terminal's screen as an SVG, with the command in a line above it. Empty lines at the end are left out. */
export function screenSvg(terminal: Terminal, command: string): string {
  const lines = [[{ text: command, style: 'fill="#7ee787"', column: 0 }], ...linesOf(terminal)];
  const width = Math.ceil(terminal.cols * cell.width) + 32;
  const height = lines.length * cell.height + 56;
  const body = lines
    .flatMap((runs, row) =>
      runs.map((run) => `<text x="${x(run.column)}" y="${y(row)}" ${run.style}>${xmlText(run.text)}</text>`),
    )
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xmlText(command)}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g fill="#484f58"><circle cx="20" cy="18" r="5"/><circle cx="38" cy="18" r="5"/><circle cx="56" cy="18" r="5"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${body}
</g>
</svg>
`;
}

function linesOf(terminal: Terminal): Run[][] {
  const buffer = terminal.buffer.active;
  const lines: Run[][] = [];
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    const runs: Run[] = [];
    for (let column = 0; line && column < terminal.cols; column++) {
      const at = line.getCell(column);
      if (!at || at.getWidth() === 0) continue;
      const style = styleOf(at);
      const last = runs.at(-1);
      if (last && last.style === style) last.text += at.getChars() || ' ';
      else runs.push({ text: at.getChars() || ' ', style, column });
    }
    lines.push(runs.map(trimmed).filter((run) => run.text !== ''));
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** SVG drops spaces at both ends of a text. So a run starts at the column of its first letter. */
function trimmed({ text, style, column }: Run): Run {
  return { text: text.trim(), style, column: column + text.length - text.trimStart().length };
}

function styleOf(at: IBufferCell): string {
  const color = at.getFgColor();
  const fill = at.isFgPalette() ? (color < 8 ? palette[color] : bright[color - 8]) : undefined;
  return [
    fill && `fill="${fill}"`,
    at.isBold() && 'font-weight="bold"',
    at.isDim() && 'opacity="0.6"',
    at.isUnderline() && 'text-decoration="underline"',
  ]
    .filter(Boolean)
    .join(' ');
}

function x(column: number): string {
  return (16 + column * cell.width).toFixed(1);
}

function y(row: number): number {
  return 52 + row * cell.height;
}

function xmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
