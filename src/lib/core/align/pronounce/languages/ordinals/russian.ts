// Russian ordinals: "1-й", "80-х", "5 мая", "в 1990 году", "XX век", and compounds such as "80-летний".

import type { Ordinals, Place } from '../language.ts';

const STEMS: Record<number, string> = {
	...Object.fromEntries(
		'ноль перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат'
			.split(' ')
			.map((stem, n) => [n, stem])
	),
	...Object.fromEntries(
		'двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност'
			.split(' ')
			.map((stem, i) => [20 + 10 * i, stem])
	)
};
/** In front of other words: двух-, пяти-. */
const BOUND = '_ одно двух трёх четырёх пяти шести семи восьми девяти'.split(' ');
const BOUND_TENS = '_ десяти двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяносто'.split(
	' '
);
/** "Третий" is soft. */
const SOFT: Record<string, string> = {
	ый: 'ий',
	ая: 'ья',
	ое: 'ье',
	ые: 'ьи',
	ого: 'ьего',
	ому: 'ьему',
	ом: 'ьем',
	ым: 'ьим',
	ых: 'ьих',
	ыми: 'ьими',
	ую: 'ью',
	ой: 'ьей'
};
/** What is written behind the hyphen, and what it is the end of. */
const ENDINGS: Record<string, string[]> = {
	й: ['ый', 'ой'],
	я: ['ая'],
	е: ['ые', 'ое'],
	го: ['ого'],
	му: ['ому'],
	м: ['ом', 'ым'],
	х: ['ых'],
	ми: ['ыми'],
	ю: ['ую'],
	ий: ['ый'],
	...Object.fromEntries(Object.keys(SOFT).map((ending) => [ending, [ending]]))
};
const MONTH = /^(января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)$/;
/** The ending that a year or century takes from what follows. */
const AGREES: [RegExp, string][] = [
	[/^(год|век)$/, 'ый'],
	[/^(года|века)$/, 'ого'],
	[/^(году|веке)$/, 'ом'],
	[/^(веку)$/, 'ому'],
	[/^(годом|веком)$/, 'ым'],
	[/^(годы)$/, 'ые'],
	[/^(годов|годах|веков)$/, 'ых']
];

/** 1984 → "четвёрт" behind "тысяча девятьсот восемьдесят", 2000 → "двухтысячн". */
function parts(n: number, words: string): { head: string; stem: string } {
	const head = words.split(' ').slice(0, -1).join(' ');
	if (n > 0 && n % 1000 === 0) return { head: '', stem: (n === 1000 ? '' : bound(n / 1000)) + 'тысячн' };
	const hundreds = Math.floor(n / 100) % 10;
	if (n > 0 && n % 100 === 0) return { head, stem: (hundreds === 1 ? '' : BOUND[hundreds]) + 'сот' };
	return { head, stem: STEMS[n % 100] ?? STEMS[n % 10] };
}

function bound(n: number): string {
	if (n >= 100) return (n < 200 ? 'сто' : BOUND[Math.floor(n / 100) % 10] + 'сот') + (n % 100 ? bound(n % 100) : '');
	if (n > 10 && n < 20) return STEMS[n] + 'и';
	return (n >= 10 ? BOUND_TENS[Math.floor(n / 10)] : '') + (n % 10 ? BOUND[n % 10] : '');
}

function ended({ n, words }: Place, ending: string): string {
	const { head, stem } = parts(n, words);
	const end =
		stem === 'трет' ? SOFT[ending] : ending === 'ый' && /(втор|шест|седьм|восьм|сороков)$/.test(stem) ? 'ой' : ending;
	return `${head} ${stem}${end}`.trim();
}

function say(place: Place): string[] {
	const { n } = place;
	const ending = place.ending.replace(/^-/, '');
	if (n > 0 && n < 1000 && (ending.length > 3 || /^[тм]и$/.test(ending)))
		return [bound(n) + (ending.length > 3 ? ending : '')];
	if (n >= 2 && n <= 4 && ending === 'х') return [bound(n)];
	const endings = ENDINGS[ending] ?? (ending ? [] : ['ый', 'ого', 'ом']);
	const said = (ending === 'й' ? endings.slice(0, 1) : endings).map((end) => ended(place, end));
	// The nineties, without their century.
	const short = /^[ех]$/.test(ending) && n > 1000 && n % 100 >= 20 && n % 10 === 0;
	return short ? [...said, ended({ ...place, n: n % 100, words: '' }, endings[0])] : said;
}

function agreeing(place: Place): string[] {
	const ending = AGREES.find(([word]) => word.test(place.next))?.[1];
	if (ending) return [ended(place, ending)];
	return /^г+$/.test(place.next) ? ['ого', 'ом', 'ый'].map((end) => ended(place, end)) : [];
}

export const RUSSIAN_ORDINALS: Ordinals = {
	endings: /^(?:-(?:[йяехмю]|го|му|м[и]|ти|[иыо]й|[аи]я|[оы]е|ого|ому|о[мй]|ы[мх]|ую|[а-яё]{4,})|[йх]|го)$/,
	say,
	numbered: /^(века?|веке|веков|глав[аеуы]|том[ае]?|част[ьи]|съезда?)$/,
	roman(place) {
		const agreed = agreeing(place);
		if (agreed.length) return agreed;
		// "Глава IV", "часть II".
		const feminine = /[аь]$/.test(place.previous) && /^(глава|часть|книга)$/.test(place.previous);
		return feminine ? [ended(place, 'ая'), place.words] : say({ ...place, ending: '' });
	},
	before(place) {
		if (place.ending) return [];
		if (place.n >= 1 && place.n <= 31 && MONTH.test(place.next))
			return [ended(place, 'ого'), ended(place, 'ое'), place.words];
		return place.n >= 1000 && place.n < 2100
			? [...agreeing(place), place.words].slice(agreeing(place).length ? 0 : 1)
			: [];
	}
};
