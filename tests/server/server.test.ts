import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../runner/server/server.ts';
import { startEmptyCluster } from '../support/clusters/empty-cluster.ts';
import { sixSteps } from '../support/guides/six-steps.ts';
import { serveGuide } from '../support/servers/served-guide.ts';

test('startServer: a port in use is an error that says what to do', async () => {
  const { server } = await serveGuide(sixSteps);
  const port = Number(new URL(server.origin).port);
  const second = startServer({
    guides: [],
    site: '/',
    port,
    choice: { kind: 'recorded' },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  });
  await expect(second).rejects.toThrow(`Port ${port} is in use. Choose another with --port N`);
});

test('startServer: if the site folder cannot be made, it says so and listens on nothing', async () => {
  const { port, close } = await startEmptyCluster();
  await close();
  const options = {
    guides: [],
    port,
    choice: { kind: 'recorded' },
    name: 'none',
    kubeconfig: undefined,
    pathBehind: [],
  } as const;
  const site = join(import.meta.filename, 'dist');
  await expect(startServer({ ...options, site })).rejects.toThrow(
    `The folder ${site} for the site cannot be made: `,
  );
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
    cause: { code: 'ECONNREFUSED' },
  });
});
