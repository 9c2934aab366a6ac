// Words that the search left out or put in a wrong place come back, on a piece of real audio and the shipped model.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BLOCK } from '#lib/core/align/engine.ts';
import { Normaliser } from '#lib/core/align/front/normalise.ts';
import { createMelSpectrum } from '#lib/core/align/front/spectrum.ts';
import { STRIDE } from '#lib/core/align/hands/hands.ts';
import { createKernel } from '#lib/core/align/hands/kernel.ts';
import { foundWords, type Found } from '#lib/core/align/heard.ts';
import { mend, type Mending } from '#lib/core/align/mend.ts';
import { readModel } from '#lib/core/align/model/model.ts';
import { createPronouncer } from '#lib/core/align/pronounce/pronounce.ts';
import { createAcoustics, featuresOf } from '#lib/core/align/score/acoustics.ts';
import { createBackground } from '#lib/core/align/score/background.ts';
import { buildGraph } from '#lib/core/align/search/graph.ts';
import { createListener, listen } from '#lib/core/align/search/pass.ts';
import { Search } from '#lib/core/align/search/search.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { kernel, modelFiles } from './files.ts';

const files = await modelFiles();
const model = readModel(files);
const hands = await createKernel(model, BLOCK, await kernel());
const said = readFileSync('seeds/tiny-plain/transcript.txt', 'utf8').split(/\s+/).filter(Boolean);

/** What the search finds of a text, and all that it is mended with. */
async function heard(text: string[]): Promise<{ mending: Mending; words: Found[] }> {
	const { phones, transitions, parameters } = model;
	const pronouncer = createPronouncer({ dict: files.dict, letters: null, phones: phones.names }, 'en');
	const context = (i: number) => ({ previous: text[i - 1] ?? null, next: text[i + 1] ?? null });
	const graph = buildGraph(
		model,
		text.map((token, i) => pronouncer.pronounce(token, context(i)))
	);
	const at = 3 * phones.matrix(phones.silence);
	const pause = {
		senones: [0, 1, 2].map((s) => phones.senone(phones.silence, s)),
		stay: [0, 1, 2].map((s) => transitions.stay[at + s]),
		next: [0, 1, 2].map((s) => transitions.next[at + s])
	};
	const normaliser = new Normaliser();
	const { frames } = normaliser;
	const background = createBackground();
	const emissions = createAcoustics(model, hands.densities, featuresOf(model, frames), background, STRIDE);
	const search = new Search(graph, emissions, pause, { first: 0, last: graph.links }, hands.makeStepper);
	const tick = async () => {};
	const ear = { model, hands, helper: null, background, noisy: false, breathe: tick };
	const listener = createListener(ear, frames, search, emissions, tick);
	const audio = decode('seeds/tiny-plain/audio.mp3', { rate: parameters.sampleRate });
	await listen(model, createMelSpectrum(parameters), normaliser, listener, audio);
	const words = foundWords(graph, search.finish(), emissions);
	return { mending: { model, graph, pause, hands, frames, background, tick }, words };
}

const { mending, words } = await heard(said);
const places = (found: Found[]) => found.map(({ token, first }) => ({ token, first }));
const tokens = (found: Found[]) => found.map(({ token }) => token);
const spanOf = ({ first, last }: Found) => ({ first, last });
const k = said.indexOf('dough');

it('nothing is done where nothing is missing', async () => {
	expect(words).toHaveLength(said.length);
	expect(await mend(mending, words)).toBe(words);
});

/** A word in the place of three others, which are missing. */
function intrude(words: Found[], k: number): Found[] {
	const impostor = { ...words[k + 3], ...spanOf(words[k]) };
	return [...words.slice(0, k), impostor, { ...words[k + 4], paid: 200 }, ...words.slice(k + 5)];
}

/** Six words of later in the places of twenty that were not found, and audio behind them that no word has. */
function leadAhead(words: Found[], k: number): Found[] {
	const impostors = words.slice(k + 20, k + 26).map((word, i) => ({ ...word, ...spanOf(words[k + i]) }));
	return [...words.slice(0, k), ...impostors, { ...words[k + 26], paid: 900 }, ...words.slice(k + 27)];
}

it('a word that took the place of others goes back to its own, and they come back', async () => {
	const mended = await mend(mending, intrude(words, k));
	expect(tokens(mended)).toEqual(tokens(words));
	for (const [i, { first }] of mended.entries()) expect(Math.abs(first - words[i].first)).toBeLessThan(10);
	// What is around them was not touched.
	const outside = (found: Found[]) => places(found).filter(({ token }) => token < k - 4 || token > k + 8);
	expect(outside(mended)).toEqual(outside(words));
});

it('many words come back where chance led far ahead and what follows lies too early', async () => {
	const mended = await mend(mending, leadAhead(words, k));
	expect(tokens(mended)).toEqual(tokens(words));
	for (const [i, { first }] of mended.entries()) expect(Math.abs(first - words[i].first)).toBeLessThan(10);
});

it('what effort there is goes first where most words are missing', async () => {
	const damaged = intrude(leadAhead(words, k + 40), k);
	expect(tokens(await mend(mending, damaged, { work: 1 }))).toEqual(tokens(intrude(words, k)));
	expect(tokens(await mend(mending, damaged))).toEqual(tokens(words));
});

it('words come back beside many that were cut out of the audio', async () => {
	const cut = 'nobody here ever mentions purple elephants juggling'.split(' ');
	const text = [...said.slice(0, k), ...Array<string[]>(12).fill(cut).flat(), ...said.slice(k)];
	const { mending, words } = await heard(text);
	const first = words.findIndex(({ token }) => token >= k);
	expect(words).toHaveLength(said.length);
	const damaged = [...words.slice(0, first), ...words.slice(first + 14)];
	const mended = await mend(mending, damaged);
	expect(tokens(mended)).toEqual(tokens(words));
	for (const [i, { first }] of mended.entries()) expect(Math.abs(first - words[i].first)).toBeLessThan(10);
});

it('words are missed at the beginning and at the end', async () => {
	const mended = await mend(mending, words.slice(6, -3));
	expect(tokens(mended)).toEqual(tokens(words));
});

it('words that the audio does not have are not looked for in a pause', async () => {
	const silent = mending.background.silent.slice().fill(1, words[k].first, words[k + 3].last + 1);
	const cut = words.filter((_, w) => w < k || w > k + 3);
	expect(await mend({ ...mending, background: { ...mending.background, silent } }, cut)).toBe(cut);
});
