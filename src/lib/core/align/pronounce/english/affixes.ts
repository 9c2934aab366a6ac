// English words that are not in the dictionary but whose parts are: endings, beginnings, compounds, a letter and a word.
//
//   "podcasters" ─ strip "s" ─► podcaster ─ strip "er" ─► podcast (dictionary) ─► P AO D K AE S T + ER + Z
//
// The sounds of -s and -ed follow the stem's last phone, as in every grammar of English.

import { LETTER_NAMES } from './letter-names.ts';

type Lookup = (word: string) => string[];

const VOICELESS = /(?:^| )(?:P|T|K|F|TH)$/;
const HISSING = /(?:^| )(?:S|Z|SH|ZH|CH|JH)$/;

function plural(stem: string): string {
	return stem + (HISSING.test(stem) ? ' AH Z' : VOICELESS.test(stem) ? ' S' : ' Z');
}

function past(stem: string): string {
	if (/ [TD]$/.test(stem)) return `${stem} AH D`;
	return stem + (/(?:^| )(?:P|K|F|TH|S|SH|CH)$/.test(stem) ? ' T' : ' D');
}

const adding = (phones: string) => (stem: string) => `${stem} ${phones}`;

/** Ending, how it sounds after a stem, and what the stem may have lost before it. */
const ENDINGS: [string, (stem: string) => string, string[]][] = [
	["'s", plural, ['']],
	["'ll", adding('AH L'), ['']],
	["'ve", adding('AH V'), ['']],
	["'re", adding('ER'), ['']],
	["'d", (stem) => (/ [TD]$/.test(stem) ? `${stem} AH D` : `${stem} D`), ['']],
	["'m", adding('M'), ['']],
	["n't", adding('AH N T'), ['']],
	["in'", (stem) => stem.replace(/NG$/, 'N'), ['ing']],
	['ies', adding('Z'), ['y']],
	['es', plural, ['', 'e']],
	['s', plural, ['']],
	['ied', adding('D'), ['y']],
	['ed', past, ['', 'e', '2']],
	['ing', adding('IH NG'), ['', 'e', '2']],
	['ier', adding('ER'), ['y']],
	['iest', adding('AH S T'), ['y']],
	['er', adding('ER'), ['', 'e', '2']],
	['or', adding('ER'), ['', 'e']],
	['est', adding('AH S T'), ['', 'e', '2']],
	['ically', adding('L IY'), ['ic', 'ical']],
	['bly', (stem) => `${stem.replace(/ (AH )?L$/, '')} L IY`, ['ble']],
	['ily', (stem) => `${stem.replace(/IY$/, 'AH')} L IY`, ['y']],
	['ly', adding('L IY'), ['']],
	['iness', (stem) => `${stem} N AH S`, ['y']],
	['ness', adding('N AH S'), ['']],
	['less', adding('L AH S'), ['']],
	['ful', adding('F AH L'), ['']],
	['ment', adding('M AH N T'), ['']],
	['ship', adding('SH IH P'), ['']],
	['able', adding('AH B AH L'), ['', 'e', '2']],
	['ability', adding('AH B IH L AH T IY'), ['', 'e']],
	['ish', adding('IH SH'), ['', 'e', '2']],
	['ization', adding('AH Z EY SH AH N'), ['', 'ize', 'y']],
	['izing', adding('AY Z IH NG'), ['', 'y']],
	['ized', adding('AY Z D'), ['', 'y']],
	['izes', adding('AY Z AH Z'), ['', 'y']],
	['izer', adding('AY Z ER'), ['', 'y']],
	['ize', adding('AY Z'), ['', 'y']],
	['isation', (stem) => stem, ['ization']],
	['ising', (stem) => stem, ['izing']],
	['ised', (stem) => stem, ['ized']],
	['ises', (stem) => stem, ['izes']],
	['ise', (stem) => stem, ['ize']],
	['our', (stem) => stem, ['or']],
	['ours', (stem) => stem, ['ors']],
	['oured', (stem) => stem, ['ored']],
	['ouring', (stem) => stem, ['oring']],
	['yse', (stem) => stem, ['yze']],
	['ysed', (stem) => stem, ['yzed']],
	['tre', (stem) => stem, ['ter']],
	['ist', adding('AH S T'), ['', 'e', 'y']],
	['ism', adding('IH Z AH M'), ['', 'e', 'y']],
	['hood', adding('HH UH D'), ['']],
	['dom', adding('D AH M'), ['']],
	['like', adding('L AY K'), ['']],
	['wise', adding('W AY Z'), ['']],
	['ward', adding('W ER D'), ['']],
	['wards', adding('W ER D Z'), ['']],
	['ian', adding('IY AH N'), ['', 'a', 'ia']],
	['esque', adding('EH S K'), ['', 'e']],
	['y', adding('IY'), ['', 'e', '2']]
];

/** Beginnings that new words are made with, and their sounds. */
export const BEGINNINGS: Record<string, string[]> = {
	un: ['AH N'],
	re: ['R IY'],
	non: ['N AA N'],
	pre: ['P R IY'],
	anti: ['AE N T IY', 'AE N T AY'],
	co: ['K OW'],
	de: ['D IY'],
	dis: ['D IH S'],
	mis: ['M IH S'],
	multi: ['M AH L T IY', 'M AH L T AY'],
	semi: ['S EH M IY', 'S EH M AY'],
	sub: ['S AH B'],
	inter: ['IH N T ER'],
	hyper: ['HH AY P ER'],
	bio: ['B AY OW'],
	neuro: ['N UH R OW'],
	cyber: ['S AY B ER'],
	crypto: ['K R IH P T OW'],
	micro: ['M AY K R OW'],
	macro: ['M AE K R OW'],
	nano: ['N AE N OW'],
	meta: ['M EH T AH'],
	pseudo: ['S UW D OW'],
	geo: ['JH IY OW'],
	auto: ['AO T OW'],
	trans: ['T R AE N Z', 'T R AE N S'],
	tele: ['T EH L AH'],
	electro: ['IH L EH K T R OW'],
	poly: ['P AA L IY'],
	mono: ['M AA N OW'],
	proto: ['P R OW T OW'],
	retro: ['R EH T R OW'],
	psycho: ['S AY K OW'],
	socio: ['S OW S IY OW'],
	eco: ['IY K OW', 'EH K OW'],
	techno: ['T EH K N OW'],
	thermo: ['TH ER M OW'],
	hydro: ['HH AY D R OW'],
	photo: ['F OW T OW'],
	astro: ['AE S T R OW'],
	epi: ['EH P AH'],
	omni: ['AA M N IY'],
	pan: ['P AE N'],
	post: ['P OW S T'],
	ex: ['EH K S'],
	en: ['EH N']
};

/** Pronunciations of a word by its stem in the dictionary, [] where no rule finds one. `depth` ends strip at most. */
export function inflect(word: string, lookup: Lookup, depth = 2): string[] {
	for (const [ending, sound, restored] of ENDINGS) {
		if (!word.endsWith(ending) || word.length - ending.length < 2) continue;
		const stem = word.slice(0, -ending.length);
		for (const lost of restored) {
			const base = lost === '2' ? undoubled(stem) : stem + lost;
			if (!base || base.length < (ending.startsWith("'") ? 2 : 3)) continue;
			const found = lookup(base);
			const phones = found.length || depth <= 1 ? found : inflect(base, lookup, depth - 1);
			if (phones.length) return phones.map(sound);
		}
	}
	for (const [beginning, sounds] of Object.entries(BEGINNINGS)) {
		if (!word.startsWith(beginning) || word.length - beginning.length < 4) continue;
		const rest = word.slice(beginning.length);
		const found = lookup(rest);
		const phones = found.length || depth <= 1 ? found : inflect(rest, lookup, 1);
		if (phones.length) return sounds.flatMap((sound) => phones.slice(0, 2).map((stem) => `${sound} ${stem}`));
	}
	return [];
}

function undoubled(stem: string): string | null {
	return /([bdfgklmnprtvz])\1$/.test(stem) ? stem.slice(0, -1) : null;
}

/** "xray" → x-ray: the dictionary has it with a hyphen. */
export function hyphened(word: string, lookup: Lookup): string[] {
	for (let at = 1; at < word.length; at++) {
		const found = lookup(`${word.slice(0, at)}-${word.slice(at)}`);
		if (found.length) return found;
	}
	return [];
}

/** "ecommerce", "tshirt" → a letter by its name before a dictionary word of four letters or more. */
export function lettered(word: string, lookup: Lookup): string[] {
	const initial = /^[etx](?=.{4})/.exec(word)?.[0];
	const rest = initial ? lookup(word.slice(1)) : [];
	return rest.slice(0, 2).map((phones) => `${LETTER_NAMES[initial!.toUpperCase()][0]} ${phones}`);
}

/** "whiteboard" → white + board: two dictionary words of four letters or more (three for the second), split most evenly. */
export function compound(word: string, lookup: Lookup): string[] {
	const splits: number[] = [];
	for (let at = 4; at <= word.length - 3; at++) splits.push(at);
	splits.sort((a, b) => Math.abs(word.length - 2 * a) - Math.abs(word.length - 2 * b));
	for (const at of splits) {
		const head = lookup(word.slice(0, at));
		if (!head.length) continue;
		const tail = lookup(word.slice(at));
		if (tail.length) return head.slice(0, 2).flatMap((a) => tail.slice(0, 2).map((b) => `${a} ${b}`));
	}
	return [];
}
