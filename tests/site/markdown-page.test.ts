import { expect, test } from 'vitest';
import { markdownPage } from '../../src/site/markdown-page.ts';

const markdown = (body: string) => markdownPage({ title: 'Title', description: 'About.', body });

test('markdownPage: has the title as a heading, the description, and the unchanged text', () => {
  const body =
    'Text with `code` and [a link](/x/).\n\n1. Do:\n\n   ```console id=a\n   $ cat <<EOF\n   import x\n' +
    '\n\n   :::note\n   EOF\n   ```';
  expect(markdown(`\n${body}\n`)).toBe(`# Title\n\nAbout.\n\n${body}\n`);
  expect(markdownPage({ title: 'Title', description: undefined, body: 'Text' })).toBe('# Title\n\nText\n');
});

test('markdownPage: leaves out imports and MDX comments', () => {
  const body =
    "import A from './a.astro';\nimport B from './b.astro';\n\nOne.\n\n{/* a remark\nover two lines " +
    '*/}\n\nTwo.';
  expect(markdown(body)).toBe('# Title\n\nAbout.\n\nOne.\n\nTwo.\n');
});

test('markdownPage: turns asides into alerts, also in lists and with a title', () => {
  const body = ':::caution[For *all*]\nOne.\n\nTwo.\n:::\n\n- x\n\n  :::note\n  Three.\n  :::\n';
  expect(markdown(body)).toBe(
    '# Title\n\nAbout.\n\n> [!WARNING]\n> **For *all***\n>\n> One.\n>\n> Two.\n\n- x\n\n  > [!NOTE]\n  ' +
      '> Three.\n',
  );
});
