import { stepKeys } from '../options/step-options.ts';
import type { PageProblem } from '../problem.ts';
import type { Block } from './fence-block.ts';
import { meantLanguage, stepLanguages } from './step-language.ts';

/** Languages that other sites use for what a terminal shows. */
const shellLanguages = [
  '',
  'bash',
  'sh',
  'shell',
  'zsh',
  'shell-session',
  'shellsession',
  'sh-session',
  'bash-session',
  'terminal',
  'text',
  'txt',
  'plain',
  'plaintext',
  'none',
];

/** Problems for fences that look like a step or its output, but have another language. */
export function languageProblems(blocks: readonly Block[]): PageProblem[] {
  return blocks.flatMap((block) => {
    const message = misspelt(block) ?? shellFence(block);
    return message === undefined ? [] : [{ code: 'lost-step' as const, line: block.line, message }];
  });
}

function misspelt({ lang }: Block): string | undefined {
  const meant = meantLanguage(lang);
  if (meant === undefined) return undefined;
  const rest = lang.slice((/^[\w-]*/.exec(lang)?.[0] ?? '').length);
  if (rest !== '' && lang.startsWith(meant)) {
    return (
      `Markdown reads \`${lang}\` as one word, so the fence is not a step. Write a space after ` +
      `\`${meant}\`, then options such as \`${meant === 'console' ? 'id=x' : 'when="istio>=1.21"'}\`.`
    );
  }
  return (
    `The language of this fence is \`${lang}\`, so the fence is ` +
    `${meant === 'console' ? 'not a step' : 'not an output of a step'}. Write \`${meant}\`.`
  );
}

function shellFence({ lang, meta, body }: Block): string | undefined {
  if (stepLanguages.includes(lang)) return undefined;
  const name = lang === '' ? 'a fence without a language' : `a \`${lang}\` fence`;
  const isOption = (word: string) => stepKeys.some((each) => word.startsWith(`${each}=`));
  if (isOption(lang))
    return (
      `Only \`console\` fences are steps, and this fence has the option \`${lang}\` in the place of the ` +
      `language. Write \`console ${lang}\`.`
    );
  const key = meta.split(/\s+/).find(isOption);
  const advice = 'Write `console` as its language. If its commands must not run, write `console skip="why"`.';
  const isOfShell = shellLanguages.includes(lang.toLowerCase());
  if (key !== undefined && isOfShell)
    return `Only \`console\` fences are steps, and this is ${name} with the option \`${key}\`. ${advice}`;
  // In another language, `$ x = 1` may be code.
  if (isOfShell ? /^\s*\$ \S/.test(body) : /^\s*\$ [\w./](?!\w* *[-+.*]?=)/.test(body))
    return `Only \`console\` fences are steps, and this is ${name} that begins with \`$ \`. ${advice}`;
  return undefined;
}
