import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deadRecords } from '../../../runner/cleanup/pass-record.ts';
import { startLeasedCluster } from '../../support/clusters/leased-cluster.ts';
import { ownCache } from '../../support/clusters/own-cache.ts';
import { guideFile } from '../../support/guides/guide-file.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { guiderail } from '../../support/programs/guiderail.ts';

test('test and bless: a lost Lease gives exit status 3, and cleanup knows the objects', async ({ task }) => {
  leavesNothing();
  const cache = ownCache();
  const objectPath = '/api/v1/namespaces/default/configmaps/made';
  const cluster = await startLeasedCluster({
    answer: ({ method, path }) => {
      if (path === '/api/v1')
        return {
          status: 200,
          body: {
            resources: [{ name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: ['list'] }],
          },
        };
      if (path === '/apis') return { status: 200, body: { groups: [] } };
      if (path.startsWith('/api/v1/configmaps') || path === '/api/v1/namespaces/default/configmaps')
        return { status: 200, body: { items: [] } };
      if (path === '/lose') cluster.takeLease();
      if (path === '/make')
        cluster.objects.set(objectPath, {
          metadata: {
            name: 'made',
            namespace: 'default',
            uid: 'u-made',
            creationTimestamp: new Date().toISOString(),
          },
        });
      return method === 'POST' && (path === '/lose' || path === '/make')
        ? { status: 200, body: {} }
        : undefined;
    },
  });
  const [bin, folder] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(
    join(bin, 'kubectl'),
    `#!/bin/sh\ncurl -sk -X POST https://127.0.0.1:${cluster.port}/make >/dev/null; echo ` +
      'configmap/made created\n',
    {
      mode: 0o700,
    },
  );
  const { file } = guideFile(
    [
      fence('$ kubectl create configmap made\nconfigmap/made created', 'id=make'),
      fence(`$ curl -sk -X POST https://127.0.0.1:${cluster.port}/lose\n{}`, 'id=lose'),
      fence(`$ touch ${folder}/ran`, 'id=write'),
    ],
    { guide: '{namespaces: [default]}' },
  );
  for (const command of [['test'], ['bless', '--write']]) {
    cluster.objects.clear();
    const call = await guiderail(
      [...command, file, '--target', 'context=kind-test', '--kubeconfig', cluster.kubeconfig],
      {
        env: { PATH: `${bin}:${process.env['PATH']}`, GUIDERAIL_CACHE: cache },
      },
    );
    expect([call.status, existsSync(join(folder, 'ran'))]).toEqual([3, false]);
    const said = `${call.stdout}${call.stderr}`;
    expect(said).toContain('Before that, make and lose had run. They made ConfigMap made in default.');
    expect(said).toContain('`npx guiderail cleanup` removes it once the other runner has finished.');
    const [record, ...more] = deadRecords();
    expect([record?.made, more.length]).toEqual([{ [objectPath]: 'u-made' }, command[0] === 'test' ? 0 : 1]);
  }
  figure(task, 'exit status 3 of both; the object made before is named and in the record');
});
