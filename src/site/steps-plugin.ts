import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MdastNode, MdastPluginEntry, MdxJsxFlowElement } from 'satteri';
import type { Step } from '../guide/model.ts';
import { parseGuide } from '../guide/parse-guide.ts';
import { guideName } from './guide-source.ts';

const imports = `import GuideStep from '/src/components/Step.astro';
import GuideChoice from '/src/components/StepChoice.astro';
import EgressPath from '/src/components/EgressPath.astro';`;

/**
 * Replaces the `console` fences of a guide by step components. Each component contains the text that leads to
 * the step, so that the rail is beside both. The plugin finds fences by their lines, because only the guide
 * model reads their content.
 */
export function stepsPlugin(contentDir: URL): MdastPluginEntry {
  return ({ fileURL, source }) => {
    if (!fileURL?.href.startsWith(contentDir.href) || !source.includes('console')) return undefined;
    const name = guideName(contentDir, fileURL);
    // Astro replaces the front matter in `source` by blanks, but the guide model needs the whole file.
    const { guide } = parseGuide(readFileSync(fileURLToPath(fileURL), 'utf8'), { file: name, name });
    const steps = new Map(guide.steps.map((step) => [step.line, step]));
    return {
      name: 'guiderail-steps',
      options: { position: true },
      before(root, ctx) {
        const place = (parent: Readonly<MdastNode>): void => {
          if (!('children' in parent)) return;
          const children = parent.children as MdastNode[];
          children.forEach(place);
          const placed = placeSteps(children, { name, steps, isListItem: parent.type === 'listItem' });
          if (placed) ctx.setProperty(parent, 'children', placed);
        };
        place(root);
        ctx.prependChild(root, { type: 'mdxjsEsm', value: imports });
      },
    };
  };
}

interface Placing {
  readonly name: string;
  readonly steps: ReadonlyMap<number, Step>;
  /** In a list item, all text before a step leads to it; elsewhere only the paragraph directly before it. */
  readonly isListItem: boolean;
}

function placeSteps(
  children: readonly MdastNode[],
  { name, steps, isListItem }: Placing,
): MdastNode[] | undefined {
  const placed: MdastNode[] = [];
  let found = false;
  for (let at = 0; at < children.length; at += 1) {
    const node = children[at] as MdastNode;
    const step = stepAt(node, steps);
    if (!step) {
      if (!(found && isFence(node, 'output'))) placed.push(node);
      continue;
    }
    found = true;
    const group = [step];
    for (; at + 1 < children.length; at += 1) {
      const next = children[at + 1] as MdastNode;
      const another = stepAt(next, steps);
      if (another && step.choice && another.choice?.group === step.choice.group) group.push(another);
      else if (!isFence(next, 'output')) break;
    }
    const lead = takeLead(placed, isListItem);
    const ids = group.map(({ id }) => id);
    placed.push(
      group.length > 1
        ? element('GuideChoice', { guide: name, steps: ids.join(' ') }, lead)
        : element('GuideStep', { guide: name, step: step.id }, lead),
    );
  }
  return found ? placed : undefined;
}

/** Removes from the end of `placed` the nodes that lead to the next step, and returns them. */
function takeLead(placed: MdastNode[], isListItem: boolean): MdastNode[] {
  let from = placed.length;
  while (from > 0 && placed[from - 1]?.type !== 'mdxJsxFlowElement') {
    const type = placed[from - 1]?.type;
    if (!isListItem && (type !== 'paragraph' || from < placed.length)) break;
    from -= 1;
  }
  return placed.splice(from);
}

function stepAt(node: MdastNode, steps: ReadonlyMap<number, Step>): Step | undefined {
  return isFence(node, 'console') ? steps.get(node.position?.start.line ?? 0) : undefined;
}

function isFence(node: MdastNode, lang: string): boolean {
  return node.type === 'code' && node.lang === lang;
}

function element(name: string, attributes: Record<string, string>, children: MdastNode[]): MdastNode {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute' as const,
      name: key,
      value,
    })),
    children: children as MdxJsxFlowElement['children'],
  } as MdastNode;
}
