import { expect, test } from 'vitest';
import { typographicMarks } from '../../runner/check/typographic-marks.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

const warned = (body: string) =>
  typographicMarks(guideOf(fence(body)).guide).map(
    ({ line, message, code }) => `${line}: ${message} [${code}]`,
  );
const text = (line: number, mark: string, meant: string) =>
  `${line}: bash reads \`${mark}\` as an ordinary character, like a letter. Write \`${meant}\`, or put ` +
  'the word in quotes. [typographic-mark]';

test('typographicMarks: warns about quotes and dashes outside quotes, once per line', () => {
  expect(warned('$ echo “a b”\n$ id –u\n$ echo ‘a’ && \\\n  echo “b” —c')).toEqual([
    text(5, '“', '"'),
    text(6, '–', '-'),
    text(7, '‘', "'"),
    text(8, '“', '"'),
  ]);
});

test('typographicMarks: warns about quotes around an expansion', () => {
  expect(warned('$ kubectl get pods -n “$NS”\n$ kubectl get pods -n ‘${NS}’\n$ id –$A')).toEqual([
    text(5, '“', '"'),
    text(6, '‘', "'"),
    text(7, '–', '-'),
  ]);
});

test('typographicMarks: ignores quotes, here-documents, comments and the inside of words', () => {
  expect(
    warned(
      '$ echo "“a” – b" \'‘c’\' # “d”\n$ cat <<EOF\n“e”\nEOF\n$ echo 1–2 $A–b "$A”"\n$ cat <<EOF\n“$A”\nEOF',
    ),
  ).toEqual([]);
});
