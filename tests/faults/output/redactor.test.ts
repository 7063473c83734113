import { expect, test } from 'vitest';
import { withoutColour } from '../../../runner/match/index.ts';
import { Redactor } from '../../../runner/output/secrets/redact.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { known, ordinary, secretTexts } from './secret-texts.ts';

function redacted(chunks: Iterable<string>): string {
  const redactor = new Redactor([known]);
  let clean = '';
  for (const chunk of chunks) clean += redactor.push(chunk);
  return clean + redactor.flush();
}

test('Redactor: masks each kind of secret between colour codes and in any chunks', ({ task }) => {
  leavesNothing();
  for (const { name, raw, clean } of secretTexts) {
    const coloured = [...raw].map((char) => `\u001b[1;32m${char}\u001b[0m`).join('');
    for (const size of [coloured.length, 7, 4]) {
      const chunks = Array.from({ length: Math.ceil(coloured.length / size) }, (_, at) =>
        coloured.slice(at * size, (at + 1) * size),
      );
      expect(withoutColour(redacted(chunks)), `${name}, ${size} characters at once`).toBe(clean);
    }
  }
  expect(redacted(['\u001b[34;1m"token"\u001b[0m: \u001b[32m"a1b2c3d4e5f6a7b8c9d0e1f2"\u001b[0m\n'])).toBe(
    '\u001b[34;1m"token"\u001b[0m: \u001b[32m"[redacted]"\u001b[0m\n',
  );
  figure(task, `${secretTexts.length} kinds`);
});

test('Redactor: masks each kind of secret wherever a chunk ends', ({ task }) => {
  leavesNothing();
  let cuts = 0;
  for (const { name, raw, clean } of secretTexts) {
    expect(redacted([raw]), name).toBe(clean);
    expect(redacted(raw), name).toBe(clean);
    for (let at = 1; at < raw.length; at += 1)
      expect(redacted([raw.slice(0, at), raw.slice(at)]), `${name}, cut at ${at}`).toBe(clean);
    cuts += raw.length;
  }
  figure(task, `${secretTexts.length} kinds, ${cuts} places of a cut`);
});

test('Redactor: text that is released early never has a whole secret', ({ task }) => {
  leavesNothing();
  for (const { name, raw, secrets } of secretTexts) {
    for (let at = 1; at < Math.min(raw.length, 400); at += 1) {
      const redactor = new Redactor([known]);
      const shown =
        redactor.push(raw.slice(0, at)) +
        redactor.release() +
        redactor.push(raw.slice(at)) +
        redactor.release() +
        redactor.flush();
      for (const secret of secrets) expect(shown.includes(secret), `${name}, cut at ${at}`).toBe(false);
    }
  }
  figure(task, `${secretTexts.length} kinds`);
});

test('Redactor: neither masks nor delays ordinary lines', ({ task }) => {
  leavesNothing();
  expect(redacted([ordinary])).toBe(ordinary);
  expect(redacted(ordinary)).toBe(ordinary);
  const redactor = new Redactor([known]);
  for (const line of ordinary.split('\n'))
    expect(redactor.push(`${line}\n`).endsWith('\n') || redactor.push('\n').endsWith('\n'), line).toBe(true);
  figure(task, `${ordinary.split('\n').length} lines, ${ordinary.length} characters`);
});
