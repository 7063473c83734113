import { offerCopy } from './copy.ts';
import { probe } from './probe.ts';
import { revealTarget } from './reveal.ts';

offerCopy(document);
revealTarget();
addEventListener('hashchange', revealTarget);
probe();
