import { offerCopy } from './copy.ts';
import { probe } from './probe.ts';

offerCopy(document);
probe();
