import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../runner/project.ts';
import { siteFolder } from '../../../runner/server/site/site.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { mainFile } from '../../support/programs/main-file.ts';
import { rawExchange, rawRequest } from '../../support/requests/raw-request.ts';
import { askerOf, guideAt, runsOf, serveGuide } from '../../support/servers/served-guide.ts';
import { servingProgram } from '../../support/servers/serving-program.ts';

/** Requests that do not have the right token in the right place. */
const wrongs: readonly (readonly [
  name: string,
  (token: string, old: string) => { readonly query?: string; readonly headers: readonly [string, string][] },
])[] = [
  ['missing', () => ({ headers: [] })],
  ['empty', () => ({ headers: [['authorization', 'Bearer']] })],
  ['short', (token) => ({ headers: [['authorization', `Bearer ${token.slice(0, -1)}`]] })],
  ['long', (token) => ({ headers: [['authorization', `Bearer ${token}A`]] })],
  ['of a former server', (_, old) => ({ headers: [['authorization', `Bearer ${old}`]] })],
  ['in the query', (token) => ({ query: `?token=${token}&authorization=Bearer%20${token}`, headers: [] })],
  ['in a cookie', (token) => ({ headers: [['cookie', `token=${token}; authorization=Bearer ${token}`]] })],
  [
    'in another header',
    (token) => ({
      headers: [
        ['proxy-authorization', `Bearer ${token}`],
        ['x-authorization', `Bearer ${token}`],
      ],
    }),
  ],
  [
    'twice',
    (token) => ({
      headers: [
        ['authorization', `Bearer ${token}`],
        ['authorization', `Bearer ${token}`],
      ],
    }),
  ],
  [
    'beside a wrong one',
    (token, old) => ({
      headers: [
        ['authorization', `Bearer ${token}`],
        ['authorization', `Bearer ${old}`],
      ],
    }),
  ],
  ['without a scheme', (token) => ({ headers: [['authorization', token]] })],
  ['of a scheme in small letters', (token) => ({ headers: [['authorization', `bearer ${token}`]] })],
  ['of another scheme', (token) => ({ headers: [['authorization', `Basic ${token}`]] })],
  ['behind two blanks', (token) => ({ headers: [['authorization', `Bearer  ${token}`]] })],
  ['in other letters', (token) => ({ headers: [['authorization', `Bearer ${swapCase(token)}`]] })],
];

test('guard: accepts only the right token in the right place', async ({ task }) => {
  leavesNothing();
  const old = (await serveGuide('')).server;
  await old.close();
  const { server, call, hash } = await serveGuide(fence('$ true', 'id=a'));
  const { host, port } = new URL(server.origin);
  const body = JSON.stringify({ guide: 'x/g', step: 'a', hash: hash('a'), key: 'k', mode: 'only' });
  const before = await (await call('/api/state')).json();
  for (const [name, wrong] of wrongs) {
    const { query = '', headers } = wrong(server.token, old.token);
    for (const request of [
      { target: `/api/state${query}` },
      { method: 'POST', target: `/api/runs${query}`, body },
    ]) {
      const answer = await rawRequest(
        { port: Number(port) },
        { ...request, headers: [['host', host], ...headers] },
      );
      expect([name, answer.status, answer.headers['set-cookie']]).toEqual([name, 401, undefined]);
    }
  }
  expect(await (await call('/api/state')).json()).toEqual(before);
  expect(server.token).toMatch(/^[\w-]{43}$/);
  figure(task, `${wrongs.length} wrong ways to send it, to read and to run: all 401, nothing run`);
});

test('token: no step, session file, event, state or environment contains it', async ({ task }) => {
  leavesNothing();
  const folder = temporaryFolder();
  const seen = join(folder, 'seen');
  const file = join(folder, 'g.mdx');
  const ancestors =
    `p=$$; while [ "$p" -gt 0 ]; do cat /proc/$p/environ /proc/$p/cmdline; p=$(sed -n 's/^PPid:\\t//p' ` +
    `/proc/$p/status); done >>${seen}`;
  const body = [
    `env >>${seen}; set >>${seen}`,
    `cat /proc/self/environ /proc/$PPID/environ >>${seen}`,
    ancestors,
  ]
    .map((command, at) => fence(`$ ${command}`, `id=s${at}`))
    .join('\n\n');
  const guide = guideAt(file, body);
  mkdirSync(join(folder, 'site'));
  writeFileSync(file, `---\ntitle: T\n---\n${body}\n`);
  const program = await servingProgram([
    join(projectFolder, 'tests', 'support', 'servers', 'guide-server.ts'),
    file,
    join(folder, 'site'),
  ]);
  const asker = askerOf(program, guide);
  for (const { id } of guide.steps) {
    expect(await asker.ended((await runsOf(await asker.run(id)))[0]?.run ?? '')).toMatchObject({
      step: id,
      verdict: 'passed',
    });
  }
  const printed = readFileSync(seen, 'latin1');
  expect(printed).toContain('KUBECONFIG=');
  expect(printed).toContain('guide-server.ts');
  const files = globSync(`${tmpdir()}/guiderail-session-${program.pid}-*/**/*`).filter((each) =>
    statSync(each).isFile(),
  );
  expect(files.some((each) => each.endsWith('/kubeconfig'))).toBe(true);
  const events = await asker.events(0, (event) => event.type === 'run-ended' && event.result.step === 's2');
  const places = {
    'steps and their ancestors': printed,
    'files of the session': files.map((each) => readFileSync(each, 'latin1')).join('\n'),
    events: JSON.stringify(events),
    state: await (await asker.call('/api/state')).text(),
    environment: readFileSync(`/proc/${program.pid}/environ`, 'latin1'),
    arguments: readFileSync(`/proc/${program.pid}/cmdline`, 'latin1'),
  };
  expect(placesWith(places, program.token)).toEqual([]);
  figure(
    task,
    `looked for in ${Object.keys(places).length} places, ${Math.round(printed.length / 1024)} KiB that ` +
      "steps could read of their environment and their ancestors' among them: in none",
  );
});

test('serve: prints the token once, whatever requests come', async ({ task }) => {
  leavesNothing();
  const program = await servingProgram([mainFile, 'serve', '--target', 'recorded', '--port', '0']);
  const { host } = new URL(program.origin);
  const paired = ['authorization', `Bearer ${program.token}`] as const;
  for (const headers of [
    [['host', host] as const, paired],
    [['host', 'evil.example'] as const, paired],
    [['host', host] as const],
  ]) {
    for (const target of [
      '/',
      `/?token=${program.token}`,
      '/api/state',
      `/api/%ff?token=${program.token}`,
      '/api/runs',
      `/${program.token}`,
    ]) {
      for (const method of ['GET', 'POST'])
        await rawRequest(program, {
          method,
          target,
          headers,
          ...(method === 'POST' && { body: `{"key":"${program.token}"}` }),
        });
    }
  }
  await rawExchange(
    program,
    `GET /#token=${program.token} HTTP/1.1\r\nHost: ${host}\r\nauthorization : Bearer ` +
      `${program.token}\r\n\r\n`,
  );
  await rawExchange(
    program,
    `POST /api/runs HTTP/1.1\r\nHost: ${host}\r\nauthorization: Bearer ${program.token}\r\n` +
      `transfer-encoding: chunked\r\n\r\n${program.token}`,
  );
  const places = {
    environment: readFileSync(`/proc/${program.pid}/environ`, 'latin1'),
    arguments: readFileSync(`/proc/${program.pid}/cmdline`, 'latin1'),
    ...textsOf(siteFolder),
    ...textsOf(join(projectFolder, 'content')),
  };
  await program.stop();
  const { stdout, stderr } = program.printed();
  expect(stdout).toBe(`Guiderail is ready: ${program.origin}/#token=${program.token}\n`);
  expect(placesWith({ ...places, stderr }, program.token)).toEqual([]);
  expect(program.ended()).toBe(0);
  figure(
    task,
    'in the one line of stdout; not in stderr, arguments, environment or the ' +
      `${Object.keys(places).length - 2} files of site and guides`,
  );
});

function textsOf(folder: string): Record<string, string> {
  const files = globSync(`${folder}/**/*`).filter((each) => statSync(each).isFile());
  return Object.fromEntries(files.map((each) => [each, readFileSync(each, 'latin1')]));
}

function placesWith(places: Readonly<Record<string, string>>, token: string): string[] {
  return Object.keys(places).filter((place) => places[place]?.includes(token));
}

function swapCase(text: string): string {
  return [...text]
    .map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase()))
    .join('');
}
