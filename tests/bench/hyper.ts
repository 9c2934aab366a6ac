// The page to compare with: the same transcript in the mark-up of Hyperaudio, `<span data-m="start" data-d="length">` for
// each word, and a script that goes about it as Hyperaudio Lite does: it visits every word when one changes, and sets a
// timer for the next.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Alignment, Passage, Transcript } from '#lib/core/episode.ts';

const SCRIPT = `
const player = document.querySelector('audio');
const words = [...document.querySelectorAll('[data-m]')].map((n) => ({ n, m: +n.dataset.m }));
const paras = document.getElementsByTagName('p');
let timer = 0;
let last = null;
function update() {
	const now = player.currentTime * 1000;
	let low = 0;
	let high = words.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (words[middle].m <= now) low = middle + 1;
		else high = middle;
	}
	words.forEach(({ n }, i) => {
		if (i < low) {
			n.classList.add('read');
			n.classList.remove('unread', 'active');
		} else {
			n.classList.add('unread');
			n.classList.remove('read', 'active');
		}
	});
	for (const para of paras) para.classList.remove('active');
	if (low > 0) {
		const { n } = words[low - 1];
		n.classList.add('active');
		n.parentNode.classList.add('active');
		if (n.parentNode !== last) scrollTo({ top: scrollY + n.parentNode.getBoundingClientRect().top - 200 });
		last = n.parentNode;
	}
	return low;
}
function check() {
	clearTimeout(timer);
	const next = words[update()];
	if (next && !player.paused) timer = setTimeout(check, Math.max(1, (next.m - player.currentTime * 1000) / player.playbackRate));
}
for (const name of ['play', 'seeked']) player.addEventListener(name, check);
player.addEventListener('pause', () => clearTimeout(timer));
document.getElementById('hypertranscript').addEventListener('click', (event) => {
	const start = event.target.dataset.m;
	if (start) player.currentTime = start / 1000;
});
check();
document.documentElement.dataset.alive = '';
`;

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function hyperPage(transcript: Transcript, alignment: Alignment, passages: Passage[], audio: string): string {
	let word = 0;
	const paragraphs = passages.map(({ to }) => {
		const spans: string[] = [];
		for (; word < transcript.words.length && transcript.words[word].from < to; word++) {
			const { from, to: end } = transcript.words[word];
			const { start, end: stop } = alignment.timings[word];
			const [m, d] = [Math.round(start * 1000), Math.round((stop - start) * 1000)];
			spans.push(`<span data-m="${m}" data-d="${d}">${escape(transcript.text.slice(from, end))} </span>`);
		}
		return `<p>${spans.join('')}</p>`;
	});
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One span a word</title><style>
body { max-width: 38rem; margin: 2rem auto; font: 19px/1.65 Georgia, serif }
audio { position: fixed; bottom: 0; width: 38rem }
.read { color: #333 } .unread { color: #777 } p.active .active { background: #ffdf8a }
</style></head><body><audio controls preload="metadata" src="${audio}"></audio>
<div id="hypertranscript"><article><section>${paragraphs.join('\n')}</section></article></div>
<script src="/page.js"></script></body></html>`;
}

/** Serves pages by name, compressed as the app compresses its own. */
export async function serveHyper(pages: Record<string, string>): Promise<{ url: string; stop: () => void }> {
	const pack = (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
	const bodies = new Map<string, [Buffer, string]>([['/page.js', [pack(SCRIPT), 'text/javascript']]]);
	for (const [name, html] of Object.entries(pages)) bodies.set(`/${name}`, [pack(html), 'text/html; charset=utf-8']);
	const server = createServer((request, response) => {
		const [body, type] = bodies.get(request.url ?? '') ?? [null, ''];
		if (!body) return void response.writeHead(404).end();
		response
			.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'content-length': body.length })
			.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () => {
			server.close();
			server.closeAllConnections();
		}
	};
}
