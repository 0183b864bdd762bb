import { expect, test } from 'vitest';
import { signRequest } from '../src/sign-request.ts';

test('makes the signature that another implementation made', () => {
  const headers = signRequest(
    {
      service: 'secretsmanager',
      region: 'eu-central-1',
      host: 'secretsmanager.eu-central-1.amazonaws.com',
      target: 'secretsmanager.GetSecretValue',
      body: '{"SecretId":"shop-database"}',
    },
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken: 'token' },
    new Date('2026-11-22T10:20:30.000Z'),
  );
  // Computed once with @smithy/signature-v4, the signer of the AWS SDK.
  expect(headers.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-central-1/secretsmanager/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=7e47ba9328fdefed8499d366abbf5557641478171ab747f22288471b458b1d37',
  );
});
