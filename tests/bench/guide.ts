import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGuides, requireSound } from '../../runner/check/load-guides.ts';
import { openTarget } from '../../runner/cluster/open-target.ts';
import { down, up } from '../../runner/local-cluster/index.ts';
import { runPass } from '../../runner/pass/guide-pass.ts';
import { filesOf } from '../../src/guide/page/guide-files.ts';
import { passesOf, stepsOfPass } from '../../src/guide/passes.ts';
import { mean, print, quantile, timed } from './figures.ts';

const benchCluster = 'bench';
/**
 * The parts of a second, in elevenths, at which the rounds begin. The kubelet looks at its containers once a
 * second (its PLEG), so the start of a run within that second decides whether a pod with a sidecar is ready
 * one second sooner or later. Each way of running meets all parts twice: once as the first of a round and
 * once as the second. The order is irregular, so that a drift of the kubelet's second does not follow it.
 */
const elevenths = [0, 1, 8, 5, 9, 4, 7, 2, 6, 3, 10];
const guideRounds = [...elevenths, ...elevenths];
const never = new AbortController().signal;

/**
 * Measures the wall time of the first guide, unattended, and of a bare script with the same commands on the
 * same cluster. Both run in turn, several times.
 */
export async function benchGuide(): Promise<void> {
  const [guide] = requireSound(loadGuides([]));
  if (!guide) throw new Error('There is no guide.');
  const { startedHere } = await up({ name: benchCluster });
  const target = await openTarget({ name: benchCluster });
  const [choices = {}] = passesOf(guide);
  const folder = mkdtempSync(join(tmpdir(), 'guiderail-bench-'));
  const script = join(folder, 'bare.sh');
  writeFileSync(join(folder, 'kubeconfig'), target.kubeconfig, { mode: 0o600 });
  // The bare script repeats a reading command until it succeeds, because the runner repeats it too.
  const commands = stepsOfPass(guide, choices).flatMap((step) =>
    step.commands.map((command) =>
      bareCommand(command.text, command.reads && command.expectation.exit === 0),
    ),
  );
  writeFileSync(script, `cd '${filesOf(join(process.cwd(), guide.file))}'\n${commands.join('\n')}\n`);
  const bareEnvironment = {
    KUBECONFIG: join(folder, 'kubeconfig'),
    // kubectl keeps its cache between the runs, as in a terminal, but outside the user's home.
    KUBECACHEDIR: join(folder, 'kube-cache'),
    PATH: [...target.pathBefore, process.env['PATH']].join(':'),
  };
  const runs = {
    bare: () => runBare(script, bareEnvironment, target.enter),
    own: async () => {
      const report = await runPass({ guide, target, choices, signal: never });
      const bad = report.steps.find(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
      if (bad || report.error || report.leftovers.length > 0)
        throw new Error(`The guide did not pass: ${bad?.message ?? report.error ?? 'leftovers'}`);
    },
  };
  // The first run on a new cluster is slower, so it is not measured.
  await runs.bare();
  const times: { readonly [way in keyof typeof runs]: number[] } = { bare: [], own: [] };
  for (const [index, part] of guideRounds.entries()) {
    // The order changes each round, because the cluster may still work on what the previous run left.
    for (const way of index % 2 === 0 ? (['bare', 'own'] as const) : (['own', 'bare'] as const)) {
      await untilPartOfSecond(part / elevenths.length);
      times[way].push(await timed(runs[way]));
    }
    const [ownMs = 0, bareMs = 0] = [times.own.at(-1), times.bare.at(-1)];
    print(
      `guide, round ${index + 1}`,
      `runner ${(ownMs / 1000).toFixed(1)} s, bare script ${(bareMs / 1000).toFixed(1)} s, ratio ` +
        `${(ownMs / bareMs).toFixed(3)}`,
    );
  }
  if (startedHere) await down({ name: benchCluster });
  rmSync(folder, { recursive: true });
  // The means of all rounds are compared. A median would jump, because the kubelet may see a pod a second
  // sooner or later.
  const [own, bare] = [mean(times.own), mean(times.bare)];
  print(
    'guide, runner over bare script',
    `${(own / bare).toFixed(3)} (target 1.05), means of ${guideRounds.length}: ` +
      `${(own / 1000).toFixed(1)} s and ${(bare / 1000).toFixed(1)} s; ` +
      `of medians ${(quantile(times.own, 0.5) / quantile(times.bare, 0.5)).toFixed(3)}`,
  );
}

/** Waits until the wall clock is at this part of a second, from 0 to 1. */
async function untilPartOfSecond(part: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, (part * 1000 - (Date.now() % 1000) + 1000) % 1000));
}

function bareCommand(text: string, repeats: boolean): string {
  return repeats && !text.includes('export ') ? `until ${text}\ndo :; done` : text;
}

async function runBare(script: string, env: Record<string, string>, enter: readonly string[]): Promise<void> {
  const [program = 'script', ...args] = [...enter, 'script', '-qec', `bash ${script}`, '/dev/null'];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  await new Promise((resolve) => child.on('close', resolve));
}
