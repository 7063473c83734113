import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { hasIpv6Loopback, listeningSockets } from '../../support/measure/listening.ts';
import { guiderail } from '../../support/programs/guiderail.ts';
import { mainFile } from '../../support/programs/main-file.ts';
import { servingProgram } from '../../support/servers/serving-program.ts';

const allInterfaces = [
  '0.0.0.0',
  '::',
  '*',
  '0',
  '0x0',
  '[::]',
  '000.000.000.000',
  '::ffff:0.0.0.0',
  '',
  '0.0',
];

test('serve: ten spellings of "all interfaces" are refused before anything starts', async ({
  task,
  signal,
}) => {
  leavesNothing();
  const env = { NODE_OPTIONS: `--import=${reportingModule()}` };
  const calls = await Promise.all(
    allInterfaces.map((host) =>
      guiderail(['serve', '--port', '0', '--target', 'recorded', '--host', host], { env, signal }),
    ),
  );
  for (const [at, host] of allInterfaces.entries()) {
    expect(calls[at]).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `--host ${host}: the runner is for this machine alone; write 127.0.0.1, localhost or ::1. ` +
        '[bad-option]\n',
    });
  }
  figure(
    task,
    `${allInterfaces.length} spellings: exit status 2 and one sentence, nothing listened, no program started`,
  );
});

const accepted = [
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', 'localhost'],
  ...(hasIpv6Loopback ? ([['::1', '[::1]']] as const) : []),
] as const;

test.for(accepted)(
  'serve: --host %s listens on loopback and nothing else',
  async ([host, named], { task }) => {
    leavesNothing();
    const args = [mainFile, 'serve', '--port', '0', '--target', 'recorded', '--host', host];
    const program = await servingProgram(args, { NODE_OPTIONS: `--import=${reportingModule()}` });
    expect(program.origin).toBe(`http://${named}:${program.port}`);
    expect(await (await fetch(`${program.origin}/api/health`)).json()).toEqual({
      guiderail: '0.1.0',
      ready: false,
    });
    expect(program.printed().stderr).toContain('listens\n');
    const port = program.port.toString(16).toUpperCase().padStart(4, '0');
    const addresses = listeningSockets(program.pid).map(({ address }) => address);
    expect(addresses).toEqual([
      `0100007F:${port}`,
      ...(hasIpv6Loopback ? [`00000000000000000000000001000000:${port}`] : []),
    ]);
    figure(task, `the kernel lists ${addresses.join(' and ')}; the printed address is ${program.origin}`);
  },
);

/** Writes a module for `--import` that prints when the program listens or starts another program. */
function reportingModule(): string {
  const file = join(temporaryFolder(), 'reporting.mjs');
  const text = `import child from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
const report = (of, name, word) => {
  const original = of[name];
  of[name] = function (...args) {
    process.stderr.write(word + '\\n');
    return original.apply(this, args);
  };
};
report(net.Server.prototype, 'listen', 'listens');
report(child, 'spawn', 'starts');
syncBuiltinESMExports();
`;
  writeFileSync(file, text);
  return file;
}
