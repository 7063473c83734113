/** Pages for tests. One build makes all of them, because it takes as long for one page as for ten. */
import { join } from 'node:path';
import { failingSteps, namespace, steadySteps } from './failing-steps.ts';
import { fixtureFolder } from './fixture-folder.ts';
import { fence } from './guide-text.ts';
import { hostileOutputs } from './hostile-output.ts';
import { streamStep } from './numbered-stream.ts';
import { statesGuide } from './states-guide.ts';

export interface FixturePage {
  readonly body: string;
  readonly namespaces?: readonly string[];
}

export type FixtureName = keyof typeof fixturePages;

export const benchLines = 10_000;

const outputFiles = hostileOutputs.map((_, at) => join(fixtureFolder('hostile'), String(at)));
const benchSteps = Array.from({ length: 48 }, (_, at) =>
  fence(`$ echo step ${at}\nstep ${at}`, `id=step-${at}`),
);

export const fixturePages = {
  states: { body: statesGuide },
  stream: {
    body: [streamStep(fixtureFolder('stream')), fence('$ echo short\nshort', 'id=short')].join('\n\n'),
  },
  cuts: { body: streamStep(fixtureFolder('cuts')) },
  gap: { body: fence('$ echo never', 'id=stream') },
  clock: {
    body: fence(
      `$ until [ -e ${join(fixtureFolder('clock'), 'gate')} ]; do sleep 0.05; done; echo on\non`,
      'id=long timeout=5m',
    ),
  },
  input: {
    body: fence('$ touch x; read -r user; read -rs password; echo "${#user} ${#password}"\n6 13', 'id=ask'),
  },
  hostile: {
    body: [
      fence(outputFiles.map((file) => `$ cat ${file}`).join('\n'), 'id=each'),
      fence(`$ cat ${outputFiles.join(' ')}\nnothing of the kind`, 'id=all within=0'),
    ].join('\n\n'),
  },
  failing: { body: failingSteps, namespaces: [namespace] },
  steady: { body: steadySteps, namespaces: [namespace] },
  bench: {
    body: [
      ...benchSteps,
      fence(`$ seq -f "line %.0f of the stream" 1 ${benchLines}\nline 1 of the stream\n...`, 'id=stream'),
      fence('$ echo "at $EPOCHREALTIME"\nat {{number}}', 'id=clock'),
    ].join('\n\n'),
  },
} as const satisfies Readonly<Record<string, FixturePage>>;

/** The page's whole text. */
export function fixtureSource(name: FixtureName): string {
  const { body, namespaces = [] }: FixturePage = fixturePages[name];
  return (
    `---\ntitle: Fixture ${name}\nguide:\n  namespaces: [${namespaces.join(', ')}]\n---\n\n## Steps\n\n` +
    `${body}\n`
  );
}
