import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadGuides } from '../../runner/check/load-guides.ts';
import { contentFolder } from '../../runner/project.ts';
import { filesOf } from '../../src/guide/page/guide-files.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { vanishedCommands } from './vanished-commands.ts';

const first = join(contentFolder, 'istio/kubernetes-services-for-egress-traffic.mdx');
const lines = readFileSync(first, 'utf8').split('\n');
const isFence = (line: string) => /^\s*(?:```|~~~)/.test(line);
/**
 * Indices of three sorts of lines: those that begin or end a fence, those that begin one, and all lines of
 * fences.
 */
const fences = lines.flatMap((line, at) => (isFence(line) ? [at] : []));
const openings = fences.filter((_, at) => at % 2 === 0);
const inFences = lines.flatMap((_, at) =>
  openings.some((from, fence) => from <= at && at <= (fences[2 * fence + 1] ?? from)) ? [at] : [],
);

/** A change of one line that may happen while an author edits a page. */
interface Damage {
  readonly name: string;
  /** Indices of the lines that it may change. */
  readonly at: readonly number[];
  /** The text that replaces the line; `undefined` deletes the line. */
  readonly make: (line: string) => string | undefined;
}

const damages: readonly Damage[] = [
  { name: 'a space before', at: inFences, make: (line) => ` ${line}` },
  { name: 'three spaces before', at: inFences, make: (line) => `   ${line}` },
  { name: 'four spaces before', at: inFences, make: (line) => `    ${line}` },
  { name: 'a tab before', at: inFences, make: (line) => `\t${line}` },
  { name: 'indentation gone', at: inFences, make: (line) => line.trimStart() },
  { name: 'one space less', at: inFences, make: (line) => line.replace(/^ /, '') },
  { name: 'a fence line gone', at: fences, make: () => undefined },
  { name: 'another language', at: openings, make: (line) => line.replace('console', 'bash') },
  { name: 'no language', at: openings, make: (line) => line.replace(/console.*/, '') },
  { name: 'a language of no shell', at: openings, make: (line) => line.replace('console', 'yaml') },
  { name: 'a dot before the language', at: openings, make: (line) => line.replace('console', '.console') },
  { name: 'options only', at: openings, make: (line) => line.replace('console ', '') },
  {
    name: 'a no-break space after the prompt',
    at: inFences,
    make: (line) => line.replace(/^(\s*)\$ /, '$1$\u00a0'),
  },
  { name: 'an element before', at: fences, make: (line) => `<div>${line}` },
  { name: 'another line end', at: inFences, make: (line) => `${line}\r` },
  { name: 'a misspelt language', at: openings, make: (line) => line.replace('console', 'consle') },
  { name: 'a backtick less', at: fences, make: (line) => line.replace('`', '') },
  { name: 'a backtick more', at: fences, make: (line) => line.replace('`', '``') },
  { name: 'text after it', at: fences, make: (line) => `${line} x` },
  { name: 'text before it', at: fences, make: (line) => `x ${line}` },
  { name: 'tildes', at: fences, make: (line) => line.replace('```', '~~~') },
  { name: 'a quote mark before', at: inFences, make: (line) => `> ${line}` },
  { name: 'no space after the prompt', at: inFences, make: (line) => line.replace(/^(\s*)\$ /, '$1$') },
  { name: 'a line that does not end', at: inFences, make: (line) => `${line} \\` },
  { name: 'an open quote', at: inFences, make: (line) => `${line} '` },
  { name: 'a here-document', at: inFences, make: (line) => `${line} <<EOF` },
];

test('after any change of one line, each command of a page is a command, or a message names its line', {
  timeout: 120_000,
}, () => {
  const file = join(temporaryFolder(), 'page.mdx');
  cpSync(filesOf(first), filesOf(file), { recursive: true });
  const lost = (damaged: readonly string[]) => {
    const source = damaged.join('\n');
    writeFileSync(file, source);
    const [loaded] = loadGuides([file]);
    if (!loaded) throw new Error('Nothing was loaded.');
    return vanishedCommands(source, loaded);
  };
  expect(lost(lines)).toEqual([]);
  const damage = fc
    .constantFrom(...damages)
    .chain(({ name, at, make }) => fc.constantFrom(...at).map((place) => ({ name, place, make })));
  fc.assert(
    fc.property(damage, ({ name, place, make }) => {
      const made = make(lines[place] ?? '');
      const damaged = lines.toSpliced(place, 1, ...(made === undefined ? [] : [made]));
      expect(lost(damaged), `${name}, line ${place + 1}: ${lines[place]}`).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
