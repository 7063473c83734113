/**
 * A program: `guides-server.ts COUNT` serves COUNT guides of one step each, and sends `ServedGuides` to its
 * parent. It ends at any message from its parent.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { fence } from '../guides/guide-text.ts';
import { loopbackServer } from './loopback-server.ts';

export interface ServedGuides {
  readonly origin: string;
  readonly token: string;
  readonly guides: readonly { readonly name: string; readonly hash: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'guiderail-test-guides-'));
mkdirSync(join(folder, 'site'));
writeFileSync(join(folder, 'site', 'index.html'), '<h1>page</h1>');
const guides = Array.from({ length: Number(process.argv[2]) }, (_, at) => {
  const step = fence(
    `$ n=$((n + 1)); sleep 0.3; for i in {1..20}; do echo "guide ${at} line $i of run $n, $\{PWD##*-}"; done`,
    'id=only',
  );
  return parseGuide(`---\ntitle: T\n---\n${step}\n`, { file: join(folder, `${at}.mdx`), name: `guide-${at}` })
    .guide;
});
const server = await loopbackServer({ guides, site: join(folder, 'site') });
await server.target.settled;
const served: ServedGuides = {
  origin: server.origin,
  token: server.token,
  guides: guides.map(({ name, steps: [step] }) => ({ name, hash: step?.hash ?? '' })),
};
process.send?.(served);
process.once('message', async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
