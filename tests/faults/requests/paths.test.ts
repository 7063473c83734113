import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { serverWithoutTarget } from '../../support/servers/loopback-server.ts';

const secret = 'text that lies outside the site';
const hidden = 'text that a dot hides';

/** A site with pages, hidden files, and every kind of link that leads out of it. */
function siteWithNeighbours(): { site: string; folder: string } {
  const folder = temporaryFolder();
  const site = join(folder, 'site');
  for (const each of ['site/guide', 'site/.git', 'site/led', 'outside'])
    mkdirSync(join(folder, each), { recursive: true });
  for (const file of ['secret.txt', 'outside/secret.txt', 'outside/index.html'])
    writeFileSync(join(folder, file), secret);
  // A folder beside the site whose name begins like the name of the site.
  mkdirSync(join(folder, 'site-of-others'));
  writeFileSync(join(folder, 'site-of-others', 'secret.txt'), secret);
  for (const file of ['.guiderail-built-from', '.env', '.git/config', 'guide/.hidden'])
    writeFileSync(join(site, file), hidden);
  for (const file of ['index.html', 'guide/index.html', 'page.md'])
    writeFileSync(join(site, file), `public ${file}`);
  writeFileSync(join(site, '404.html'), 'not found');
  symlinkSync(join(folder, 'secret.txt'), join(site, 'link.txt'));
  symlinkSync('../secret.txt', join(site, 'relative.txt'));
  symlinkSync(join(folder, 'outside'), join(site, 'folder'));
  symlinkSync(join(folder, 'outside', 'index.html'), join(site, 'led', 'index.html'));
  symlinkSync('loop', join(site, 'loop'));
  symlinkSync('/proc/self/environ', join(site, 'environ'));
  return { site, folder };
}

/** Sends exactly these bytes and returns the answer. */
async function ask(port: number, target: string, method = 'GET'): Promise<{ status: number; text: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(10_000, () => socket.destroy());
  socket.write(
    Buffer.from(
      `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
      'latin1',
    ),
  );
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => (text += chunk));
  await new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => {}));
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1');

function payloads(port: number, folder: string): string[] {
  const up = [
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '%2E%2E%2Fsecret.txt',
    '.%2e/secret.txt',
    '%2e./secret.txt',
  ];
  const twice = [
    '%252e%252e/secret.txt',
    '%252e%252e%252fsecret.txt',
    '..%252fsecret.txt',
    '%25252e%25252e%25252fsecret.txt',
    '%%32%65%%32%65/secret.txt',
  ];
  const slashes = [
    '..\\secret.txt',
    '..%5csecret.txt',
    '%2e%2e%5csecret.txt',
    '..%255csecret.txt',
    '..//secret.txt',
    './/../secret.txt',
    '..;/secret.txt',
    '..;x=1/secret.txt',
  ];
  const odd = [
    '..%c0%afsecret.txt',
    '%c0%ae%c0%ae/secret.txt',
    '%e0%80%ae%e0%80%ae/secret.txt',
    '%uff0e%uff0e/secret.txt',
    utf8('．．/secret.txt'),
    utf8('‥/secret.txt'),
    utf8('..∕secret.txt'),
  ];
  const deep = [
    'guide/../../secret.txt',
    'guide/%2e%2e/%2e%2e/secret.txt',
    'nothing/../../secret.txt',
    '../site-of-others/secret.txt',
    '....//secret.txt',
    '..../secret.txt',
    '.../secret.txt',
  ];
  const ends = [
    '../secret.txt%00',
    '../secret.txt%00.html',
    'index.html%00/../../secret.txt',
    '../secret.txt.',
    '../secret.txt%20',
    '../secret.txt::$DATA',
    '../secret.txt?x',
    '../secret.txt%23',
    '..%0d%0a/secret.txt',
  ];
  const absolute = [
    `/${join(folder, 'secret.txt')}`,
    join(folder, 'secret.txt'),
    `//${folder}/secret.txt`,
    'file:///etc/passwd',
    'C:/Windows/win.ini',
    'C:%5cWindows%5cwin.ini',
    '//etc/passwd',
    'proc/self/environ',
    '~root/.profile',
    '~/.profile',
  ];
  const links = [
    'link.txt',
    'relative.txt',
    'folder/secret.txt',
    'folder',
    'folder/',
    'led/',
    'led/index.html',
    'loop',
    'environ',
    'guide/../link.txt',
  ];
  const dots = [
    '.guiderail-built-from',
    '.env',
    '.git/config',
    '.git',
    'guide/.hidden',
    '.',
    './',
    './.env',
    '%2eenv',
    'guide/%2ehidden',
    '.guiderail-built-from/',
    '/.env',
  ];
  const long = [
    `${'../'.repeat(300)}etc/passwd`,
    'a'.repeat(5000),
    `${'a/'.repeat(600)}b`,
    `${'%2e%2e/'.repeat(100)}etc/passwd`,
  ];
  const under = [
    ...up,
    ...twice,
    ...slashes,
    ...odd,
    ...deep,
    ...ends,
    ...absolute,
    ...links,
    ...dots,
    ...long,
  ].map((path) => `/${path}`);
  const whole = [
    `http://127.0.0.1:${port}/../secret.txt`,
    `http://127.0.0.1:${port}/link.txt`,
    '*',
    '..',
    '../secret.txt',
    `//127.0.0.1:${port}/../secret.txt`,
    '/\\..\\secret.txt',
    '\\secret.txt',
  ];
  return [...under, ...whole];
}

test('site: no file outside the site and no hidden file is ever sent', async ({ task }) => {
  leavesNothing();
  const { site, folder } = siteWithNeighbours();
  const server = await serverWithoutTarget({ guides: [], site });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.origin).port);
  const targets = payloads(port, folder);
  const statuses = new Map<number, number>();
  for (const target of targets) {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const { status, text } = await ask(port, target, method);
      expect([200, 400, 403, 404, 414, 431], `${method} ${target.slice(0, 100)}`).toContain(status);
      expect(text, target).not.toMatch(new RegExp(`${secret}|${hidden}|root:|PATH=|${basename(folder)}`));
      // Some addresses are normalised to a page of the site. Then the answer is that page.
      if (status === 200 && method === 'GET') expect(text, target).toContain('public ');
      if (method === 'GET') statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  for (const path of ['/', '/index.html', '/guide/', '/page.md'])
    expect(await ask(port, path)).toMatchObject({ status: 200, text: expect.stringContaining('public ') });
  figure(
    task,
    `${targets.length} paths, by three methods: ` +
      `${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}; 4 public ones are ` +
      'answered',
  );
});
