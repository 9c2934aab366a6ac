import { describe, expect, it } from 'vitest';
import type { Published } from '#lib/core/episode.ts';
import { alternatesOf, audioTypeOf, linkedData } from '#lib/player/metadata.ts';

const address = 'https://host/e/bread';
const title = 'Bread </script><script>alert(1)</script> <!-- & "salt"';
const published = {
	episode: {
		slug: 'bread',
		title,
		show: 'Small Hours',
		date: '2026-03-01',
		language: 'en',
		duration: 6911.6,
		files: { audio: 'a.mp3', audioType: 'audio/mpeg', served: 'a.m4a', servedType: 'audio/mp4', artwork: 'a.png' }
	},
	text: 'We begin with water.\n\nThen flour.',
	words: 6,
	passages: [
		{ from: 0, to: 20, start: 0, end: 9, speaker: 'Ann' },
		{ from: 22, to: 33, start: 9, end: 12, speaker: null }
	],
	headings: [],
	topics: [
		{ start: 0, end: 90.5, title: 'Water', passage: 0, source: 'found' },
		{ start: 90.5, end: 6911.6, title: 'Flour </script>', passage: 1, source: 'found' }
	]
} as unknown as Published;
const bare = {
	...published,
	episode: { ...published.episode, show: null, date: null, language: 'und', duration: 0 },
	text: '',
	words: 0,
	passages: [],
	topics: []
} as unknown as Published;
bare.episode.files = { ...bare.episode.files, served: null, servedType: null, artwork: null };

describe('what the page says to programs', () => {
	it('is where its files are, in every format that the episode has', () => {
		expect(alternatesOf(published, address).map(({ href, type }) => [href.slice(address.length), type])).toEqual([
			['/transcript.vtt', 'text/vtt'],
			['/transcript.srt', 'application/x-subrip'],
			['/transcript.json', 'application/json'],
			['/transcript.html', 'text/html'],
			['/transcript.md', 'text/markdown'],
			['/transcript.txt', 'text/plain'],
			['/chapters.json', 'application/json+chapters']
		]);
		const untimed = { ...published, topics: [], passages: [{ ...published.passages[0], start: null }] };
		expect(alternatesOf(untimed, address).map(({ type }) => type)).toEqual([
			'text/html',
			'text/markdown',
			'text/plain'
		]);
		expect(alternatesOf(bare, address)).toEqual([]);
	});

	it('is what the episode is', () => {
		expect(JSON.parse(linkedData(published, address))).toEqual({
			'@context': 'https://schema.org',
			'@type': 'PodcastEpisode',
			url: address,
			name: title,
			description: 'We begin with water. Then flour.',
			inLanguage: 'en',
			datePublished: '2026-03-01',
			duration: 'PT1H55M12S',
			image: `${address}/artwork`,
			partOfSeries: { '@type': 'PodcastSeries', name: 'Small Hours' },
			associatedMedia: {
				'@type': 'AudioObject',
				contentUrl: `${address}/audio`,
				encodingFormat: 'audio/mp4',
				duration: 'PT1H55M12S',
				transcript: `${address}/transcript.txt`,
				caption: { '@type': 'MediaObject', contentUrl: `${address}/transcript.vtt`, encodingFormat: 'text/vtt' }
			},
			hasPart: [
				{ '@type': 'Clip', name: 'Water', startOffset: 0, endOffset: 90, url: `${address}?t=0` },
				{ '@type': 'Clip', name: 'Flour </script>', startOffset: 90, endOffset: 6911, url: `${address}?t=90.5` }
			]
		});
	});

	it('leaves out what is not known', () => {
		expect(JSON.parse(linkedData(bare, address))).toEqual({
			'@context': 'https://schema.org',
			'@type': 'PodcastEpisode',
			url: address,
			name: title,
			duration: 'PT0S',
			associatedMedia: {
				'@type': 'AudioObject',
				contentUrl: `${address}/audio`,
				encodingFormat: 'audio/mpeg',
				duration: 'PT0S'
			}
		});
		expect(audioTypeOf(bare)).toBe('audio/mpeg');
	});

	it('never ends the element it stands in', () => {
		expect(linkedData(published, address)).not.toContain('<');
	});
});
