import { describe, expect, it } from 'vitest';
import type { Alignment, Episode, Timing, Transcript } from '#lib/core/episode.ts';
import { alignmentJson } from '#lib/core/json.ts';
import { publish } from '#lib/core/publish.ts';
import { wordsOf } from '#lib/core/text.ts';
import { count } from '#lib/core/untold.ts';
import { untoldNotes, untoldPassages } from '#lib/player/untold.ts';

const SAID = 'Mara says that it keeps for a week on the shelf, and nobody knows why.';
const CUT = 'This was cut because there was no time left for it on the day.';

/** Words between brackets, and whole headings, are not in the audio. */
function made(written: string): { transcript: Transcript; alignment: Alignment } {
	const words: Transcript['words'] = [];
	const timings: Timing[] = [];
	let text = '';
	let silent = false;
	for (const [token, space] of [...written.matchAll(/(\S+)(\s*)/g)].map((match) => match.slice(1))) {
		if (token.startsWith('[')) silent = true;
		const word = token.replace(/[[\]]/g, '');
		words.push({ from: text.length, to: text.length + word.length });
		text += word + space;
		const start = timings.at(-1)?.end ?? 0;
		const end = silent ? start : start + 0.5;
		timings.push({ start, end, state: silent ? 'unspoken' : 'heard', confidence: silent ? 0 : 0.99 });
		if (token.endsWith(']')) silent = false;
	}
	const alignment = { engine: 'made', duration: 300, untranscribed: [], silences: [], matches: true, notices: [] };
	const turns = [{ from: 0, to: text.length, speaker: null, cue: null }];
	return { transcript: { text, language: 'en', turns, words }, alignment: { ...alignment, timings } };
}

/** Words behind a "_" are not in the audio; `said` are how many are. */
function madeOf(written: string) {
	const text = written.replaceAll('_', '');
	const words = wordsOf(text);
	const silent = written.match(/\S+/g)!.map((token) => token.startsWith('_'));
	const timings = silent.map((unspoken, i): Timing => ({
		start: i,
		end: unspoken ? i : i + 0.5,
		state: unspoken ? 'unspoken' : 'heard',
		confidence: unspoken ? 0 : 0.99
	}));
	const { alignment } = made('a');
	const turns = [{ from: 0, to: text.length, speaker: null, cue: null }];
	return {
		transcript: { text, language: 'en', turns, words },
		alignment: { ...alignment, timings },
		said: silent.filter((unspoken) => !unspoken).length
	};
}

const episode: Episode = {
	slug: 'bread',
	title: 'Bread',
	show: null,
	date: null,
	people: [],
	language: 'en',
	duration: 300,
	note: null,
	chapters: [],
	files: { audio: 'a', audioType: 'a', served: null, servedType: null, transcript: null, artwork: null }
};

const { transcript, alignment } = made(
	`${SAID}\n\n[The sour starter]\n\n[${CUT}]\n\nThen comes [some would say] butter, and [not] salt and honey at last.`
);

describe('counting', () => {
	it('leaves out headings that nobody says, and nothing else', () => {
		const { words, report, untold } = count(transcript, alignment);
		expect(words).toBe(transcript.words.length - 3);
		expect(report.unspoken).toBeCloseTo(18 / words);
		expect(untold.map(({ first, end }) => end - first)).toEqual([14, 3, 1]);
	});

	it.each<[string, string[]]>([
		['We sat down. _[soft _music] Then we ate.', []],
		['We sat down. _(some _of _us _laugh) Then we ate.', []],
		['We sat down _(as _my _mother _would _say) and ate.', ['(as my mother would say)']],
		['We sat _[down. Then _we] ate.', ['[down.', 'we]']],
		['We sat down. _[soft\n\n_music] Then we ate.', ['[soft\n\nmusic]']],
		['We sat _down. _[laughter], _then we ate.', ['down.', 'then']]
	])('leaves out notes between brackets that nobody says: %j', (written, missed) => {
		const made = madeOf(written);
		const { words, untold } = count(made.transcript, made.alignment);
		const { text, words: spans } = made.transcript;
		expect(untold.map(({ first, end }) => text.slice(spans[first].from, spans[end - 1].to))).toEqual(missed);
		const all = missed.join(' ').split(/\s+/).filter(Boolean).length;
		expect(words).toBe(made.said + all);
	});

	it('is the same for the page and for what is written out', () => {
		const page = publish(episode, transcript, alignment);
		const { words, report } = count(transcript, alignment);
		expect(page).toMatchObject({ words, report });
		expect(alignmentJson(transcript, alignment).report.heard).toBeCloseTo(report.heard, 4);
	});

	it('of a text that is not of this audio leaves out nothing', () => {
		const { words, untold } = count(transcript, { ...alignment, matches: false });
		expect(words).toBe(transcript.words.length);
		expect(untold[0].end - untold[0].first).toBe(17);
	});
});

describe('what is told to who cannot see it', () => {
	const page = publish(episode, transcript, alignment);
	const textOf = (p: number) => page.text.slice(page.passages[p].from, page.passages[p].to);

	it('is which passages nobody says, and which words of others', () => {
		expect(page.untold!.map(({ from, to }) => page.text.slice(from, to))).toEqual(['some would say']);
		expect([...untoldPassages(page)].map(textOf)).toEqual([CUT]);
		expect([...untoldNotes(page)].map(([p, note]) => [note, textOf(p).slice(0, 9)])).toEqual([
			['Not in the audio:', 'This was '],
			['3 words here are not in the audio: “some would say”.', 'Then come']
		]);
	});

	it('counts several runs together, and quotes the ends of a long one', () => {
		const { transcript, alignment } = made(
			'She says [that one two three four five six seven eight] now, and [nobody knows why] he does.'
		);
		const [note] = untoldNotes(publish(episode, transcript, alignment)).values();
		expect(note).toBe(
			'12 words here are not in the audio: “that one two three … five six seven eight”, “nobody knows why”.'
		);
	});

	it('is of an episode that was kept offline at least the passages', () => {
		const { untold: _, ...kept } = page;
		expect([...untoldNotes(kept).values()]).toEqual(['Not in the audio:']);
	});

	it('is nothing where no word has a time', () => {
		const untimed = publish(episode, transcript, null);
		expect(untoldNotes(untimed).size).toBe(0);
		expect(untoldPassages(untimed).size).toBe(0);
	});
});
