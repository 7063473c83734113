import type { Step } from '../../../src/guide/model.ts';
import { type ParsedGuide, parseGuide } from '../../../src/guide/parse-guide.ts';

/** Parses a page of one or more fences below a title; its first body line is line 4. */
export function guideOf(body: string, file = 'guide.mdx'): ParsedGuide {
  return parseGuide(`---\ntitle: Guide\n---\n${body}\n`, { file, name: 'guide' });
}

/** The problems of such a page, as `LINE: MESSAGE [CODE]`. */
export function problemsIn(body: string): string[] {
  return guideOf(body).problems.map(({ line, message, code }) => `${line}: ${message} [${code}]`);
}

/** Parses a page that has exactly one step, and returns this step. */
export function stepOf(fence: string): Step {
  const { guide, problems } = guideOf(fence);
  if (problems.length > 0 || guide.steps.length !== 1)
    throw new Error(`Not one sound step: ${JSON.stringify(problems)}`);
  return guide.steps[0] as Step;
}

/** A console fence. */
export function fence(body: string, options = ''): string {
  return `\`\`\`console${options && ` ${options}`}\n${body}\n\`\`\``;
}
