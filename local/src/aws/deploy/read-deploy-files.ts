import type { DeployedFunction } from '../../contract/index.ts';
import { type Resource, readTemplates } from './cloudformation.ts';

/**
 * Reads from `alarms.yml` and the triggers in a function's folder who is told when it fails, and where the records go
 * that it gave up on.
 */
export function readDeployFiles(folder: string, functionName: string): DeployedFunction {
  const templates = readTemplates(folder);
  const alarms = templates
    .filter(({ file }) => file === 'alarms.yml')
    .flatMap(({ resources }) => Object.entries(resources))
    .filter(([, alarm]) => wakesSomebody(alarm) && watches(alarm, functionName))
    .flatMap(([id]) => alarmName(id, functionName) ?? []);
  const mappings = templates.flatMap(({ resources }) =>
    Object.values(resources).filter(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::EventSourceMapping' && isFunction(Properties?.FunctionName, functionName),
    ),
  );
  // The engine makes this from `maximumRetryAttempts`. It sets the retries of calls that nobody waits for, such as
  // those of a schedule.
  const asynchronous = templates.flatMap(({ extensions }) =>
    Object.entries(extensions)
      .filter(([id]) => flat(id.replace(/LambdaEvConf$/, '')) === flat(functionName))
      .map(([, resource]) => resource),
  );
  const [failureDestination] = [...mappings, ...asynchronous].flatMap((resource) => onFailure(resource) ?? []);
  return { alarms, ...(failureDestination !== undefined && { failureDestination }) };
}

/** The engine writes `a-b` as `ADashb`. This makes both forms equal. */
function flat(name: string): string {
  return name.replaceAll('Dash', '').replaceAll('-', '').toLowerCase();
}

/** The name of an alarm from its resource: `ReceiptIteratorAgeAlarm` of `receipt` gives `iterator-age`. */
function alarmName(id: string, functionName: string): string | undefined {
  const whole = id.replaceAll('Dash', '').replace(/Alarm$/, '');
  const own = flat(functionName);
  if (!whole.toLowerCase().startsWith(own) || whole.length === own.length) return undefined;
  return whole
    .slice(own.length)
    .replace(/(?<=[a-z0-9])[A-Z]/g, '-$&')
    .toLowerCase();
}

function wakesSomebody({ Type, Properties }: Resource): boolean {
  const actions = Properties?.AlarmActions;
  return Type === 'AWS::CloudWatch::Alarm' && Array.isArray(actions) && actions.length > 0;
}

/** Whether an alarm watches this function. A copied alarm may still watch the function it was made for. */
function watches({ Properties }: Resource, functionName: string): boolean {
  const dimensions = (Properties?.Dimensions ?? []) as readonly { readonly Value?: unknown }[];
  return dimensions.every(({ Value }) => !refOf(Value)?.endsWith('LambdaFunction') || isFunction(Value, functionName));
}

function isFunction(value: unknown, functionName: string): boolean {
  return flat(refOf(value)?.replace(/LambdaFunction$/, '') ?? '') === flat(functionName);
}

function refOf(value: unknown): string | undefined {
  return (value as { '!Ref'?: string } | undefined)?.['!Ref'];
}

function onFailure({ Properties }: Resource): string | undefined {
  const { OnFailure } = (Properties?.DestinationConfig ?? {}) as { OnFailure?: { Destination?: unknown } };
  return isDestination(OnFailure?.Destination) ? JSON.stringify(OnFailure?.Destination) : undefined;
}

/**
 * Whether a value is an ARN, a variable of the engine, or a reference to a resource. Nothing can be sent to any other
 * value.
 */
function isDestination(value: unknown): boolean {
  if (typeof value === 'string') return /^(arn:|\$\{)./.test(value);
  const [[kind, target] = []] = Object.entries(value ?? {});
  const of = [target].flat().join('.');
  if (/^(!|Fn::)GetAtt$/.test(kind ?? '')) return /^\w+\.\w+/.test(of);
  if (/^(!|Fn::)(Sub|ImportValue)$/.test(kind ?? '')) return of !== '';
  return /^!?Ref$/.test(kind ?? '') && /^\w+$/.test(of);
}
