import { LineScreen } from './line-screen.ts';
import { showLine } from './screen.ts';

const sumEveryMs = 5000;

/**
 * Answers the function that shows a line of a process. Lines that repeat under load are summarised every five seconds.
 */
export function showLines(): (from: string, line: string) => void {
  const screen = new LineScreen();
  setInterval(() => {
    for (const { from, line } of screen.take()) showLine(from, line);
  }, sumEveryMs).unref();
  return (from, line) => {
    if (screen.shows(from, line)) showLine(from, line);
  };
}
