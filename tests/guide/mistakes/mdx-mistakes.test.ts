import { expect, test } from 'vitest';
import { guideOf } from '../../support/guides/guide-text.ts';

const asText = 'Put the text in a code span, or write';
const attribute = 'Import or export it at the top of the page, or write the value in quotes.';
const braces = `${asText} \`\\{\` for each \`{\`.`;

test.each([
  [
    'Get the {namespace} first.',
    'MDX reads `{namespace}` as JavaScript, and nothing defines `namespace`, so the site cannot be ' +
      `built. ${braces}`,
  ],
  [
    'It is {{ip}}.',
    `MDX reads \`{{ip}}\` as JavaScript, and nothing defines \`ip\`, so the site cannot be built. ${braces}`,
  ],
  [
    'It is {{ip:gateway}}.',
    'MDX reads `{{ip:gateway}}` as JavaScript, and nothing defines `gateway`, so the site cannot ' +
      `be built. ${braces}`,
  ],
  [
    'Set {app=web}.',
    'MDX reads `{app=web}` as JavaScript, and nothing defines `app`, so the site cannot be built. ' +
      `${braces}`,
  ],
  [
    'Run {get()}.',
    'MDX reads `{get()}` as JavaScript, and nothing defines `get`, so the site cannot be built. ' +
      `${braces}`,
  ],
  [
    '<div title={hint}>a</div>',
    'MDX reads `{hint}` as JavaScript, and nothing defines `hint`, so the site cannot be built. ' +
      `${attribute}`,
  ],
  [
    '<div {...more}>a</div>',
    'MDX reads `{...more}` as JavaScript, and nothing defines `more`, so the site cannot be built. ' +
      `${attribute}`,
  ],
  [
    '{[1].map((one) => <Two a={one} />)}',
    'MDX reads `{[1].map((one) => <Two a={one} />)}` as JavaScript, and nothing defines `Two`, so ' +
      `the site cannot be built. ${braces}`,
  ],
  ['Take {} here.', `MDX reads \`{}\` as JavaScript, and the page shows nothing there. ${braces}`],
  [
    'Take { {replicas: 1} } here.',
    `MDX reads \`{ {replicas: 1} }\` as JavaScript, but its value is not text. ${braces}`,
  ],
  [
    'Use {.items[0].name} here.',
    `MDX reads \`{.items[0].name}\` as JavaScript, but it is not valid JavaScript. ${braces}`,
  ],
  ['Take { here.', `MDX reads \`{ here.\` as JavaScript, but it is not valid JavaScript. ${braces}`],
  [
    'Use {{ .Values.x }} here.',
    `MDX reads \`{{ .Values.x }}\` as JavaScript, but it is not valid JavaScript. ${braces}`,
  ],
  [
    'Take <your-name> here.',
    `MDX reads \`<your-name>\` as an element, and nothing closes it. ${asText} \`\\<your-name>\`.`,
  ],
  [
    'Take <NAMESPACE> here.',
    `MDX reads \`<NAMESPACE>\` as an element, and nothing closes it. ${asText} \`\\<NAMESPACE>\`.`,
  ],
  ['The <pod> runs.', `MDX reads \`<pod>\` as an element, and nothing closes it. ${asText} \`\\<pod>\`.`],
  [
    'The <pod>web</pod> runs.',
    `HTML has no element \`<pod>\`, so readers would not see this word. ${asText} \`\\<pod>\`.`,
  ],
  [
    'The <pod/> runs.',
    `HTML has no element \`<pod>\`, so readers would not see this word. ${asText} \`\\<pod>\`.`,
  ],
  ['Close </pod> here.', '`</pod>` closes nothing. Write `<pod>` before it. For text, write `\\</pod>`.'],
  ['One<br>two.', '`<br>` is not closed. Write `<br />`.'],
  ['<details>', '`<details>` is not closed. Write `</details>`, or `\\<details>` for text.'],
  ['<Tabs>', '`<Tabs>` is not closed. Write `</Tabs>`, or `\\<Tabs>` for text.'],
  [
    '<details><summary>A</summary>\ntext\n\n</details>',
    '`<details>` is not closed, although line 7 has `</details>`. Write both in one paragraph, or each ' +
      'alone on its line, and close the fences between them.',
  ],
  [
    '<Tabs />',
    'Nothing imports `Tabs`, so the site cannot be built. Import it at the top of the page, or write ' +
      '`\\<Tabs>` for text.',
  ],
  [
    '<ui.Tabs />',
    'Nothing imports `ui`, so the site cannot be built. Import it at the top of the page, or write ' +
      '`\\<ui.Tabs>` for text.',
  ],
  ['<!-- a -->', 'MDX has no HTML comments. Write `{/* … */}`.'],
  [
    'See <https://example.com>.',
    'MDX does not read `<https://example.com>` as a link. Write `[text](https://example.com)`.',
  ],
  [
    'Ask <me@example.com>.',
    'MDX does not read `<me@example.com>` as a link. Write `[text](mailto:me@example.com)`.',
  ],
  [
    'a <- b',
    `MDX reads \`<-\` as the beginning of an element, but it is not a valid one. ${asText} \`\\<\`.`,
  ],
  [
    'a <= b',
    `MDX reads \`<=\` as the beginning of an element, but it is not a valid one. ${asText} \`\\<\`.`,
  ],
  [
    'import image from "./image.png"\n```console\n$ echo a\n```',
    'MDX reads the `import` of this line and the fence below it as one piece of JavaScript. Put an ' +
      'empty line between them.',
  ],
  [
    'import the image first.',
    'MDX reads a paragraph that begins with `import` as JavaScript, but this is text. Begin it with ' +
      'another word, or put `import` in a code span.',
  ],
  [
    'export the variable.',
    'MDX reads a paragraph that begins with `export` as JavaScript, but this is text. Begin it with ' +
      'another word, or put `export` in a code span.',
  ],
])('parseGuide: reports %j and says what to write', (text, message) => {
  expect(guideOf(text).problems).toEqual([{ code: 'mdx-syntax', file: 'guide.mdx', line: 4, message }]);
});

test('mdxProblem: names the line of an element that is not closed, not that of its paragraph', () => {
  expect(guideOf('- One\n  two <pod> three.\n\nMore.').problems[0]).toMatchObject({
    line: 5,
    message: expect.stringContaining('`<pod>`'),
  });
});

test('each mistake of a page is reported', () => {
  expect(guideOf('One {a}.\n\nTwo {b} and <x>y</x>.').problems.map(({ line }) => line)).toEqual([4, 6, 6]);
});

test.each([
  'import { Tabs as T, TabItem } from "@astrojs/starlight/components"\n\n<T><TabItem ' +
    'label="a">A</TabItem></T>',
  'Old: <big>a</big> and <nobr>b</nobr>.',
  'import * as ui from "./ui.ts"\n\n<ui.Tabs a={ui.b} />',
  'export const versions = { istio: "1.21" }; export function old({ a, b: [c] }) { return a + c }\n\n' +
    '{versions.istio} {old({ a: 1, b: [2] })}',
  '{frontmatter.title} {props.x} {Math.max(1, 2)} {[1, 2].map((each, at) => <b key={at}>{each}</b>)}',
  '{/* {namespace} <pod> */}',
  "{' '}a{'{'} `{namespace}` \\{namespace} \\<pod> `<pod>` &lt;pod>",
  '```yaml\na: {namespace} <pod>\n```',
  '<my-element>a</my-element> <Fragment>a</Fragment> <>b</>',
  '<svg viewBox="0 0 1 1"><path d="M0" /><linearGradient /></svg>',
  '<a href={`/${frontmatter.title}/`}>a</a>',
  'a < b, a > b, a } b',
])('parseGuide: accepts %j', (text) => {
  expect(guideOf(text).problems).toEqual([]);
});
