// Runs the script of a page against a real gateway, in as much of a browser as the page needs, and
// presses the Resume button of one job. Usage: node browser.mjs PAGE GATEWAY TOKEN JOB_NAME
import { readFileSync } from 'node:fs';

const [page, gateway, token, jobName] = process.argv.slice(2);

class Element {
  children = [];
  append(...more) { this.children.push(...more); }
  replaceChildren(...others) { this.children = others; }
  set textContent(text) { this.children = [text]; }
  get textContent() {
    return this.children.map(child => (typeof child === 'string' ? child : child.textContent)).join('');
  }
}

const list = new Element();
globalThis.document = { createElement: () => new Element(), getElementById: () => list };

const script = readFileSync(page, 'utf8')
  .match(/<script>([\s\S]*)<\/script>/)[1]
  .replace("'http://localhost:8448/flat'", JSON.stringify(gateway))
  .replace("'your-token'", JSON.stringify(token));
(0, eval)(script);

const item = () => list.children.find(child => child.textContent?.includes(jobName));

async function until(what, condition) {
  for (let tries = 0; tries < 200; tries++) {
    if (condition()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`never ${what}; the page shows: ${list.textContent}`);
}

await until('listed as paused', () => item()?.textContent.includes('PAUSED'));
item().children.find(child => child.textContent === 'Resume').onclick();
await until('listed as resumed', () => item() && !item().textContent.includes('PAUSED'));
console.log(list.textContent);
