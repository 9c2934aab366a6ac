// Real tokens and what people say for them. Readings are text: lower-case words, capitals for letters said by name.

import { describe, expect, it } from 'vitest';
import { readEnglish } from '#lib/core/align/pronounce/english/tokens.ts';

const WORDS = new Set(
	(
		"hello nasa us it who ai ceo don't could've talking 'em em 'n naive cafe zurich open chat deep mind youtube iphone me too " +
		'which word old year state of the art e-mail cofounder founder co so hmm now life threatening basic and or what well i ' +
		"said century o'clock can't students x-ray mid based example blog post asterisk for profit as is"
	).split(' ')
);
const LEXICON = { has: (word: string) => WORDS.has(word), spelledOut: (word: string) => word === 'ceo' };

/** token, its readings; the token may be written "previous|token|next". */
const CASES: Record<string, [string, string[]][]> = {
	'punctuation, case and quotes': [
		['Hello,', ['hello']],
		['“Hello”', ['hello']],
		['(which', ['which']],
		['don’t', ["don't"]],
		['Which--', ['which']],
		['word—word', ['word word']],
		['well...I', ['well i']],
		['*hello*', ['hello']],
		['¿hello?', ['hello']],
		['he\u00ADllo', ['hello']]
	],
	'nothing to say': [
		['—', []],
		['-', []],
		['…', []],
		['😀', []],
		['👩‍👩‍👧', []],
		['🇫🇷', []],
		[':)', []],
		['***', []],
		['[laughter]', []],
		['[00:12]', []],
		['(00:12:34)', []],
		['00:12:34', []]
	],
	symbols: [
		['&', ['and']],
		['%', ['percent']],
		['#', ['pound', 'hash', 'number', 'hashtag']],
		['+', ['plus', 'and']],
		['=', ['equals', 'is']],
		['@', ['at']],
		['π', ['pi']],
		['α,', ['alpha']],
		['Ω', ['omega']],
		['μ', ['mu', 'micro']],
		['\u00B5', ['mu', 'micro']]
	],
	accents: [
		['naïve', ['naive']],
		['café', ['cafe']],
		['Zürich', ['zurich']]
	],
	contractions: [
		["could've", ["could've"]],
		["talkin'", ["talkin'"]],
		["'em", ["'em", 'em'].slice(0, 1)],
		["'em’", ['em']],
		["students'", ['students']]
	],
	cardinals: [
		['5', ['five']],
		['1,200', ['one thousand two hundred', 'a thousand two hundred', 'twelve hundred']],
		['100', ['one hundred', 'a hundred', 'hundred']],
		['350', ['three hundred fifty', 'three hundred and fifty', 'three fifty']],
		['911', ['nine hundred eleven', 'nine hundred and eleven', 'nine eleven', 'nine one one']],
		['007', ['oh oh seven', 'zero zero seven']],
		['70,000', ['seventy thousand']],
		['100+', ['one hundred plus', 'one hundred', 'a hundred plus', 'a hundred']]
	],
	years: [
		['2024', ['twenty twenty four', 'two thousand twenty four', 'two thousand and twenty four']],
		['2009', ['two thousand nine', 'two thousand and nine', 'twenty oh nine']],
		['2000', ['two thousand']],
		[
			'1905,',
			[
				'nineteen oh five',
				'nineteen hundred and five',
				'one thousand nine hundred five',
				'one thousand nine hundred and five'
			]
		],
		['1900', ['nineteen hundred', 'one thousand nine hundred', 'a thousand nine hundred']],
		['1990s', ['nineteen nineties', 'nineties']],
		["'90s", ['nineties']],
		['80’s', ['eighties']],
		['1800s', ['eighteen hundreds']],
		['2010s', ['twenty tens', 'two thousand tens', 'tens']],
		['’99', ['ninety nine']]
	],
	decimals: [
		[
			'€1.234,50',
			[
				'one thousand two hundred thirty four fifty',
				'one thousand two hundred thirty four euros and fifty cents',
				'one thousand two hundred thirty four euros fifty cents',
				'one thousand two hundred thirty four euros fifty'
			]
		],
		['<1%', ['less than one percent', 'under one percent']],
		['10⁶', ['ten to the six', 'ten to the power of six']],
		['3.5', ['three point five']],
		['0.1', ['zero point one', 'point one', 'oh point one']],
		['.5', ['point five', 'zero point five']],
		['3.5.1', ['three point five point one', 'three dot five dot one', 'three five one']],
		['99%.', ['ninety nine percent']]
	],
	'commas between figures': [
		['1,5', ['one five', 'one point five', 'one comma five']],
		['12,34', ['twelve thirty four', 'twelve point three four', 'twelve comma thirty four']],
		['1,2,3', ['one two three', 'one comma two comma three']],
		['1,00,000', ['one hundred thousand', 'a hundred thousand']],
		['1,5%', ['one five percent', 'one point five percent', 'one comma five percent']],
		[
			'€12,34',
			[
				'twelve thirty four',
				'twelve euros and thirty four cents',
				'twelve euros thirty four cents',
				'twelve euros thirty four'
			]
		]
	],
	ordinals: [
		['19th-century', ['nineteenth century']],
		['mid-1990s', ['mid nineteen nineties', 'mid nineties']],
		['No.1', ['number one']],
		['1st', ['first', 'one']],
		['2nd', ['second']],
		['12th', ['twelfth']],
		['20th', ['twentieth']],
		['21st', ['twenty first']],
		['May|5|', ['fifth', 'five', 'the fifth']]
	],
	times: [
		['3:30', ['three thirty', 'half past three']],
		['3:05', ['three oh five', 'three five', 'three zero five']],
		['3:00', ["three o'clock", 'three', 'three hundred', 'three oh oh']],
		['10am', ['ten A M', 'ten in the morning']],
		['3:30pm', ['three thirty P M', 'three thirty']]
	],
	ranges: [
		['10–25', ['ten to twenty five', 'ten twenty five']],
		['10-25%', ['ten to twenty five percent', 'ten twenty five percent']],
		['50-50', ['fifty fifty', 'fifty to fifty']],
		['1939-45', ['nineteen thirty nine to forty five', 'nineteen thirty nine forty five']],
		['9am-5pm', ['nine A M to five P M', 'nine A M to five', 'nine A M five P M', 'nine in the morning to five P M']],
		['9:30-10:30', ['nine thirty to ten thirty', 'nine thirty ten thirty']],
		['9:00-10:00', ['nine to ten', 'nine ten']],
		['10-11:30', ['ten to eleven thirty', 'ten eleven thirty']],
		[
			'5km-10km',
			['five to ten kilometers', 'five to ten K', 'five ten kilometers', 'five kilometers to ten kilometers']
		],
		['16:9', ['sixteen to nine', 'sixteen nine']]
	],
	fractions: [
		['1/2', ['one half', 'a half', 'half', 'one slash two']],
		['2/3rds', ['two thirds', 'two slash three', 'two over three']],
		['50/50', ['fifty fifty', 'fifty slash fifty', 'fifty over fifty', 'fifty out of fifty']],
		['2/3', ['two thirds', 'two slash three', 'two over three']],
		['3/4', ['three quarters', 'three fourths', 'three slash four', 'three over four']],
		['2½', ['two and a half', 'two and one half']],
		['½-year', ['half year', 'half a year', 'one half year']],
		['½old', ['half old', 'half an old', 'one half old']],
		['5½-year-old', ['five and a half year old', 'five and one half year old']],
		['3½%', ['three and a half percent', 'three and one half percent']],
		['½%', ['half percent', 'half a percent', 'one half percent']],
		['2½km', ['two and a half kilometers', 'two and a half K', 'two and one half kilometers', 'two and a half K M']],
		['$½', ['half dollar', 'half a dollar', 'one half dollar']],
		['$2½', ['two and a half dollars', 'two and one half dollars']],
		['1/4-century', ['quarter century', 'one quarter century', 'one fourth century']],
		['¾-century', ['three quarter century', 'three quarters century', 'three fourths century']],
		['1-1/2', ['one and a half', 'one and one half']],
		['ASL6/7', ['A S L six seven', 'A S L six slash seven', 'A S L six or seven']],
		[
			'96/9/AI',
			['ninety six nine A I', 'ninety six nine ai', 'ninety six nine slash A I', 'ninety six slash nine A I']
		],
		['1/2/3', ['one two three', 'one two slash three', 'one slash two three', 'one slash two slash three']],
		['9/11-post', ['nine eleven post']],
		['4/20', ['four twentieths', 'four twenty', 'four slash twenty', 'four over twenty']],
		['24/7', ['twenty four seven']]
	],
	money: [
		['$5', ['five dollars', 'five dollar']],
		['$1', ['one dollar']],
		['|$5|billion', ['five']],
		['$5|billion|in', ['billion dollars', 'billion']],
		['$5.2M', ['five point two million dollars', 'five point two million']],
		['$5.50', ['five fifty', 'five dollars and fifty cents', 'five dollars fifty cents', 'five dollars fifty']],
		['$1.5', ['one point five dollars', 'one dollar fifty', 'one fifty', 'one point five dollar']],
		['$20-a-year', ['twenty dollars a year', 'twenty dollar a year']],
		['$20-year', ['twenty dollars year', 'twenty dollar year']],
		['$5/year', ['five dollars a year', 'five dollars per year', 'five dollar a year', 'five dollars year']],
		[
			'$15/hr',
			['fifteen dollars an hour', 'fifteen dollars per hour', 'fifteen dollar an hour', 'fifteen dollars hour']
		],
		['5/day', ['five a day', 'five per day', 'five day']],
		['-$5', ['minus five dollars', 'negative five dollars', 'five dollars']],
		['~$5', ['about five dollars', 'approximately five dollars', 'five dollars']],
		['<$5', ['less than five dollars', 'under five dollars']],
		['£20', ['twenty pounds', 'twenty pound']],
		['5€', ['five euros', 'five euro']]
	],
	'dates and telephone numbers': [
		[
			'2024-05-01',
			[
				'may first twenty twenty four',
				'may first two thousand twenty four',
				'five one twenty twenty four',
				'five one two thousand twenty four'
			]
		],
		['555-1234', ['five five five one two three four']]
	],
	'numbers in groups': [
		['|100|000', ['one hundred', 'a hundred', 'hundred']],
		['100|000|people', ['thousand']],
		['1|000|000', ['million', 'billion']],
		['000|000|people', []],
		['1|200|000', ['million two hundred', 'two hundred', 'two oh oh']],
		[
			'555|123|',
			[
				'thousand one hundred twenty three',
				'one hundred twenty three',
				'one two three',
				'thousand one hundred and twenty three'
			]
		],
		['555|123|4567', ['one hundred twenty three', 'one hundred and twenty three', 'one twenty three']],
		['12,|345|', ['three hundred forty five', 'three hundred and forty five', 'three forty five']],
		['2024|300|', ['three hundred']],
		['|$100|000', ['one hundred', 'one hundred dollars', 'a hundred', 'a hundred dollars']],
		['$100|000|for', ['thousand dollars', 'thousand']],
		['1|1/2|', ['and a half', 'and one half', 'one half', 'a half']],
		['1|½|', ['and a half', 'and one half', 'one half', 'a half']]
	],
	'units of their own': [
		['5|km|', ['kilometers', 'kilometer', 'K', 'K M']],
		['5|kg|', ['kilograms', 'kilogram', 'kilos', 'K G']],
		['5|cm|', ['centimeters', 'centimeter', 'C M']],
		['5|ft|', ['feet', 'foot', 'F T']],
		['1|km.|', ['kilometer', 'K', 'K M']],
		['3.5|MB|', ['megabytes', 'megabyte', 'megs', 'M B']],
		['million|km|', ['kilometers', 'kilometer', 'K', 'K M']],
		['20|°C|', ['degrees celsius', 'degrees', 'degrees C', 'C']],
		['5|m|', ['meters', 'meter', 'million', 'M']],
		['5|G|', ['G']],
		['9|am|', ['A M', 'in the morning']],
		['9|am-5|pm', ['A M to five', 'A M five']],
		['10|Ω|', ['ohms', 'ohm']],
		['5μg', ['five micrograms']],
		['5\u00B5m', ['five micrometers', 'five microns']],
		['5|in|', ['in']],
		['5.|In|', ['in']],
		['a|km|', ['K M']]
	],
	'figures and letters': [
		['GPT-4,', ['G P T four']],
		['GPT-4o', ['G P T four O']],
		['ASL3', ['A S L three']],
		['H100', ['H one hundred', 'H a hundred', 'H hundred']],
		['MP3', ['M P three']],
		['4X', ['four X', 'four times']],
		['32K', ['thirty two K', 'thirty two thousand']],
		['7B', ['seven billion', 'seven B']],
		[
			'100km/h',
			[
				'one hundred kilometers per hour',
				'one hundred kilometers an hour',
				'a hundred kilometers per hour',
				'a hundred kilometers an hour'
			]
		],
		['IPv6', ['I P V six']],
		['x²', ['X squared', 'X two']],
		['5km', ['five kilometers', 'five K', 'five K M']],
		['~5km', ['about five kilometers', 'about five K', 'approximately five kilometers', 'approximately five K']],
		['<10ms', ['less than ten milliseconds', 'under ten milliseconds']],
		['3.5s', ['three point five seconds']],
		['3.5s-4.5s', ['three point five seconds four point five seconds']],
		['1,000,000,000,000,000', ['one' + ' oh'.repeat(15), 'one' + ' zero'.repeat(15)]],
		['20-year-old', ['twenty year old']],
		['Covid-19', ['covid nineteen', 'covid']],
		[
			'-5°C',
			['minus five degrees celsius', 'minus five degrees', 'negative five degrees celsius', 'minus five degrees C']
		],
		['12"', ['twelve', 'twelve inches', 'twelve inch']],
		['12″,', ['twelve', 'twelve inches', 'twelve inch']],
		['1"', ['one', 'one inch']],
		['6′', ['six', 'six feet', 'six foot']],
		['½"', ['half inch', 'half an inch', 'one half inch']],
		['"12"', ['twelve']],
		['6’2”', ['six two', 'six foot two']]
	],
	initialisms: [
		['RLHF', ['R L H F']],
		['NASA', ['nasa', 'N A S A']],
		['CEO', ['ceo']],
		["CEO's", ["C E O's"]],
		['AIs', ["A I's", "ai's"]],
		['LLMs', ["L L M's"]],
		['U.S.', ['U S']],
		['Ph.D.', ['P H D']],
		['PhD', ['P H D']],
		['US', ['U S', 'us']],
		['II', ['two', 'the second', 'I I']],
		['XXI', ['twenty one', 'the twenty first', 'X X I']],
		['XXXIX', ['thirty nine', 'the thirty ninth', 'X X X I X']],
		['LVIII', ['fifty eight', 'the fifty eighth', 'L V I I I']],
		['Bowl|LV|', ['fifty five']],
		['XL', ['X L']],
		['IIII', ['I I I I', 'iiii']],
		['J.', ['J']],
		['R&D', ['R and D']],
		['rlhf', ['R L H F']]
	],
	'all capitals': [
		['SO|IT|IS', ['it']],
		['WELL|US|IS', ['us']],
		['WHAT|RLHF|IS', ['R L H F']]
	],
	'capitals inside': [
		['OpenAI', ['open A I', 'open ai']],
		['ChatGPT', ['chat G P T']],
		['YouTube', ['youtube']],
		['DeepMind', ['deep mind']]
	],
	abbreviations: [
		['Mr.', ['mister']],
		['Dr.', ['doctor', 'drive', 'D R']],
		['St.', ['saint', 'street']],
		['e.g.', ['for example', 'E G']],
		['a.m.', ['A M']],
		['|No.|5', ['number', 'no']],
		['w/', ['with']],
		['TL;DR', ['T L D R', "too long didn't read"]]
	],
	addresses: [
		['openai.com', ['open A I dot com', 'openai dot com']],
		['www.example.com', ['W W W dot example dot com', 'example dot com', 'dub dub dub dot example dot com']],
		['https://example.com/blog/post', ['example dot com slash blog slash post']],
		['youtube.com/chat?v=abc123', ['youtube dot com slash chat']],
		['https://example.com/post?b=c,d', ['example dot com slash post']],
		['me@example.com', ['me at example dot com']],
		['#MeToo', ['hashtag me too', 'me too']],
		['@example', ['at example', 'example']]
	],
	hyphens: [
		['co-founder', ['co- founder']],
		['life-threatening', ['life threatening']],
		['state-of-the-art', ['state of the art']],
		['and/or', ['and or', 'and slash or', 'and or or']],
		['th-the', ['th- the']],
		['b-b-blog', ['b- b- blog']],
		['I-I', ['i i']]
	],
	'held letters': [
		['soooo', ['so']],
		['hmmmm', ['hmm']]
	]
};

describe('reading English tokens', () => {
	for (const [kind, cases] of Object.entries(CASES))
		it.each(cases)(`${kind}: %s`, (written, readings) => {
			const split = written.split('|');
			const [previous, token, next] = split.length === 3 ? split.map((part) => part || null) : [null, written, null];
			expect(readEnglish(token as string, { previous, next }, LEXICON)).toEqual(readings);
		});
});
