// Adds up what vitest's json reporter wrote into a folder: `1203 passed, 0 failed`. A run that broke off for another reason than a
// red test gets no such line: it would say that nothing failed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '', code = '1'] = process.argv.slice(2);
let [passed, failed] = [0, 0];
for (const file of readdirSync(folder)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  // A file that could not be loaded has no tests of its own.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  passed += numPassedTests;
  failed += numFailedTests + broken.length;
}
if (code === '0' ? passed > 0 && failed === 0 : failed > 0) console.log(`${passed} passed, ${failed} failed`);
