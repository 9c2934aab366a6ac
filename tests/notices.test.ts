// Whatever is installed to run Inkwave and is not under the MIT licence is in NOTICES.md.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Entry = { dev?: boolean; license?: string; cpu?: string[] };
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
const notices = readFileSync('NOTICES.md', 'utf8').toLowerCase();

it('names every package of another licence', () => {
	const others = Object.entries(packages).flatMap(([path, { dev, license, cpu }]) => {
		// The builds of one package for many machines are named by it.
		if (!path || dev || license === 'MIT' || cpu) return [];
		return [path.replace(/^.*node_modules\//, '')];
	});
	const isNamed = (name: string) => [name, name.replace(/\/.*/, '/*')].some((word) => notices.includes(word));
	expect(others.length).toBeGreaterThan(15);
	expect(others.filter((name) => !isNamed(name))).toEqual([]);
});
