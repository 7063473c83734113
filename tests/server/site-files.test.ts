import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../runner/server/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test.each([
  ['/page.md', 200, 'text/plain; charset=utf-8'],
  ['/files/guide/manifest.yaml', 200, 'text/plain; charset=utf-8'],
  ['/files/guide/evil.html', 200, 'text/plain; charset=utf-8'],
  ['/', 200, 'text/html; charset=utf-8'],
  ['/gone.md', 404, 'text/html; charset=utf-8'],
])('site: %s is answered with %i as %s', async (path, status, type) => {
  const site = temporaryFolder();
  mkdirSync(join(site, 'files', 'guide'), { recursive: true });
  for (const name of ['index.html', '404.html', 'page.md', 'files/guide/manifest.yaml', 'files/guide/evil.html']) writeFileSync(join(site, name), name);
  const server = await startServer({ guides: [], site, port: 0, choice: { kind: 'recorded' }, name: 'none', kubeconfig: undefined, pathBehind: [] });
  onTestFinished(() => server.close());
  const answer = await fetch(server.origin + path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
});
