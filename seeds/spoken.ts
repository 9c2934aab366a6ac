// How the synthetic readers say a token of the transcript: lower-case words the synthesiser knows, letters by their
// names, numbers in full. One reading for each token, so the gold knows which sounds belong to which token.
//
//   "25%." → twenty five percent      "GPT-2," → g p t two      "2018" → twenty eighteen      "AI" → ay i

const ONES =
	'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
		' '
	);
const TENS = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Names of people and things the synthesiser would misread, and capitals that are said letter by letter. */
const RESPELLED: Record<string, string> = {
	openai: 'open ay i',
	ai: 'ay i',
	ais: 'ay eyes',
	agi: 'ay g i',
	api: 'ay p i',
	acc: 'ack',
	asl: 'ay s l',
	bsl: 'b s l',
	ceo: 'c e o',
	ftx: 'f t x',
	gpt: 'g p t',
	gpus: 'g p ewes',
	ii: 'two',
	llm: 'l l m',
	llms: 'l l emms',
	lps: 'l pees',
	ltbt: 'l t b t',
	phd: 'p h d',
	rl: 'r l',
	rsp: 'r s p',
	un: 'u n',
	us: 'us',
	vc: 'v c',
	vcs: 'v cees',
	vp: 'v p',
	bioweapons: 'bio weapons',
	bioplague: 'bio plague',
	nanobots: 'nano bots',
	biosecurity: 'bio security',
	biosafety: 'bio safety',
	cybersecurity: 'cyber security',
	neuroscientist: 'neuro scientist',
	multimodality: 'multi modality',
	nonlinearities: 'non linearities'
};

/** Whole numbers below a thousand million, in words. */
function cardinal(n: number): string {
	if (n < 20) return ONES[n];
	if (n < 100) return TENS[Math.floor(n / 10)] + (n % 10 ? ' ' + ONES[n % 10] : '');
	if (n < 1000) return ONES[Math.floor(n / 100)] + ' hundred' + (n % 100 ? ' ' + cardinal(n % 100) : '');
	const [size, name] = n < 1e6 ? [1000, ' thousand'] : [1e6, ' million'];
	return cardinal(Math.floor(n / size)) + name + (n % size ? ' ' + cardinal(n % size) : '');
}

function year(n: number): string {
	if (n >= 2000 && n < 2010) return 'two thousand' + (n % 100 ? ' ' + cardinal(n % 100) : '');
	return cardinal(Math.floor(n / 100)) + ' ' + (n % 100 ? cardinal(n % 100) : 'hundred');
}

function ordinal(n: number): string {
	const last: Record<string, string> = {
		one: 'first',
		two: 'second',
		three: 'third',
		five: 'fifth',
		eight: 'eighth',
		nine: 'ninth',
		twelve: 'twelfth'
	};
	return cardinal(n).replace(/[a-z]+$/, (word) => last[word] ?? word.replace(/y$/, 'ie') + 'th');
}

function number(text: string): string {
	if (/^(?:1[5-9]|20)\d\d$/.test(text)) return year(Number(text));
	const [whole, fraction] = text.replaceAll(',', '').split('.');
	const digits = fraction ? ' point ' + [...fraction].map((digit) => ONES[Number(digit)]).join(' ') : '';
	return cardinal(Number(whole)) + digits;
}

function part(text: string): string {
	const known = RESPELLED[text];
	if (known !== undefined) return known;
	const mixed = /^([a-z]*)(\d[\d,.]*)(st|nd|rd|th|[a-z]*)$/.exec(text);
	if (!mixed) return text;
	const [, before, digits, after] = mixed;
	if (/^(st|nd|rd|th)$/.test(after)) return ordinal(Number(digits));
	return [before && part(before), number(digits), after && part(after)].filter(Boolean).join(' ');
}

/**
 * The words a reader says for one whitespace token, in lower case; [] where it says nothing. `previous` and `next` are
 * the neighbouring tokens.
 */
export function spoken(token: string, previous: string, next: string): string[] {
	const bare = token
		.normalize('NFKC')
		.replaceAll('’', "'")
		.replace(/^[^\p{L}\p{N}$]+|[^\p{L}\p{N}%]+$/gu, '');
	if (bare === 'I' && previous === 'Claude') return ['one'];
	if (bare === 'US' || bare === 'U.S') return ['u', 's'];
	const letter = (word: string) => /^[b-hj-z]$/i.test(word);
	if (bare.toLowerCase() === 'a' && letter(next)) return ['ay'];
	const money = /^\$([\d.,]+)$/.exec(bare);
	if (money) return [...number(money[1]).split(' '), money[1] === '1' ? 'dollar' : 'dollars'];
	const percent = bare.endsWith('%');
	const words = bare
		.toLowerCase()
		.replace(/%$/, '')
		.split(/[-–—/]+/)
		.map(part)
		.join(' ')
		.split(/\s+/)
		.filter(Boolean);
	return percent ? [...words, 'percent'] : words;
}
