import { RunInterface } from './run-interface.ts';

const key = document.querySelector<HTMLTemplateElement>('[data-run-interface]')?.dataset.tokenKey ?? '';
const token = sessionStorage.getItem(key);
if (token) new RunInterface(document, token).start();
