import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pinConfig } from '../../runner/cluster/kubeconfig/pinned-config.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

function secretsOf(
  user: Readonly<Record<string, unknown>>,
  cluster: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  return pinConfig({
    context: 'a',
    server: 'https://127.0.0.1:1',
    cluster: { name: 'c', fields: cluster },
    user: { name: 'u', fields: user },
  }).secrets;
}

test('pinConfig: the variables and options of a credential program are secrets', () => {
  const env = [
    { name: 'AWS_SECRET_ACCESS_KEY', value: 'opensesame-of-aws' },
    { name: 'X', value: 'opensesame-of-x' },
    { name: 'AWS_PROFILE', value: 'production' },
    { name: 'AWS_DEFAULT_REGION', value: 'eu-central-1' },
    { name: 'CONFIG', value: '/home/a/config' },
  ];
  const args = [
    'get-token',
    '--oidc-client-secret=opensesame-of-oidc',
    '--token',
    'opensesame-of-option',
    '--login',
    'azurecli',
  ];
  expect(secretsOf({ exec: { command: 'login', env, args } })).toEqual([
    'opensesame-of-aws',
    'opensesame-of-x',
    'opensesame-of-oidc',
    'opensesame-of-option',
  ]);
  expect(secretsOf({ exec: { command: 'login', env: null, args: null } })).toEqual([]);
});

test('pinConfig: tokens, passwords and keys of the user, a provider and a proxy are secrets', () => {
  const tokenFile = join(temporaryFolder(), 'token');
  writeFileSync(tokenFile, 'opensesame-of-file\n');
  const provider = {
    name: 'oidc',
    config: {
      'id-token': 'opensesame-of-id',
      'client-secret': 'opensesame-of-client',
      'idp-issuer-url': 'https://a',
    },
  };
  const user = {
    token: 'opensesame',
    password: 'pass',
    'client-key-data': 'a2V5',
    tokenFile,
    'auth-provider': provider,
  };
  expect(secretsOf(user, { 'proxy-url': 'http://u:p%40ssword@127.0.0.1:3128' })).toEqual([
    'a2V5',
    'opensesame',
    'pass',
    'opensesame-of-file',
    'opensesame-of-id',
    'opensesame-of-client',
    'p@ssword',
  ]);
});
