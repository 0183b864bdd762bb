/** The receiver of this machine passes on to where the settings send spans. */
export { otlpTarget as spansTo } from './otlp-target.ts';
