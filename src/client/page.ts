import { offerCopy } from './copy.ts';
import { tellMenu } from './menu.ts';
import { probe } from './probe.ts';
import { revealTarget } from './reveal.ts';

offerCopy(document);
revealTarget();
tellMenu();
addEventListener('hashchange', revealTarget);
probe();
