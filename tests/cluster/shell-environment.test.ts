import { expect, test } from 'vitest';
import { shellEnvironment } from '../../runner/cluster/shell-environment.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';

test('shellEnvironment: keeps the user’s proxies if the target’s shells can reach them', () => {
  const own = {
    HTTPS_PROXY: 'http://proxy.example.com:3128',
    http_proxy: 'http://proxy.example.com:3128',
    NO_PROXY: '10.0.0.0/8',
    KEPT: 'x',
  };
  const namesFor = (reachesProxies: boolean) =>
    Object.keys(shellEnvironment(own, { ...loopbackTarget(), reachesProxies }, '/session')).filter(
      (name) => name in own,
    );
  expect([namesFor(true), namesFor(false)]).toEqual([
    ['HTTPS_PROXY', 'http_proxy', 'NO_PROXY', 'KEPT'],
    ['KEPT'],
  ]);
});
