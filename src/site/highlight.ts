import { type BundledLanguage, createCssVariablesTheme, createHighlighter } from 'shiki';

/** A piece of text in one colour. `kind` becomes a class, so that style sheets decide the colour. */
export interface Token {
  readonly text: string;
  readonly kind?: string;
}

const theme = createCssVariablesTheme({ name: 'terminal', variablePrefix: '--' });
let highlighter: ReturnType<typeof createHighlighter> | undefined;

/**
 * Highlights a command as shell, and a manifest in a here-document as YAML. The texts of the tokens together
 * are exactly `text`.
 */
export async function highlightCommand(text: string): Promise<Token[]> {
  const parts = splitHereDocument(text);
  if (!parts) return highlight(text, 'shellscript');
  const { command, body, end } = parts;
  return [
    ...(await highlight(command, 'shellscript')),
    ...(await highlight(body, 'yaml')),
    { text: end, kind: 'keyword' },
  ];
}

export async function highlight(text: string, lang: BundledLanguage): Promise<Token[]> {
  highlighter ??= createHighlighter({ themes: [theme], langs: ['shellscript', 'yaml', 'json'] });
  const shiki = await highlighter;
  const lines = shiki.codeToTokensBase(text, { lang, theme });
  const tokens = lines.flatMap((line, at) => [
    ...line.map(({ content, color }) => token(content, color)),
    ...(at < lines.length - 1 ? [{ text: '\n' }] : []),
  ]);
  return tokens.map(({ text }) => text).join('') === text ? joinEqualKinds(tokens) : [{ text }];
}

function token(text: string, color: string | undefined): Token {
  const kind = /^var\(--token-([\w-]+)\)$/.exec(color ?? '')?.[1];
  return kind ? { text, kind } : { text };
}

function joinEqualKinds(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last && last.kind === token.kind)
      joined[joined.length - 1] = { ...last, text: last.text + token.text };
    else joined.push(token);
  }
  return joined;
}

function splitHereDocument(text: string): { command: string; body: string; end: string } | undefined {
  const found = /^([^\n]*<<-?\s*(['"]?)(\w+)\2[^\n]*\n)([\s\S]*\n)(\s*\3)$/.exec(text);
  if (!found) return undefined;
  const [, command = '', , , body = '', end = ''] = found;
  return /^(---|\w[\w.-]*:(\s|$))/.test(body) ? { command, body, end } : undefined;
}
