/**
 * `npm run bench` measures what the runner adds to the commands that it runs, and the budgets of the matcher
 * and the page. It compares times only within one run, because machines differ.
 */
import { buildSite } from '../runner/server/site/site.ts';
import { benchGuide } from './bench/guide.ts';
import { benchJsonl, benchMatching } from './bench/matching.ts';
import { benchPage } from './bench/page.ts';
import { benchSteps } from './bench/steps.ts';

await benchSteps(500);
benchMatching();
await benchJsonl(1000);
await buildSite((text) => process.stderr.write(text));
await benchPage();
await benchGuide();
