import { expect, test } from 'vitest';
import { otlpTarget } from '../src/index.ts';

const headersOf = (text: string) =>
  otlpTarget({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_HEADERS: text })?.headers('');

test('there is no target without an endpoint', () => {
  expect(otlpTarget({})).toBeUndefined();
  expect(otlpTarget({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined();
});

test('the traces of an endpoint have their path', () => {
  expect(otlpTarget({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318' })?.url).toBe('http://a:4318/v1/traces');
  expect(otlpTarget({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a/otlp/' })?.url).toBe('http://a/otlp/v1/traces');
});

test('an endpoint for traces alone is taken as it stands', () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/traces' };
  expect(otlpTarget(env)?.url).toBe('http://b/traces');
});

test('headers are pairs, percent-encoded', () => {
  expect(headersOf('x-key=a%20b, x-team = one=two')).toEqual({ 'x-key': 'a b', 'x-team': 'one=two' });
  expect(headersOf('x-key=50%')).toEqual({ 'x-key': '50%' });
  expect(headersOf('nothing')).toEqual({});
});
