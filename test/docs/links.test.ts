import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, PROJECT, pageText, proseOf } from './pages.ts';

/** The anchor that GitHub gives a heading. */
function anchorsOf(text: string): string[] {
  return [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const LINKS = PAGES.flatMap(({ path, text }) =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^https?:/.test(target))
    .map((target): [string, string] => [path, target]),
);

test.each(LINKS)('%s: the link to %s leads somewhere', (path, target) => {
  const [file = '', anchor] = target.split('#');
  const page = file === '' ? path : join(dirname(path), file);
  expect(existsSync(join(PROJECT, page)), page).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(pageText(page))).toContain(anchor);
});

test('there are links', () => {
  expect(LINKS.length).toBeGreaterThan(10);
});

test.each(PAGES)('$path speaks of no machine', ({ text }) => {
  expect(text).not.toMatch(/(?<![\w.])\/(work|tmp|home|root|Users)\//);
});
