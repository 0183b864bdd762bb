import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDeployFiles } from '../../src/aws/deploy/read-deploy-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

function alarm(id: string, { watches = 'NightReportLambdaFunction', actions = '[!Ref AlarmTopic]' } = {}): string {
  return `  ${id}:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Dimensions: [{ Name: FunctionName, Value: !Ref ${watches} }]
      AlarmActions: ${actions}
`;
}

test('an alarm is named as function.json names it, also where the engine writes the dash out', () => {
  write('alarms.yml', `Resources:\n${alarm('NightReportIteratorAgeAlarm')}${alarm('NightDashreportErrorsAlarm')}`);
  expect(readDeployFiles(folder, 'night-report').alarms).toEqual(['iterator-age', 'errors']);
});

test('an alarm that tells nobody, watches another function or is no alarm does not count', () => {
  write(
    'alarms.yml',
    `Resources:\n${alarm('NightReportErrorsAlarm', { actions: '[]' })}${alarm('NightReportThrottlesAlarm', {
      watches: 'ReceiptLambdaFunction',
    })}  NightReportAgeAlarm:\n    Type: AWS::SNS::Topic\n`,
  );
  expect(readDeployFiles(folder, 'night-report').alarms).toEqual([]);
  expect(readDeployFiles(join(folder, 'none'), 'night-report').alarms).toEqual([]);
});

const mapping = (watches: string, destination = '!GetAtt FailedRecords.Arn') => `Resources:
  Trigger:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref ${watches}
      DestinationConfig: { OnFailure: { Destination: ${destination} } }
`;

test('the failure destination of a stream stands in its mapping', () => {
  write('trigger.yml', mapping('NightReportLambdaFunction'));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toContain('FailedRecords.Arn');
  write('trigger.yml', mapping('ReceiptLambdaFunction'));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toBeUndefined();
});

test.each(['null', '""', 'todo', '{}', '!GetAtt null', '[]'])('%s is no failure destination', (destination) => {
  write('trigger.yml', mapping('NightReportLambdaFunction', destination));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toBeUndefined();
});

test.each([
  '!Ref FailedTopic',
  '{ "Fn::GetAtt": [FailedRecords, Arn] }',
  'arn:aws:sqs:eu-central-1:111122223333:failed',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the engine's variables, not ours.
  '"${self:custom.settings.failed}"',
])('%s is a failure destination', (destination) => {
  write('trigger.yml', mapping('NightReportLambdaFunction', destination));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toBeDefined();
});

test('the failure destination of a schedule stands in what the engine makes for calls that nobody waits for', () => {
  const of = (id: string) =>
    `extensions:\n  ${id}:\n    Properties:\n      DestinationConfig:\n        OnFailure:\n          Destination: !GetAtt FailedRecords.Arn\n`;
  write('extensions.yml', of('NightDashreportLambdaEvConf'));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toBeDefined();
  write('extensions.yml', of('RelayLambdaEvConf'));
  expect(readDeployFiles(folder, 'night-report').failureDestination).toBeUndefined();
});
