import { expect, test } from 'vitest';
import { status } from '../../../runner/local-cluster/index.ts';
import { killedKeeper, recordCluster } from '../../support/clusters/recorded-cluster.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { mainFile } from '../../support/programs/main-file.ts';
import { servingProgram } from '../../support/servers/serving-program.ts';

const name = 'killed-serve';

/** Starts `serve` on the local cluster and waits until it is live. */
async function serve(cache: string) {
  const program = await servingProgram([mainFile, 'serve', '--port', '0', '--name', name], {
    GUIDERAIL_CACHE: cache,
  });
  await expect.poll(() => program.printed().stderr, { timeout: 10_000 }).toContain('local is live');
  return program;
}

test('serve: after a kill, the next serve takes the local cluster down when it ends', async ({ task }) => {
  leavesNothing();
  const cache = await recordCluster(name, killedKeeper);
  const killed = await serve(cache);
  process.kill(killed.pid, 'SIGKILL');
  await expect.poll(() => killed.ended()).toBe('SIGKILL');
  expect((await status(name)).state).toBe('up');
  const next = await serve(cache);
  await next.stop();
  expect([next.ended(), (await status(name)).state]).toEqual([0, 'down']);
  expect(next.printed().stderr).not.toContain('stays up');
  figure(task, 'up after the kill, down after the next one');
});

test('serve: a cluster that was already up stays up, and serve says how to take it down', async ({
  task,
}) => {
  leavesNothing();
  const program = await serve(await recordCluster(name));
  await program.stop();
  expect([program.ended(), (await status(name)).state]).toEqual([0, 'up']);
  expect(program.printed().stderr).toContain(
    `Cluster ${name} stays up; \`npx guiderail cluster down --name ${name}\` takes it down.\n`,
  );
  figure(task, 'one line with the command');
});
