// Line charts as plain SVG, readable on light and dark.

export type Line = { name: string; points: [number, number][] };
export type Chart = {
	title: string;
	x: { label: string; ticks: number[]; log: boolean; suffix?: string };
	y: { label: string; ticks: number[]; suffix?: string };
	lines: Line[];
};

const WIDTH = 860;
const HEIGHT = 440;
const BOX = { left: 64, right: 600, top: 48, bottom: 380 };
const COLOURS = [
	'#0b6e99',
	'#c4501b',
	'#3f8f3f',
	'#8b4fb3',
	'#b8860b',
	'#c2255c',
	'#2f6f6f',
	'#6b6b6b',
	'#5b5bd6',
	'#a0522d',
	'#008b8b'
];

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const round = (value: number) => Math.round(value * 10) / 10;

export function draw({ title, x, y, lines }: Chart): string {
	const scale = (value: number) => (x.log ? Math.log10(Math.max(value, x.ticks[0])) : value);
	const [x0, x1] = [scale(x.ticks[0]), scale(x.ticks[x.ticks.length - 1])];
	const [y0, y1] = [y.ticks[0], y.ticks[y.ticks.length - 1]];
	const px = (value: number) => round(BOX.left + ((scale(value) - x0) / (x1 - x0)) * (BOX.right - BOX.left));
	const py = (value: number) =>
		round(BOX.bottom - ((Math.max(y0, Math.min(y1, value)) - y0) / (y1 - y0)) * (BOX.bottom - BOX.top));
	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
		`<text x="${BOX.left}" y="26" font-size="16" font-weight="600" fill="#222">${escape(title)}</text>`
	];
	for (const tick of y.ticks) {
		parts.push(
			`<line x1="${BOX.left}" x2="${BOX.right}" y1="${py(tick)}" y2="${py(tick)}" stroke="#e3e3e3"/>`,
			`<text x="${BOX.left - 8}" y="${py(tick) + 4}" text-anchor="end" fill="#555">${tick}${y.suffix ?? ''}</text>`
		);
	}
	for (const tick of x.ticks) {
		parts.push(
			`<line x1="${px(tick)}" x2="${px(tick)}" y1="${BOX.top}" y2="${BOX.bottom}" stroke="#f0f0f0"/>`,
			`<text x="${px(tick)}" y="${BOX.bottom + 18}" text-anchor="middle" fill="#555">${tick}${x.suffix ?? ''}</text>`
		);
	}
	parts.push(
		`<text x="${(BOX.left + BOX.right) / 2}" y="${BOX.bottom + 40}" text-anchor="middle" fill="#333">${escape(x.label)}</text>`,
		`<text transform="rotate(-90)" x="${-(BOX.top + BOX.bottom) / 2}" y="18" text-anchor="middle" fill="#333">${escape(y.label)}</text>`
	);
	lines.forEach(({ name, points }, i) => {
		const colour = COLOURS[i % COLOURS.length];
		const dash = i >= COLOURS.length ? ' stroke-dasharray="6 4"' : '';
		const path = points.map(([a, b], n) => `${n ? 'L' : 'M'}${px(a)} ${py(b)}`).join('');
		parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`);
		if (points.length < 12)
			for (const [a, b] of points) parts.push(`<circle cx="${px(a)}" cy="${py(b)}" r="3.5" fill="${colour}"/>`);
		const at = BOX.top + 10 + i * 20;
		parts.push(
			`<line x1="${BOX.right + 16}" x2="${BOX.right + 40}" y1="${at}" y2="${at}" stroke="${colour}" stroke-width="3"${dash}/>`,
			`<text x="${BOX.right + 48}" y="${at + 4}" fill="#222">${escape(name)}</text>`
		);
	});
	return parts.join('\n') + '\n</svg>\n';
}

/** Share of all units within each error, in per cent: misses never come in. */
export function cumulative(name: string, errors: number[], all: number): Line {
	const sorted = [...errors].sort((a, b) => a - b);
	const points: [number, number][] = [];
	let i = 0;
	for (let step = 0; step <= 90; step++) {
		const limit = 10 ** (step / 30);
		while (i < sorted.length && sorted[i] * 1000 <= limit) i++;
		points.push([limit, (100 * i) / Math.max(1, all)]);
	}
	return { name, points };
}
