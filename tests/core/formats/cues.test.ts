import { describe, expect, it } from 'vitest';
import type { Alignment, Transcript } from '#lib/core/episode.ts';
import { captionsOf } from '#lib/core/formats/cues.ts';
import { parse } from '#lib/core/formats/plain.ts';
import { read, timedFormats, wordsAsSaid } from './contract.ts';
import { writeTranscript } from '#lib/core/formats/formats.ts';
import { write as writeVtt } from '#lib/core/formats/vtt.ts';
import { made } from '../made.ts';

const speakerOf = ({ turns }: Transcript, at: number) => turns.find((turn) => turn.to > at)!.speaker;

/** Words said one after another, half a second each, but where `gaps` says how long to wait before a word. */
function said(text: string, gaps: Record<number, number> = {}): { transcript: Transcript; alignment: Alignment } {
	const { transcript } = parse(text);
	let time = 0;
	const timings = transcript.words.map((_, i) => {
		const start = time + (gaps[i] ?? 0);
		time = start + 0.5;
		return { start, end: time, state: 'heard' as const, confidence: 1 };
	});
	return {
		transcript,
		alignment: { engine: 'test', duration: time, timings, untranscribed: [], silences: [], matches: true, notices: [] }
	};
}

describe('captions of an alignment', () => {
	it('are in order, short, of one speaker and never begin where nothing was transcribed', () => {
		for (let seed = 1; seed <= 30; seed++) {
			const { transcript, alignment } = made(seed, 600, { punctuated: seed % 3 !== 0, speakers: seed % 2 === 0 });
			const faults: string[] = [];
			let last = 0;
			for (const { start, end, parts } of captionsOf(transcript, alignment)) {
				if (!(start >= last && end > start && end <= alignment.duration))
					faults.push(`${start} to ${end} after ${last}`);
				if (alignment.untranscribed.some((region) => start >= region.start && start < region.end))
					faults.push(`${start} begins in untranscribed audio`);
				for (const { from, to, speaker, words } of parts) {
					if (speakerOf(transcript, from) !== speaker || speakerOf(transcript, to - 1) !== speaker)
						faults.push(`two speakers at ${from}`);
					const spoken = words.length ? transcript.text.slice(words[0].from, words[words.length - 1].to) : '';
					if (spoken.length > 84 && words.length > 1) faults.push(`${spoken.length} letters at ${from}`);
				}
				if (end - start > 7 && parts[0].words.length > 1) faults.push(`${end - start} s at ${start}`);
				last = end;
			}
			expect(faults, `seed ${seed}`).toEqual([]);
		}
	});

	it('hold every word but those of passages that nobody says', () => {
		for (let seed = 1; seed <= 30; seed++) {
			const { transcript, alignment } = made(seed, 600, { punctuated: seed % 3 !== 0 });
			const { timings } = alignment;
			const shown = transcript.words.filter((_, i) => {
				let first = i;
				let end = i;
				while (first > 0 && timings[first - 1].state === 'unspoken') first--;
				while (end < timings.length && timings[end].state === 'unspoken') end++;
				return timings[i].state !== 'unspoken' || end - first < 12;
			});
			const expected = shown.map(({ from, to }) => transcript.text.slice(from, to));
			for (const format of timedFormats) {
				const again = read(format, writeTranscript(format, transcript, alignment));
				expect(again.words.map(({ from, to }) => again.text.slice(from, to))).toEqual(expected);
			}
		}
	});

	it('hold every letter of a script without spaces', () => {
		const { transcript, alignment } = said(
			'主持人：今天天气很好，我们去公园吧。\n嘉宾：谢谢你邀请我，\n我很高兴。你好！\n主持人：再见。'
		);
		for (const format of timedFormats) {
			const again = read(format, writeTranscript(format, transcript, alignment));
			expect(wordsAsSaid(again)).toEqual(wordsAsSaid(transcript));
		}
	});

	it('are sentences, and parts of long ones cut at commas and pauses', () => {
		const { transcript, alignment } = said(
			'This is one sentence. Yes. This is a sentence that is much too long for one caption, and so it has to be cut somewhere.',
			{ 5: 3 }
		);
		const captions = captionsOf(transcript, alignment);
		expect(captions.map(({ parts: [{ from, to }] }) => transcript.text.slice(from, to))).toEqual([
			'This is one sentence. Yes.',
			'This is a sentence that is much too long for one caption,',
			'and so it has to be cut somewhere.'
		]);
	});

	it('carry the times of their words when asked', () => {
		const { transcript, alignment } = said('One two. Three <b>.');
		expect(writeVtt(transcript, alignment, { words: true })).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nOne <00:00:00.500>two. <00:00:01.000>Three <00:00:01.500>&lt;b&gt;.\n'
		);
	});

	it('keep few unspoken words with their neighbours and show no long unspoken passage', () => {
		const { transcript, alignment } = said(
			`HEADING\n\nFirst words here. ${'Never said at all. '.repeat(4)}Last words here.`
		);
		const unspoken = (i: number) => i === 0 || (i >= 4 && i < 20);
		alignment.timings = alignment.timings.map((timing, i) => (unspoken(i) ? { ...timing, state: 'unspoken' } : timing));
		const captions = captionsOf(transcript, alignment);
		expect(captions.map(({ parts: [{ from, to }] }) => transcript.text.slice(from, to))).toEqual([
			'HEADING\n\nFirst words here.',
			'Last words here.'
		]);
		expect(captions[0].start).toBe(alignment.timings[1].start);
	});

	it('never cover a stretch without text in the middle of a sentence', () => {
		const { transcript, alignment } = said('We will be right back after this and here we are.', { 7: 30 });
		expect(captionsOf(transcript, alignment).map(({ start, end }) => [start, end])).toEqual([
			[0, 3.5],
			[33.5, 35.5]
		]);
	});

	it('are two lines at most in SRT, with the label in front', () => {
		for (let seed = 1; seed <= 30; seed++) {
			const { transcript, alignment } = made(seed, 600, { punctuated: seed % 3 !== 0, perfect: true });
			for (const turn of transcript.turns) if (turn.speaker !== null) turn.speaker = `${turn.speaker} Bartlett-Amodei`;
			const cues = writeTranscript('srt', transcript, alignment).trimEnd().split('\n\n');
			expect(cues.filter((cue) => cue.split('\n').length > 4)).toEqual([]);
		}
		const { transcript, alignment } = said(
			'Logan Bartlett: And what was the thought at the time of, hey, we should go do something on our own?'
		);
		// In WebVTT the name stands in the tag and takes no room.
		const fast = alignment.timings.map((timing) => ({ ...timing, start: timing.start / 2, end: timing.end / 2 }));
		const cuesIn = (format: 'srt' | 'vtt') =>
			writeTranscript(format, transcript, { ...alignment, timings: fast }).match(/-->/g);
		expect(cuesIn('srt')).toHaveLength(2);
		expect(cuesIn('vtt')).toHaveLength(1);
	});

	it('come from the transcript where the alignment is of something else', () => {
		const { transcript, alignment } = said('[00:00:01] One.\n[00:00:03] Two.');
		expect(captionsOf(transcript, { ...alignment, matches: false })[0]).toMatchObject({ start: 1, end: 3 });
		const untimed = said('One.');
		expect(() => captionsOf(untimed.transcript, { ...untimed.alignment, matches: false })).toThrow(
			/saw none; align it/
		);
	});
});
