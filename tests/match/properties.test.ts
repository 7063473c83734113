import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepts, ask } from './ask.ts';

/** Real outputs. Texts in ⟦ ⟧ are samples; all other text must agree. */
const marked = [
  `NAME                     READY   STATUS    RESTARTS   AGE
⟦sleep-66c8d79ff5-8tqrl⟧   1/1     Running   ⟦0⟧          ⟦32s⟧
⟦reviews-v2-7bd4f5c8b9-w2l7h⟧   2/2     Running   ⟦2 (20s ago)⟧          ⟦21h⟧
web-0   2/2     CrashLoopBackOff   ⟦12⟧          ⟦2d5h⟧`,
  `NAME           TYPE           CLUSTER-IP       EXTERNAL-IP   PORT(S)        AGE
my-httpbin     ExternalName   <none>           httpbin.org   80/TCP         ⟦4s⟧
my-wikipedia   ClusterIP      ⟦172.21.156.230⟧   <none>        443/TCP        ⟦21h⟧
gateway        LoadBalancer   ⟦10.96.0.17⟧       <pending>     80:⟦31380⟧/TCP   ⟦5m⟧`,
  `* Added en.wikipedia.org:443:⟦172.21.156.230⟧ to DNS cache
* Connected to en.wikipedia.org (⟦172.21.156.230⟧) port 443 (#0)
< HTTP/2 200
< date: ⟦Mon, 15 Jan 2024 10:20:30 GMT⟧
< content-length: ⟦1234⟧
<
{ [⟦5⟧ bytes data]`,
  `{
  "headers": {
    "Accept": "*/*",
    "Host": "my-httpbin.default.svc.cluster.local",
    "X-Envoy-Attempt-Count": "1"
  }
}`,
  `service/my-httpbin created
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
endpoints/my-wikipedia configured
service "my-httpbin" deleted from default namespace`,
];

interface Sample {
  readonly text: string;
  /** Offsets of characters outside sample values. */
  readonly literal: readonly number[];
}

const samples = marked.map((text): Sample => {
  let plain = '';
  let inside = false;
  const literal: number[] = [];
  for (const character of text) {
    if (character === '⟦' || character === '⟧') inside = character === '⟦';
    else {
      if (!inside && !/\s/.test(character)) literal.push(plain.length);
      plain += character;
    }
  }
  return { text: plain, literal };
});

const anySample = fc.constantFrom(...samples);
const words = fc.constantFrom(
  'a',
  'b',
  'Running',
  '1/1',
  '5s',
  '10.0.0.1',
  '...',
  '<none>',
  'sleep-66c8d79ff5-8tqrl',
  'NAME',
  'AGE',
  'X',
  '',
  '—',
  '{{x',
  '}',
);
const lineOf = fc
  .array(words, { maxLength: 6 })
  .chain((parts) => fc.constantFrom(' ', '   ', '\t').map((blank) => parts.join(blank)));
const anyText = fc.oneof(
  fc.array(lineOf, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  anySample.map(({ text }) => text),
);
/** Whether a line has text other than dots: a page without such a line has a hole. */
const says = (text: string) => /[^\s.]/.test(text.replaceAll(/\u001b/g, '')) && !/[\u001b\r]/.test(text);

describe('docs mode: for any text', () => {
  test('accepts the printed text itself', () => {
    fc.assert(
      fc.property(anyText.filter(says), (text) => accepts('docs', text, text)),
      { numRuns: 2000 },
    );
  });

  test('ignores colours, carriage returns, trailing blanks and final blank lines', () => {
    const dressing = fc.record({
      colour: fc.constantFrom('', '\u001b[32m', '\u001b[1;38;5;9m', '\u001b[K'),
      at: fc.nat(),
      tail: fc.constantFrom('', ' ', '\t  ', '\r', '\r\r', ' \r'),
      end: fc.constantFrom('', '\n', '\n\n \n'),
    });
    fc.assert(
      fc.property(
        anyText.filter(says),
        fc.array(dressing, { minLength: 1, maxLength: 4 }),
        (text, dressings) => {
          const dressed = text.split('\n').map((line, index) => {
            const { colour, at, tail } = dressings[index % dressings.length]!;
            const cut = at % (line.length + 1);
            return `${line.slice(0, cut)}${colour}${line.slice(cut)}${colour && '\u001b[0m'}${tail}`;
          });
          return accepts('docs', text, dressed.join('\n') + dressings[0]!.end);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('never throws, and gives a reason for each difference', () => {
    const modes = fc.constantFrom(
      'docs',
      'exact',
      'contains',
      'regex',
      'lines',
      'unordered',
      'json',
      'yaml',
      'table',
    );
    fc.assert(
      fc.property(modes, anyText, fc.oneof(anyText, fc.string({ unit: 'binary' })), (mode, page, actual) => {
        const { matches, reasons } = ask(mode, page, actual);
        return matches === (reasons.length === 0);
      }),
      { numRuns: 3000 },
    );
  });

  test('accepts the printed text if any of its lines are elided', () => {
    fc.assert(
      fc.property(anySample, fc.nat(), fc.nat(), ({ text }, from, count) => {
        const lines = text.split('\n');
        const start = from % lines.length;
        const page = lines.toSpliced(start, count % lines.length, '...');
        // Without its head line, a table is only lines, in which a restart count is no sample.
        return !says(page.join('\n')) || accepts('docs', page.join('\n'), text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('docs mode: catches every single corruption outside samples', () => {
  const caught = (page: string, actual: string) => {
    const { matches, reasons } = ask('docs', page, actual);
    return !matches && reasons.length > 0;
  };
  test('another character', () => {
    fc.assert(
      fc.property(
        anySample,
        fc.nat(),
        fc.constantFrom(...'abzAZ0189./-<>"'),
        ({ text, literal }, at, character) => {
          const place = literal[at % literal.length]!;
          fc.pre(text[place] !== character);
          return caught(text, text.slice(0, place) + character + text.slice(place + 1));
        },
      ),
      { numRuns: 3000 },
    );
  });
  test('a missing character', () => {
    for (const { text, literal } of samples)
      for (const place of literal)
        expect(caught(text, text.slice(0, place) + text.slice(place + 1)), text.slice(place)).toBe(true);
  });
  test('a missing line, a line twice, two lines swapped, the end cut off', () => {
    for (const { text } of samples) {
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        expect(caught(text, lines.toSpliced(index, 1).join('\n')), `without ${line}`).toBe(true);
        expect(caught(text, lines.toSpliced(index, 0, line).join('\n')), `twice ${line}`).toBe(true);
        expect(caught(text, lines.slice(0, index).join('\n')), `up to ${line}`).toBe(true);
        const next = lines[index + 1];
        if (next !== undefined && next !== line)
          expect(
            caught(
              text,
              lines
                .with(index, next)
                .with(index + 1, line)
                .join('\n'),
            ),
            `swapped ${line}`,
          ).toBe(true);
      }
    }
  });
});
