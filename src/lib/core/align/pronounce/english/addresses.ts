// Web addresses, mail addresses, handles and hashtags, as people read them out: "openai.com" → "open A I dot com".
//
// A run-together name is taken apart by dynamic programming over its letters: the cheapest way to cover the name with
// dictionary words, where long words are cheap, short ones dear and single letters dearest.
//
//   o p e n a i ─► open|ai (12 + 15) beats o|pen|ai, openai as a made-up word (30) is dearer still

import { combine, distinct, spell } from '../readings.ts';

const SPELLED = new Set(
	'ai ml tv io hq uk usa us eu api gpt llm nyc la sf dc vc ceo nba nfl bbc cnn mit ibm fm pm hr ui ux pc dj mc xyz'.split(
		' '
	)
);
const SHORT = new Set('of to my go it me we in on up no so do he be by is at as an or if the and for you'.split(' '));
const ENDINGS =
	'com|org|net|edu|gov|mil|int|io|ai|co|us|uk|de|fr|it|es|eu|ca|au|nz|in|jp|cn|ru|br|nl|se|no|ch|at|be|dk|fi|pl|pt|ie|tv|fm|me|ly|to|gg|app|dev|info|biz|xyz|blog|news|shop|store|tech|online|site|live|show|audio|page|so|is|im|sh|cc|id|vc|ag|studio|design|world|health|academy|codes?|space|club|media|social|cloud';
const WEB = new RegExp(`^(?:([a-z]+):\\/\\/)?((?:[a-z0-9_-]+\\.)+(?:${ENDINGS})|localhost)(?::\\d+)?(\\/.*)?$`);
const MAIL = /^(?:mailto:)?([a-z0-9._%+-]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})$/;

const LINKS = new Map([
	[' ', ['']],
	['-', ['', 'dash', 'hyphen']],
	['_', ['', 'underscore']],
	['.', ['dot']],
	['+', ['plus']]
]);

/** No word of the dictionary has more letters. */
const LONGEST = 40;

type Known = (word: string) => boolean;

/** Readings of an address, handle or hashtag, [] for anything else. Case matters: "#MeToo" is taken apart at capitals. */
export function readAddress(token: string, known: Known): string[] {
	const lower = token.toLowerCase();
	const mail = MAIL.exec(lower);
	if (mail) return combine([label(mail[1], known).slice(0, 2), ['at'], host(mail[2], known)]);
	const web = WEB.exec(lower);
	if (web) {
		const [, , name, path = ''] = web;
		const www = name.startsWith('www.') ? ['W W W dot', '', 'dub dub dub dot'] : [''];
		return combine([www, host(name.replace(/^www\./, ''), known), trail(path, known)]);
	}
	const tag = /^#([\p{L}][\p{L}\p{N}_]*)$/u.exec(token);
	if (tag) return combine([['hashtag', ''], label(camel(tag[1]), known).slice(0, 2)]);
	const handle = /^@([\p{L}\p{N}_.]+)$/u.exec(token);
	if (handle) return combine([['at', ''], label(camel(handle[1]), known).slice(0, 2)]);
	return [];
}

function camel(name: string): string {
	return name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').toLowerCase();
}

function host(name: string, known: Known): string[] {
	const labels = name.split('.');
	const end = labels.pop() as string;
	const endings = end.length <= 2 && !SHORT.has(end) ? [spell(end)] : SPELLED.has(end) ? [spell(end)] : [end];
	if (end === 'co' || end === 'edu' || end === 'gov') endings.push(end === 'co' ? 'co' : spell(end));
	return combine([...labels.flatMap((part) => [label(part, known), ['dot']]), distinct(endings)]);
}

function trail(path: string, known: Known): string[] {
	const parts = path
		.replace(/[?#].*$/, '')
		.split('/')
		.filter(Boolean);
	return combine(parts.flatMap((part) => [['slash'], label(part, known).slice(0, 2)]));
}

/** One name between dots or slashes. */
function label(name: string, known: Known): string[] {
	const parts = name.split(/([-_.+% ])/).filter(Boolean);
	return combine(
		parts.map((part) => {
			const link = LINKS.get(part);
			if (link) return link;
			const runs = part.match(/\d+|[^\d]+/g) ?? [];
			return combine(runs.map((run) => (/\d/.test(run) ? [spell(run).toLowerCase()] : segment(run, known))));
		})
	);
}

/** The name as words, and the name as one word where it was taken apart. */
export function segment(name: string, known: Known): string[] {
	if (SPELLED.has(name)) return [spell(name)];
	if (known(name)) return [name];
	if (!/[aeiouy]/.test(name)) return [spell(name)];
	const cost = new Array<number>(name.length + 1).fill(Infinity);
	const from = new Array<number>(name.length + 1).fill(0);
	cost[0] = 0;
	for (let end = 1; end <= name.length; end++)
		for (let start = Math.max(0, end - LONGEST); start < end; start++) {
			const step = price(name.slice(start, end), known);
			if (cost[start] + step < cost[end]) {
				cost[end] = cost[start] + step;
				from[end] = start;
			}
		}
	const words: string[] = [];
	for (let end = name.length; end > 0; end = from[end]) {
		const word = name.slice(from[end], end);
		words.push(word.length === 1 || SPELLED.has(word) ? spell(word) : word);
	}
	const apart = words.reverse().join(' ');
	const wholePrice = 12 + 3 * name.length;
	return cost[name.length] <= wholePrice ? distinct([apart, name]) : distinct([name, apart]);
}

function price(word: string, known: Known): number {
	if (SPELLED.has(word)) return 15;
	if (word.length <= 3) {
		if (SHORT.has(word)) return 14;
		if (word.length === 1) return 22;
		return word.length === 3 && known(word) ? 16 : Infinity;
	}
	return known(word) ? 13 - Math.min(word.length, 9) / 4 : Infinity;
}
